"""Finds what leads from a made-up name to a person: phone numbers, KakaoTalk ids, open chats, mail addresses and
resident registration numbers, also where they are written so that a simple search would miss them.

The rules look at a normalised copy of the text, of which every letter remembers where it came from. Digits are digits
in whatever form: full width, as emoji, as the Korean words that numbers are read out with (공일공), O or ㅇ for zero.
Each rule walks over the copy once and looks a bounded number of letters around, so a hostile text costs no more than a
friendly one of its length.

What is meant to be passed on stays free: service and help lines (109, 1388, 1577-1366: none begins with 0), dates,
marks, prices, pages and formulas.

Sources: the national numbering plan (전기통신번호관리세칙: 010 and the older 011, 016–019 with 7 or 8 digits, area
codes 02 and 031–064, 070 and 050x); the form of resident numbers (주민등록법 시행규칙 제2조: YYMMDD, then a digit for
century and sex; since October 2020 the rest is random, so no check digit can be asked for); the rules for KakaoTalk ids
(4–20 small letters, digits, `.`, `_`, `-`).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Contact:
    """`kind` is `phone`, `kakao`, `open_chat`, `email` or `resident_number`; `start` and `end` count code points."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Copy:
    """The normalised letters, and for each of them where it begins and ends in the text."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def contact(self, kind: str, start: int, end: int) -> Contact:
        return Contact(kind, self.starts[start], self.ends[end - 1])


def find(text: str) -> Contact | None:
    """The first contact data in the text, if any; of two that begin together the longer."""
    copy = normalise(text)
    readings = {as_digits(copy.text, ending) for ending in (ENDING, NO_ENDING)}
    found = [
        *(copy.contact("phone", *span) for digits in readings for span in phones(digits, copy.text)),
        *(copy.contact("resident_number", *span) for digits in readings for span in resident_numbers(digits)),
        *(copy.contact("email", *span) for span in emails(copy.text)),
        *(copy.contact("open_chat", *match.span()) for match in OPEN_CHAT.finditer(copy.text)),
        *(copy.contact("kakao", *span) for span in kakao_ids(copy.text)),
    ]
    return min(found, key=lambda contact: (contact.start, -contact.end), default=None)


# The copy


def normalise(text: str) -> Copy:
    """In compatibility forms (NFKC) and small letters, without marks and what can't be seen; single Korean letters such
    as ㅋ stay what they are."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and end - start < LONGEST_CLUSTER and goes_on(text[end]):
            end += 1
        cluster = text[start:end]
        plain = cluster if is_single_korean_letter(cluster) else unicodedata.normalize("NFKC", cluster).casefold()
        for letter in plain[:LONGEST_FORM]:
            if unicodedata.category(letter) not in UNSEEN:
                letters.append(letter)
                starts.append(start)
                ends.append(end)
        start = end
    return Copy("".join(letters), tuple(starts), tuple(ends))


UNSEEN = {"Cf", "Mn", "Me"}
LONGEST_CLUSTER = 8
LONGEST_FORM = 4  # letters; a sign that stands for a whole phrase, such as ﷺ, is no way to write a number


def goes_on(letter: str) -> bool:
    """Whether it is written together with the letter before: an accent, or the vowel and final of a Korean syllable."""
    return "\u1160" <= letter <= "\u11ff" or unicodedata.category(letter) in {"Mn", "Me"}


def is_single_korean_letter(cluster: str) -> bool:
    return len(cluster) == 1 and "\u3131" <= cluster <= "\u318e"


def is_korean(letter: str) -> bool:
    return "가" <= letter <= "힣" or "ㄱ" <= letter <= "ㆎ"


# Numbers: the copy once more, a digit for each digit, a space for what may stand between digits, and x for the rest

