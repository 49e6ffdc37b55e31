"""One's own profile: reading and changing it. `test_picture` and `test_withdrawal` have files of their own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db.models.signals import pre_save
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tasks import erase_withdrawn
from accounts.tests.test_signup import PROFILE_KEYS
from common.testing import PASSWORD, Person, assert_error

URL = "/accounts/user/"


@pytest.fixture
def meanwhile() -> Any:
    """Lets something else happen between a request's reading of the member and its saving."""
    receivers: list[Callable[..., None]] = []

    def call_once(change: Callable[[], Any]) -> None:
        def receive(**kwargs: Any) -> None:
            pre_save.disconnect(receive, sender=User)
            change()

        receivers.append(receive)
        pre_save.connect(receive, sender=User)

    yield call_once
    for receive in receivers:
        pre_save.disconnect(receive, sender=User)


def test_a_member_sees_everything_about_oneself(author: Person) -> None:
    response = author.client.get(URL)
    assert response.status_code == 200
    profile = response.json()
    assert set(profile) == PROFILE_KEYS
    assert (profile["id"], profile["username"], profile["view_name"]) == (author.id, "author", "온새미")


def test_a_guest_has_no_profile(guest: APIClient) -> None:
    for response in (guest.get(URL), guest.patch(URL, {"nickname": "손님"}), guest.delete(URL, {"password": "x"})):
        assert_error(response, 401, "not_authenticated")
        assert response["WWW-Authenticate"].startswith("Bearer")


def test_each_member_changes_only_the_own_profile(author: Person, classmate: Person) -> None:
    author.client.patch(URL, {"id": classmate.id, "about_me": "나야"})
    assert classmate.client.get(URL).json()["about_me"] == ""
    assert author.client.get(URL).json()["about_me"] == "나야"


def test_a_change_touches_only_what_is_sent(author: Person) -> None:
    form = {"name": "김온새", "grade": 3, "school_name": "한빛고등학교", "email": "a@example.org", "password": PASSWORD}
    author.client.patch(URL, form)
    response = author.client.patch(URL, {"about_me": "유부초밥파", "show_school": True})
    assert response.status_code == 200
    profile = response.json()
    assert (profile["name"], profile["grade"], profile["school_name"]) == ("김온새", 3, "한빛고등학교")
    assert (profile["about_me"], profile["show_school"], profile["email"]) == ("유부초밥파", True, "a@example.org")
    assert author.client.get(URL).json() == profile


def test_what_was_said_can_be_taken_back(author: Person) -> None:
    form = {"name": "김온새", "grade": 3, "email": "a@example.org", "about_me": "안녕", "password": PASSWORD}
    assert author.client.patch(URL, form).status_code == 200
    profile = author.client.patch(URL, form | {"name": "", "grade": None, "email": "", "about_me": ""}).json()
    assert (profile["name"], profile["grade"], profile["email"], profile["about_me"]) == ("", None, "", "")


def test_nothing_to_change_changes_nothing(author: Person) -> None:
    before = author.client.get(URL).json()
    assert author.client.patch(URL, {}).json() == before


def test_a_form_changes_a_profile_as_well(author: Person) -> None:
    author.client.patch(URL, {"show_school": True})
    profile = author.client.patch(URL, {"about_me": "폼으로 왔어요"}, format="multipart").json()
    assert (profile["about_me"], profile["show_school"]) == ("폼으로 왔어요", True)


def test_what_is_not_a_members_to_say_is_ignored(author: Person) -> None:
    before = author.client.get(URL).json()
    forged = {
        "id": 7_000_000,
        "username": "admin",
        "password": "x",
        "is_staff": True,
        "is_superuser": True,
        "is_active": False,
        "created_at": "2001-01-01T00:00:00Z",
        "withdrawn_at": "2001-01-01T00:00:00Z",
        "view_name": "운영지기",
    }
    response = author.client.patch(URL, forged)
    assert (response.status_code, response.json()) == (200, before)
    user = User.objects.get(pk=author.id)
    assert (user.is_superuser, user.is_active, user.withdrawn_at) == (False, True, None)
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("nickname", "", "blank"),
        ("nickname", None, "null"),
        ("nickname", "가" * 21, "max_length"),
        ("name", "가" * 31, "max_length"),
        ("school_name", "가" * 51, "max_length"),
        ("grade", 4, "max_value"),
        ("grade", "삼", "invalid"),
        ("about_me", "가" * 501, "max_length"),
        ("about_me", "종\x07소리", "control_character"),
        ("email", "어딘가", "invalid"),
        ("show_school", "아마", "invalid"),
    ],
)
def test_a_value_past_its_limit_is_refused(author: Person, field: str, value: Any, code: str) -> None:
    before = author.client.get(URL).json()
    assert_error(
        author.client.patch(URL, {field: value, "about_me" if field == "name" else "name": "새"}), 400, code, field
    )
    assert author.client.get(URL).json() == before


