"""What leads to a person is found where it stands; what only looks like it is left alone."""

import random
import re
import unicodedata
from collections.abc import Iterator
from re import _parser as re_parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from common import contact_data
from common.contact_data import Contact, find

PHONES = """
«010-1234-5678»
내 번호 «010-1234-5678»
«01012345678»이야 문자해
«01012345678»이에요
번호 바뀜 «01012345678»구요
«010 1234 5678» 저장해
«010 1234 5678» 이번호야
«공일공-일이삼사-오육칠팔»임
전화는«공일공일이삼사오육칠팔»
«010.1234.5678» 전화ㄱㄱ
«010_1234_5678»
«010/1234/5678»
«010~1234~5678»
(«010)1234-5678»
«010) 1234-5678» 이쪽으로
«010-12345678» 연락 줘
«0101234 5678»
«010 - 1234 - 5678» ㅋㅋ
«010ㅡ1234ㅡ5678»
«010—1234—5678»
«+82 10-1234-5678»
«+821012345678»
«82-10-1234-5678» 해외에서
«+82)10 1234 5678»
«011-123-4567» 3학년 때 쓰던 거
«016 9876 5432» 아빠 번호
«０１０－１２３４－５６７８»
«０１０１２３４５６７８» 임
«공일공 일이삼사 오육칠팔»
«공일공일이삼사오육칠팔»이야
«공일공에 일이삼사에 오육칠팔»로 연락해
«영일영 일이삼사 오육칠팔»
«공일공 다시 일이삼사 다시 오육칠팔»
«공1공 1234 5678»
«공1공-일이34-오육칠8»
«010 일이삼사 오육칠팔»
«공일공 1234 오육칠팔»
«O1O-1234-5678»
«o1o 1234 5678» 여기로
«ㅇ1ㅇ 1234 5678»
«ㅇ1ㅇ1234ㅇ678» 로 해줘
«010😀1234😀5678»
«010👉1234👉5678» 이거
«0️⃣1️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣»
«0 1 0 1 2 3 4 5 6 7 8»
«0.1.0.1.2.3.4.5.6.7.8» 점 빼고
«0-1-0-1-2-3-4-5-6-7-8»
«01 0 1234 5678»
«010 12 34 56 78»
«01012 345678»
«010 - 1 2 3 4 - 5 6 7 8»
«010-12345-678» 헷갈리게 써 봄
«공 일 공 일 이 삼 사 오 육 칠 팔»
번호 «공일공-구팔칠육-오사삼이»요
«010 9876 543이»요
① 말고 «010-1234-5678»
«010\u200b1234\u200b5678»
«⓪①⓪①②③④⑤⑥⑦⑧»
남자면 연락 ㄴㄴ 여자만 «010-2345-6789»
과외 문의는 «010-2345-6789», 3시 이후에요
«010-1111-1111»
«010⏎1234⏎5678»
오픈톡 말고 전화 «010 9876 5432» 로
번호:«01098765432»
tel«01098765432»
학원 «02-312-4567»
«02)312-4567» 로 전화하면 됨
«031-123-4567» 수원점
«0311234567» 이래
«053 123 4567»
«070-8123-4567»
«0504-1234-5678» 안심번호
"""
KAKAO = """
카톡 아이디 «abc123»
카톡 아이디는 «minjae_07» 이야
카톡아디는 «haneul2008» 이야
카톡아이디: «jiwoo.k»
카톡 id «seoyeon09»
카톡ID : «seoyeon09»
톡 아이디 «study_mate»
내 카톡 «abc_12»
카톡 «abc_12» 추가해줘
카톡추가 «haneul2008»
카톡 친추 «haneul2008» ㄱㄱ
카톡 아이디요? «abc_1234»요
ㅋㅌ: «abc123»
ㅋㅌ «gosam_07» 해
까톡 «abc123» 으로
카카오톡 아이디 «goodday77»
카카오톡 «goodday77»
kakao id «abc12»
kakaotalk: «abc_12»
Kakao ID «ABC12»
카 톡 아이디 «abc123»
카.톡 «abc123»
카톡 → «abc123»
카톡은 «abc123»!
카톡 아이디 («ａｂｃ１２３»)
카톡 아이디 내꺼 «gosam07»
«abc123» 이게 내 카톡 아이디야
«gosam_07» 카톡 추가 ㄱ
카톡 아이디 «haneul» 임
카톡 아디 '«haneul08»' 이거
"""
OPEN_CHATS = """
«https://open.kakao.com/o/gAbC12xY»
여기로 와 «open.kakao.com/o/gAbC12xY» 비번 1234
«open.kakao.com/me/haneul»
«OPEN.KAKAO.COM/o/gAbC12»
«open . kakao . com / o / gAbC12»
«open닷kakao닷com/o/gAbC12»
«open점kakao점com/o/gAbC12» 점은 바꿔서
«open dot kakao dot com/o/gAbC12»
«오픈.카카오.컴/o/gAbC12»
«ｏｐｅｎ．ｋａｋａｏ．ｃｏｍ／ｏ／ｇＡｂＣ１２»
스터디 구해요 «http://open.kakao.com/o/sXyZ98»
"""
EMAILS = """
«abc123@naver.com»
자소서는 «haneul.kim+sd@gmail.com» 으로 보내줘
«abc123 @ naver.com»
«abc123@naver . com»
«abc123@네이버.com»
«abc123골뱅이naver.com»
«abc123 골뱅이 네이버 닷컴»
«abc123 골뱅이 지메일»
«abc123 at gmail.com»
«haneul at gmail dot com»
«abc123(at)naver.com»
«abc123(a)naver.com»
«abc123[at]hanmail.net»
«ａｂｃ１２３＠ｎａｖｅｒ．ｃｏｍ»
«student@school.hs.kr» 학교 메일
«abc123@naver닷컴»
«ABC123@Naver.Com»
«01012345678@naver.com»
"""
RESIDENT_NUMBERS = """
«080101-3123456»
주민번호 «080101-3123456» 맞지
«0801013123456»
«080101 4123456»
«０８０１０１－３１２３４５６»
«공팔공일공일 삼일이삼사오육»
«991231-1234567»
«080229-3123456»
"""
HARMLESS = """
010
010으로 시작하는 번호 다 막아놨어
2026-11-20
2026.11.20. 금요일
2026년 11월 20일 8시 40분
2026-11-20 08:40:00
20261120
11/20 수능 11/21 논술
1등급 3.5
내신 1.0 2.0 3.5 4.2
수학 100 국어 98 영어 2등급
국어 92 수학 88 영어 1 한국사 1 물리 47 화학 45
표점 135 백분위 98
백분위 99 98 96 95
3-1반
1-1 1-2 1-3 2-1 2-2 반 배정
p.12-34
12~34쪽, 56~78쪽까지
교재 123쪽부터 145쪽
112
109
1388
119
117에 신고해
1577-1366
1588-1234 로 전화하면 상담해 줘
1393 말고 이제 109래
1366
1899-0000 고객센터
110 정부민원
자살예방 상담전화 109, 청소년전화 1388
정답 5 1 3 2 4 / 2 3 1 5 4
답 1 2 3 4 5 1 2 3 4 5 1 2
1 3 5 2 4 1 3 5 2 4 1 3 5
0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0
0 1 1 2 3 5 8 13 21 34 55
3.141592653589793238462643383279
2.71828182845904523536
0.01012345678
1.01012345678
01011011011
0101 1101 0110 1011
10101010101010
이진수로 0101 1011
2^10=1024, 2^20=1048576
f(x)=x^2+2x+1
f(a)=3a+1
lim (x→0) sin x / x = 1
a_n = 2n+1, a_10 = 21
sin(a)cos(b)+cos(a)sin(b)
f(a)g(b)
P(A|B) = 0.5
y=0.5x+10
x1 x2 x3 y1 y2 y3
√2 = 1.41421356
6.02×10^23
H2O CO2 C6H12O6
9.8m/s^2
100,000,000원
10,000원 20,000원 30,000원
12,345,678원
급식비 65000원
토익 950 990
수험번호 12345678
수험번호 87654321 이었음
학번 20312
30512 김하늘
학번 20250312
1234567890
12345678901
9788901234567
8801062333448
880106233344
1700000000000
1763782345678
ㅇㅇ
ㅇㅇ ㅇㅈ
ㅇㅋ 10분 뒤에
ㅇㅋ 8시 30분
ㅇㅇ 10시 10분
ㅋㅋㅋㅋㅋㅋ
ㄱㄱ
ㅇㅈ 100%
ㅇㅎ ㅇㅎ
카톡 보내
카톡 왔다
카톡 하자
카톡해
카톡 아이디 뭐야
카톡 아이디 알려줘
카톡 아이디 까먹음
카톡 아이디 바꾸는 법 아는 사람
카톡 아이디 공유하지 마
카톡 아이디는 비밀이야
카톡 id는 lower case만 되나
카톡 100개 쌓임
카톡 300+ 실화냐
카톡 2시간째 안 읽씹
카톡 1도 안 옴
카톡 pc버전
카톡 PC 로그인 안 됨
카톡 ios17 에서 튕김
카톡 v10.2.0 업데이트
카톡 10.2 업뎃
카톡 mp3 파일
카톡 iphone15 에서 안 됨
카톡 프사 바꿈
카톡 이모티콘 gif
카톡 chatgpt4 연동
카톡 win11 버전
카톡 4u2
번호 010-XXXX-5678 처럼 가려
카톡방 30명
반톡에 올렸어
단톡 공지 봤어?
갠톡 ㄱ
카카오 뱅크
카카오맵으로 찾아가
카카오 T 불러
kakao talk update
kakao map
스쿨톡스 아이디 만들었어
스쿨톡스 아이디 haneul 로 했는데
게임 아이디 abc123
롤 아이디 faker123 이랑 함
넷플 아이디 좀
인강 사이트 아이디 까먹음 abc
아이디어 좀 줘
아이디 중복이래
open.kakao.com 링크 올리면 안 돼
오픈채팅 링크는 여기 올리면 안 되지
오픈카톡 들어올래?
kakao.com
https://www.kakaocorp.com/page/service
https://youtu.be/dQw4w9WgXcQ
https://www.youtube.com/watch?v=0101234abcd
https://n.news.naver.com/article/001/0015012345
https://cafe.naver.com/suhui/28764010
https://www.ebsi.co.kr/ebs/lms/20261120
https://namu.wiki/w/2026학년도%20수능
https://www.suneung.re.kr/boardCnts/list.do?boardID=1500234&m=0403
https://map.kakao.com/?itemId=8430129
http://localhost:3000
naver.com 들어가 봐
look at naver.com
meet me at school.com lol
I'm at home
see you at 10
골뱅이 무침 먹고 싶다
골뱅이 소면 vs 비빔면
@하늘 이거 봐
@admin 여기 도배요
@everyone
2@3
이메일 주소 뭐로 했어
gmail로 가입함
네이버 메일로 보내
네이버 다음 구글
다음 주 네이버 지식인
오전 8시 오후 3시
오늘 이 사람 구경함
사실 오전에 일이 있었어
일단 이 문제 구해줘
일이삼사 오육칠팔 박자 맞춰
이 일 사 구 팔
삼일절 이십오일 육이오
팔공산 구미 사천 삼천포
공부 공부 공부
공일 때 공기 저항
영어 일등급 이번엔 꼭
영일만 친구
육칠팔 교시 체육
오일팔 육이오 사일구
일 이 삼 사 오 육 칠 팔
3일 4일 5일 6일 7일 8일
10:00 11:00 12:00 13:00
08:10~09:30 국어 10:30~12:10 수학
01:02 03:04 05:06
01.09 10.23 11.3
12.05 01.06 02.14
02-03-2026
02/28 03/01 03/02
24-25시즌
롤 스코어 0/1/0 12/3/4 56/7/8
k/d/a 0 1 0 1 2 3
(0,1,0) (1,2,3) (4,5,6,7,8)
행렬 0 1 0 / 1 0 0 / 0 0 1 2 3
010년대 노래
031번 문제
02강 3450원
삼이 사오 오육 육칠
영어 일본어 이과 삼각 사탐 오답 육상 칠판
카톡 hi_라고 옴
(a)번 답 (b)번
a@b
at 3pm.
3 4 5 6 7 8 9 10 11 12
010-1234
1234-5678
010 1234
010-1234-567
번호 뒷자리 5678
뒷자리만 1234 5678
02-12
031
02년생 03년생 04년생
080101
080101-3
0801013
201308-3123456
081301-3123456
080132-3123456
080101-9123456
생일 08년 1월 1일
계좌 없어
40-50-60 세트
192.168.0.1
127.0.0.1
255.255.255.0
버전 3.11.4
ISBN 979-11-6050-123-4
우편번호 04524
A4 B5 C6
6월 9월 11월 모고 3 2 1
10 20 30 40 50 60 70
서울 02 경기 031 인천 032
"""