KOREAN_DIGITS = dict(zip("공영일이삼사오육륙칠팔구", "001234566789", strict=True))
LOOKALIKES = {"o": "0", "ㅇ": "0", "l": "1", "i": "1"}
DASHES = set("ㅡㅣㆍー一")  # letters that stand in for a dash
READ_DASHES = re.compile(
    r"(?<=[\d공영일이삼사오육륙칠팔구ㅇo\s])(?:에|의|다시|대시|하이픈)(?=[\d공영일이삼사오육륙칠팔구ㅇo\s])"
)
KOREAN_RUN = re.compile("[공영일이삼사오육륙칠팔구]+")
ENDING = re.compile("이?구[요여]$|이.$")  # …5678이야, …5678구요
NO_ENDING = re.compile("(?!)")  # …5432요: nobody knows but by counting
AFTER_A_NUMBER = set("로으번입인임에요야은는가를을예께한ㅇㅋㅎㅠㅜ")  # as in 오육칠팔로 연락해; not 오전, 사실, 일단

BETWEEN = " {0,5}"
DIGIT = f"(?:{BETWEEN}[0-9])"
MOBILE = re.compile(rf"(?<![0-9])0{BETWEEN}1{BETWEEN}(?:0{DIGIT}{{8}}|[16789]{DIGIT}{{7,8}})(?![0-9])")
OLD_MOBILE = re.compile(rf"(?<![0-9])0{BETWEEN}1{BETWEEN}[16789]{DIGIT}{{7}}(?![0-9])")
FROM_ABROAD = re.compile(
    rf"(?<![0-9])(?:00)?82{BETWEEN}0?{BETWEEN}1{BETWEEN}0{BETWEEN}[0-9]{{4}}{BETWEEN}[0-9]{{4}}(?![0-9])"
)
LANDLINE = re.compile(
    rf"(?<![0-9])0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50[2-8]){BETWEEN}[1-9][0-9]{{2,3}}{BETWEEN}[0-9]{{4}}(?![0-9])"
)
RESIDENT = re.compile(rf"(?<![0-9])[0-9]{{6}}{BETWEEN}[1-8][0-9]{{6}}(?![0-9])")
USUAL_GROUPS = {(11,), (3, 8), (7, 4), (3, 4, 4), (10,), (3, 7), (6, 4), (3, 3, 4)}
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def as_digits(text: str, ending: re.Pattern[str]) -> str:
    text = READ_DASHES.sub(lambda match: " " * len(match[0]), text)
    signs = [sign_of(text, place) for place in range(len(text))]
    for run in KOREAN_RUN.finditer(text):
        end = end_of_number(text, run, ending)
        signs[run.start() : end] = [KOREAN_DIGITS[letter] for letter in text[run.start() : end]]
    return "".join(signs)


def end_of_number(text: str, run: re.Match[str], ending: re.Pattern[str]) -> int:
    """Where these syllables cease to be digits: all begin a word (오전), or the last ones end one (`ending`)."""
    follower = text[run.end() : run.end() + 1]
    if not is_korean(follower) or follower in DASHES:
        return run.end()
    if match := ending.search(run[0] + follower):
        return run.start() + match.start()
    return run.end() if len(run[0]) > 2 or follower in AFTER_A_NUMBER else run.start()


def sign_of(text: str, place: int) -> str:
    letter = text[place]
    if letter in "0123456789":
        return letter
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if letter in LOOKALIKES:
        stands_alone = not any(is_word(near) and near not in LOOKALIKES for near in (before, after))
        return LOOKALIKES[letter] if stands_alone else "x"
    if letter in DASHES or not letter.isalnum():
        return " "
    return "x"


def is_word(letter: str) -> bool:
    return letter.isalpha() and letter not in KOREAN_DIGITS and letter not in DASHES and letter not in AFTER_A_NUMBER


def phones(digits: str, text: str) -> Iterator[tuple[int, int]]:
    for pattern in (MOBILE, OLD_MOBILE):
        for match in pattern.finditer(digits):
            if is_mobile(digits, match, text) and not is_decimal(text, match.start()):
                yield match.span()
    for match in FROM_ABROAD.finditer(digits):
        has_plus = text[max(match.start() - 1, 0)] == "+"
        yield match.start() - has_plus, match.end()
    for match in LANDLINE.finditer(digits):
        if not is_decimal(text, match.start()):
            yield match.span()


