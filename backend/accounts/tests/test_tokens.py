"""Refresh, verify, log out: what a token opens, and when it is dead."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import Login
from common.testing import PASSWORD, Person, assert_error

REFRESH = "/accounts/token/refresh/"
VERIFY = "/accounts/token/verify/"
LOGOUT = "/accounts/token/blacklist/"


@pytest.fixture
def pair(author: Person) -> dict[str, str]:
    """Another login of the author, on a second device."""
    return dict(tokens.begin_login(author.user))


def opens(access: str) -> bool:
    response = APIClient().get("/accounts/user/", headers={"Authorization": f"Bearer {access}"})
    assert response.status_code in {200, 401}
    return response.status_code == 200


def claims_of(token: str) -> dict[str, Any]:
    return jwt.decode(token, options={"verify_signature": False})


def forged(token: str, *, key: str | None = None, algorithm: str = "HS256", **claims: Any) -> str:
    """The token with other claims (None: without it), signed with our key unless said otherwise."""
    payload = {name: value for name, value in (claims_of(token) | claims).items() if value is not None}
    return jwt.encode(payload, settings.TOKEN_KEY if key is None else key, algorithm)


def test_a_refresh_gives_a_new_pair(guest: APIClient, pair: dict[str, str]) -> None:
    response = guest.post(REFRESH, {"refresh": pair["refresh"]})
    assert response.status_code == 200
    new = response.json()
    assert set(new) == {"access", "refresh"}
    assert opens(new["access"])
    assert guest.post(REFRESH, {"refresh": new["refresh"]}).status_code == 200


def test_a_refresh_token_works_once(guest: APIClient, pair: dict[str, str]) -> None:
    guest.post(REFRESH, {"refresh": pair["refresh"]})
    assert_error(guest.post(REFRESH, {"refresh": pair["refresh"]}), 401, "token_not_valid")


def test_of_many_refreshes_at_once_exactly_one_wins(
    at_once: Callable[..., list[Any]], make_person: Callable[..., Person]
) -> None:
    refresh = tokens.begin_login(make_person("minsu").user)["refresh"]
    answers = at_once(*[lambda: APIClient().post(REFRESH, {"refresh": refresh})] * 20)
    assert sorted(answer.status_code for answer in answers) == [200] + [401] * 19
    [winner] = [answer.json() for answer in answers if answer.status_code == 200]
    assert APIClient().post(REFRESH, {"refresh": winner["refresh"]}).status_code == 200


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
            type(author.user).objects.update(is_active=False)
        case "logged out":
            guest.post(LOGOUT, {"refresh": pair["refresh"]})
    assert not opens(pair["access"])
    assert_error(guest.post(REFRESH, {"refresh": pair["refresh"]}), 401, "token_not_valid")
    for token in pair.values():
        assert_error(guest.post(VERIFY, {"token": token}), 401, "token_not_valid")


def tampered(good: str) -> str:
    head, body, signature = good.split(".")
    return f"{head}.{body[:-2]}{'AA' if body[-2:] != 'AA' else 'BB'}.{signature}"


BAD: dict[str, Callable[[str], str]] = {
    "tampered body": tampered,
    "tampered signature": lambda good: good.rpartition(".")[0] + "." + good.rpartition(".")[2][::-1],
    "no signature": lambda good: good.rpartition(".")[0] + ".",
    "algorithm none": lambda good: forged(good, key="", algorithm="none"),
    "another algorithm": lambda good: forged(good, algorithm="HS512"),
    "another key": lambda good: forged(good, key="0123456789" * 5),
    "no login": lambda good: forged(good, login=None),
    "no kind": lambda good: forged(good, token_type=None),
    "no id": lambda good: forged(good, jti=None),
    "no end": lambda good: forged(good, exp=None),
    "an end that is no time": lambda good: forged(good, exp="내일"),
    "long over": lambda good: forged(good, exp=int(timezone.now().timestamp()) - 10),
    "text": lambda good: "글자",
    "nothing to decode": lambda good: "..",
}


@pytest.mark.filterwarnings("ignore:The HMAC key")  # ours is long enough for the algorithm that we use
@pytest.mark.parametrize("fault", BAD)
def test_a_bad_token_is_refused_everywhere(guest: APIClient, pair: dict[str, str], fault: str) -> None:
    access, refresh = BAD[fault](pair["access"]), BAD[fault](pair["refresh"])
    if access.isascii():  # others can't stand in a header
        assert not opens(access)
    assert_error(guest.post(REFRESH, {"refresh": refresh}), 401, "token_not_valid")
    assert_error(guest.post(LOGOUT, {"refresh": refresh}), 401, "token_not_valid")
    for token in (access, refresh):
        assert_error(guest.post(VERIFY, {"token": token}), 401, "token_not_valid")
    assert guest.post(REFRESH, {"refresh": pair["refresh"]}).status_code == 200


def test_an_access_token_lives_fifteen_minutes(author: Person, guest: APIClient) -> None:
    with time_machine.travel("2026-11-19T21:00:00+09:00", tick=False) as clock:
        access = tokens.begin_login(author.user)["access"]
        clock.shift(timedelta(minutes=14, seconds=59))
        assert opens(access)
        clock.shift(timedelta(seconds=1))
        assert not opens(access)


def test_a_login_lives_two_weeks_from_its_last_refresh(author: Person, guest: APIClient) -> None:
    with time_machine.travel("2026-11-19T21:00:00+09:00", tick=False) as clock:
        refresh = tokens.begin_login(author.user)["refresh"]
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
    assert not Login.objects.filter(pk=claims_of(pair["refresh"])["login"]).exists()


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
    with django_assert_num_queries(1):
        # 1 the login takes the new token's id, if it still has the old one's
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
