"""Rights in the back office: who may change members is not thereby able to make themselves anything else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from common.testing import PASSWORD, Person

NEW_PASSWORD = "달빛-산책-좋아-77"
LIST = "/admin/accounts/user/"
EVERYTHING = {"is_staff": "on", "is_superuser": "on"}


@pytest.fixture
def helper(make_person: Callable[..., Person]) -> Person:
    """Staff with every right over members, and over nothing else."""
    helper = make_person("helper", is_staff=True)
    helper.user.user_permissions.set(Permission.objects.filter(content_type__model="user"))
    return helper


@pytest.fixture
def browser(helper: Person) -> Client:
    """The helper's, logged in with the password as anybody would."""
    client = Client()
    credentials = {"username": "helper", "password": PASSWORD}
    assert client.post("/admin/login/", credentials, secure=True).status_code == 302
    return client


@pytest.fixture
def head(make_person: Callable[..., Person]) -> Person:
    return make_person("head", is_staff=True, is_superuser=True, email="head@example.org")


def page(person: Person, name: str = "change") -> str:
    return f"{LIST}{person.id}/{name}/"


def send(browser: Client, person: Person, **change: Any) -> HttpResponse:
    values = {"username": person.user.username, "nickname": person.user.nickname, "email": person.user.email}
    return browser.post(page(person), values | change, secure=True)


def rights(person: Person) -> tuple[bool, bool, int, int]:
    user = User.objects.get(pk=person.id)
    return user.is_staff, user.is_superuser, user.groups.count(), user.user_permissions.count()


def test_staff_change_members_but_not_what_they_may(browser: Client, author: Person) -> None:
    group, right = Group.objects.create(name="운영"), Permission.objects.all()[0]
    answer = send(browser, author, about_me="새 소개", groups=[group.pk], user_permissions=[right.pk], **EVERYTHING)
    assert answer.status_code == 302
    assert rights(author) == (False, False, 0, 0)
    assert User.objects.get(pk=author.id).about_me == "새 소개"
    fields = browser.get(page(author), secure=True).context["adminform"].form.fields
    assert not {"is_staff", "is_superuser", "groups", "user_permissions"} & set(fields)


@pytest.mark.parametrize("who", ["themselves", "colleague", "head"])
def test_staff_do_not_touch_staff(browser: Client, helper: Person, staff: Person, head: Person, who: str) -> None:
    person = {"themselves": helper, "colleague": staff, "head": head}[who]
    before = User.objects.filter(pk=person.id).values().get()
    given = rights(person)
    new = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "usable_password": "true"}
    answers = [
        send(browser, person, email="thief@example.org", **EVERYTHING),
        browser.post(page(person, "password"), new, secure=True),
        browser.post(page(person, "delete"), {"post": "yes"}, secure=True),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    several = {"action": "delete_selected", "_selected_action": [person.id], "post": "yes"}
    browser.post(LIST, several, secure=True)
    assert User.objects.filter(pk=person.id).values().get() == before
    assert rights(person) == given
    assert browser.get(page(person), secure=True).status_code == 200  # to read


def test_a_new_member_has_no_rights_whatever_the_form_says(browser: Client) -> None:
    form = {"username": "newcomer", "nickname": "새내기", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    answer = browser.post(f"{LIST}add/", form | EVERYTHING | {"usable_password": "true"}, secure=True)
    assert answer.status_code == 302
    user = User.objects.get(username="newcomer")
    assert (user.is_staff, user.is_superuser) == (False, False)


def test_who_may_do_everything_hands_out_rights(head: Person, author: Person, staff: Person) -> None:
    browser = Client()
    browser.force_login(head.user)
    right = Permission.objects.get(codename="view_user")
    assert send(browser, author, is_staff="on", user_permissions=[right.pk]).status_code == 302
    assert rights(author) == (True, False, 0, 1)
    assert send(browser, staff).status_code == 302  # the box is not ticked
    assert rights(staff) == (False, False, 0, 0)


@pytest.mark.parametrize("who", ["head", "helper"])
def test_nobody_sees_a_part_of_a_password(browser: Client, head: Person, author: Person, settings, who: str) -> None:
    settings.PASSWORD_HASHERS = ["accounts.hashers.Argon2id"]
    author.user.set_password(PASSWORD)
    author.user.save()
    if who == "head":
        browser.force_login(head.user)
    text = browser.get(page(author), secure=True).content.decode()
    salt = author.user.password.split("$")[-2]
    assert "argon2" not in text
    assert salt[:6] not in text
    assert 'href="../password/"' in text
    assert browser.get(page(author, "password"), secure=True).status_code == 200
