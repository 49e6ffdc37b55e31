"""The refresh token of the web client: in a cookie that no script reads and no foreign page can use."""

from datetime import timedelta
from http.cookies import Morsel

import pytest
import time_machine
from django.db import connection
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import Login
from common.testing import PASSWORD, Person, assert_error

LOGIN = "/accounts/token/"
REFRESH = "/accounts/token/refresh/"
LOGOUT = "/accounts/token/blacklist/"
CREDENTIALS = {"username": "author", "password": PASSWORD}
BY_COOKIE = {"X-Token-Transport": "cookie"}
WEB = "https://www.example.org"


@pytest.fixture
def browser(author: Person) -> APIClient:
    """Where the author has just logged in with the web client."""
    client = APIClient(headers={**BY_COOKIE, "User-Agent": "Mozilla/5.0 (iPhone) Safari"})
    assert client.post(LOGIN, CREDENTIALS).status_code == 200
    return client


@pytest.fixture
def web_origin(settings) -> str:
    settings.CORS_ALLOWED_ORIGINS = [WEB]
    return WEB


def cookie_in(response: Response) -> Morsel | None:
    return response.cookies.get("refresh_token")


def assert_cleared(response: Response) -> None:
    cookie = cookie_in(response)
    assert cookie is not None
    assert (cookie.value, cookie["max-age"], cookie["path"]) == ("", 0, "/accounts/token/")


def test_the_cookie_is_what_it_should_be_to_the_letter(guest: APIClient, author: Person) -> None:
    with time_machine.travel("2026-11-19T21:00:00+09:00", tick=False):
        response = guest.post(LOGIN, CREDENTIALS, headers=BY_COOKIE)
    cookie = cookie_in(response)
    assert cookie.OutputString() == (
        f"refresh_token={cookie.value}; expires=Thu, 03 Dec 2026 12:00:00 GMT; HttpOnly; Max-Age=1209600; "
        "Path=/accounts/token/; SameSite=Strict; Secure"
    )
    tokens.verify(cookie.value)