FOUND = {
    "phone": PHONES,
    "kakao": KAKAO,
    "open_chat": OPEN_CHATS,
    "email": EMAILS,
    "resident_number": RESIDENT_NUMBERS,
}
PAIRS = [(kind, line.replace("⏎", "\n")) for kind, lines in FOUND.items() for line in lines.strip().splitlines()]


def found_in(text: str) -> tuple[str, str] | None:
    contact = find(text)
    return contact and (contact.kind, text[contact.start : contact.end])


@pytest.mark.parametrize(("kind", "marked"), PAIRS, ids=[str(number) for number in range(len(PAIRS))])
def test_it_is_found_where_it_stands(kind: str, marked: str) -> None:
    start, end = marked.index("«"), marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    assert find(text) == Contact(kind, start, end), (text, found_in(text))


@pytest.mark.parametrize("text", HARMLESS.strip().splitlines())
def test_what_is_harmless_is_left_alone(text: str) -> None:
    assert found_in(text) is None


def test_the_sets_are_large() -> None:
    assert len(PAIRS) >= 80
    assert len(set(HARMLESS.strip().splitlines())) >= 150


@pytest.mark.parametrize(
    "before", ["", "가나다 ", "👩‍👩‍👧 ", "ﬁ ", "e\u0301 ", "\u1112\u1161\u11ab ", "½ … ㈜ ", "\u200b", "Ａ "]
)
def test_it_stands_where_it_stands_in_the_text_as_it_was_sent(before: str) -> None:
    """The copy that is looked at may be longer or shorter than the text."""
    for own in ("010-1234-5678", "０１０１２３４５６７８"):
        start = len(before)
        assert find(f"{before}{own} 야") == Contact("phone", start, start + len(own))


