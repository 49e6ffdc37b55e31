from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from accounts.models import User
from common.testing import assert_error

URL = "/accounts/signup/"
BODY = {
    "username": "haneul_01",
    "password": "달빛-산책-좋아-77",
    "nickname": "하늘다람쥐",
    "agreed_terms": True,
    "is_over_14": True,
}
PROFILE_KEYS = {
    "id",
    "username",
    "nickname",
    "name",
    "view_name",
    "school_name",
    "grade",
    "show_school",
    "about_me",
    "email",
    "email_confirmed",
    "profile_picture",
    "has_password",
    "is_complete",
    "is_staff",
    "created_at",
}


def test_a_username_a_password_and_a_nickname_are_enough(guest: APIClient) -> None:
    response = guest.post(URL, BODY)
    assert response.status_code == 201
    profile = response.json()
    assert set(profile) == PROFILE_KEYS
    assert (profile["username"], profile["nickname"], profile["view_name"]) == ("haneul_01", "하늘다람쥐", "하늘다람쥐")
    assert (profile["name"], profile["school_name"], profile["email"], profile["about_me"]) == ("", "", "", "")
    assert (profile["grade"], profile["profile_picture"]) == (None, None)
    assert (profile["show_school"], profile["is_staff"]) == (False, False)
    user = User.objects.get(pk=profile["id"])
    assert user.check_password(BODY["password"])


def test_everything_about_oneself_is_stored_as_it_was_written(guest: APIClient) -> None:
    about = {
        "name": "김하늘",
        "school_name": "한빛고등학교",
        "grade": 2,
        "show_school": True,
        "about_me": "  수학이 제일 어려워요\n그래도 *좋아요* <b>정말</b>",
        "email": "haneul@example.org",
    }
    profile = guest.post(URL, BODY | about).json()
    assert {name: profile[name] for name in about} == about


def test_the_moment_of_consent_is_kept(guest: APIClient) -> None:
    with time_machine.travel("2026-11-19T09:00:00+09:00", tick=False):
        guest.post(URL, BODY)
    assert User.objects.get().agreed_at.isoformat() == "2026-11-19T00:00:00+00:00"


def test_the_new_member_can_log_in(guest: APIClient) -> None:
    guest.post(URL, BODY)
    response = guest.post("/accounts/token/", {"username": BODY["username"], "password": BODY["password"]})
    assert response.status_code == 200


def test_the_password_is_in_no_answer(guest: APIClient) -> None:
    answers = [guest.post(URL, BODY), guest.post(URL, BODY), guest.post(URL, BODY | {"grade": 9, "nickname": "새싹"})]
    assert [answer.status_code for answer in answers] == [201, 400, 400]
    for answer in answers:
        assert BODY["password"] not in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "abcd"),
        ("username", "a" * 30),
        ("username", "Min-su_0.9"),
        ("nickname", "꿈"),
        ("nickname", "가" * 20),
        ("nickname", "ㅇㅅㅇ 🐿 zzz"),
        ("name", ""),
        ("name", "가" * 30),
        ("school_name", "가" * 50),
        ("grade", 1),
        ("grade", 3),
        ("grade", None),
        ("about_me", "가" * 500),
        ("email", ""),
        ("email", "me@example.org"),
    ],
)
def test_a_value_at_its_limit_is_taken(guest: APIClient, field: str, value: Any) -> None:
    response = guest.post(URL, BODY | {field: value})
    assert response.status_code == 201, response.json()
    assert response.json()[field] == value


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("username", "abc", "invalid"),
        ("username", "a" * 31, "invalid"),
        ("username", "하늘다람쥐", "invalid"),
        ("username", "min su", "invalid"),
        ("username", "minsu\n", "invalid"),
        ("username", " minsu", "invalid"),
        ("username", "мinsu", "invalid"),
        ("username", "", "blank"),
        ("username", 12345, "invalid"),
        ("nickname", "", "blank"),
        ("nickname", "   ", "blank"),
        ("nickname", "가" * 21, "max_length"),
        ("nickname", "하늘\x00", "control_character"),
        ("nickname", "하늘\x1b[31m", "control_character"),
        ("nickname", 42, "invalid"),
        ("nickname", ["하늘"], "invalid"),
        ("nickname", None, "null"),
        ("name", "가" * 31, "max_length"),
        ("school_name", "가" * 51, "max_length"),
        ("grade", 0, "min_value"),
        ("grade", 4, "max_value"),
        ("grade", "이학년", "invalid"),
        ("about_me", "가" * 501, "max_length"),
        ("about_me", {"text": "안녕"}, "invalid"),
        ("email", "haneul", "invalid"),
        ("email", "a" * 250 + "@example.org", "max_length"),
        ("show_school", "어쩌면", "invalid"),
        ("profile_picture", "https://example.org/me.jpg", "invalid"),
        ("password", "", "blank"),
        ("password", "가나다라마바사", "password_too_short"),
        ("password", "password", "password_too_common"),
        ("password", "8273640192", "password_entirely_numeric"),
        ("password", "haneul_01", "password_too_similar"),
        ("password", "a1!" * 43, "max_length"),
        ("password", 8273640192, "invalid"),
        ("agreed_terms", False, "not_agreed"),
        ("agreed_terms", None, "null"),
        ("is_over_14", False, "not_agreed"),
        ("is_over_14", "네", "invalid"),
    ],
)
def test_a_value_past_its_limit_is_refused(guest: APIClient, field: str, value: Any, code: str) -> None:
    assert_error(guest.post(URL, BODY | {field: value}), 400, code, field)
    assert not User.objects.exists()


