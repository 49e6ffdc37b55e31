"""Text in the form in which it is searched: the same on every database.

SQLite folds the case of ASCII letters alone, PostgreSQL what its locale knows. So the fold is ours: it is stored beside
what was written, and databases only look whether one string contains the other.
"""

import unicodedata
from collections.abc import Iterable

from django.db.models import Q

from common.hangul import initials


def fold(text: str) -> str:
    """Without case and in Unicode's composed form: `EBS` is `ebs`, `Straße` `strasse`, 수 of two parts that of one."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return unicodedata.normalize("NFC", composed)  # folding may leave what composes again


def fold_with_initials(text: str) -> str:
    """Two lines: the text folded, and its syllables' first consonants, so that ㅅㅅ is found in 수시."""
    folded = fold(text)
    return f"{folded}\n{initials(folded)}"


def spellings(word: str) -> tuple[str, ...]:
    """What to look for: the word folded, and where keyboards have joined ㄱㅅ to ㄳ, both forms of it."""
    folded = fold(word)
    return tuple(dict.fromkeys((folded, initials(folded)))) if is_consonants(folded) else (folded,)


def holds(word: str, columns: Iterable[str]) -> Q:
    """That the word stands in one of these columns of folded text."""
    condition = Q()
    for column in columns:
        for spelling in spellings(word):
            condition |= Q(**{f"{column}__contains": spelling})
    return condition


def as_name(text: str) -> str:
    """In small letters as far as ASCII goes: what a database can do itself, with `ascii_lower`."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in unicodedata.normalize("NFC", text))


def is_consonants(word: str) -> bool:
    return all("ㄱ" <= letter <= "ㅎ" for letter in word)
