"""Whatever happens on the way, somebody ends at the web client, and nobody gets in who should not."""

import json
import logging
from typing import Any

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from common import limits
from common.testing import Person, assert_error
from journeys.support.oauth_server import Account, Fault, OAuthServer
from social.tests.conftest import Browser, agree, cancel, outcome_of, query_of

CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def assert_nobody_came() -> None:
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("provider", ["google", "kakao"])
def test_who_cancels_comes_back(google: OAuthServer, kakao: OAuthServer, browser: Browser, provider: str) -> None:
    assert browser.come_back(cancel(browser.start(provider))) == "error=cancelled"
    assert_nobody_came()


PATHS = pytest.mark.parametrize(
    ("provider", "path"), [("google", "/token"), ("kakao", "/token"), ("kakao", "/me")], ids=lambda part: part
)


@PATHS
@pytest.mark.parametrize(
    "fault",
    [
        Fault(500, b"<h1>Internal Server Error</h1>"),
        Fault(503),
        Fault(400, b'{"error": "invalid_grant"}'),
        Fault(200, b""),
        Fault(200, b"not json"),
        Fault(200, b'{"broken'),
        Fault(200, b"[]"),
        Fault(200, b"null"),
        Fault(200, b"{}"),
        Fault(200, b'{"access_token": null}'),
        Fault(200, b'{"access_token": "x", "expires_in": "soon", "id_token": "x.y.z"}'),
        Fault(200, b'{"access_token": "x", "expires_in": 1e300, "id_token": 7}'),
        Fault(200, b"\xff\xfe"),
    ],
    ids=str,
)
def test_a_provider_that_breaks_is_no_error_of_ours(
    google: OAuthServer, kakao: OAuthServer, browser: Browser, provider: str, path: str, fault: Fault
) -> None:
    address = agree(browser.start(provider))
    for server in (google, kakao):
        server.faults[path] = fault
    assert browser.come_back(address) == "error=failed"
    assert_nobody_came()


@PATHS
def test_a_provider_that_hangs_is_given_up(
    google: OAuthServer, kakao: OAuthServer, browser: Browser, settings: Settings, provider: str, path: str
) -> None:
    address = agree(browser.start(provider))
    for server in (google, kakao):
        server.faults[path] = Fault(delay=60)
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.5
    assert browser.come_back(address) == "error=failed"
    assert_nobody_came()


def test_a_provider_that_is_away_is_no_error_of_ours(google: OAuthServer, browser: Browser) -> None:
    address = agree(browser.start("google"))
    google.shutdown()
    google.server_close()
    assert browser.come_back(address) == "error=failed"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-site"},
        {"exp": 1},
        {"sub": None},
        {"sub": ""},
        {"sub": "1\x00"},
        {"sub": "９"},
        {"sub": "1" * 192},
        {"sub": ["1"]},
    ],
    ids=str,
)
def test_an_id_token_that_is_not_for_us_is_refused(
    google: OAuthServer, browser: Browser, claims: dict[str, Any]
) -> None:
    google.claims = claims
    assert browser.go("google") == "error=failed"
    assert_nobody_came()


@pytest.mark.parametrize("number", [None, "", "x", -1, True, 1.5, [1], {"id": 1}], ids=str)
def test_who_has_no_number_at_kakao_is_nobody(kakao: OAuthServer, browser: Browser, number: object) -> None:
    """Or all of them would be one member."""
    kakao.profile = {"id": number}
    assert browser.go("kakao") == "error=failed"
    assert_nobody_came()


@pytest.mark.parametrize("email", ["어딘가", f"{'a' * 300}@example.org", 7, ["a@example.org"]], ids=range(4))
def test_an_address_that_is_none_does_not_become_a_members(
    google: OAuthServer, browser: Browser, email: object
) -> None:
    google.claims = {"email": email}
    outcome = browser.go("google")
    assert outcome == "error=failed" or not User.objects.get().email


