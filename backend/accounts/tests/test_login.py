from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import Login
from common.testing import PASSWORD, Person, assert_error

URL = "/accounts/token/"


class CountingHasher(MD5PasswordHasher):
    hashed = 0

    def encode(self, *args: Any) -> str:
        type(self).hashed += 1
        return super().encode(*args)


def test_a_login_gives_a_pair_of_tokens(guest: APIClient, author: Person) -> None:
    response = guest.post(URL, {"username": "author", "password": PASSWORD})
    assert response.status_code == 200
    pair = response.json()
    assert set(pair) == {"access", "refresh"}
    guest.credentials(HTTP_AUTHORIZATION=f"Bearer {pair['access']}")
    assert guest.get("/accounts/user/").json()["id"] == author.id


def test_the_case_of_the_username_does_not_matter(guest: APIClient, author: Person) -> None:
    assert guest.post(URL, {"username": "AUTHOR", "password": PASSWORD}).status_code == 200


def test_a_wrong_password_and_an_unknown_user_get_the_same_answer(guest: APIClient, author: Person) -> None:
    wrong = guest.post(URL, {"username": "author", "password": "아무거나-적어보자"})
    unknown = guest.post(URL, {"username": "nobody", "password": "아무거나-적어보자"})
    assert_error(wrong, 401, "wrong_credentials")
    assert (unknown.status_code, unknown.content) == (wrong.status_code, wrong.content)


def test_an_unknown_user_costs_as_much_work_as_a_wrong_password(guest: APIClient, author: Person, settings) -> None:
    """The time of an answer would tell who is a member, so a password is hashed in either case."""
    settings.PASSWORD_HASHERS = ["accounts.tests.test_login.CountingHasher"]
    author.user.set_password(PASSWORD)
    author.user.save()
    work = []
    for username in ("author", "nobody"):
        CountingHasher.hashed = 0
        guest.post(URL, {"username": username, "password": "아무거나-적어보자"})
        work.append(CountingHasher.hashed)
    assert work == [1, 1]


def test_who_is_no_longer_a_member_cannot_log_in(guest: APIClient, author: Person) -> None:
    author.user.erase()
    wrong = guest.post(URL, {"username": "nobody", "password": PASSWORD})
    response = guest.post(URL, {"username": "author", "password": PASSWORD})
    assert_error(response, 401, "wrong_credentials")
    assert response.content == wrong.content


def test_a_dead_token_does_not_keep_anyone_from_logging_in(guest: APIClient, author: Person) -> None:
    body = {"username": "author", "password": PASSWORD}
    assert guest.post(URL, body, headers={"Authorization": "Bearer dead"}).status_code == 200


@pytest.mark.parametrize("field", ["username", "password"])
def test_a_login_needs_both(guest: APIClient, field: str) -> None:
    body = {"username": "author", "password": PASSWORD}
    del body[field]
    assert_error(guest.post(URL, body), 400, "required", field)
    assert_error(guest.post(URL, body | {field: ["author"]}), 400, "invalid", field)


def test_the_password_is_taken_to_the_letter(guest: APIClient, author: Person) -> None:
    for password in (f" {PASSWORD}", f"{PASSWORD} ", PASSWORD.upper() + "!"):
        assert guest.post(URL, {"username": "author", "password": password}).status_code == 401


def test_logins_that_can_no_longer_be_refreshed_are_forgotten(guest: APIClient, author: Person) -> None:
    old = author.user.logins.get()
    long_ago = old.last_used_at - tokens.LOGIN_LIFETIME * 2
    Login.objects.filter(pk=old.pk).update(last_used_at=long_ago)
    guest.post(URL, {"username": "author", "password": PASSWORD})
    assert author.user.logins.count() == 1
    assert not author.user.logins.filter(pk=old.pk).exists()


def test_the_queries_of_a_login(guest: APIClient, author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(6):
        # 1 the member, 2 savepoint, 3 the member held, with the same password, 4 logins that are over or too many,
        # 5 the new login, 6 savepoint released
        guest.post(URL, {"username": "author", "password": PASSWORD})


def test_a_member_has_fifty_logins_and_the_one_used_least_recently_ends(guest: APIClient, author: Person) -> None:
    first, used_since = [tokens.begin_login(author.user) for _ in range(2)]
    for _ in range(47):
        tokens.begin_login(author.user)
    guest.post("/accounts/token/refresh/", {"refresh": used_since.refresh})
    assert author.user.logins.count() == 50
    Login.objects.filter(pk=author.user.logins.earliest("id").pk).update(last_used_at=timezone.now())
    guest.post(URL, {"username": "author", "password": PASSWORD})
    assert author.user.logins.count() == 50
    with pytest.raises(tokens.InvalidToken):
        tokens.verify(first.access)
    tokens.verify(used_since.access)
    assert author.client.get("/accounts/user/").status_code == 200


def test_another_members_logins_are_not_counted(author: Person, classmate: Person) -> None:
    for _ in range(50):
        tokens.begin_login(author.user)
    assert classmate.client.get("/accounts/user/").status_code == 200
