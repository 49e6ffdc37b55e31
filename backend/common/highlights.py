"""Where in a text the words of a search stand: what to show of a long text, and what to mark in it.

A search compares folded texts (`common.search_text`), which may be longer or shorter than what was written. So each
folded letter is led back to the letters that it comes from.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any, NamedTuple

from common.hangul import initials
from common.search_text import fold, is_consonants, spellings

MAX_PLACES = 200  # of each word in one text
# What never joins the letter before it: ASCII, whole syllables and Hangul letters that stand alone.
PLAIN = re.compile("[\x00-\x7f가-힣ㄱ-ㅣ]")
NEIGHBOURS = 3  # a syllable in its parts has three; what stands further back joins no letter


class Match(NamedTuple):
    start: int
    end: int
    word: int  # which of the words


class Words:
    """The words of a search, ready to be found in many texts."""

    def __init__(self, words: Iterable[str]) -> None:
        self.spellings = [spellings(word) for word in dict.fromkeys(words)]

    def find(self, text: str, *, is_title: bool = False) -> list[Match]:
        """Where they stand, in order; in a title also by first consonants, as ㅅㅅ stands in 수시."""
        found = set(self.find_in(text, fold, self.spellings))
        if is_title:
            consonants = [tuple(filter(is_consonants, words)) for words in self.spellings]
            found.update(self.find_in(text, fold_to_initials, consonants))
        return sorted(found)

    def find_in(self, text: str, transform: Callable[[str], str], sought: list[tuple[str, ...]]) -> Iterator[Match]:
        whole = transform(text)
        there = [(number, word) for number, words in enumerate(sought) for word in words if word in whole]
        if there:
            starts, ends = origins(text, whole, transform)
            for number, word in there:
                for start in islice(places(whole, word), MAX_PLACES):
                    yield Match(starts[start], ends[start + len(word) - 1], number)


def fold_to_initials(text: str) -> str:
    return initials(fold(text))


def places(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + len(word))


def origins(text: str, whole: str, transform: Callable[[str], str]) -> tuple[Sequence[int], Sequence[int]]:
    """For each letter of the transformed text where in the text that begins, and ends, which it comes from."""
    if len(text) == len(whole) == len(text.casefold()) and unicodedata.is_normalized("NFC", text):
        return range(len(text)), range(1, len(text) + 1)
    starts: list[int] = []
    ends: list[int] = []
    edges = [*clusters(text), len(text)]
    for start, end in pairwise(edges):
        length = len(transform(text[start:end]))
        starts += [start] * length
        ends += [end] * length
    return starts, ends


def clusters(text: str) -> Iterator[int]:
    """Where in the text parts begin that fold for themselves, whatever stands beside them."""
    for at, letter in enumerate(text):
        if at == 0 or PLAIN.match(letter) or stands_alone(text[max(0, at - NEIGHBOURS) : at], letter):
            yield at


@lru_cache(maxsize=10_000)
def stands_alone(before: str, letter: str) -> bool:
    return unicodedata.combining(letter) == 0 and fold(before + letter) == fold(before) + fold(letter)


def parts(text: str, matches: Iterable[Match]) -> list[dict[str, Any]]:
    """The text in pieces, each a match or none: joined they are the text again."""
    pieces = []
    done = 0
    for start, end in merged(matches):
        pieces += [(text[done:start], False), (text[start:end], True)]
        done = end
    pieces.append((text[done:], False))
    return [{"text": piece, "is_match": is_match} for piece, is_match in pieces if piece]


def merged(matches: Iterable[Match]) -> list[tuple[int, int]]:
    """Ranges that neither overlap nor touch."""
    ranges: list[tuple[int, int]] = []
    for start, end, _ in sorted(matches):
        if ranges and start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((start, end))
    return ranges


def cut_around(text: str, matches: list[Match], length: int) -> str:
    """At most `length` characters of a line, where the most of the words are in sight; with … where it was cut."""
    if len(text) <= length:
        return text
    start = best_start(text, matches, length)
    cut = f"…{text[start:]}" if start else text
    return cut if len(cut) <= length else cut[: length - 1].rstrip() + "…"


def best_start(text: str, matches: list[Match], length: int) -> int:
    """The first place from which the most different words are in sight."""
    wanted = len({match.word for match in matches})
    best, most = 0, len({match.word for match in matches if match.end < length})
    in_sight: Counter[int] = Counter()
    last = 0
    for match in matches:
        if most == wanted:
            break
        start = max(0, min(match.start - length // 4, len(text) - length + 1))
        end = start + length - 1
        if end < len(text):
            end -= 1  # for the second ellipsis
        while last < len(matches) and matches[last].end <= end:
            in_sight[matches[last].word] += 1
            last += 1
        if len(+in_sight) > most:
            # Not amid a word, if there is a space before the match.
            best, most = text.find(" ", start, match.start) + 1 or start, len(+in_sight)
        in_sight[match.word] -= 1
    return best
