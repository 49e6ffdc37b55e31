"""Nicknames that nobody may choose: what speaks for the house, and what stands where somebody has no name."""

import re
import unicodedata

HOUSE = """
    운영자 운영진 운영팀 운영위원 운영위원회 관리자 관리팀 총관리자 스쿨톡스 고객센터 고객지원 공지 공지사항 공식 시스템
    admin administrator moderator operator official root staff support system webmaster schooltalks
"""
NOBODY = """
    익명 글쓴이 작성자 탈퇴자 탈퇴회원 탈퇴한회원 탈퇴한사용자 삭제된회원 삭제된사용자 알수없음
    anonymous author deleteduser deletedmember unknown withdrawnmember withdrawnuser
"""
BESIDE = "님 팀 봇 계정 the team bot account"
# Read as Latin letters: Cyrillic and Greek ones, digits and signs. A small l and a large I are one.
LOOKALIKES = str.maketrans("аеорсухіјѕԁһαορνικτ013457@$!|l", "aeopcyxijsdhaopvikt" + "oieastasiii")
NUMBER = re.compile(r"\d*\Z")


def fold(text: str) -> str:
    """Letters alone, each as the one that it looks like."""
    letters = unicodedata.normalize("NFKC", text).casefold().translate(LOOKALIKES)
    return "".join(letter for letter in letters if letter.isalpha())


def one_of(*lists: str) -> str:
    return "|".join(sorted({fold(word) for words in lists for word in words.split()}, key=len, reverse=True))


TAKEN_BY_US = re.compile(f"(?:{one_of(BESIDE)})*(?:{one_of(HOUSE, NOBODY)})(?:{one_of(HOUSE, NOBODY, BESIDE)})*")


def is_reserved(nickname: str) -> bool:
    """Whether a nickname is nothing but such words, however it is spaced, adorned, numbered (`익명 1`) or spelt."""
    unnumbered = NUMBER.sub("", unicodedata.normalize("NFKC", nickname).rstrip(" )]}_.-"))
    return bool(TAKEN_BY_US.fullmatch(fold(unnumbered)))