def is_mobile(digits: str, match: re.Match[str], text: str) -> bool:
    """In the groups that people write; in others only if nothing but these digits is there, as in 0 1 0 1 2 3 4 …"""
    groups = tuple(len(group) for group in match[0].split())
    if len(groups) > 1 and groups in USUAL_GROUPS:
        return True
    if len(set(match[0]) - {" "}) < 3:  # binary numbers
        return False
    if groups in USUAL_GROUPS:
        return True
    around = digits[max(match.start() - 6, 0) : match.start()], digits[match.end() : match.end() + 6]
    is_alone = not re.search(r"[0-9] *$", around[0]) and not re.match(r" *[0-9]", around[1])
    is_today = match[0].replace(" ", "").startswith("010")
    return is_alone and is_today and is_spelt_out(match, text)


def is_spelt_out(match: re.Match[str], text: str) -> bool:
    """Whether it is cut where a number is: 0 1 0-1 2 3 4-5 6 7 8, and not like scores, lists, points and matrices."""
    groups = list(re.finditer("[0-9]+", match[0]))
    sizes = [len(group[0]) for group in groups]
    cuts = [sum(sizes[:number]) for number in range(1, len(sizes))]
    if len(groups) == 2:
        return True
    if 3 not in cuts:
        return False
    rest = tuple(sizes[cuts.index(3) + 1 :])
    halves = (rest[: cuts.index(7) - cuts.index(3)], rest[cuts.index(7) - cuts.index(3) :]) if 7 in cuts else ()
    if len(rest) > 2 and not (halves and set(halves) <= {(4,), (2, 2), (1, 1, 1, 1)}):
        return False
    gaps = [text[match.start() + one.end() : match.start() + other.start()].strip() for one, other in pairwise(groups)]
    inner = {gap for gap, cut in zip(gaps, cuts, strict=True) if cut not in (3, 7)}
    return len(inner) <= 1 and not all("," in gap or "、" in gap for gap in gaps)


def is_decimal(text: str, start: int) -> bool:
    return start >= 2 and text[start - 1] in ".," and text[start - 2].isdigit()


def resident_numbers(digits: str) -> Iterator[tuple[int, int]]:
    for match in RESIDENT.finditer(digits):
        month, day = int(match[0][2:4]), int(match[0][4:6])
        if 1 <= month <= 12 and 1 <= day <= DAYS[month - 1] and not is_barcode(match[0]):
            yield match.span()


def is_barcode(number: str) -> bool:
    """Korean goods begin with 880 and end in the check digit of EAN-13."""
    if not number.startswith("880") or " " in number:
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(number)) % 10 == 0


# Addresses

DOT = r"\s{0,3}(?:\.|·|닷|점|쩜|dot)\s{0,3}"
SLASH = r"\s{0,3}(?:/|슬래시)\s{0,3}"
OPEN_CHAT = re.compile(
    rf"(?:https?\s{{0,2}}:\s{{0,2}}/\s{{0,2}}/\s{{0,2}})?(?<![a-z])(?:open|오픈){DOT}(?:kakao|카카오){DOT}(?:com|컴|콤)"
    rf"{SLASH}[a-z0-9_-]{{1,60}}(?:{SLASH}[a-z0-9_-]{{1,60}}){{0,3}}"
)
AT = re.compile(r"(?P<sign>@)|골뱅이|\((?:a|at|앳)\)|\[(?:a|at|앳)\]|(?<![a-z0-9])(?P<word>at|앳)(?![a-z0-9가-힣])")
LOCAL = re.compile(r"[a-z0-9._%+-]{1,64}\s{0,2}$")
TOP = r"(?:com|net|org|edu|kr|io|me|us|jp|co)"
COM = r"(?:com|컴|콤|net|넷)"
HOST = re.compile(
    rf"\s{{0,2}}(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?P<top>[a-z]{{2,10}})(?![a-z0-9-])"
    rf"|\s{{0,2}}[a-z0-9-]{{1,63}}(?:{DOT}[a-z0-9-]{{2,63}}){{0,2}}{DOT}{TOP}(?![a-z0-9])"
    rf"|\s{{0,2}}(?:네이버|지메일|쥐메일|한메일|다음|네이트|카카오|핫메일|naver|gmail|hanmail|daum|nate|hotmail)"
    rf"(?:{DOT}{COM})?(?![a-z0-9-])"
)
MAILBOXES = re.compile(r"\s{0,2}(?:gmail|hanmail|hotmail|outlook|icloud|지메일|한메일)")


