"""What a stranger leaves behind in an account, before its owner comes or behind their back, is no way in afterwards."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.core.cache import caches
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts import tokens, undo_links
from accounts.models import EmailCode, User
from common.testing import PASSWORD, Person, assert_error
from journeys.support.oauth_server import Account, OAuthServer
from social.models import Identity
from social.tests.conftest import Browser, agree, outcome_of

OWNER = "owner@example.org"
GOOGLE = "/accounts/social/google/"
PROOF = {"password": PASSWORD}
OWN_PASSWORD = "별빛-산책-좋아-88"
SIGNUP = {
    "username": "squatter",
    "password": PASSWORD,
    "nickname": "뻐꾸기",
    "email": OWNER,
    "agreed_terms": True,
    "is_over_14": True,
}


@pytest.fixture
def mailed_links(mailbox: Callable) -> Callable[[], dict[str, str]]:
    """The reader of the address asks how to come in: the token for each of its members."""

    def ask() -> dict[str, str]:
        assert APIClient().post("/accounts/password/reset/", {"email": OWNER}).status_code == 200
        letters = [letter for letter in [*mailbox(), *mailbox()] if "비밀번호를 다시" in letter.subject]
        found = [re.findall(r"아이디 (\S+)의.*\n\n\S+password-reset#(\S+)", letter.text) for letter in letters]
        return dict(pair for pairs in found for pair in pairs)

    return ask


def reset(token: str, password: str = OWN_PASSWORD) -> Response:
    body = {"token": token, "new_password": password}
    return APIClient().post("/accounts/password/reset/confirm/", body)


@pytest.fixture
def squatter(google: OAuthServer, db: None) -> Person:
    """Signs up with somebody's address and links an own account."""
    google.account = Account(number=666, email="squatter@example.org")
    assert APIClient().post("/accounts/signup/", SIGNUP).status_code == 201
    user = User.objects.get(username="squatter")
    client = APIClient()
    pair = client.post("/accounts/token/", {"username": "squatter", "password": PASSWORD}).json()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {pair['access']}")
    squatter = Person(user, client)
    assert link(squatter) == "linked=google"
    return squatter


def link(person: Person, url: str = GOOGLE) -> str:
    response = person.client.post(url, PROOF)
    assert response.status_code == 200, response.content.decode()
    return outcome_of(person.client.get(agree(response.json()["url"])))


def member_behind(client: APIClient) -> int:
    return client.get("/accounts/user/").json()["id"]


def test_the_whole_attack(squatter: Person, google: OAuthServer, mailed_links: Callable, mailbox: Callable) -> None:
    phone = tokens.begin_login(squatter.user)
    squatter.client.post("/accounts/email/code/", {"email": OWNER})
    mailbox()
    assert EmailCode.objects.exists()
    half_way = agree(squatter.client.post(GOOGLE, PROOF).json()["url"])  # a link that was begun
    tab = Browser()
    code = tab.go("google")  # a login that was begun
    assert member_behind(Browser().log_in("google")) == squatter.id

    assert reset(mailed_links()["squatter"]).status_code == 200

    owner = User.objects.get(pk=squatter.id)
    assert (owner.email, owner.email_confirmed) == (OWNER, True)
    assert not SocialAccount.objects.filter(user=owner).exists()
    assert not EmailCode.objects.exists()
    assert owner.logins.count() == 1
    assert_error(squatter.client.get("/accounts/user/"), 401, "token_not_valid")
    assert_error(APIClient().post("/accounts/token/refresh/", {"refresh": phone.refresh}), 401, "token_not_valid")
    assert_error(tab.exchange(code), 401, "invalid_code")
    assert outcome_of(squatter.client.get(half_way)) == "error=link_expired"
    old = {"username": "squatter", "password": PASSWORD}
    assert_error(APIClient().post("/accounts/token/", old), 401, "wrong_credentials")
    assert member_behind(Browser().log_in("google")) != squatter.id  # somebody new
    assert APIClient().post("/accounts/token/", old | {"password": OWN_PASSWORD}).status_code == 200


def test_a_squatter_who_had_an_own_address_before_keeps_no_link_to_undo(
    squatter: Person, mailed_links: Callable
) -> None:
    """No mail hands the account over while its earlier reader could take it back."""
    User.objects.filter(pk=squatter.id).update(email="squatter@example.org", email_confirmed_at=timezone.now())
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert squatter.client.patch("/accounts/user/", {"email": OWNER, **PROOF}).status_code == 200
        undo = undo_links.link(squatter.user.email_changes.get()).partition("#")[2]
        assert mailed_links() == {}
        clock.shift(timedelta(days=7, seconds=1))
        assert reset(mailed_links()["squatter"]).status_code == 200
        assert_error(APIClient().post("/accounts/email/undo/", {"token": undo}), 400, "invalid_link", "token")
        assert not SocialAccount.objects.exists()
    assert User.objects.get(pk=squatter.id).email == OWNER


