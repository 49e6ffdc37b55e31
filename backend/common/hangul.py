"""Hangul ↔ the keys that type it on the usual Korean keyboard (두벌식, KS X 5002), as an English layout shows them.

Whoever forgets to switch the layout types `tntl` for 수시, or ㅗ디ㅣㅐ for hello.
"""

import re
from string import ascii_uppercase

# In Unicode's order of syllables.
INITIALS = "r R s e E f a q Q t T d w W c z x v g".split()
VOWELS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split()
FINALS = ["", *"r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split()]
# In Unicode's order of letters that stand alone.
LONE = "r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g".split() + VOWELS

SYLLABLES = [i + v + f for i in INITIALS for v in VOWELS for f in FINALS]
FIRSTS = [i for i in INITIALS for _ in VOWELS for _ in FINALS]
PAIRS = [keys for keys in LONE if len(keys) == 2 and keys not in VOWELS]
KEYS = {ord("ㄱ") + place: keys for place, keys in enumerate(LONE)}
KEYS |= {ord("가") + place: keys for place, keys in enumerate(SYLLABLES)}
LETTERS = {keys: chr(code) for code, keys in KEYS.items()}
# Each syllable's first consonant; a pair such as ㄳ, which keyboards make of ㄱㅅ, is its two.
FIRST_CONSONANTS = {ord("가") + place: LETTERS[key] for place, key in enumerate(FIRSTS)}
FIRST_CONSONANTS |= {ord(LETTERS[pair]): LETTERS[pair[0]] + LETTERS[pair[1]] for pair in PAIRS}
# Shift types another letter with seven keys only.
UNSHIFTED = str.maketrans({key: key.lower() for key in ascii_uppercase if key not in LONE})


def one_of(sequences: list[str]) -> str:
    return f"(?:{'|'.join(sorted(filter(None, sequences), key=len, reverse=True))})"


# A consonant before a vowel begins the next syllable: ㅅㅜㅅㅣ is 수시, not 숫ㅣ.
LETTER = re.compile(
    f"{one_of(INITIALS)}{one_of(VOWELS)}(?:{one_of(FINALS)}(?!{one_of(VOWELS)}))?|{one_of(VOWELS)}|{one_of(INITIALS)}"
)


def to_keys(text: str) -> str:
    """`수시` → `tntl`. Letters that stand alone are typed too, all else stays as it is."""
    return text.translate(KEYS)


def from_keys(keys: str) -> str:
    """`tntl` → `수시`, as the keyboard composes it; all but Latin letters stays as it is.

    Undoes `to_keys` for whole syllables. Consonants that stand alone are not joined: `rt` is ㄱㅅ, never ㄳ.
    """
    return LETTER.sub(lambda match: LETTERS[match[0]], keys.translate(UNSHIFTED))


def initials(text: str) -> str:
    """`수시 2차` → `ㅅㅅ 2ㅊ`, what one types in a hurry. A pair such as ㄳ becomes its two, all else stays."""
    return text.translate(FIRST_CONSONANTS)
