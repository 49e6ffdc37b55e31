"""Suspended, withdrawn, both or neither: two facts, of which neither undoes the other."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import User
from common.testing import PASSWORD, Person, assert_error

URL = "/accounts/user/"
LOGIN = "/accounts/token/"
RESTORE = "/accounts/user/restore/"
CREDENTIALS = {"username": "author", "password": PASSWORD}


def suspend(person: Person, *, lift: bool = False) -> None:
    """As staff do it: by the form of the back office."""
    staff = User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("head", nickname="총무")
    browser = Client()
    browser.force_login(staff)
    page = reverse("admin:accounts_user_change", args=[person.id])
    form = browser.get(page).context["adminform"].form
    values = {name: form.initial.get(name) for name in form.fields if name not in {"password", "profile_picture"}}
    sent = {name: value for name, value in values.items() if value and name != "is_suspended"}
    assert browser.post(page, sent if lift else sent | {"is_suspended": "on"}).status_code == 302


def leave(person: Person) -> None:
    assert person.client.delete(URL, {"password": PASSWORD}).status_code == 204


def standing(person: Person) -> tuple[bool, bool, bool]:
    """Suspended, withdrawn, let in."""
    user = User.objects.get(pk=person.id)
    return user.is_suspended, user.withdrawn_at is not None, user.is_active


def test_who_is_suspended_is_out_at_once_and_in_again_when_it_is_lifted(author: Person, guest: APIClient) -> None:
    refresh = {"refresh": tokens.begin_login(author.user).refresh}
    suspend(author)
    assert standing(author) == (True, False, False)
    assert_error(author.client.get(URL), 401, "token_not_valid")
    assert_error(guest.post("/accounts/token/refresh/", refresh), 401, "token_not_valid")
    assert_error(guest.get(f"{URL}{author.id}/"), 404, "not_found")
    for url in (LOGIN, RESTORE):
        assert_error(guest.post(url, CREDENTIALS), 401, "suspended")
    suspend(author, lift=True)
    assert standing(author) == (False, False, True)
    assert guest.post(LOGIN, CREDENTIALS).status_code == 200


def test_who_is_suspended_after_leaving_returns_and_stays_suspended(author: Person, guest: APIClient) -> None:
    leave(author)
    suspend(author)
    assert standing(author) == (True, True, False)
    assert_error(guest.post(LOGIN, CREDENTIALS), 401, "withdrawal_pending")
    assert_error(guest.post(RESTORE, CREDENTIALS), 401, "suspended")
    assert standing(author) == (True, False, False)
    assert_error(guest.post(LOGIN, CREDENTIALS), 401, "suspended")
    assert not author.user.logins.exists()
    suspend(author, lift=True)
    assert guest.post(LOGIN, CREDENTIALS).status_code == 200


def test_a_suspension_that_is_lifted_does_not_bring_back_who_has_left(author: Person, guest: APIClient) -> None:
    leave(author)
    suspend(author)
    suspend(author, lift=True)
    assert standing(author) == (False, True, False)
    assert_error(guest.post(LOGIN, CREDENTIALS), 401, "withdrawal_pending")
    assert guest.post(RESTORE, CREDENTIALS).status_code == 200
    assert standing(author) == (False, False, True)


def test_leaving_does_not_lift_a_suspension(author: Person) -> None:
    User.objects.filter(pk=author.id).update(is_suspended=True)
    author.user.withdraw()
    assert standing(author) == (True, True, False)
    assert not User.objects.get(pk=author.id).restore()
    assert standing(author) == (True, False, False)


@pytest.mark.parametrize("state", ["suspended", "withdrawn"])
def test_staff_who_are_out_are_out_of_the_back_office_too(author: Person, staff: Person, state: str) -> None:
    User.objects.filter(pk=staff.id).update(is_superuser=True)
    browser = Client()
    browser.force_login(staff.user)
    assert browser.get("/admin/").status_code == 200
    if state == "suspended":
        suspend(staff)
    else:
        leave(staff)
    assert browser.get("/admin/").status_code == 302
    answer = Client().post("/admin/login/", {"username": "staff", "password": PASSWORD})
    assert answer.status_code == 200


def test_a_suspension_and_a_return_at_once_leave_nobody_in(at_once: Callable[..., list], author: Person) -> None:
    leave(author)
    returns = [lambda: APIClient().post(RESTORE, CREDENTIALS)] * 6
    answers = at_once(*returns, lambda: User.objects.filter(pk=author.id).update(is_suspended=True), *returns)
    assert standing(author) == (True, False, False)
    pairs = [answer.json() for answer in answers if not isinstance(answer, int) and answer.status_code == 200]
    for pair in pairs:
        bearer = {"Authorization": f"Bearer {pair['access']}"}
        assert_error(APIClient().get(URL, headers=bearer), 401, "token_not_valid")


@pytest.mark.django_db(transaction=True)
def test_whoever_was_suspended_before_the_two_were_told_apart_still_is() -> None:
    before, now = ("accounts", "0002_logins_codes_and_withdrawals"), ("accounts", "0003_suspended_or_withdrawn")
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = migrate([before]).get_model("accounts", "User").objects
        for name, values in {
            "member": {},
            "suspended": {"is_active": False},
            "withdrawn": {"is_active": False, "withdrawn_at": timezone.now()},
        }.items():
            old.create(username=name, nickname=name, **values)
        members = migrate([now]).get_model("accounts", "User").objects.order_by("pk")
        assert list(members.values_list("username", "is_suspended", "is_active")) == [
            ("member", False, True),
            ("suspended", True, False),
            ("withdrawn", False, False),
        ]
        again = migrate([before]).get_model("accounts", "User").objects.order_by("pk")
        assert list(again.values_list("is_active", flat=True)) == [True, False, False]
    finally:
        migrate(latest)


def migrate(targets: list[tuple[str, str | None]]):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps
