"""Nobody takes the names of the house, or of those who have none."""

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from common.testing import Person, assert_error

PROFILE = "/accounts/user/"
RESERVED = [
    "운영진",
    "운영자님",
    "관리자",
    "총관리자",
    "스쿨톡스",
    "스쿨톡스 운영팀",
    "공식 계정",
    "공지사항",
    "익명",
    "익명 1",
    "익명12",
    "익명①",
    "글쓴이",
    "탈퇴한 사용자",
    "admin",
    "Administrator",
    "School Talks",
    "the Staff",
    # what reads like them
    "운 영 진",
    "[운영진]",
    "★관리자★",
    "관리자(1)",
    "운\u200b영진",
    "\u3164운영진",
    "\u110b\u116e\u11ab\u110b\u1167\u11bc\u110c\u1175\u11ab",  # 운영진, letter by letter
    "ＡＤＭＩＮ",
    "\u0430dmin",
    "Adm1n",
    "admln",
    "@dmin",
    "5taff",
    "익명_3",
    "익.명",
]
FREE = [
    "badminton",
    "새벽의 운영",
    "운영지기",
    "시스템관리사지망생",
    "익명의 다람쥐",
    "adminton",
    "7번 자리",
    "🎈",
    "톡톡",
]


@pytest.mark.parametrize("nickname", RESERVED)
def test_what_is_the_houses_is_refused_wherever_a_name_is_chosen(
    guest: APIClient, author: Person, make_person, nickname: str
) -> None:
    newcomer = make_person("google-1a2b", nickname="")
    consent = {"agreed_terms": True, "is_over_14": True}
    signup = {"username": "haneul_01", "password": "달빛-산책-좋아-77", "nickname": nickname, **consent}
    assert_error(guest.post("/accounts/signup/", signup), 400, "reserved", "nickname")
    assert_error(author.client.patch(PROFILE, {"nickname": nickname}), 400, "reserved", "nickname")
    assert_error(newcomer.client.patch(PROFILE, {"nickname": nickname, **consent}), 400, "reserved", "nickname")
    verdict = guest.get("/accounts/availability/", {"nickname": nickname}).json()["nickname"]
    assert (verdict["available"], verdict["code"]) == (False, "reserved")
    assert "다른 닉네임을 골라 주세요" in verdict["detail"]
    assert not User.objects.filter(username="haneul_01").exists()


@pytest.mark.parametrize("nickname", FREE)
def test_what_only_holds_such_a_word_is_free(author: Person, nickname: str) -> None:
    assert author.client.patch(PROFILE, {"nickname": nickname}).status_code == 200


def test_who_has_such_a_name_keeps_it_and_nobody_else_may_spell_it(staff: Person, classmate: Person) -> None:
    User.objects.filter(pk=staff.id).update(nickname="운영진")
    assert staff.client.get("/accounts/availability/?nickname=운영진").json()["nickname"]["available"]
    assert staff.client.patch(PROFILE, {"nickname": "운영진", "about_me": "문의는 여기로"}).status_code == 200
    assert_error(staff.client.patch(PROFILE, {"nickname": "관리자"}), 400, "reserved", "nickname")
    assert_error(classmate.client.patch(PROFILE, {"nickname": "운영진"}), 400, "reserved", "nickname")