def test_links_of_a_second_account_of_the_address_end_as_well(
    squatter: Person, make_person, mailed_links: Callable
) -> None:
    """It can't be proved twice, but its reader has come all the same."""
    make_person("owner", email=OWNER, email_confirmed_at=timezone.now())
    assert reset(mailed_links()["squatter"]).status_code == 200
    assert not SocialAccount.objects.exists()


def test_who_has_proved_the_address_keeps_the_links(google: OAuthServer, make_person, mailed_links: Callable) -> None:
    owner = make_person("owner", email=OWNER, email_confirmed_at=timezone.now())
    link(owner)
    assert reset(mailed_links()["owner"]).status_code == 200
    assert member_behind(Browser().log_in("google")) == owner.id


def test_others_keep_theirs(squatter: Person, kakao: OAuthServer, classmate: Person, mailed_links: Callable) -> None:
    link(classmate, "/accounts/social/kakao/")
    assert reset(mailed_links()["squatter"]).status_code == 200
    assert SocialAccount.objects.get().user_id == classmate.id


def test_a_weak_password_leaves_everything_as_it_was(squatter: Person, mailed_links: Callable) -> None:
    assert_error(reset(mailed_links()["squatter"], "password"), 400, "password_too_common", "new_password")
    assert SocialAccount.objects.exists()
    assert squatter.client.get("/accounts/user/").status_code == 200


def test_a_link_that_is_made_while_the_owner_resets_does_not_outlast_it(
    google: OAuthServer, make_person, at_once: Callable, mailed_links: Callable
) -> None:
    for number in range(8):
        SocialAccount.objects.all().delete()
        User.objects.exclude(email="").update(email="", email_confirmed_at=None)
        caches["default"].clear()  # one link a minute
        squatter = make_person(f"squatter{number}", email=OWNER)
        address = agree(squatter.client.post(GOOGLE, PROOF).json()["url"])
        token = mailed_links()[f"squatter{number}"]
        answer, outcome = at_once(
            lambda token=token: reset(token),
            lambda squatter=squatter, address=address: outcome_of(squatter.client.get(address)),
        )
        assert answer.status_code == 200
        assert outcome in {"linked=google", "error=link_expired"}
        assert not SocialAccount.objects.exists()


class TestUndoingAChange:
    """Of the address: what was linked since is not the owner's."""

    @pytest.fixture
    def owner(self, make_person) -> Person:
        return make_person("owner", email=OWNER, email_confirmed_at=timezone.now())

    def undo(self, owner: Person) -> Response:
        token = undo_links.link(owner.user.email_changes.get()).partition("#")[2]
        return APIClient().post("/accounts/email/undo/", {"token": token})

    def test_ends_what_was_linked_since_and_leaves_the_rest(
        self, google: OAuthServer, kakao: OAuthServer, owner: Person
    ) -> None:
        link(owner, "/accounts/social/kakao/")
        owner.client.patch("/accounts/user/", {"email": "thief@example.org", **PROOF})
        google.account = Account(number=666, email="")
        link(owner)
        tab = Browser()
        code = tab.go("google")
        assert self.undo(owner).status_code == 200
        assert [identity.provider for identity in Identity.objects.filter(user=owner.id)] == ["kakao"]
        assert_error(tab.exchange(code), 401, "invalid_code")
        assert member_behind(Browser().log_in("kakao")) == owner.id

    def test_ends_a_link_that_was_begun(self, google: OAuthServer, owner: Person) -> None:
        owner.client.patch("/accounts/user/", {"email": "thief@example.org", **PROOF})
        half_way = agree(owner.client.post(GOOGLE, PROOF).json()["url"])
        assert self.undo(owner).status_code == 200
        owner.client.credentials()
        assert outcome_of(owner.client.get(half_way)) == "error=link_expired"

    def test_of_others_ends_nothing(self, google: OAuthServer, owner: Person, classmate: Person) -> None:
        owner.client.patch("/accounts/user/", {"email": "thief@example.org", **PROOF})
        link(classmate)
        assert self.undo(owner).status_code == 200
        assert SocialAccount.objects.get().user_id == classmate.id


def test_a_code_dies_with_the_link(google: OAuthServer, author: Person) -> None:
    link(author)
    tab = Browser()
    code = tab.go("google")
    assert author.client.delete(GOOGLE, PROOF).status_code == 204
    assert_error(tab.exchange(code), 401, "invalid_code")
