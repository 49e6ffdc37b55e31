"""How many guesses somebody from school would need for a password, counted on its keystrokes.

A password is a row of pieces, and the likeliest row counts, as in zxcvbn (Wheeler, USENIX Security 2016): a common
word, a date or a walk over the keyboard is one guess among few, whatever its length; what is left costs its letters.
Everything is compared as typed on the English layout: 안녕 and dkssud are one.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from enum import IntEnum
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from common.hangul import to_keys

# In bits: one more doubles the guesses. Three common words are enough, two with a year between dashes just so.
ENOUGH = 26.0
LETTER, DIGIT, SYMBOL = 4.0, 3.3, 2.0  # of what is in no list; real words spread less than random letters
PERSONAL_WORD, WORD, ENDING = 3.0, 9.0, 1.0
PHONE, FULL_DATE, BIRTHDAY, YEAR = 8.0, 11.0, 9.0, 6.0  # a classmate's birth date lies within few years
WALK, CHANCE_WALK = 5.0, 11.0  # the latter less a bit a key: three in a row may be chance
AGAIN = 3.0

SHORTEST = 3  # keystrokes; anything shorter is as soon guessed letter by letter
WORDS_FILE = Path(__file__).parent / "data" / "common_words.txt"
TRACKS = (
    "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "!@#$%^&*()",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp", "147258369", "159357",
    "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "qawsedrftgyhujikolp", "azsxdcfvgbhnjmk",
    to_keys("가나다라마바사아자차카타파하"), to_keys("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"), to_keys("ㅏㅑㅓㅕㅗㅛㅜㅠㅡㅣ"),
)  # fmt: skip


class Kind(IntEnum):
    """What makes a piece easy to guess, the most useful to know first."""

    PERSONAL = 1
    PHONE = 2
    WORD = 3
    WALK = 4
    REPEAT = 5
    DATE = 6


class Clue(NamedTuple):
    kind: Kind
    text: str  # folded


class Piece(NamedTuple):
    length: int
    bits: float
    clue: Clue | None


class Row(NamedTuple):
    """Pieces that make up a text: what they cost together, and the most telling of them."""

    bits: float
    clue: Clue | None


MONTH, DAY, GAP = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])", "[-./ ]?"
CENTURY_YEAR = "(?:19[4-9]|20[0-4])[0-9]"
SHAPES = [
    (re.compile(shape), bits, kind)
    for shape, bits, kind in [
        (rf"(?:\+?82|0){GAP}1[016-9]{GAP}[0-9]{{3,4}}{GAP}[0-9]{{4}}", PHONE, Kind.PHONE),
        (f"{CENTURY_YEAR}{GAP}{MONTH}{GAP}{DAY}", FULL_DATE, Kind.DATE),
        (f"[0-9]{{2}}{GAP}{MONTH}{GAP}{DAY}", FULL_DATE, Kind.DATE),
        (f"{MONTH}{GAP}{DAY}", BIRTHDAY, Kind.DATE),
        (r"(?:[0-9]{2,4}sus ?)?[0-9]{1,2}dnjf ?[0-9]{1,2}dlf", FULL_DATE, Kind.DATE),  # 2009년3월14일
        (CENTURY_YEAR, YEAR, None),
    ]
]
# The shortest unit wins, so that a long row of one word is seen whole; the last finds 하하호하하호 behind its 하하.
REPEATS = [re.compile(repeat) for repeat in (r"(.)\1{2,}", r"(.{2,32}?)\1+", r"(.{5,32}?)\1+")]


def fold(text: str) -> str:
    """The keystrokes of a text, without shift: what a guesser would try as one."""
    return to_keys(unicodedata.normalize("NFC", text)).lower()


ENDINGS = tuple(
    fold(
        "이 가 은 는 을 를 의 도 만 들 아 야 요 님 짱 해 해요 하자 하기 하는 한다 했다 하다 하고 합니다 하세요 "
        "이다 이야 이에요 예요 입니다"
    ).split()
)


@cache
def common_clues() -> dict[str, tuple[float, Clue]]:
    """The list of common words, and every stretch of the keyboard's tracks, both ways."""
    lines = WORDS_FILE.read_text(encoding="utf-8").splitlines()
    words = [fold(word) for line in lines if not line.startswith("#") for word in line.split()]
    clues = {word: (WORD, Clue(Kind.WORD, word)) for word in words if len(word) >= SHORTEST}
    for track in TRACKS:
        for way in (track, track[::-1]):
            for start, end in combinations(range(len(way) + 1), 2):
                if end - start >= SHORTEST:
                    text = way[start:end]
                    clues[text] = max(WALK, CHANCE_WALK - len(text)), Clue(Kind.WALK, text)
    return clues


@cache
def longest_common() -> int:
    return max(map(len, common_clues()))


def best_clue(password: str, personal: Collection[str] = ()) -> Clue | None:
    """What gives a password away, or None if it takes guesses enough. `personal` are folded words."""
    row = likeliest_row(fold(password), personal)
    return row.clue if row else None


def likeliest_row(keys: str, personal: Collection[str]) -> Row | None:
    """The cheapest way to put a text together, or None if every way costs `ENOUGH`.

    What costs enough is followed no further, so that a strong password is done after its first dozen keystrokes.
    """
    rows: list[Row | None] = [Row(0, None), *[None] * len(keys)]
    for start in range(len(keys)):
        if so_far := rows[start]:
            for length, bits, clue in pieces_at(start, keys, personal):
                total = so_far.bits + bits
                known = rows[start + length]
                if total < (known.bits if known else ENOUGH):
                    rows[start + length] = Row(total, min(filter(None, (so_far.clue, clue)), default=None))
    return rows[-1]


def pieces_at(start: int, keys: str, personal: Collection[str]) -> Iterator[Piece]:
    key = keys[start]
    yield Piece(1, LETTER if key.isalpha() else DIGIT if key.isdigit() else SYMBOL, None)
    for word in personal:
        if keys.startswith(word, start):
            yield Piece(len(word), PERSONAL_WORD, Clue(Kind.PERSONAL, word))
    common = common_clues()
    for end in range(start + SHORTEST, min(start + longest_common(), len(keys)) + 1):
        if found := common.get(keys[start:end]):
            yield Piece(end - start, *found)
            if found[1].kind == Kind.WORD and keys.startswith(ENDINGS, end):
                for ending in ENDINGS:
                    if keys.startswith(ending, end):
                        yield Piece(end - start + len(ending), WORD + ENDING, found[1])
    for shape, bits, kind in SHAPES:
        if match := shape.match(keys, start):
            yield Piece(len(match[0]), bits, Clue(kind, match[0]) if kind else None)
    for repeat in REPEATS:
        if (match := repeat.match(keys, start)) and (unit := likeliest_row(match[1], personal)):
            yield Piece(len(match[0]), unit.bits + AGAIN, unit.clue or Clue(Kind.REPEAT, match[1]))
