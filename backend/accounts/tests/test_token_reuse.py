"""A refresh token that comes twice: the loser of a race is spared, a thief ends the login."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import Login, User
from common.testing import PASSWORD, Person, assert_error

REFRESH = "/accounts/token/refresh/"
NEW_PASSWORD = "별빛-산책-좋아-88"
PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (iPhone) Safari", "REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture
def first(author: Person) -> tokens.TokenPair:
    """A login of the author, beside the one of the author's own client."""
    return tokens.begin_login(author.user)


def refresh(token: str, **where: str) -> Response:
    return APIClient().post(REFRESH, {"refresh": token}, **(PHONE | where))


def opens(access: str) -> bool:
    response = APIClient().get("/accounts/user/", headers={"Authorization": f"Bearer {access}"})
    assert response.status_code in {200, 401}
    return response.status_code == 200


def assert_the_login_ended(author: Person, *accesses: str) -> None:
    assert not [access for access in accesses if opens(access)]
    assert author.client.get("/accounts/user/").status_code == 200, "another login of the member lives on"
    assert author.user.logins.count() == 1


def test_the_loser_of_a_race_is_told_and_the_login_lives_on(first: tokens.TokenPair) -> None:
    winner = refresh(first.refresh).json()
    assert_error(refresh(first.refresh), 401, "token_rotated")
    assert opens(first.access)
    assert opens(winner["access"])
    assert refresh(winner["refresh"]).status_code == 200


@pytest.mark.parametrize(
    "where",
    [
        {"HTTP_USER_AGENT": "Mozilla/5.0 (iPhone) Safari/605"},
        {"HTTP_USER_AGENT": ""},
        {"REMOTE_ADDR": "203.0.114.7"},
        {"REMOTE_ADDR": "2001:db8::7"},
    ],
)
def test_somebody_else_with_a_spent_token_ends_the_login_at_once(
    author: Person, first: tokens.TokenPair, where: dict[str, str]
) -> None:
    winner = refresh(first.refresh).json()
    assert_error(refresh(first.refresh, **where), 401, "token_not_valid")
    assert_the_login_ended(author, first.access, winner["access"])
    assert_error(refresh(winner["refresh"]), 401, "token_not_valid")


def test_another_address_of_the_same_network_is_the_same_client(first: tokens.TokenPair) -> None:
    refresh(first.refresh)
    assert_error(refresh(first.refresh, REMOTE_ADDR="203.0.113.200"), 401, "token_rotated")


def test_a_forged_forwarding_makes_nobody_the_same_client(author: Person, first: tokens.TokenPair) -> None:
    winner = refresh(first.refresh).json()
    thief = refresh(first.refresh, REMOTE_ADDR="198.51.100.9", HTTP_X_FORWARDED_FOR=PHONE["REMOTE_ADDR"])
    assert_error(thief, 401, "token_not_valid")
    assert_the_login_ended(author, winner["access"])


def test_after_the_grace_a_spent_token_ends_the_login_even_from_the_same_client(author: Person) -> None:
    with time_machine.travel("2026-11-19T21:00:00+09:00", tick=False) as clock:
        author.client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.begin_login(author.user).access}")
        Login.objects.order_by("id").first().delete()
        first = tokens.begin_login(author.user)
        winner = refresh(first.refresh).json()
        clock.shift(timedelta(seconds=tokens.GRACE))
        assert_error(refresh(first.refresh), 401, "token_rotated")
        clock.shift(timedelta(seconds=0.1))
        assert_error(refresh(first.refresh), 401, "token_not_valid")
        assert_the_login_ended(author, first.access, winner["access"])


def test_the_grace_is_not_prolonged_by_later_rotations(author: Person) -> None:
    with time_machine.travel("2026-11-19T21:00:00+09:00", tick=False) as clock:
        first = tokens.begin_login(author.user)
        second = refresh(first.refresh).json()
        clock.shift(timedelta(seconds=tokens.GRACE - 2))
        refresh(second["refresh"])
        clock.shift(timedelta(seconds=3))
        assert_error(refresh(second["refresh"]), 401, "token_rotated")
        assert_error(refresh(first.refresh), 401, "token_not_valid")
        assert_error(refresh(second["refresh"]), 401, "token_not_valid")


def test_whoever_comes_first_the_other_ends_it(author: Person, first: tokens.TokenPair) -> None:
    """The thief was faster: the owner's own token is the spent one, and neither keeps the login."""
    thief = refresh(first.refresh, HTTP_USER_AGENT="curl/8.1", REMOTE_ADDR="198.51.100.9").json()
    assert_error(refresh(first.refresh), 401, "token_not_valid")
    assert_the_login_ended(author, first.access, thief["access"])
    assert_error(refresh(thief["refresh"]), 401, "token_not_valid")


