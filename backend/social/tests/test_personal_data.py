"""What is held of a member's social logins goes along, and goes away, with everything else."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from accounts import personal_data
from accounts.models import User
from common.testing import Person
from journeys.support.oauth_server import Account, OAuthServer
from social.tests.conftest import Browser


def test_erasing_a_member_forgets_who_they_are_at_the_provider(google: OAuthServer, browser: Browser) -> None:
    browser.log_in("google")
    user = User.objects.get()
    EmailAddress.objects.create(user=user, email="haneul@example.org")
    with transaction.atomic():
        user.erase()
    assert not SocialAccount.objects.exists()
    assert not EmailAddress.objects.exists()
    assert browser.log_in("google").get("/accounts/user/").json()["id"] != user.pk


def test_others_keep_theirs(google: OAuthServer, browser: Browser, author: Person) -> None:
    browser.log_in("google")
    with transaction.atomic():
        User.objects.get(pk=author.id).erase()
    assert SocialAccount.objects.count() == 1


def test_an_export_names_the_accounts_that_are_linked(google: OAuthServer, browser: Browser) -> None:
    browser.log_in("google")
    user = User.objects.get()
    [table] = [table for part in personal_data.parts() for table in part.tables if table.name == "linked_accounts"]
    [row] = table.rows(user)
    assert (row["provider"], row["uid"]) == ("google", str(Account().number))