@pytest.mark.parametrize("field", BODY)
def test_what_is_needed_cannot_be_left_out(guest: APIClient, field: str) -> None:
    body = {name: value for name, value in BODY.items() if name != field}
    assert_error(guest.post(URL, body), 400, "required", field)


@pytest.mark.parametrize("field", ["nickname", "name", "email"])
def test_a_password_much_like_oneself_is_refused(guest: APIClient, field: str) -> None:
    about = {field: "tangerine_box@example.org" if field == "email" else "tangerine_box"}
    response = guest.post(URL, BODY | about | {"password": "tangerine_box1"})
    assert_error(response, 400, "password_too_similar", "password")


def test_every_fault_of_a_body_is_told_at_once(guest: APIClient) -> None:
    errors = guest.post(URL, {"username": "a", "nickname": "", "agreed_terms": False}).json()["errors"]
    assert {(error["attr"], error["code"]) for error in errors} == {
        ("username", "invalid"),
        ("nickname", "blank"),
        ("password", "required"),
        ("agreed_terms", "not_agreed"),
        ("is_over_14", "required"),
    }


@pytest.mark.parametrize("username", ["haneul_01", "HANEUL_01", "Haneul_01"])
def test_a_username_is_taken_in_any_case(guest: APIClient, username: str) -> None:
    guest.post(URL, BODY)
    assert_error(guest.post(URL, BODY | {"username": username, "nickname": "딴사람"}), 400, "unique", "username")
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("taken", "lookalike"),
    [
        ("Haneul", "haneul"),
        ("haneul", "ＨＡＮＥＵＬ"),  # full-width letters
        ("하늘", "하늘"),  # the same syllables, decomposed
        ("하늘 다람쥐", " 하늘   다람쥐 "),
        ("하늘 다람쥐", "하늘\u00a0다람쥐"),
        ("하늘", "하\u200b늘"),  # an invisible space
        ("하늘", "하늘\u3164"),  # the Hangul filler that passes for a blank
        ("하늘", "\u202e하늘\u202c"),  # turned around and back
        ("하늘", "하늘\ufe0f\u2060"),
    ],
)
def test_nobody_can_pose_as_another_by_a_lookalike_nickname(guest: APIClient, taken: str, lookalike: str) -> None:
    assert guest.post(URL, BODY | {"nickname": taken}).status_code == 201
    response = guest.post(URL, BODY | {"username": "someone.else", "nickname": lookalike})
    assert_error(response, 400, "unique", "nickname")


@pytest.mark.parametrize("nickname", ["\u3164", "\u200b\u200b", "\u2800", "\u115f\u1160", "\u00ad"])
def test_a_nickname_that_nobody_can_see_is_none(guest: APIClient, nickname: str) -> None:
    assert_error(guest.post(URL, BODY | {"nickname": nickname}), 400, "blank", "nickname")


def test_what_is_not_a_clients_to_say_is_ignored(guest: APIClient) -> None:
    forged = {
        "id": 7_000_000,
        "is_staff": True,
        "is_superuser": True,
        "is_active": False,
        "created_at": "2001-01-01T00:00:00Z",
        "agreed_at": "2001-01-01T00:00:00Z",
        "withdrawn_at": "2001-01-01T00:00:00Z",
        "view_name": "운영지기",
        "groups": [1],
        "last_login": "2001-01-01T00:00:00Z",
    }
    response = guest.post(URL, BODY | forged)
    assert response.status_code == 201
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.is_active, user.withdrawn_at) == (False, False, True, None)
    assert user.pk != forged["id"]
    assert user.created_at.year == user.agreed_at.year > 2001
    assert response.json()["view_name"] == BODY["nickname"]


def test_a_picture_comes_with_a_form(guest: APIClient, make_picture) -> None:
    form = BODY | {"grade": "2", "profile_picture": make_picture()}
    response = guest.post(URL, form, format="multipart")
    assert response.status_code == 201, response.json()
    assert response.json()["profile_picture"].startswith("http://testserver/media/profiles/")
    assert response.json()["grade"] == 2
    assert User.objects.get().profile_picture.read(4) == b"RIFF"


def test_a_form_without_consent_is_refused(guest: APIClient) -> None:
    form = {name: value for name, value in BODY.items() if name != "agreed_terms"}
    assert_error(guest.post(URL, form, format="multipart"), 400, "not_agreed", "agreed_terms")


def test_a_dead_token_does_not_keep_anyone_from_signing_up(guest: APIClient) -> None:
    assert guest.post(URL, BODY, headers={"Authorization": "Bearer dead"}).status_code == 201


def test_of_two_who_choose_a_name_at_once_one_gets_it(at_once) -> None:
    bodies = [BODY | {"username": f"student{number}"} for number in range(5)]
    answers = at_once(*[lambda body=body: APIClient().post(URL, body) for body in bodies])
    assert sorted(answer.status_code for answer in answers) == [201, 400, 400, 400, 400]
    for answer in answers:
        if answer.status_code == 400:
            assert_error(answer, 400, "unique", "nickname")
    assert User.objects.count() == 1


def test_the_queries_of_a_sign_up(guest: APIClient, django_assert_num_queries) -> None:
    with django_assert_num_queries(5):
        # 1 is the username taken, 2 is the nickname, 3 savepoint, 4 the member, 5 savepoint released
        guest.post(URL, BODY)