def emails(text: str) -> Iterator[tuple[int, int]]:
    for at in AT.finditer(text):
        local = LOCAL.search(text, max(at.start() - 70, 0), at.start())
        host = HOST.match(text, at.end())
        if not local or not host or not re.search("[a-z0-9]", local[0]):
            continue
        spelt_out = re.search("[0-9_.]", local[0].strip()) or MAILBOXES.match(host[0]) or "dot" in host[0]
        if at["word"] and not spelt_out:  # look at naver.com
            continue
        if not at["sign"] and host["top"] and not re.fullmatch(TOP, host["top"]):  # f(a)g.max
            continue
        yield local.start() + (local[0][0] in "._%+-"), host.end()


# KakaoTalk

TALK = r"(?:카\W{0,2}카\W{0,2}오\W{0,2}톡|[카까깨]\W{0,2}[톡똑]|카카오|ㅋ\W?ㅌ|ㄲㅌ|ka{1,2}(?:kao)?\s?talk|kakao)"
ID_WORD = r"(?:아이디|아디|아뒤|i\.?d|ㅇㅇㄷ|ㅇㄷ)"
ID = r"(?P<id>[a-z0-9][a-z0-9._-]{3,19})(?<![._-])(?![a-z0-9_-])"
BEFORE_ID = r"(?:\s{0,3}(?:은|는|이|가|도|요|야|[:=~>→(\[\"'‘“,.!?-])){0,3}\s{0,3}"
OF_MINE = r"(?:\s{0,2}(?:내|제|나|저|우리))?(?:\s{0,2}(?:꺼|거))?"
WITH_ID_WORD = re.compile(rf"(?:{TALK}|톡)\s{{0,3}}{ID_WORD}{OF_MINE}{BEFORE_ID}(?:내|제)?\s{{0,2}}{ID}")
WITHOUT_ID_WORD = re.compile(rf"{TALK}(?:\s{{0,2}}(?:추가|친추))?{BEFORE_ID}{ID}")
ID_FIRST = re.compile(
    rf"(?<![a-z0-9._/@-]){ID}\s{{0,2}}(?:[,(]|이거|이게|이|가|은|는|로|으로)?\s{{0,2}}{OF_MINE}\s{{0,2}}{TALK}"
    rf"\s{{0,2}}(?:{ID_WORD}|추가|친추|줘|걸어|\)|임|이야|이에요)"
)
NO_ID = re.compile(
    r"(?:v|ver|version|ios|android|pc|win|windows|mac|mp|gif|iphone|galaxy|s|note|app|beta|gpt|chatgpt)?[0-9.]*"
)
ANOTHER_WORD = re.compile(r"\s{1,2}[a-z]")


def kakao_ids(text: str) -> Iterator[tuple[int, int]]:
    for match in WITH_ID_WORD.finditer(text):
        is_sentence = match["id"].isalpha() and ANOTHER_WORD.match(text, match.end())  # id must be …
        if not is_sentence:
            yield match.span("id")
    for pattern in (WITHOUT_ID_WORD, ID_FIRST):
        for match in pattern.finditer(text):
            if looks_like_an_id(match["id"]):
                yield match.span("id")


def looks_like_an_id(word: str) -> bool:
    has_letter = re.search("[a-z]", word)
    return bool(has_letter and re.search("[0-9_]", word) and not NO_ID.fullmatch(word))
