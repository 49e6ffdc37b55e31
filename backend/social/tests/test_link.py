"""A member links an account at a provider as a further way in, and takes it away again."""

from collections.abc import Callable

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from common.testing import PASSWORD, Person, assert_error
from journeys.support.oauth_server import Account, OAuthServer
from social.tests.conftest import Browser, agree, cancel, outcome_of

LIST = "/accounts/social/"
GOOGLE = "/accounts/social/google/"
PROOF = {"password": PASSWORD}


def begin(person: Person, url: str = GOOGLE) -> str:
    """The provider's page; the answer's cookie stays with the person's client, as in a browser."""
    response = person.client.post(url, PROOF)
    assert response.status_code == 200, response.content.decode()
    return response.json()["url"]


def link(person: Person, url: str = GOOGLE) -> str:
    return outcome_of(person.client.get(agree(begin(person, url))))


def linked(person: Person) -> dict[str, bool]:
    return {entry["id"]: entry["is_linked"] for entry in person.client.get(LIST).json()["results"]}


def test_a_linked_account_is_a_way_in(google: OAuthServer, author: Person, browser: Browser) -> None:
    assert linked(author) == {"google": False}
    assert link(author) == "linked=google"
    assert linked(author) == {"google": True}
    assert browser.log_in("google").get("/accounts/user/").json()["id"] == author.id
    assert User.objects.count() == 1


def test_linking_takes_no_address_of_the_provider(google: OAuthServer, author: Person) -> None:
    link(author)
    profile = author.client.get("/accounts/user/").json()
    assert (profile["email"], profile["nickname"]) == ("", "온새미")


def test_linking_twice_is_no_error(google: OAuthServer, author: Person) -> None:
    assert [link(author), link(author)] == ["linked=google"] * 2
    assert SocialAccount.objects.count() == 1


def test_an_account_of_another_member_stays_theirs(google: OAuthServer, author: Person, classmate: Person) -> None:
    link(classmate)
    assert link(author) == "error=already_linked"
    assert (linked(author), linked(classmate)) == ({"google": False}, {"google": True})


def test_a_second_account_of_one_provider_is_not_added(google: OAuthServer, author: Person) -> None:
    link(author)
    google.account = Account(number=7)
    assert link(author) == "error=already_linked"
    assert SocialAccount.objects.get().uid == str(Account().number)


def test_of_two_members_who_link_one_account_at_once_one_gets_it(
    google: OAuthServer, author: Person, classmate: Person, at_once: Callable
) -> None:
    addresses = {person.id: (person, agree(begin(person))) for person in (author, classmate)}
    outcomes = at_once(*[lambda pair=pair: outcome_of(pair[0].client.get(pair[1])) for pair in addresses.values()])
    assert sorted(outcomes) == ["error=already_linked", "linked=google"]
    assert SocialAccount.objects.count() == 1


def test_who_cancels_has_linked_nothing(google: OAuthServer, author: Person) -> None:
    assert outcome_of(author.client.get(cancel(begin(author)))) == "error=cancelled"
    assert linked(author) == {"google": False}


def test_a_link_in_a_mail_links_nobody_elses_account(google: OAuthServer, author: Person) -> None:
    """The attacker begins and sends the victim on: the victim's account would open the attacker's member."""
    page = begin(author)
    victim = APIClient()
    assert outcome_of(victim.get(agree(page))) == "error=link_expired"
    assert not SocialAccount.objects.exists()


def test_ten_minutes_later_it_is_too_late(google: OAuthServer, author: Person) -> None:
    address = agree(begin(author))
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=10, seconds=1)):
        assert outcome_of(author.client.get(address)) == "error=link_expired"


@pytest.mark.parametrize("end", ["logout", "withdrawal", "suspension"])
def test_nothing_is_linked_when_the_login_is_over(google: OAuthServer, author: Person, end: str) -> None:
    address = agree(begin(author))
    user = User.objects.get(pk=author.id)
    if end == "logout":
        user.logins.all().delete()
    elif end == "withdrawal":
        user.withdraw()
    else:
        User.objects.filter(pk=author.id).update(is_suspended=True)
    author.client.credentials()
    assert outcome_of(author.client.get(address)) == "error=link_expired"
    assert not SocialAccount.objects.exists()