def test_a_nickname_of_another_is_taken_in_any_case(author: Person, make_person) -> None:
    make_person("other", nickname="Melon Bread")
    for nickname in ("Melon Bread", "melon bread", "ＭＥＬＯＮ　bread"):
        assert_error(author.client.patch(URL, {"nickname": nickname}), 400, "unique", "nickname")


def test_the_own_nickname_may_be_sent_again_or_change_its_case(make_person) -> None:
    me = make_person("melon", nickname="Melon")
    assert me.client.patch(URL, {"nickname": "Melon"}).status_code == 200
    assert me.client.patch(URL, {"nickname": "MELON"}).json()["nickname"] == "MELON"


def test_saving_twice_at_once_is_no_quarrel_with_oneself(at_once, author: Person) -> None:
    answers = at_once(*[lambda: author.client.patch(URL, {"nickname": "새싹"})] * 5)
    assert {answer.status_code for answer in answers} == {200}


def test_of_two_who_change_to_a_nickname_at_once_one_gets_it(at_once, author: Person, classmate: Person) -> None:
    answers = at_once(*[lambda one=one: one.client.patch(URL, {"nickname": "새싹"}) for one in (author, classmate)])
    assert sorted(answer.status_code for answer in answers) == [200, 400]
    [refused] = [answer for answer in answers if answer.status_code == 400]
    assert_error(refused, 400, "unique", "nickname")


def test_a_change_does_not_bring_back_a_password_that_was_just_changed(author: Person, meanwhile) -> None:
    def change_password() -> None:
        user = User.objects.get(pk=author.id)
        user.change_password("별빛-산책-좋아-88", keep=None)

    meanwhile(change_password)
    author.client.patch(URL, {"about_me": "동시에"})
    user = User.objects.get(pk=author.id)
    assert user.check_password("별빛-산책-좋아-88")
    assert user.about_me == "동시에"


def test_a_change_does_not_undo_what_staff_have_just_taken_away(staff: Person, meanwhile) -> None:
    meanwhile(lambda: User.objects.filter(pk=staff.id).update(is_staff=False, is_suspended=True))
    staff.client.patch(URL, {"about_me": "동시에"})
    user = User.objects.get(pk=staff.id)
    assert (user.is_staff, user.is_active) == (False, False)


@pytest.mark.parametrize("number", range(3))
def test_a_change_and_a_withdrawal_at_once_leave_nothing_personal(at_once, author: Person, number: int) -> None:
    body = {"nickname": f"안녕{number}", "name": "김안녕", "about_me": "가기 싫다", "email": "me@example.org"}
    body["password"] = PASSWORD
    answers = at_once(
        *[lambda: author.client.patch(URL, body)] * 4,
        lambda: author.client.delete(URL, {"password": PASSWORD}),
    )
    assert {answer.status_code for answer in answers} <= {200, 204, 401}
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        erase_withdrawn()
    author.user.refresh_from_db()
    user = author.user
    assert (user.is_active, user.nickname, user.name, user.about_me, user.email) == (False, "", "", "", "")


def test_a_profile_is_not_put(author: Person) -> None:
    assert_error(author.client.put(URL, {"nickname": "통째로"}), 405, "method_not_allowed")


def test_the_queries_of_a_profile(author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        # 1 the token's login and member
        author.client.get(URL)
    with django_assert_num_queries(7):
        # 1 the token's login and member, 2 is the nickname taken, 3 savepoint, 4 the row's lock,
        # 5 does the login stand, 6 the member, 7 savepoint released
        author.client.patch(URL, {"nickname": "새싹", "about_me": "쑥쑥"})
