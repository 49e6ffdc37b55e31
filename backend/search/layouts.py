"""What was typed while the keyboard was on its other layout: `tntl` is 수시, ㅗ디ㅣㅐ is hello."""

import re
from collections.abc import Callable

from common.hangul import from_keys, to_keys
from common.search_text import is_consonants

LATIN = re.compile("[A-Za-z]")
LONE_LETTER = re.compile("[ㄱ-ㅣ]")
HANGUL = re.compile("[ㄱ-ㅣ가-힣]")


def in_hangul(text: str) -> str:
    """Each word of which that makes whole syllables; `EBS수능` and `hello` stay as they are."""
    return word_by_word(text, word_in_hangul)


def in_latin(text: str) -> str:
    """Each Hangul word; first consonants (ㅅㅅ) and laughter (ㅋㅋ) stay as they are."""
    return word_by_word(text, word_in_latin)


def word_by_word(text: str, change: Callable[[str], str]) -> str:
    words = text.split()
    changed = [change(word) for word in words]
    return text if changed == words else " ".join(changed)


def word_in_hangul(word: str) -> str:
    if HANGUL.search(word) or not LATIN.search(word):
        return word
    typed = from_keys(word.lower() if word.isupper() else word)  # with Caps Lock on
    return word if LONE_LETTER.search(typed) else typed


def word_in_latin(word: str) -> str:
    return to_keys(word).lower() if HANGUL.search(word) and not is_consonants(word) else word
