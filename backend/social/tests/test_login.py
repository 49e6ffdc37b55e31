"""Coming in over Google or Kakao: who one is afterwards, and what is kept of it."""

import json
from collections.abc import Callable

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.core import serializers
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Login, User
from common.testing import Person, assert_error
from journeys.support.oauth_server import Account, OAuthServer
from social import provider as providers
from social.codes import challenge_of
from social.models import Identity
from social.tests.conftest import Browser, agree, query_of

PROVIDERS = ["google", "kakao"]


@pytest.fixture(params=PROVIDERS)
def provider(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def server(request: pytest.FixtureRequest, provider: str) -> OAuthServer:
    return request.getfixturevalue(provider)


def test_somebody_new_becomes_a_member_who_has_yet_to_choose_a_nickname(
    provider: str, server: OAuthServer, browser: Browser
) -> None:
    profile = browser.log_in(provider).get("/accounts/user/").json()
    assert profile["username"].startswith(f"{provider}-")
    assert len(profile["username"]) == len(provider) + 9
    assert (profile["is_complete"], profile["nickname"], profile["has_password"]) == (False, "", False)
    assert (profile["email"], profile["email_confirmed"]) == ("haneul@example.org", True)
    user = User.objects.get(pk=profile["id"])
    assert (user.terms_version, user.agreed_at) == ("", None)


def test_neither_the_real_name_nor_the_picture_is_kept_nor_a_token_of_the_provider(
    provider: str, server: OAuthServer, browser: Browser
) -> None:
    browser.log_in(provider)
    rows = [*User.objects.all(), *SocialAccount.objects.all(), *EmailAddress.objects.all(), *SocialToken.objects.all()]
    stored = json.dumps(serializers.serialize("python", rows), default=str, ensure_ascii=False)
    assert "114857392016482" in stored
    for secret in ("하늘", "pictures.example.org", *server.tokens):
        assert secret not in stored
    assert not SocialToken.objects.exists()


def test_who_comes_again_is_the_same_member(provider: str, server: OAuthServer, browser: Browser) -> None:
    first = browser.log_in(provider).get("/accounts/user/").json()
    server.account = Account(email="new@example.org")
    again = Browser().log_in(provider).get("/accounts/user/").json()
    assert again == first
    assert User.objects.count() == 1


def test_the_same_number_at_two_providers_is_two_people(
    google: OAuthServer, kakao: OAuthServer, browser: Browser
) -> None:
    kakao.account = Account(email="")
    ids = {browser.log_in(provider).get("/accounts/user/").json()["id"] for provider in PROVIDERS}
    assert len(ids) == 2


def test_an_address_that_the_provider_has_not_confirmed_is_not_taken(
    provider: str, server: OAuthServer, browser: Browser
) -> None:
    server.account = Account(is_confirmed=False)
    profile = browser.log_in(provider).get("/accounts/user/").json()
    assert (profile["email"], profile["email_confirmed"]) == ("", False)


@pytest.mark.parametrize("word", ["true", 1, None])
def test_only_a_plain_yes_confirms_an_address(google: OAuthServer, browser: Browser, word: object) -> None:
    google.claims = {"email_verified": word}
    assert browser.log_in("google").get("/accounts/user/").json()["email"] == ""


def test_an_address_that_kakao_has_given_to_somebody_else_meanwhile_is_not_taken(
    kakao: OAuthServer, browser: Browser
) -> None:
    account = kakao.account.kakao_answer()["kakao_account"]
    kakao.profile = {"kakao_account": {**account, "is_email_valid": False}}
    assert browser.log_in("kakao").get("/accounts/user/").json()["email"] == ""


def test_who_gives_kakao_no_address_is_welcome(kakao: OAuthServer, browser: Browser) -> None:
    kakao.profile = {"kakao_account": None}
    assert browser.log_in("kakao").get("/accounts/user/").json()["email"] == ""


@pytest.mark.parametrize("typed", ["haneul@example.org", "Haneul@Example.org"])
def test_an_address_that_a_member_has_confirmed_lets_nobody_in(
    provider: str, server: OAuthServer, browser: Browser, author: Person, typed: str
) -> None:
    User.objects.filter(pk=author.id).update(email=typed, email_confirmed_at=timezone.now())
    assert browser.go(provider) == "error=email_in_use"
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_an_address_that_a_member_only_claims_keeps_nobody_out(
    google: OAuthServer, browser: Browser, author: Person
) -> None:
    User.objects.filter(pk=author.id).update(email="haneul@example.org")
    profile = browser.log_in("google").get("/accounts/user/").json()
    assert (profile["id"] == author.id, profile["email_confirmed"]) == (False, True)


def test_the_refresh_token_travels_in_the_cookie_where_the_client_wants_it(
    google: OAuthServer, browser: Browser
) -> None:
    code = browser.go("google").removeprefix("code=")
    response = browser.client.post(
        "/accounts/social/token/",
        {"code": code, "verifier": browser.verifier},
        headers={"X-Token-Transport": "cookie"},
    )
    assert set(response.json()) == {"access"}
    assert {"refresh_token", "device"} <= set(response.cookies)


def test_no_session_of_django_is_begun(google: OAuthServer, browser: Browser) -> None:
    browser.log_in("google")
    assert set(browser.client.cookies) == {"social", "device"}
    assert not Session.objects.exists()


class TestASuspendedMember:
    def test_gets_no_code(self, google: OAuthServer, browser: Browser) -> None:
        browser.log_in("google")
        User.objects.update(is_suspended=True)
        assert browser.go("google") == "error=suspended"

    def test_who_has_withdrawn_hears_of_that_first(self, google: OAuthServer, browser: Browser) -> None:
        browser.log_in("google")
        User.objects.get().withdraw()
        User.objects.update(is_suspended=True)
        outcome = browser.go("google")
        assert_error(browser.exchange(outcome), 401, "withdrawal_pending")
        assert_error(browser.exchange(outcome, restore=True), 401, "invalid_code")
        assert browser.go("google") == "error=suspended"

    def test_can_do_nothing_with_one_from_before(self, google: OAuthServer, browser: Browser) -> None:
        outcome = browser.go("google")
        User.objects.update(is_suspended=True)
        assert_error(browser.exchange(outcome), 401, "invalid_code")
        assert_error(browser.exchange(outcome, restore=True), 401, "invalid_code")


class TestAMemberWhoHasWithdrawn:
    @pytest.fixture
    def left(self, google: OAuthServer, browser: Browser) -> User:
        browser.log_in("google")
        user = User.objects.get()
        user.withdraw()
        return user

    def test_hears_that_it_can_be_undone(self, browser: Browser, left: User) -> None:
        assert_error(browser.exchange(browser.go("google")), 401, "withdrawal_pending")
        assert not Login.objects.exists()

    def test_undoes_it_with_the_same_code(self, browser: Browser, left: User) -> None:
        outcome = browser.go("google")
        assert_error(browser.exchange(outcome), 401, "withdrawal_pending")
        assert browser.exchange(outcome, restore=True).status_code == 200
        left.refresh_from_db()
        assert (left.is_active, left.withdrawn_at) == (True, None)
        assert_error(browser.exchange(outcome, restore=True), 401, "invalid_code")

    def test_comes_too_late_after_a_week(self, browser: Browser, left: User) -> None:
        with time_machine.travel(left.withdrawn_at + timezone.timedelta(days=7, seconds=1)):
            assert browser.go("google") == "error=failed"

    def test_needs_the_verifier_to_hear_anything(self, browser: Browser, left: User) -> None:
        outcome = browser.go("google")
        browser.verifier = Browser().verifier
        assert_error(browser.exchange(outcome), 401, "invalid_code")


class TestTheCode:
    @pytest.fixture
    def outcome(self, google: OAuthServer, browser: Browser) -> str:
        return browser.go("google")

    def test_is_good_once(self, browser: Browser, outcome: str) -> None:
        assert browser.exchange(outcome).status_code == 200
        assert_error(browser.exchange(outcome), 401, "invalid_code")
        assert Login.objects.count() == 1

    def test_is_good_once_for_twenty_at_once(self, google: OAuthServer, at_once: Callable) -> None:
        browser = Browser()
        outcome = browser.go("google")
        answers = at_once(*[lambda: browser.exchange(outcome)] * 20)
        assert sorted(answer.status_code for answer in answers) == [200, *[401] * 19]
        assert Login.objects.count() == 1

    def test_is_good_for_two_minutes(self, browser: Browser, outcome: str) -> None:
        with time_machine.travel(timezone.now() + timezone.timedelta(minutes=2, seconds=1)):
            assert_error(browser.exchange(outcome), 401, "invalid_code")
        assert browser.exchange(outcome).status_code == 200

    def test_is_worth_nothing_in_another_tab(self, browser: Browser, outcome: str) -> None:
        """Whoever follows somebody else's link does not become that person."""
        assert_error(Browser().exchange(outcome), 401, "invalid_code")
        assert browser.exchange(outcome).status_code == 200

    @pytest.mark.parametrize("code", ["x", "a:b:c", "가" * 100, ":::", "eyJ1c2VyIjoxfQ:1:1"])
    def test_cannot_be_made_up(self, browser: Browser, code: str) -> None:
        assert_error(browser.exchange(code), 401, "invalid_code")

    def test_is_not_the_cookie_of_an_attempt(self, google: OAuthServer, browser: Browser) -> None:
        browser.start("google")
        assert_error(browser.exchange(browser.client.cookies["social"].value), 401, "invalid_code")

    @pytest.mark.parametrize(
        ("values", "code", "attr"),
        [
            ({"code": ""}, "blank", "code"),
            ({"code": "x" * 1_001}, "max_length", "code"),
            ({"code": 7}, "invalid", "code"),
            ({"verifier": "짧다"}, "invalid", "verifier"),
            ({"verifier": "a" * 42}, "invalid", "verifier"),
            ({"restore": "아마"}, "invalid", "restore"),
        ],
    )
    def test_is_asked_for_in_the_usual_form(
        self, guest: APIClient, values: dict[str, object], code: str, attr: str
    ) -> None:
        body = {"code": "x", "verifier": "a" * 43, **values}
        assert_error(guest.post("/accounts/social/token/", body), 400, code, attr)


def test_one_person_who_comes_twenty_times_at_once_is_one_member(at_once: Callable) -> None:
    person = providers.Person(provider="google", uid="114857392016482", email="haneul@example.org")
    members = at_once(*[lambda: Identity.objects.come_in(person).pk] * 20)
    assert len(set(members)) == 1
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 1)