def test_the_first_of_several_is_found() -> None:
    assert found_in("abc123@naver.com 아니면 010-1234-5678") == ("email", "abc123@naver.com")
    assert found_in("010-1234-5678 아니면 abc123@naver.com") == ("phone", "010-1234-5678")


def test_decomposed_korean_is_read_too() -> None:
    text = unicodedata.normalize("NFD", "카톡 아이디 abc123")
    assert found_in(text) == ("kakao", "abc123")


PIECES = [
    *"0 01 010 010- 공 일 공일 이 이구 ㅇ o - +82 8201 @ a@ a@a. a. a 골뱅이 (a) a(a) .com dot 점 open.".split(),
    *"open.kakao.com/ open.kakao.com/o/a http:// 카톡 카 ㅋㅌ a1_ abc12 880101 080101- 👩‍👩‍👧 ﷺ 가 에 다시 _ ٣".split(),
    *[
        "010 ",
        "0 1 0 ",
        "1 ",
        " ",
        " at ",
        "a at ",
        "카톡 아이디 ",
        "kakao ",
        "톡 id : ",
        "\u0301",
        "\u200d",
        "\u1160",
        "\n",
    ],
]


@pytest.mark.parametrize("seed", range(20))
def test_no_text_upsets_it_and_what_it_finds_lies_in_the_text(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(20):
        pieces = chance.sample(PIECES, chance.randint(1, 4))
        text = "".join(chance.choice(pieces) for _ in range(500))[:500]
        if contact := find(text):
            assert 0 <= contact.start < contact.end <= len(text)


def repeats(parsed: Any) -> Iterator[int]:
    """How often the parts of a compiled pattern may repeat."""
    for operator, argument in parsed:
        name = str(operator)
        if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            yield int(argument[1])
            yield from repeats(argument[2])
        elif name == "SUBPATTERN":
            yield from repeats(argument[3])
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from repeats(branch)
        elif name in {"ASSERT", "ASSERT_NOT"}:
            yield from repeats(argument[1])


def test_no_pattern_that_walks_over_the_text_repeats_without_a_bound() -> None:
    """So each place of the text costs a bounded number of steps, whoever wrote it."""
    patterns = {name: value for name, value in vars(contact_data).items() if isinstance(value, re.Pattern)}
    assert len(patterns) >= 12
    for name, pattern in patterns.items():
        if name in {"KOREAN_RUN", "NO_ID"}:  # one class of letters that nothing follows; at most 20 letters
            continue
        bounds = list(repeats(re_parser.parse(pattern.pattern)))
        assert all(bound <= 64 for bound in bounds), (name, max(bounds))