def test_without_https_the_cookie_can_do_without_it(guest: APIClient, author: Person, settings) -> None:
    settings.COOKIE_SECURE = False
    cookie = cookie_in(guest.post(LOGIN, CREDENTIALS, headers=BY_COOKIE))
    assert not cookie["secure"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")


def test_with_the_header_no_body_holds_a_refresh_token(guest: APIClient, author: Person) -> None:
    guest.credentials(HTTP_X_TOKEN_TRANSPORT="cookie")
    for response in (guest.post(LOGIN, CREDENTIALS), guest.post(REFRESH), guest.post(REFRESH, {"refresh": "x"})):
        assert response.status_code == 200
        assert set(response.json()) == {"access"}
        assert cookie_in(response).value not in response.content.decode()
        assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("headers", [{}, {"X-Token-Transport": "body"}, {"X-Token-Transport": "Cookie"}])
def test_without_the_header_no_cookie_is_written(guest: APIClient, author: Person, headers: dict[str, str]) -> None:
    response = guest.post(LOGIN, CREDENTIALS, headers=headers)
    assert cookie_in(response) is None
    refreshed = guest.post(REFRESH, {"refresh": response.json()["refresh"]}, headers=headers)
    assert cookie_in(refreshed) is None
    assert set(refreshed.json()) == {"access", "refresh"}
    assert refreshed["Cache-Control"] == "no-store"
    out = guest.post(LOGOUT, {"refresh": refreshed.json()["refresh"]}, headers=headers)
    assert (out.status_code, cookie_in(out)) == (200, None)
    over = guest.post(REFRESH, {"refresh": refreshed.json()["refresh"]}, headers=headers)
    assert (over.status_code, cookie_in(over)) == (401, None)


def test_a_refresh_turns_the_cookie(browser: APIClient) -> None:
    before = browser.cookies["refresh_token"].value
    response = browser.post(REFRESH)
    assert cookie_in(response).value != before
    assert cookie_in(response)["max-age"] == timedelta(days=14).total_seconds()
    browser.credentials(HTTP_AUTHORIZATION=f"Bearer {response.json()['access']}")
    assert browser.get("/accounts/user/").json()["username"] == "author"


def test_a_form_on_a_foreign_page_can_do_nothing_with_the_cookie(browser: APIClient) -> None:
    """It can't send the header; and even a browser that ignores `SameSite` would send the cookie in vain."""
    form = APIClient(headers={"Origin": "https://evil.example"})
    form.cookies = browser.cookies
    for url in (REFRESH, LOGOUT):
        assert_error(form.post(url), 400, "required", "refresh")
        assert form.post(url, {}, format="multipart").status_code == 415
    assert cookie_in(form.post(LOGIN, {"username": "author", "password": "아닌데요-정말로"})) is None
    assert browser.post(REFRESH).status_code == 200


def test_the_cookie_is_no_key_to_anything_else(browser: APIClient, author: Person) -> None:
    for cookie in ("refresh_token", "access", "sessionid"):
        browser.cookies[cookie] = browser.cookies["refresh_token"].value
    assert_error(browser.get("/accounts/user/"), 401, "not_authenticated")
    assert_error(browser.post("/accounts/token/verify/", {}), 400, "required", "token")


@pytest.mark.parametrize("url", [REFRESH, LOGOUT])
def test_with_the_header_a_token_in_the_body_does_not_count(guest: APIClient, author: Person, url: str) -> None:
    pair = tokens.begin_login(author.user)
    assert_error(guest.post(url, {"refresh": pair.refresh}, headers=BY_COOKIE), 401, "token_not_valid")
    tokens.verify(pair.refresh)


def test_logging_out_clears_the_cookie_and_ends_the_login(browser: APIClient, author: Person) -> None:
    response = browser.post(LOGOUT)
    assert (response.status_code, response.json()) == (200, {})
    assert_cleared(response)
    assert author.user.logins.count() == 1
    again = browser.post(LOGOUT)
    assert_error(again, 401, "token_not_valid")
    assert_cleared(again)


def test_a_login_that_is_over_clears_its_cookie(browser: APIClient, author: Person) -> None:
    author.client.delete("/accounts/sessions/")
    response = browser.post(REFRESH)
    assert_error(response, 401, "token_not_valid")
    assert_cleared(response)


def test_a_tab_that_was_late_does_not_clear_the_cookie_of_the_one_that_won(browser: APIClient) -> None:
    late = APIClient(headers={**BY_COOKIE, "User-Agent": "Mozilla/5.0 (iPhone) Safari"})
    late.cookies["refresh_token"] = browser.cookies["refresh_token"].value
    assert browser.post(REFRESH).status_code == 200
    response = late.post(REFRESH)
    assert_error(response, 401, "token_rotated")
    assert cookie_in(response) is None
    assert browser.post(REFRESH).status_code == 200


def test_a_wrong_password_leaves_the_cookie_of_who_is_logged_in(browser: APIClient) -> None:
    response = browser.post(LOGIN, CREDENTIALS | {"password": "아닌데요-정말로"})
    assert_error(response, 401, "wrong_credentials")
    assert cookie_in(response) is None


@pytest.mark.django_db(transaction=True)
def test_a_refresh_that_the_database_could_not_answer_keeps_the_cookie(browser: APIClient) -> None:
    """The login is not over because a part is away."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_login RENAME TO accounts_login_away")
    try:
        for url in (REFRESH, LOGOUT):
            browser.raise_request_exception = False
            response = browser.post(url)
            assert response.status_code >= 500
            assert cookie_in(response) is None
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE accounts_login_away RENAME TO accounts_login")
    assert browser.post(REFRESH).status_code == 200


def test_the_header_may_come_from_the_web_client_with_its_cookie(guest: APIClient, web_origin: str) -> None:
    asked = {
        "Origin": web_origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type, x-token-transport",
    }
    allowed = guest.options(REFRESH, headers=asked)
    assert allowed["Access-Control-Allow-Origin"] == web_origin
    assert allowed["Access-Control-Allow-Credentials"] == "true"
    assert "x-token-transport" in allowed["Access-Control-Allow-Headers"]
    answer = guest.post(REFRESH, headers={"Origin": web_origin, **BY_COOKIE})
    assert answer["Access-Control-Allow-Credentials"] == "true"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://www.example.org.evil.example"])
def test_the_header_may_come_from_no_other_page(guest: APIClient, web_origin: str, origin: str) -> None:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "x-token-transport",
    }
    refused = guest.options(REFRESH, headers=asked)
    assert not [name for name in refused.headers if name.lower().startswith("access-control-allow")]


def test_the_document_tells_of_the_header(guest: APIClient) -> None:
    schema = guest.get("/schema/", headers={"Accept": "application/json"}).json()
    for path in (LOGIN, REFRESH, LOGOUT):
        [header] = [p for p in schema["paths"][path]["post"]["parameters"] if p["in"] == "header"]
        assert (header["name"], header["schema"]["enum"]) == ("X-Token-Transport", ["cookie"])
        assert not header.get("required")


def test_an_ended_login_of_another_device_leaves_the_cookie_good(browser: APIClient, author: Person) -> None:
    Login.objects.filter(pk=author.user.logins.earliest("id").pk).delete()
    assert browser.post(REFRESH).status_code == 200
