"""Refresh, verify, log out: what a token opens, and when it is dead."""

from datetime import timedelta

import pytest
import time_machine
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import Login
from accounts.tests.forgeries import claims_of
from common.testing import PASSWORD, Person, assert_error

REFRESH = "/accounts/token/refresh/"
VERIFY = "/accounts/token/verify/"
LOGOUT = "/accounts/token/blacklist/"


@pytest.fixture
def pair(author: Person) -> dict[str, str]:
    """Another login of the author, on a second device."""
    begun = tokens.begin_login(author.user)
    return {"access": begun.access, "refresh": begun.refresh}


def opens(access: str) -> bool:
    response = APIClient().get("/accounts/user/", headers={"Authorization": f"Bearer {access}"})
    assert response.status_code in {200, 401}
    return response.status_code == 200


def test_a_refresh_gives_a_new_pair(guest: APIClient, pair: dict[str, str]) -> None:
    response = guest.post(REFRESH, {"refresh": pair["refresh"]})
    assert response.status_code == 200
    new = response.json()
    assert set(new) == {"access", "refresh"}
    assert opens(new["access"])
    assert guest.post(REFRESH, {"refresh": new["refresh"]}).status_code == 200


def test_neither_kind_of_token_passes_for_the_other(guest: APIClient, pair: dict[str, str]) -> None:
    assert_error(guest.post(REFRESH, {"refresh": pair["access"]}), 401, "token_not_valid")
    assert_error(guest.post(LOGOUT, {"refresh": pair["access"]}), 401, "token_not_valid")
    assert not opens(pair["refresh"])
    assert opens(pair["access"])


@pytest.mark.parametrize("state", ["deleted", "withdrawn", "inactive", "logged out"])
def test_the_tokens_of_a_login_that_is_over_are_dead(
    guest: APIClient, author: Person, pair: dict[str, str], state: str
) -> None:
    match state:
        case "deleted":
            author.user.delete()
        case "withdrawn":
            author.user.withdraw()
        case "inactive":
            type(author.user).objects.update(is_suspended=True)
        case "logged out":
            guest.post(LOGOUT, {"refresh": pair["refresh"]})
    assert not opens(pair["access"])
    assert_error(guest.post(REFRESH, {"refresh": pair["refresh"]}), 401, "token_not_valid")
    for token in pair.values():
        assert_error(guest.post(VERIFY, {"token": token}), 401, "token_not_valid")


def test_an_access_token_lives_fifteen_minutes(author: Person, guest: APIClient) -> None:
    with time_machine.travel("2026-11-19T21:00:00+09:00", tick=False) as clock:
        access = tokens.begin_login(author.user).access
        clock.shift(timedelta(minutes=14, seconds=59))
        assert opens(access)
        clock.shift(timedelta(seconds=1))
        assert not opens(access)


def test_a_login_lives_two_weeks_from_its_last_refresh(author: Person, guest: APIClient) -> None:
    with time_machine.travel("2026-11-19T21:00:00+09:00", tick=False) as clock:
        refresh = tokens.begin_login(author.user).refresh
        for _ in range(3):
            clock.shift(timedelta(days=13, hours=23))
            refresh = guest.post(REFRESH, {"refresh": refresh}).json()["refresh"]
        clock.shift(timedelta(days=14))
        assert_error(guest.post(REFRESH, {"refresh": refresh}), 401, "token_not_valid")


def test_a_good_token_of_either_kind_is_verified(guest: APIClient, pair: dict[str, str]) -> None:
    for token in pair.values():
        response = guest.post(VERIFY, {"token": token})
        assert (response.status_code, response.json()) == (200, {})


def test_a_rotated_refresh_token_is_not_verified(guest: APIClient, pair: dict[str, str]) -> None:
    guest.post(REFRESH, {"refresh": pair["refresh"]})
    assert_error(guest.post(VERIFY, {"token": pair["refresh"]}), 401, "token_not_valid")


def test_logging_out_twice_is_no_error(guest: APIClient, pair: dict[str, str]) -> None:
    for _ in range(2):
        response = guest.post(LOGOUT, {"refresh": pair["refresh"]})
        assert (response.status_code, response.json()) == (200, {})
    assert not Login.objects.filter(family=claims_of(pair["refresh"])["login"]).exists()


def test_logging_out_kills_the_access_token_at_once(guest: APIClient, pair: dict[str, str]) -> None:
    assert opens(pair["access"])
    guest.post(LOGOUT, {"refresh": pair["refresh"]})
    assert not opens(pair["access"])


def test_logging_out_on_one_device_leaves_the_others(guest: APIClient, author: Person, pair: dict[str, str]) -> None:
    guest.post(LOGOUT, {"refresh": pair["refresh"]})
    assert author.client.get("/accounts/user/").status_code == 200


def test_a_dead_token_in_the_header_hinders_nothing(guest: APIClient, pair: dict[str, str]) -> None:
    dead = {"Authorization": "Bearer dead"}
    assert guest.post(VERIFY, {"token": pair["access"]}, headers=dead).status_code == 200
    fresh = guest.post(REFRESH, {"refresh": pair["refresh"]}, headers=dead)
    assert fresh.status_code == 200
    assert guest.post(LOGOUT, {"refresh": fresh.json()["refresh"]}, headers=dead).status_code == 200


@pytest.mark.parametrize(("url", "field"), [(REFRESH, "refresh"), (VERIFY, "token"), (LOGOUT, "refresh")])
def test_a_body_without_its_token_is_refused(guest: APIClient, url: str, field: str) -> None:
    assert_error(guest.post(url, {}), 400, "required", field)
    assert_error(guest.post(url, {field: ""}), 400, "blank", field)
    assert_error(guest.post(url, {field: {"token": 1}}), 400, "invalid", field)


@pytest.mark.parametrize("url", ["/accounts/token/", REFRESH, VERIFY, LOGOUT])
def test_tokens_are_never_got(guest: APIClient, url: str) -> None:
    assert_error(guest.get(url), 405, "method_not_allowed")


def test_the_queries_of_a_token_at_work(guest: APIClient, pair: dict[str, str], django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        # 1 the login, if it stands, with its member
        opens(pair["access"])
    with django_assert_num_queries(1):
        # 1 the login, if it stands, with its member
        guest.post(VERIFY, {"token": pair["access"]})
    with django_assert_num_queries(2):
        # 1 the login, 2 it takes the new token's id, if it still has the old one's
        new = guest.post(REFRESH, {"refresh": pair["refresh"]}).json()
    with django_assert_num_queries(1):
        # 1 the login is deleted
        guest.post(LOGOUT, {"refresh": new["refresh"]})


def test_each_login_is_a_device_of_its_own(guest: APIClient, author: Person) -> None:
    body = {"username": "author", "password": PASSWORD}
    first, second = (guest.post("/accounts/token/", body).json() for _ in range(2))
    guest.post(LOGOUT, {"refresh": first["refresh"]})
    assert not opens(first["access"])
    assert opens(second["access"])
