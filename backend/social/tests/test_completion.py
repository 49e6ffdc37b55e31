"""Who came over a provider reads at once, and writes once the sign-up is finished."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.authentication import LoginAuthentication
from accounts.models import User
from common.testing import Person, assert_error
from journeys.support.oauth_server import Account, OAuthServer
from social.tests.conftest import Browser

PROFILE = "/accounts/user/"
EMAIL = "haneul@example.org"
FINISH = {"nickname": "하늘다람쥐", "agreed_terms": True, "is_over_14": True}
WRITING = ("POST", "PUT", "PATCH", "DELETE")

# What somebody may do who has not finished: finish, leave, look after logins and links.
OPEN = {
    ("PATCH", "/accounts/user/"),
    ("DELETE", "/accounts/user/"),
    ("DELETE", "/accounts/sessions/"),
    ("DELETE", "/accounts/sessions/1/"),
    ("POST", "/accounts/social/google/"),
    ("DELETE", "/accounts/social/google/"),
}


@pytest.fixture
def newcomer(google: OAuthServer, browser: Browser) -> APIClient:
    return browser.log_in("google")


def endpoints(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, type]]:
    """Each path of the sitemap that a view of the API answers, with numbers and names filled in."""
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from endpoints(entry.url_patterns, route)
        elif isinstance(entry, URLPattern) and (view := getattr(entry.callback, "cls", None)):
            yield re.sub("<int:[a-z_]+>", "1", route).replace("<slug:provider>", "google"), view


def writes_of_members() -> list[tuple[str, str]]:
    """All that reads the token; a way in, which reads none, is the same for everybody."""
    return [
        (method, f"/{path}")
        for path, view in endpoints(get_resolver().url_patterns)
        for method in WRITING
        if hasattr(view, method.lower()) and method.lower() in view.http_method_names
        if any(isinstance(auth(), LoginAuthentication) and auth().__class__ is LoginAuthentication
               for auth in view.authentication_classes)
    ]  # fmt: skip


@pytest.mark.parametrize(("method", "url"), writes_of_members())
def test_nothing_is_written_before_the_sign_up_is_finished(newcomer: APIClient, method: str, url: str) -> None:
    response = newcomer.generic(method, url, b"{}", "application/json")
    if (method, url) in OPEN:
        assert response.status_code != 403, response.content.decode()
    else:
        assert_error(response, 403, "profile_incomplete")


def test_the_walk_sees_every_app() -> None:
    seen = set(writes_of_members())
    assert seen >= OPEN
    roots = {"accounts", "post", "study", "preview", "scraps", "notifications", "qna", "schedule", "aichat", "chat"}
    assert {url.split("/")[1] for _, url in seen} == roots
    assert len(seen) > 30


@pytest.mark.parametrize("url", ["/post/", "/accounts/user/", "/accounts/social/", "/aichat/", "/qna/inquiry/"])
def test_everything_is_read_before(newcomer: APIClient, url: str) -> None:
    assert newcomer.get(url).status_code == 200


def test_a_nickname_and_consent_finish_the_sign_up(newcomer: APIClient, settings) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        profile = newcomer.patch(PROFILE, {**FINISH, "school_name": "한빛고등학교", "grade": 2}).json()
        now = timezone.now()
    assert (profile["nickname"], profile["is_complete"], profile["grade"]) == ("하늘다람쥐", True, 2)
    assert not {"agreed_terms", "is_over_14"} & set(profile)
    user = User.objects.get()
    assert (user.terms_version, user.agreed_at) == (settings.TERMS_VERSION, now)
    assert newcomer.post("/post/", {"title": "안녕하세요", "content": "잘 부탁해요"}).status_code == 201


def test_who_has_finished_is_welcomed_by_mail(newcomer: APIClient, mailbox: Callable) -> None:
    assert mailbox() == []
    newcomer.patch(PROFILE, FINISH)
    [letter] = mailbox()
    assert letter.subject == "[스쿨톡스] 가입을 환영해요"
    assert "하늘다람쥐님" in letter.text
    newcomer.patch(PROFILE, {"about_me": "안녕"})
    assert mailbox() == []


@pytest.mark.parametrize(
    ("change", "code", "attr"),
    [
        ({"nickname": None}, "required", "nickname"),
        ({"agreed_terms": None}, "required", "agreed_terms"),
        ({"is_over_14": None}, "required", "is_over_14"),
        ({"agreed_terms": False}, "not_agreed", "agreed_terms"),
        ({"is_over_14": False}, "not_agreed", "is_over_14"),
        ({"nickname": ""}, "blank", "nickname"),
        ({"nickname": "온새미"}, "unique", "nickname"),
        ({"grade": 4}, "max_value", "grade"),
    ],
    ids=str,
)
def test_without_all_of_it_nothing_is_stored(
    newcomer: APIClient, author: Person, change: dict[str, Any], code: str, attr: str
) -> None:
    body = {name: value for name, value in {**FINISH, "name": "김하늘", **change}.items() if value is not None}
    assert_error(newcomer.patch(PROFILE, body), 400, code, attr)
    profile = newcomer.get(PROFILE).json()
    assert (profile["is_complete"], profile["nickname"], profile["name"]) == (False, "", "")


def test_a_form_finishes_it_too(newcomer: APIClient) -> None:
    assert newcomer.patch(PROFILE, FINISH, format="multipart").json()["is_complete"]


def test_an_address_that_the_provider_has_confirmed_needs_no_code(newcomer: APIClient, settings) -> None:
    settings.SIGNUP_EMAIL_CODE = "required"
    profile = newcomer.patch(PROFILE, FINISH).json()
    assert (profile["is_complete"], profile["email_confirmed"]) == (True, True)


@pytest.mark.parametrize(
    ("change", "attr"),
    [
        ({}, "email_code"),
        ({"email": "", "email_code": ""}, "email"),
        ({"email": EMAIL, "email_code": ""}, "email_code"),
    ],
    ids=str,
)
def test_where_codes_are_required_nobody_finishes_without_an_address(
    kakao: OAuthServer, browser: Browser, settings, mailbox: Callable, change: dict[str, Any], attr: str
) -> None:
    settings.SIGNUP_EMAIL_CODE = "required"
    kakao.account = Account(email="")
    newcomer = browser.log_in("kakao")
    assert_error(newcomer.patch(PROFILE, {**FINISH, **change}), 400, "required", attr)
    assert not newcomer.get(PROFILE).json()["is_complete"]
    newcomer.post("/accounts/email/code/", {"email": EMAIL})
    [letter] = mailbox()
    proof = {"email": EMAIL, "email_code": letter.subject[-6:]}
    assert newcomer.patch(PROFILE, {**FINISH, **proof}).json()["email_confirmed"]


def test_afterwards_consent_is_neither_asked_for_nor_taken_back(newcomer: APIClient) -> None:
    newcomer.patch(PROFILE, FINISH)
    agreed_at = User.objects.get().agreed_at
    response = newcomer.patch(PROFILE, {"about_me": "안녕", "agreed_terms": False, "is_over_14": False})
    assert (response.status_code, response.json()["about_me"]) == (200, "안녕")
    assert User.objects.get().agreed_at == agreed_at


def test_of_two_newcomers_who_choose_one_nickname_at_once_one_gets_it(
    google: OAuthServer, kakao: OAuthServer, at_once: Callable
) -> None:
    kakao.account = Account(email="")
    clients = [Browser().log_in(provider) for provider in ("google", "kakao")]
    answers = at_once(*[lambda client=client: client.patch(PROFILE, FINISH) for client in clients])
    assert sorted(answer.status_code for answer in answers) == [200, 400]
    assert User.objects.exclude(agreed_at=None).count() == 1


def test_nobody_is_shown_before(newcomer: APIClient, author: Person) -> None:
    user = User.objects.exclude(pk=author.id).get()
    card = author.client.get(f"/accounts/user/{user.pk}/")
    assert card.status_code == 404