def test_a_wrong_secret_of_ours_is_said_without_details(google: OAuthServer, browser: Browser, settings) -> None:
    address = agree(browser.start("google"))
    client = settings.SOCIAL_PROVIDERS["google"]
    settings.SOCIAL_PROVIDERS = {"google": type(client)(client.name, client.id, "wrong", client.url)}
    assert browser.come_back(address) == "error=failed"


class TestTheState:
    def test_of_another_browser_counts_for_nothing(self, google: OAuthServer, browser: Browser) -> None:
        """A link to the end of somebody else's login: the victim would be logged in as the attacker."""
        address = agree(browser.start("google"))
        other = Browser()
        assert other.come_back(address) == "error=failed"
        other.start("google")
        assert other.come_back(address) == "error=failed"
        assert_nobody_came()

    def test_counts_once(self, google: OAuthServer, browser: Browser) -> None:
        page = browser.start("google")
        first, second = agree(page), agree(page)
        cookie = browser.client.cookies["social"].value
        assert browser.come_back(first).startswith("code=")
        for address in (first, second):
            browser.client.cookies["social"] = cookie
            assert browser.come_back(address) == "error=failed"
        assert len(google.requests) == 1

    def test_counts_once_for_twenty_at_once(self, google: OAuthServer, at_once) -> None:
        browser = Browser()
        page = browser.start("google")
        cookie = browser.client.cookies["social"].value

        addresses = [agree(page) for _ in range(20)]

        def come_back(address: str) -> str:
            own = APIClient()
            own.cookies["social"] = cookie
            return outcome_of(own.get(address)).partition("=")[0]

        outcomes = at_once(*[lambda address=address: come_back(address) for address in addresses])
        assert sorted(outcomes) == ["code", *["error"] * 19]

    def test_counts_for_ten_minutes(self, google: OAuthServer, browser: Browser) -> None:
        address = agree(browser.start("google"))
        with time_machine.travel(timezone.now() + timezone.timedelta(minutes=10, seconds=1)):
            assert browser.come_back(address) == "error=failed"

    def test_counts_for_its_provider_alone(self, google: OAuthServer, kakao: OAuthServer, browser: Browser) -> None:
        address = agree(browser.start("google")).replace("/google/", "/kakao/")
        assert browser.come_back(address) == "error=failed"
        assert kakao.requests == []

    @pytest.mark.parametrize("query", ["", "?code=x", "?state=", "?code=x&state=%00", "?code=x&state=가", "?error=가"])
    def test_cannot_be_made_up(self, google: OAuthServer, browser: Browser, query: str) -> None:
        browser.start("google")
        assert browser.come_back(f"/accounts/social/google/callback/{query}") == "error=failed"
        assert google.requests == []

    @pytest.mark.parametrize("cookie", ["", "x", "a:b:c", "e30:1:1", "\u00ff" * 50])
    def test_is_nothing_without_our_cookie(self, google: OAuthServer, browser: Browser, cookie: str) -> None:
        address = agree(browser.start("google"))
        browser.client.cookies["social"] = cookie
        assert browser.come_back(address) == "error=failed"

    def test_of_an_answer_without_a_code_is_a_failure(self, google: OAuthServer, browser: Browser) -> None:
        state = query_of(browser.start("google"))["state"]
        assert browser.come_back(f"/accounts/social/google/callback/?state={state}") == "error=failed"
        state = query_of(browser.start("google"))["state"]
        query = f"?error=temporarily_unavailable&state={state}"
        assert browser.come_back(f"/accounts/social/google/callback/{query}") == "error=failed"

    def test_of_the_later_attempt_counts(self, google: OAuthServer, browser: Browser) -> None:
        earlier, later = agree(browser.start("google")), agree(browser.start("google"))
        assert browser.come_back(earlier) == "error=failed"
        assert browser.come_back(later).startswith("code=")


