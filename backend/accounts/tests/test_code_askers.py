"""Who asked for a code has five tries that no stranger can use up; all strangers together have five more."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts import code_askers
from accounts.models import EmailCode
from accounts.tests.test_email_codes import BODY, EMAIL, SIGNUP, URL
from common.testing import PASSWORD, Person, assert_error


@pytest.fixture
def ask(db: None, mailbox: Callable[[], list]) -> Callable[[APIClient], str]:
    """Asks for a code in this browser, which keeps the cookie, and reads it in the mail."""

    def ask(browser: APIClient) -> str:
        assert browser.post(URL, {"email": EMAIL}).status_code == 200
        [letter] = mailbox()
        return letter.subject[-6:]

    return ask


@pytest.fixture
def owner() -> APIClient:
    return APIClient()


def wrong(code: str, by: int = 1) -> str:
    return f"{(int(code) + by) % 10**6:06}"


def attempt(browser: APIClient, code: str, **elsewhere: Any) -> Response:
    return browser.post(SIGNUP, BODY | {"email_code": code}, **elsewhere)


def told(answer: Response) -> str:
    return answer.json()["errors"][0]["code"] if answer.status_code == 400 else str(answer.status_code)


def with_cookies_of(browser: APIClient) -> APIClient:
    """Another connection of the same browser."""
    other = APIClient()
    other.cookies = browser.cookies.copy()
    return other


def test_a_strangers_tries_do_not_lock_out_who_asked(owner: APIClient, ask) -> None:
    code = ask(owner)
    strangers = [told(attempt(APIClient(), wrong(code, by), REMOTE_ADDR=f"203.0.113.{by}")) for by in range(1, 60)]
    assert strangers == ["invalid_code"] * 5 + ["too_many_tries"] * 54
    assert told(attempt(APIClient(), code)) == "too_many_tries"
    assert [told(attempt(owner, wrong(code))) for _ in range(4)] == ["invalid_code"] * 4
    assert attempt(owner, code).status_code == 201


def test_nor_does_one_who_asked_lock_out_the_others(owner: APIClient, ask) -> None:
    """Asked for on the computer, typed on the phone."""
    code = ask(owner)
    tries = [told(attempt(owner, wrong(code))) for _ in range(7)]
    assert tries == ["invalid_code"] * 5 + ["too_many_tries"] * 2
    assert told(attempt(owner, code)) == "too_many_tries"
    assert attempt(APIClient(), code).status_code == 201


def test_a_member_who_proves_an_address_has_tries_of_their_own(author: Person, ask) -> None:
    code = ask(author.client)
    for _ in range(6):
        attempt(APIClient(), wrong(code))
    assert_error(attempt(APIClient(), code), 400, "too_many_tries", "email_code")
    change = {"email": EMAIL, "email_code": code, "password": PASSWORD}
    assert author.client.patch("/accounts/user/", change).status_code == 200


def test_who_asked_before_somebody_else_is_a_stranger(owner: APIClient, ask) -> None:
    """Tries of one's own are for the code that one asked for: asking early reserves none of a later one."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        early = APIClient()
        ask(early)
        clock.shift(61)
        code = ask(owner)
        tries = [told(attempt(early, wrong(code))) for _ in range(4)] + [told(attempt(APIClient(), wrong(code)))]
        assert tries == ["invalid_code"] * 5
        assert told(attempt(early, code)) == "too_many_tries"
        assert attempt(owner, code).status_code == 201


def test_who_asked_for_another_address_is_a_stranger(owner: APIClient, ask) -> None:
    other = APIClient()
    code = ask(owner)
    other.post(URL, {"email": "other@example.org"})
    attempt(other, wrong(code))
    assert EmailCode.objects.values_list("own_tries", "tries").get(email=EMAIL) == (0, 1)


@pytest.mark.parametrize("value", ["", "x", "MQ:1abcde:forged", "수시".encode().decode("latin-1")])
def test_a_forged_cookie_is_a_strangers(owner: APIClient, ask, value: str) -> None:
    code = ask(owner)
    forger = APIClient()
    forger.cookies["code_asker"] = value
    attempt(forger, wrong(code))
    assert EmailCode.objects.values_list("own_tries", "tries").get() == (0, 1)


def test_the_cookie_is_the_same_for_known_and_unknown_and_no_script_reads_it(make_person, guest: APIClient) -> None:
    make_person("member", email=EMAIL, email_confirmed_at=timezone.now())
    for email in (EMAIL, "nobody@example.org"):
        cookie = guest.post(URL, {"email": email}).cookies["code_asker"]
        flags = [cookie[name] for name in ("path", "max-age", "samesite", "httponly", "secure")]
        assert flags == ["/accounts/", 600, "Strict", True, True]
        assert email not in cookie.value


def test_of_many_at_once_five_of_who_asked_and_five_of_all_others_are_compared(at_once, owner: APIClient, ask) -> None:
    code = ask(owner)
    own = [with_cookies_of(owner) for _ in range(20)]
    calls = [
        call
        for number, browser in enumerate(own, start=1)
        for call in (
            lambda browser=browser, number=number: ("own", told(attempt(browser, wrong(code, number)))),
            lambda number=number: ("strange", told(attempt(APIClient(), wrong(code, number)))),
        )
    ]
    answers = at_once(*calls, workers=40)
    for who in ("own", "strange"):
        codes = sorted(told for asker, told in answers if asker == who)
        assert codes == ["invalid_code"] * 5 + ["too_many_tries"] * 15
    assert EmailCode.objects.values_list("own_tries", "tries").get() == (5, 5)


@pytest.mark.parametrize(("seconds", "asker"), [(600, 7), (601, None)])
def test_a_browser_is_known_for_ten_minutes(seconds: int, asker: int | None) -> None:
    request = RequestFactory().get("/")
    with time_machine.travel("2026-11-19T21:00:00+09:00", tick=False) as clock:
        answer = Response()
        code_askers.remember(answer, 7)
        request.COOKIES = {code_askers.COOKIE: answer.cookies[code_askers.COOKIE].value}
        clock.shift(seconds)
        assert code_askers.asker_of(request) == asker
