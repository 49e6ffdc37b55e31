"""Who found an open browser neither links nor unlinks; the member hears of both."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts.models import Login, User
from common.testing import PASSWORD, Person, assert_error
from journeys.support.oauth_server import OAuthServer
from mail.models import Mail
from social.tests.conftest import Browser, agree, outcome_of

GOOGLE = "/accounts/social/google/"
PROOF = {"password": PASSWORD}
EMAIL = "onsaemi@example.org"


@pytest.fixture
def member(make_person) -> Person:
    return make_person("onsaemi", nickname="온새미", email=EMAIL, email_confirmed_at=timezone.now())


def begin(client: APIClient, body: object = PROOF, url: str = GOOGLE) -> Response:
    return client.post(url, body)


def unlink(client: APIClient, body: object = PROOF, url: str = GOOGLE) -> Response:
    return client.delete(url, body)


def link(person: Person, url: str = GOOGLE) -> str:
    return outcome_of(person.client.get(agree(begin(person.client, url=url).json()["url"])))


@pytest.mark.parametrize("act", [begin, unlink])
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "required"),
        ({"password": "이게-아닌가-봐"}, "wrong_password"),
        ({"password": ""}, "blank"),
        ({"password": None}, "null"),
        ({"password": 7}, "invalid"),
    ],
    ids=str,
)
def test_without_the_password_nothing_happens(google: OAuthServer, member: Person, act, body, code: str) -> None:
    SocialAccount.objects.create(user=member.user, provider="google", uid="7")
    response = act(member.client, body)
    assert_error(response, 400, code, "password")
    assert "social" not in response.cookies
    assert SocialAccount.objects.count() == 1
    assert not Mail.objects.exists()


@pytest.mark.parametrize("act", [begin, unlink])
def test_what_is_no_object_is_refused(google: OAuthServer, member: Person, act) -> None:
    assert act(member.client, [PASSWORD]).status_code == 400


@pytest.mark.parametrize("act", [begin, unlink])
def test_nobody_finds_the_password_out_by_trying(google: OAuthServer, member: Person, act) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(10):
            assert_error(act(member.client, {"password": "이게-아닌가-봐"}), 400, "wrong_password", "password")
        assert_error(act(member.client), 429, "throttled")
        # One count for all that asks for the password.
        assert_error(member.client.delete("/accounts/user/", PROOF), 429, "throttled")


@pytest.mark.parametrize("act", [begin, unlink])
def test_a_guest_is_asked_to_log_in(google: OAuthServer, guest: APIClient, act) -> None:
    assert_error(act(guest), 401, "not_authenticated")


@pytest.mark.parametrize("act", [begin, unlink])
def test_a_provider_that_is_not_configured_is_not_found(kakao: OAuthServer, member: Person, act) -> None:
    assert_error(act(member.client), 404, "not_found")


class TestWithoutAPassword:
    @pytest.fixture
    def client(self, google: OAuthServer, kakao: OAuthServer, browser: Browser) -> APIClient:
        client = browser.log_in("google")
        SocialAccount.objects.create(user=User.objects.get(), provider="kakao", uid="7")
        return client

    @pytest.mark.parametrize("act", [begin, unlink])
    def test_a_login_of_a_moment_ago_will_do(self, client: APIClient, act) -> None:
        Login.objects.update(created_at=timezone.now() - timedelta(minutes=9))
        assert act(client, {}, "/accounts/social/kakao/").status_code in (200, 204)

    @pytest.mark.parametrize("act", [begin, unlink])
    def test_an_older_one_will_not(self, client: APIClient, act) -> None:
        Login.objects.update(created_at=timezone.now() - timedelta(minutes=11))
        assert_error(act(client, {}, "/accounts/social/kakao/"), 403, "recent_login_required")
        assert_error(act(client, PROOF, "/accounts/social/kakao/"), 403, "recent_login_required")
        assert SocialAccount.objects.count() == 2


class TestTheLetter:
    @pytest.mark.parametrize(("provider", "name"), [("google", "Google"), ("kakao", "카카오")])
    def test_tells_who_has_proved_an_address(
        self, google: OAuthServer, kakao: OAuthServer, member: Person, mailbox: Callable, provider: str, name: str
    ) -> None:
        url = f"/accounts/social/{provider}/"
        now = timezone.localtime()
        with time_machine.travel(now, tick=False):
            assert link(member, url) == f"linked={provider}"
            [linked] = mailbox()
            assert unlink(member.client, url=url).status_code == 204
            [unlinked] = mailbox()
        assert linked.subject == f"[스쿨톡스] {name} 계정이 연결됐어요"
        assert unlinked.subject == f"[스쿨톡스] {name} 연결이 끊겼어요"
        for letter, advice in ((linked, "연결한 적이 없다면"), (unlinked, "끊은 적이 없다면")):
            assert letter.to == EMAIL
            for form in (letter.text, letter.html):
                assert f"{now.month}월 {now.day}일 {now:%H시 %M분}" in form
                assert name in form
                assert "onsaemi" in form
                assert advice in form
                assert "http://localhost:3000/password-reset" in form
                assert "http://localhost:3000/profile/account" in form

    def test_tells_nobody_of_what_was_linked_before(
        self, google: OAuthServer, member: Person, mailbox: Callable
    ) -> None:
        link(member)
        mailbox()
        assert link(member) == "linked=google"
        assert mailbox() == []

    def test_goes_to_no_address_that_nobody_has_proved(
        self, google: OAuthServer, make_person, author: Person, mailbox: Callable
    ) -> None:
        for person in (make_person("claims", email="stranger@example.org"), author):
            link(person)
            unlink(person.client)
        assert mailbox() == []

    def test_is_erased_with_the_member(self, google: OAuthServer, member: Person) -> None:
        link(member)
        User.objects.filter(pk=member.id).update(
            email="new@example.org", withdrawn_at=timezone.now() - timedelta(days=8)
        )
        User.objects.erase_due()
        assert not Mail.objects.exists()


def test_the_queries(google: OAuthServer, member: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        # 1 the token's login and member
        page = begin(member.client).json()["url"]
    address = agree(page)
    with django_assert_num_queries(9):
        # 1 the login and member, 2 savepoint, 3 the row's lock, 4 does the login stand, 5 whose account it is,
        # 6 another of this provider, 7 the link, 8 the mail, 9 savepoint released
        assert outcome_of(member.client.get(address)) == "linked=google"
    with django_assert_num_queries(10):
        # 1 the token's login and member, 2 savepoint, 3 the row's lock, 4 does the login stand, 5 the links,
        # 6 to 8 the link goes, 9 the mail, 10 savepoint released
        assert unlink(member.client).status_code == 204