def test_the_cookie_is_read_by_no_script_and_sent_nowhere_else(google: OAuthServer, browser: Browser) -> None:
    browser.start("google")
    cookie = browser.client.cookies["social"]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["max-age"]) == ("/accounts/social/", 600)


def test_a_plain_http_network_can_do_without_secure(google: OAuthServer, browser: Browser, settings) -> None:
    settings.COOKIE_SECURE = False
    browser.start("google")
    assert not browser.client.cookies["social"]["secure"]


@pytest.mark.parametrize("name", ["next", "redirect_uri", "scope", "auth_params", "process", "state"])
def test_the_way_cannot_be_bent(google: OAuthServer, browser: Browser, name: str) -> None:
    url = f"/accounts/social/google/start/?challenge={CHALLENGE}&{name}=https://evil.example/"
    page = browser.client.get(url)["Location"]
    assert "evil" not in page
    address = f"{agree(page)}&{name}=https://evil.example/" if name != "state" else agree(page)
    assert browser.come_back(address).startswith("code=")


def test_a_foreign_host_does_not_become_the_address_to_come_back_to(google: OAuthServer, browser: Browser) -> None:
    url = f"/accounts/social/google/start/?challenge={CHALLENGE}"
    assert_error(browser.client.get(url, headers={"Host": "evil.example"}), 400, "parse_error")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "required"),
        ("challenge=", "blank"),
        ("challenge=short", "invalid"),
        (f"challenge={'가' * 43}", "invalid"),
    ],
)
def test_a_start_needs_a_challenge(google: OAuthServer, browser: Browser, query: str, code: str) -> None:
    assert_error(browser.client.get(f"/accounts/social/google/start/?{query}"), 400, code, "challenge")


@pytest.mark.parametrize("provider", ["google", "facebook", "Kakao"])
def test_a_provider_that_is_not_configured_is_not_found(kakao: OAuthServer, provider: str, author: Person) -> None:
    for method, url in [
        ("GET", f"/accounts/social/{provider}/start/?challenge={CHALLENGE}"),
        ("GET", f"/accounts/social/{provider}/callback/?code=x&state=y"),
        ("POST", f"/accounts/social/{provider}/"),
        ("DELETE", f"/accounts/social/{provider}/"),
    ]:
        assert_error(author.client.generic(method, url), 404, "not_found")


def test_nothing_of_allauth_itself_can_be_reached(google: OAuthServer, guest: APIClient) -> None:
    paths = ["", "login/", "logout/", "email/", "3rdparty/", "google/login/", "google/login/callback/"]
    for path in paths:
        assert_error(guest.get(f"/accounts/{path}"), 404, "not_found")


def test_no_secret_gets_into_the_log(
    google: OAuthServer, kakao: OAuthServer, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = set()
    for provider, server, path in [("google", google, "/token"), ("kakao", kakao, "/me")]:
        for fault in [None, Fault(200, b'{"refresh_token": "of-the-provider"}'), Fault(500)]:
            server.faults = {path: fault} if fault else {}
            address = agree(browser.start(provider))
            secrets |= {query_of(address)["code"], browser.client.cookies["social"].value}
            browser.come_back(address)
        secrets |= {*server.tokens, *(body.get("code_verifier", "of-the-provider") for body in server.requests)}
        secrets |= {Account().email, Account().name, str(Account().number), server.requests[0]["client_secret"]}
    assert len(secrets) > 10
    written = json.dumps([record.getMessage() + (record.exc_text or "") for record in caplog.records])
    assert "does not say who came back" in written
    assert {secret for secret in secrets if secret in written} == set()


def test_too_many_who_come_back_from_one_address_wait(google: OAuthServer, browser: Browser, monkeypatch) -> None:
    narrow = {**limits.LIMITS, "social_login": (limits.Limit(2, 60, ("address",), "a test"),)}
    monkeypatch.setattr(limits, "LIMITS", narrow)
    assert [browser.go("google").partition("=")[0] for _ in range(3)] == ["code", "code", "error"]
    assert len(google.requests) == 2
