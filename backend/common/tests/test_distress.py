"""Who writes that they want to die is shown whom to call; who only says that the homework kills them is not."""

import re
import unicodedata
from re import _parser as re_parser  # type: ignore[attr-defined]

import pytest

from common.distress import HELPLINES, PATTERN, suggests_self_harm
from common.tests.test_contact_data import repeats

DISTRESS = """
죽고 싶어
죽고싶다 진짜
그냥 죽고싶다
요즘 매일 죽고 싶다는 생각만 해
죽.고.싶.다
죽 고 싶 다
죽구시퍼
죽고ㅅㅍ
죽고파
친구가 죽고 싶대 어떡해
동생이 자꾸 죽고 싶다고 해서 무서워
뒤지고 싶다
확 죽어버리고 싶다
그냥 죽어버릴까
차라리 죽는 게 낫겠다
죽는 게 더 나을 것 같아
죽으면 다 끝나겠지
죽으면 편해질까
안 아프게 죽는 방법 있어?
그냥 죽을래
같이 죽자
자다가 죽었으면 좋겠다
걍 죽을까
걍 뒤질까
친구가 자꾸 죽는다고 해
애들이 나보고 죽으래
나 죽을 용기도 없어
오늘 죽을 거야
누가 나 좀 죽여줘
살기 싫다
살기싫어 진짜
더 살기가 너무 싫어
살고 싶지 않아
살고싶지가 않다
그만 살고 싶어
살 이유가 없어
살아갈 자신이 없다
왜 사는지 모르겠어
왜 살아야 하는지 모르겠음
사는 게 너무 힘들어
사는게 지겹다
숨 쉬는 것조차 힘들다
더는 못 버티겠어
더 이상 못 버티겠다
이제 진짜 못 버티겠어
태어나지 말걸
태어난 게 죄야
인생 포기하고 싶다
다 끝내고 싶다
삶을 끝내고 싶어
목숨을 끊고 싶다
세상을 떠나고 싶다
영원히 잠들고 싶어
이대로 눈을 안 떴으면 좋겠다
사라지고 싶다
그냥 사라지고싶어
이 세상에서 없어지고 싶어
사라지고 싶을 만큼 창피하다
내가 없어지면 다들 편하겠지
나 하나 죽어도 아무도 모를 거야
나만 없으면 다 행복할 텐데
나 같은 건 죽어야 돼
자살
자살하고 싶어
자살 생각 자꾸 남
자.살 하고싶다
ㅈ살하고 싶다
ㅈㅅ하고 싶다
ㅈㅅ할까
ㅈㄱㅅㄷ
ㅈㄱㅅㅍ 진심
자해
자해했어 또
친구 팔에 자해 흉터 봤어
또 자해하고 말았어
자해 충동 어떻게 참아?
뛰어내리고 싶다
옥상에서 뛰어내릴까 생각했어
아파트에서 뛰어내리면 아플까
한강 물 따뜻하냐
손목 그었어
손목을 또 그었다
칼로 손목 긋고 싶어
커터칼로 팔 긁었어
내 몸에 상처를 내고 싶어
수면제 한꺼번에 먹으면 어떻게 돼
유서 썼어
유서 쓰는 중
친구 책상에서 유서를 봤어
극단적 선택 생각함
번개탄 피우면
목을 맸대
I want to die
i wanna die fr
gonna kill myself
thinking about suicide
suicidal thoughts every night
kms
self harm again
I don't want to live anymore
ＫＩＬＬ ＭＹＳＥＬＦ
"""
EVERYDAY = """
배고파 죽겠다
배고파 죽을 것 같아
졸려 죽겠네
웃겨 죽는 줄
귀여워 죽겠어
더워 죽겠다
추워 죽는 줄 알았네
보고 싶어 죽겠어
심심해 죽겠음
궁금해 죽겠다 빨리 말해
좋아 죽네 아주
쪽팔려 죽겠다
힘들어 죽겠다 야자
부러워 죽겠네
답답해 죽는 줄
짜증나 죽겠어 진짜
과제 때문에 죽을 것 같아
수행 때문에 죽을 맛이다
죽을 만큼 힘든 수학
죽을 만큼 맛있음
죽도록 공부했는데 3등급
죽어라 외웠다
죽어도 수학은 못 하겠어
죽었다 깨어나도 1등급은 무리
내일 시험 나 이제 죽었다
엄마한테 걸리면 죽음
늦으면 쌤한테 죽는다
너 죽을래?
너 진짜 죽는다 ㅋㅋ
숙제 안 하면 죽는다
웃자고 한 말에 죽자고 덤비네
죽자고 공부해야지
죽이네 이 떡볶이
죽여주는 맛
이 노래 죽인다
분위기 죽이지
폰 죽었다
배터리 죽음
와이파이 죽었어
컴퓨터가 죽어서 수행 날아감
서버 죽음
기 죽지 마
기죽을 필요 없어
게임에서 또 죽었어
나 죽었어 부활 좀
보스한테 세 번 죽음
죽으면 리스폰 몇 초야
팀원 다 죽고 나만 남음
화분 죽었어
아침에 죽 먹었어
호박죽 먹고 싶다
전복죽 먹고 싶어
팥죽이랑 김치
죽집 어디가 맛있어
죽순 처음 먹어 봄
시간 죽이기 좋은 게임
죽마고우
국어 시간에 죽음을 다룬 시 배움
등장인물 왜 죽었어?
주인공 마지막에 죽나?
소크라테스의 죽음 발표
선물 주고 싶다
먹이 주고 싶어
자살골 넣음
우리 반이 자살골로 짐
과자 살 사람
과자살래?
모자 살까 말까
피자 살게 와
여자 살색 스타킹
혼자 살고 싶다
혼자살고 싶다 자취
의자 살 때 뭐 봐
자 살살 해 봐
자해석 어떻게 해
여자 해명문
혼자 해 볼게
혼자해도 돼?
놀러 가자해서 나옴
하자 해 놓고 안 하네
각자 해 와
글자 해독
피해자 해결
손목 아파
손목시계 샀어
손목 보호대 추천
필기 많이 해서 손목 나감
밑줄 그었어
선 그었다 걔랑
자로 선 긋는 문제
칼로리 몇이야
칼로 연필 깎다
살 빼고 싶다
살 빼기 싫다
살 빠졌어
집에서 살기 편함
서울에서 살고 싶다
미국 가서 살고 싶어
오래 살고 싶다
이 가방 사고 싶다
사기 싫다 교재 비싸
숙제 하기 싫다
학교 가기 싫다
일어나기 싫어
시험 없어졌으면 좋겠다
수학 없어져라
여드름 사라졌으면
급식에서 당근 사라짐
내 지우개 사라졌어
집에 가고 싶다
자고 싶다
쉬고 싶어
그만하고 싶다 문제풀이
과제 끝내고 싶다
숙제 다 끝내고 싶다
고생 끝내고 놀자
인생 끝내주네
게임에서 죽고 시작함
기죽고 싶지 않아
약 수십 명이 왔대
감기약 한 통 샀어
빨리 끝내고 자자
방학 끝나지 마
수능 끝나고 뭐 하고 싶어
ㅈㅅ
ㅈㅅㅈㅅ 늦었어
ㅈㅅ합니다
ㅈㄱ
유서 깊은 학교래
사유서 써 오래
이유서 제출
자유서술 문항
한강 가자 라면 먹으러
한강 소설 읽었어
한강공원 자전거
옥상 가서 사진 찍자
감기약 먹고 잔다
번지점프 하고 싶다
다이빙대에서 뛰어내림
목 아파
목매지 마 성적에
약속 늦겠다
3층에서 봐
극단적으로 말하면 그래
극단 동아리 들어갈래
수이사이드 스쿼드 봤어
suicide squad 재밌어?
die-hard 영화 봤어
killed it today
I'm dead lol
dying of laughter
dice 게임
109쪽 풀어
1388번 문제
"""


