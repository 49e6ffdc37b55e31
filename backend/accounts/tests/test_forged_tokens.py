"""Forged tokens are refused wherever one is taken; the chat's tests send the same to its sockets."""

import pytest
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import Login
from accounts.tests.forgeries import FORGERIES, claims_of, forged
from common.testing import Person, assert_error

REFRESH = "/accounts/token/refresh/"
VERIFY = "/accounts/token/verify/"
LOGOUT = "/accounts/token/blacklist/"


@pytest.fixture
def pair(author: Person) -> tokens.TokenPair:
    return tokens.begin_login(author.user)


@pytest.mark.filterwarnings("ignore:The HMAC key")  # ours is long enough for the algorithm that we use
@pytest.mark.parametrize("fault", FORGERIES)
def test_a_forged_token_is_refused_everywhere(guest: APIClient, pair: tokens.TokenPair, fault: str) -> None:
    access, refresh = FORGERIES[fault](pair.access), FORGERIES[fault](pair.refresh)
    profile = guest.get("/accounts/user/", headers={"Authorization": f"Bearer {access}"})
    assert_error(profile, 401, "token_not_valid")
    # A dead token does not turn a member into a guest: who sent it wants to know.
    assert_error(guest.get("/post/", headers={"Authorization": f"Bearer {access}"}), 401, "token_not_valid")
    assert_error(guest.post(REFRESH, {"refresh": refresh}), 401, "token_not_valid")
    assert_error(guest.post(LOGOUT, {"refresh": refresh}), 401, "token_not_valid")
    for token in (access, refresh):
        assert_error(guest.post(VERIFY, {"token": token}), 401, "token_not_valid")
    guest.cookies["refresh_token"] = refresh.encode().decode("latin-1")  # as it comes over the wire
    for url in (REFRESH, LOGOUT):
        assert_error(guest.post(url, headers={"X-Token-Transport": "cookie"}), 401, "token_not_valid")
    # Nobody could end a login, or be taken for its thief, by what is not one of its tokens.
    assert Login.objects.filter(family=claims_of(pair.access)["login"]).exists()
    assert guest.post(REFRESH, {"refresh": pair.refresh}).status_code == 200


@pytest.mark.parametrize("token", ["\0", "eyJhbGciOiJIUzI1NiJ9.\0.x", "", " "])
def test_a_cookie_that_is_no_text_for_a_body_is_a_dead_token(guest: APIClient, token: str) -> None:
    """Not a 400: the web client could do nothing about its cookie."""
    guest.cookies["refresh_token"] = token
    for url in (REFRESH, LOGOUT):
        assert_error(guest.post(url, headers={"X-Token-Transport": "cookie"}), 401, "token_not_valid")


def test_a_token_holds_no_name_or_number_of_its_member(pair: tokens.TokenPair) -> None:
    for token in (pair.access, pair.refresh):
        assert set(claims_of(token)) == {"token_type", "exp", "iat", "jti", "login"}


def test_claims_that_we_never_make_change_nothing(author: Person, classmate: Person, guest: APIClient) -> None:
    pair = tokens.begin_login(author.user)
    access = forged(pair.access, user_id=classmate.id, is_staff=True, sub=str(classmate.id))
    me = guest.get("/accounts/user/", headers={"Authorization": f"Bearer {access}"}).json()
    assert (me["id"], me["is_staff"]) == (author.id, False)


@pytest.mark.parametrize("scheme", ["Basic", "Token", "bearer-", ""])
def test_only_a_bearer_is_heard(guest: APIClient, pair: tokens.TokenPair, scheme: str) -> None:
    response = guest.get("/accounts/user/", headers={"Authorization": f"{scheme} {pair.access}"})
    assert_error(response, 401, "not_authenticated")
    assert response["WWW-Authenticate"] == 'Bearer realm="api"'