def test_of_two_people_with_one_address_at_once_one_becomes_a_member(
    google: OAuthServer, kakao: OAuthServer, at_once: Callable
) -> None:
    browsers = {provider: Browser() for provider in PROVIDERS}
    addresses = {provider: agree(browsers[provider].start(provider)) for provider in PROVIDERS}
    outcomes = at_once(
        *[lambda name=name: browsers[name].come_back(addresses[name]).partition("=")[0] for name in PROVIDERS]
    )
    assert sorted(outcomes) == ["code", "error"]
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 1)


def test_the_queries_of_a_login(google: OAuthServer, browser: Browser, django_assert_num_queries) -> None:
    browser.log_in("google")
    with django_assert_num_queries(0):
        page = browser.start("google")
    address = agree(page)
    with django_assert_num_queries(1):
        # 1 the identity and its member
        outcome = browser.come_back(address)
    with django_assert_num_queries(6):
        # 1 the member, 2 savepoint, 3 the member's lock, 4 old logins deleted, 5 the login, 6 savepoint released
        browser.exchange(outcome)


def test_the_way_to_google_asks_for_no_more_than_it_needs(google: OAuthServer, browser: Browser) -> None:
    query = query_of(browser.start("google"))
    assert set(query["scope"].split()) == {"openid", "email"}
    assert query["redirect_uri"] == "http://testserver/accounts/social/google/callback/"
    assert query["code_challenge_method"] == "S256"
    assert query["code_challenge"] != challenge_of(browser.verifier)
    assert query["prompt"] == "select_account"