def test_of_four_tabs_without_a_lock_nobody_is_called_a_thief(first: tokens.TokenPair) -> None:
    a = refresh(first.refresh)
    assert_error(refresh(first.refresh), 401, "token_rotated")  # b
    assert_error(refresh(first.refresh), 401, "token_rotated")  # c
    b = refresh(a.json()["refresh"])  # both try again with the cookie that a got
    assert_error(refresh(a.json()["refresh"]), 401, "token_rotated")
    c = refresh(b.json()["refresh"])
    assert_error(refresh(first.refresh), 401, "token_rotated")  # d was slow
    d = refresh(c.json()["refresh"])
    assert [answer.status_code for answer in (a, b, c, d)] == [200] * 4
    assert all(opens(answer.json()["access"]) for answer in (a, b, c, d))


def test_a_logged_out_login_is_not_found_by_its_spent_tokens(guest: APIClient, first: tokens.TokenPair) -> None:
    second = refresh(first.refresh).json()
    guest.post("/accounts/token/blacklist/", {"refresh": second["refresh"]})
    assert_error(refresh(first.refresh), 401, "token_not_valid")


def test_logging_out_with_a_spent_token_ends_the_login(guest: APIClient, first: tokens.TokenPair) -> None:
    """A tab that has not heard of the rotation wants the same: out."""
    second = refresh(first.refresh).json()
    assert guest.post("/accounts/token/blacklist/", {"refresh": first.refresh}).status_code == 200
    assert not opens(second["access"])


def test_what_is_remembered_of_rotations_stays_small(author: Person) -> None:
    with time_machine.travel("2026-11-19T21:00:00+09:00", tick=False) as clock:
        spent = [tokens.begin_login(author.user).refresh]
        for _ in range(60):
            clock.shift(timedelta(milliseconds=10))
            spent.append(refresh(spent[-1]).json()["refresh"])
        login = Login.objects.order_by("-id").first()
        assert len(login.spent) == 50
        assert_error(refresh(spent[-3]), 401, "token_rotated")  # the newest are those that are remembered
        clock.shift(timedelta(minutes=1))
        refresh(spent[-1])
        login.refresh_from_db()
        assert len(login.spent) == 1


def test_of_twenty_refreshes_at_once_one_wins_and_the_login_lives_on(
    at_once: Callable[..., list[Any]], make_person: Callable[..., Person]
) -> None:
    first = tokens.begin_login(make_person("minsu").user)
    answers = at_once(*[lambda: refresh(first.refresh)] * 20)
    [winner] = [answer.json() for answer in answers if answer.status_code == 200]
    losers = [answer for answer in answers if answer.status_code != 200]
    for loser in losers:
        assert_error(loser, 401, "token_rotated")
    assert opens(first.access)
    assert opens(winner["access"])
    assert refresh(winner["refresh"]).status_code == 200


def test_of_twenty_refreshes_at_once_from_two_clients_at_most_one_wins_and_the_login_ends(
    at_once: Callable[..., list[Any]], make_person: Callable[..., Person]
) -> None:
    minsu = make_person("minsu")
    first = tokens.begin_login(minsu.user)
    clients = [{}, {"REMOTE_ADDR": "198.51.100.9"}] * 10
    answers = at_once(*[lambda where=where: refresh(first.refresh, **where) for where in clients])
    winners = [answer.json() for answer in answers if answer.status_code == 200]
    assert len(winners) == 1
    assert_the_login_ended(minsu, first.access, winners[0]["access"])


def test_no_login_slips_past_a_change_of_password(
    at_once: Callable[..., list[Any]], make_person: Callable[..., Person]
) -> None:
    minsu = make_person("minsu")
    body = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}

    def log_in(where: str) -> Response:
        return APIClient(REMOTE_ADDR=where).post("/accounts/token/", {"username": "minsu", "password": PASSWORD})

    def change_password() -> Response:
        return minsu.client.post("/accounts/password/change/", body)

    devices = [f"203.0.113.{number}" for number in range(19)]
    *logins, change = at_once(*[lambda where=where: log_in(where) for where in devices], change_password)
    assert change.status_code == 200
    assert {answer.status_code for answer in logins} <= {200, 401}
    assert not [answer for answer in logins if answer.status_code == 200 and opens(answer.json()["access"])]
    assert minsu.user.logins.count() == 1


def test_a_login_is_not_begun_for_who_was_read_before_the_password_changed(author: Person) -> None:
    read_before = User.objects.get(pk=author.id)
    author.client.post("/accounts/password/change/", {"old_password": PASSWORD, "new_password": NEW_PASSWORD})
    with pytest.raises(tokens.InvalidToken):
        tokens.begin_login(read_before)


def test_a_login_is_not_begun_for_who_was_read_before_being_suspended(author: Person) -> None:
    read_before = User.objects.get(pk=author.id)
    User.objects.filter(pk=author.id).update(is_suspended=True)
    with pytest.raises(tokens.InvalidToken):
        tokens.begin_login(read_before)