def test_a_guest_has_nothing_to_link(google: OAuthServer, guest: APIClient) -> None:
    for response in (guest.get(LIST), guest.post(GOOGLE), guest.delete(GOOGLE)):
        assert_error(response, 401, "not_authenticated")


class TestTheList:
    def test_tells_what_is_configured_and_linked_since_when(
        self, google: OAuthServer, kakao: OAuthServer, author: Person
    ) -> None:
        with time_machine.travel("2026-11-03T22:41:07+09:00", tick=False):
            token = Person(author.user, author.client)
            SocialAccount.objects.create(user=token.user, provider="kakao", uid="7")
        assert author.client.get(LIST).json() == {
            "next": None,
            "previous": None,
            "results": [
                {"id": "google", "name": "Google", "is_linked": False, "linked_at": None},
                {"id": "kakao", "name": "카카오", "is_linked": True, "linked_at": "2026-11-03T22:41:07+09:00"},
            ],
        }

    def test_is_empty_where_nothing_is_configured(self, author: Person) -> None:
        assert author.client.get(LIST).json()["results"] == []

    def test_tells_nothing_of_others(self, google: OAuthServer, author: Person, classmate: Person) -> None:
        link(classmate)
        assert linked(author) == {"google": False}

    def test_costs_two_queries(
        self, google: OAuthServer, kakao: OAuthServer, author: Person, django_assert_num_queries
    ) -> None:
        with django_assert_num_queries(2):
            # 1 the token's login and member, 2 the identities
            author.client.get(LIST)


class TestUnlinking:
    def test_takes_the_way_in_away(self, google: OAuthServer, author: Person, browser: Browser) -> None:
        link(author)
        assert author.client.delete(GOOGLE, PROOF).status_code == 204
        assert linked(author) == {"google": False}
        assert browser.log_in("google").get("/accounts/user/").json()["id"] != author.id

    def test_what_is_not_linked_is_not_found(self, google: OAuthServer, author: Person, classmate: Person) -> None:
        link(classmate)
        assert_error(author.client.delete(GOOGLE, PROOF), 404, "not_found")
        assert linked(classmate) == {"google": True}

    def test_the_last_way_in_stays(self, google: OAuthServer, browser: Browser) -> None:
        client = browser.log_in("google")
        assert_error(client.delete(GOOGLE), 409, "last_way_in")
        assert SocialAccount.objects.exists()

    def test_a_way_that_is_not_configured_any_more_is_none(
        self, google: OAuthServer, kakao: OAuthServer, browser: Browser, settings
    ) -> None:
        client = browser.log_in("google")
        SocialAccount.objects.create(user=User.objects.get(), provider="kakao", uid="7")
        settings.SOCIAL_PROVIDERS = {"google": settings.SOCIAL_PROVIDERS["google"]}
        assert_error(client.delete(GOOGLE), 409, "last_way_in")

    def test_a_password_is_a_way_in(self, google: OAuthServer, browser: Browser) -> None:
        client = browser.log_in("google")
        user = User.objects.get()
        user.set_password(PASSWORD)
        user.save()
        assert client.delete(GOOGLE, PROOF).status_code == 204

    def test_two_at_once_leave_one_way_in(self, google: OAuthServer, kakao: OAuthServer, at_once: Callable) -> None:
        client = Browser().log_in("google")
        SocialAccount.objects.create(user=User.objects.get(), provider="kakao", uid="7")
        token = client._credentials
        clients = {provider: APIClient() for provider in ("google", "kakao")}
        for one in clients.values():
            one.credentials(**token)
        answers = at_once(
            *[lambda name=name, one=one: one.delete(f"/accounts/social/{name}/") for name, one in clients.items()]
        )
        assert sorted(answer.status_code for answer in answers) == [204, 409]
        assert SocialAccount.objects.count() == 1
