"""Another address is a way into the account: who found an open browser must not set it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import Login, User
from accounts.serializers.profile import EmailChangedMeanwhile, ProfileSerializer
from common.testing import PASSWORD, Person, assert_error
from mail.models import Mail

URL = "/accounts/user/"
OLD = "onsaemi@example.org"
NEW = "saebyeok@example.org"
NEW_PASSWORD = "별빛-산책-좋아-88"


@pytest.fixture
def without_password(member: Person) -> Person:
    member.user.set_unusable_password()
    member.user.save()
    return member


def is_as_before(member: Person) -> bool:
    user = User.objects.get(pk=member.id)
    kept = (user.email, user.email_confirmed, user.about_me, user.nickname) == (OLD, True, "", "온새미")
    return kept and not user.email_changes.exists() and not Mail.objects.exists()


@pytest.mark.parametrize("email", [NEW, "", "x@EXAMPLE.org", f" {NEW} "])
@pytest.mark.parametrize(
    ("proof", "code"),
    [
        ({}, "required"),
        ({"password": "이게-아닌가-봐"}, "wrong_password"),
        ({"password": ""}, "blank"),
        ({"password": None}, "null"),
        ({"password": 7}, "invalid"),
        ({"password": [PASSWORD]}, "invalid"),
    ],
    ids=str,
)
def test_without_the_password_nothing_is_stored(member: Person, email: str, proof, code: str) -> None:
    body = {"email": email, "about_me": "몰래", "nickname": "도둑", **proof}
    assert_error(member.client.patch(URL, body), 400, code, "password")
    assert is_as_before(member)


def test_nor_is_it_by_a_form(member: Person) -> None:
    for proof, code in (({}, "required"), ({"password": "이게-아닌가-봐"}, "wrong_password")):
        answer = member.client.patch(URL, {"email": NEW, "about_me": "몰래", **proof}, format="multipart")
        assert_error(answer, 400, code, "password")
    assert is_as_before(member)


def test_the_password_of_another_member_is_none(member: Person, classmate: Person) -> None:
    classmate.user.set_password(NEW_PASSWORD)
    classmate.user.save()
    body = {"email": NEW, "password": NEW_PASSWORD}
    assert_error(member.client.patch(URL, body), 400, "wrong_password", "password")


def test_a_first_address_needs_it_too(author: Person) -> None:
    assert_error(author.client.patch(URL, {"email": NEW}), 400, "required", "password")
    assert author.client.patch(URL, {"email": NEW, "password": PASSWORD}).json()["email"] == NEW


@pytest.mark.parametrize("body", [{"email": OLD}, {"email": "OnSaemi@Example.ORG "}, {"about_me": "안녕"}], ids=str)
def test_the_same_address_and_everything_else_need_none(member: Person, body) -> None:
    assert member.client.patch(URL, body).status_code == 200
    # Nor is one looked at: nobody tries out passwords without being counted.
    assert member.client.patch(URL, body | {"password": "이게-아닌가-봐"}).status_code == 200


def test_no_password_is_set_by_the_way(member: Person) -> None:
    assert member.client.patch(URL, {"email": NEW, "password": PASSWORD}).status_code == 200
    member.client.patch(URL, {"about_me": "안녕", "password": NEW_PASSWORD})
    assert User.objects.get(pk=member.id).check_password(PASSWORD)


@pytest.mark.parametrize("email", ["어딘가", None, 7, ["a@example.org"], {"a": 1}])
def test_what_is_no_address_is_refused_in_its_own_words(member: Person, email) -> None:
    response = member.client.patch(URL, {"email": email})
    assert [error["attr"] for error in response.json()["errors"]] == ["email"]


def test_nobody_finds_the_password_out_by_trying(member: Person, classmate: Person) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(10):
            answer = member.client.patch(URL, {"email": NEW, "password": "이게-아닌가-봐"})
            assert_error(answer, 400, "wrong_password", "password")
        assert_error(member.client.patch(URL, {"email": NEW, "password": PASSWORD}), 429, "throttled")
        assert is_as_before(member)
        assert member.client.patch(URL, {"email": OLD}).status_code == 200
        assert classmate.client.patch(URL, {"email": NEW, "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (11, 403)])
def test_who_has_no_password_has_logged_in_a_moment_ago(without_password: Person, minutes: int, status: int) -> None:
    Login.objects.update(created_at=timezone.now() - timedelta(minutes=minutes))
    body = {"email": NEW, "about_me": "안녕", "password": "아무거나-적어보자"}
    response = without_password.client.patch(URL, body)
    assert response.status_code == status
    if status == 403:
        assert_error(response, 403, "recent_login_required")
        assert is_as_before(without_password)
        assert without_password.client.patch(URL, {"email": OLD, "about_me": "안녕"}).status_code == 200


def test_a_guest_changes_nothing(guest: APIClient, member: Person) -> None:
    assert_error(guest.patch(URL, {"email": NEW, "password": PASSWORD}), 401, "not_authenticated")
    assert is_as_before(member)


def test_a_change_and_the_end_of_all_logins_at_once_never_both_win(at_once, make_person) -> None:
    """The thief knows the old password; the owner takes the account back in the same moment."""
    for number in range(10):
        person = make_person(f"member{number}", email=f"old{number}@example.org", email_confirmed_at=timezone.now())
        thief = APIClient()
        thief.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.begin_login(person.user).access}")
        changed, taken_back = at_once(
            lambda number=number, thief=thief: thief.patch(
                URL, {"email": f"thief{number}@example.org", "password": PASSWORD}
            ),
            lambda person=person: person.client.post(
                "/accounts/password/change/", {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
            ),
        )
        assert taken_back.status_code == 200
        user = User.objects.get(pk=person.id)
        # Either the change was first, and is told to the old address, or its login was over.
        assert (changed.status_code, user.email.startswith("old")) in {(200, False), (401, True)}
        assert user.email_changes.exists() is (changed.status_code == 200)


def test_one_form_sent_twice_at_once_is_one_change(at_once, make_person) -> None:
    member = make_person("onsaemi", email=OLD, email_confirmed_at=timezone.now())
    body = {"email": NEW, "password": PASSWORD}
    answers = at_once(*[lambda: member.client.patch(URL, body)] * 8)
    assert {answer.status_code for answer in answers} == {200}
    assert member.user.email_changes.count() == Mail.objects.count() == 1


def test_of_two_addresses_at_once_the_second_is_told_or_known(at_once, make_person) -> None:
    for number in range(5):
        member = make_person(f"member{number}", email=f"old{number}@example.org", email_confirmed_at=timezone.now())
        addresses = [f"{name}{number}@example.org" for name in "ab"]
        answers = at_once(
            *[
                lambda email=email, member=member: member.client.patch(URL, {"email": email, "password": PASSWORD})
                for email in addresses
            ]
        )
        for answer in answers:
            if answer.status_code != 200:
                assert_error(answer, 409, "email_changed_meanwhile")
        assert 200 in {answer.status_code for answer in answers}
        assert member.user.email_changes.get().email == f"old{number}@example.org"


def test_a_change_that_was_read_before_another_overwrites_nothing(member: Person) -> None:
    login = Login.objects.select_related("user").get(user=member.id)  # as the later request has read it
    asking = SimpleNamespace(user=login.user, auth=login)
    body = {"email": NEW, "password": PASSWORD}
    later = ProfileSerializer(login.user, data=body, partial=True, context={"request": asking})
    assert later.is_valid()
    assert member.client.patch(URL, {"email": "first@example.org", "password": PASSWORD}).status_code == 200
    with pytest.raises(EmailChangedMeanwhile):
        later.save()
    assert User.objects.get(pk=member.id).email == "first@example.org"


def test_the_queries_of_a_refusal(member: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        # 1 the token's login and member
        member.client.patch(URL, {"email": NEW, "password": "이게-아닌가-봐"})