@pytest.mark.parametrize("text", DISTRESS.strip().splitlines())
def test_distress_is_heard(text: str) -> None:
    assert suggests_self_harm(text)


@pytest.mark.parametrize("text", EVERYDAY.strip().splitlines())
def test_everyday_talk_is_none(text: str) -> None:
    found = PATTERN.search(text)
    assert not suggests_self_harm(text), found and found[0]


def test_the_sets_are_large() -> None:
    assert len(set(DISTRESS.strip().splitlines())) >= 70
    assert len(set(EVERYDAY.strip().splitlines())) >= 100


@pytest.mark.parametrize(
    "text",
    [unicodedata.normalize("NFD", "죽고 싶다"), "죽\u200b고\u200b싶\u200b다", "죽고\n싶다", "나 오늘… 죽고 싶다 ㅠㅠ"],
)
def test_it_is_heard_however_it_is_encoded(text: str) -> None:
    assert suggests_self_harm(text)


@pytest.mark.parametrize(
    "text", ["", " ", "ㅋ" * 500, "죽" * 500, "죽고" * 250, "나 없으면 " * 80, "자" * 500, "\ud800"]
)
def test_hostile_texts_are_none(text: str) -> None:
    assert not suggests_self_harm(text)


def test_no_rule_repeats_without_a_bound() -> None:
    """So each place of the text costs a bounded number of steps."""
    assert max(repeats(re_parser.parse(PATTERN.pattern))) <= 12


def test_the_helplines_are_the_national_ones() -> None:
    assert [(line.name, line.phone) for line in HELPLINES] == [("자살예방 상담전화", "109"), ("청소년전화", "1388")]
    assert all(re.fullmatch("[0-9]{3,4}", line.phone) for line in HELPLINES)
