"""Members in the back office: who comes in there, and what staff may do without breaking what members rely on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.test_picture import send
from common.testing import PASSWORD, Person

LOGIN = "/admin/login/"
EMAIL = "minsu@example.org"
NEW_PASSWORD = "달빛-산책-좋아-77"


@pytest.fixture
def minsu(make_person: Callable[..., Person]) -> Person:
    return make_person("minsu", email=EMAIL, email_confirmed_at=timezone.now())


def log_in(username: str, password: str, address: str = "203.0.113.7") -> HttpResponse:
    return Client(REMOTE_ADDR=address).post(LOGIN, {"username": username, "password": password})


def form_of(head: Client, person: Person) -> dict[str, Any]:
    """What the form of a member sends if nothing is changed."""
    form = head.get(page("change", person)).context["adminform"].form
    values = {name: form.initial.get(name) for name in form.fields if name not in {"password", "profile_picture"}}
    return {name: "on" if value is True else value for name, value in values.items() if value not in (None, False, [])}


def page(name: str, person: Person) -> str:
    return reverse(f"admin:accounts_user_{name}", args=[person.id])


class TestLogin:
    def test_staff_come_in_and_members_do_not(self, staff: Person, author: Person) -> None:
        assert log_in("Staff", PASSWORD).status_code == 302
        assert log_in("author", PASSWORD).status_code == 200

    def test_a_right_password_of_who_is_no_staff_looks_like_a_wrong_one(self, author: Person) -> None:
        answers = [log_in(*guess).context["form"].errors.as_json() for guess in
                   [("author", PASSWORD), ("author", "틀린-비밀번호"), ("nobody", "틀린-비밀번호")]]  # fmt: skip
        assert len(set(answers)) == 1
        assert "아이디나 비밀번호가 맞지 않아요." in log_in("author", PASSWORD).content.decode()

    def test_guesses_are_limited_as_at_every_login(self, staff: Person) -> None:
        for _ in range(10):
            log_in("staff", "틀린-비밀번호")
        refused = log_in("staff", PASSWORD)
        assert refused.status_code == 200
        assert "뒤에 다시 시도해 주세요" in refused.content.decode()
        elsewhere = APIClient().post("/accounts/token/", {"username": "staff", "password": PASSWORD})
        assert elsewhere.status_code == 200  # from another address

    def test_both_ways_in_share_the_guesses(self, staff: Person) -> None:
        for _ in range(10):
            APIClient().post("/accounts/token/", {"username": "STAFF", "password": "틀린-비밀번호"})
        assert log_in("staff", PASSWORD, address="127.0.0.1").status_code == 200

    def test_its_cookies_travel_over_https_only(self, staff: Person) -> None:
        client = Client()
        client.get(LOGIN)
        client.post(LOGIN, {"username": "staff", "password": PASSWORD})
        assert {name: cookie["secure"] for name, cookie in client.cookies.items()} == {
            "csrftoken": True,
            "sessionid": True,
            "device": True,
        }

    def test_strangers_guesses_do_not_lock_out_staff_on_a_browser_of_theirs(self, staff: Person) -> None:
        own = Client(REMOTE_ADDR="198.51.100.20")
        credentials = {"username": "staff", "password": PASSWORD}
        assert own.post(LOGIN, credentials, secure=True).status_code == 302
        own.post("/admin/logout/", secure=True)
        for number in range(1, 200):
            log_in("staff", "틀린-비밀번호", address=f"192.0.2.{number}")
        assert log_in("staff", PASSWORD, address="198.51.100.20").status_code == 200
        assert own.post(LOGIN, credentials, secure=True).status_code == 302

    def test_a_browser_is_known_in_both_places(self, staff: Person) -> None:
        credentials = {"username": "staff", "password": PASSWORD}
        browser = APIClient()
        assert browser.post("/accounts/token/", credentials).status_code == 200
        for _ in range(10):
            log_in("staff", "틀린-비밀번호", address="127.0.0.1")
        assert log_in("staff", PASSWORD, address="127.0.0.1").status_code == 200
        office = Client()
        office.cookies["device"] = browser.cookies["device"].value
        assert office.post(LOGIN, credentials).status_code == 302

    def test_a_wrong_password_makes_no_browser_known(self, staff: Person) -> None:
        assert "device" not in log_in("staff", "틀린-비밀번호").cookies

    def test_half_a_form_is_no_guess(self, staff: Person) -> None:
        for _ in range(15):
            assert log_in("staff", "").status_code == 200
        assert log_in("staff", PASSWORD).status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_change_their_own_password_where_guesses_are_limited_and_logins_end(staff: Person, method: str) -> None:
    browser = Client()
    browser.force_login(staff.user)
    form = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    response = getattr(browser, method)("/admin/password_change/", form)
    assert (response.status_code, response["Location"]) == (302, "http://localhost:3000/profile/account")
    staff.user.refresh_from_db()
    assert staff.user.check_password(PASSWORD)


def test_a_password_that_staff_set_ends_every_login(head: Client, minsu: Person, mailbox: Callable) -> None:
    form = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "usable_password": "true"}
    url = reverse("admin:auth_user_password_change", args=[minsu.id])
    assert head.post(url, form).status_code == 302
    assert minsu.client.get("/accounts/user/").status_code == 401
    assert [letter.subject for letter in mailbox()] == ["[스쿨톡스] 비밀번호가 바뀌었어요"]
    body = {"username": "minsu", "password": NEW_PASSWORD}
    assert APIClient().post("/accounts/token/", body).status_code == 200


@pytest.mark.parametrize("email", ["new@example.org", "jisu@example.org", ""])
def test_an_address_that_staff_write_is_not_proved(
    head: Client, minsu: Person, make_person: Callable[..., Person], email: str
) -> None:
    make_person("jisu", email="jisu@example.org", email_confirmed_at=timezone.now())
    assert head.post(page("change", minsu), form_of(head, minsu) | {"email": email}).status_code == 302
    minsu.user.refresh_from_db()
    assert (minsu.user.email, minsu.user.email_confirmed) == (email, False)


def test_an_address_that_staff_write_is_not_taken_back_by_an_older_link(head: Client, minsu: Person) -> None:
    minsu.user.email_changes.create(email="old@example.org")
    head.post(page("change", minsu), form_of(head, minsu) | {"about_me": "안녕"})
    assert minsu.user.email_changes.exists()
    head.post(page("change", minsu), form_of(head, minsu) | {"email": "new@example.org"})
    assert not minsu.user.email_changes.exists()


def test_another_change_leaves_the_proof(head: Client, minsu: Person) -> None:
    assert head.post(page("change", minsu), form_of(head, minsu) | {"about_me": "안녕"}).status_code == 302
    minsu.user.refresh_from_db()
    assert (minsu.user.about_me, minsu.user.email_confirmed) == ("안녕", True)


def test_a_form_that_was_open_meanwhile_does_not_bring_back_who_left(head: Client, minsu: Person) -> None:
    form = form_of(head, minsu)
    assert "is_suspended" not in form
    assert minsu.client.delete("/accounts/user/", {"password": PASSWORD}).status_code == 204
    assert head.post(page("change", minsu), form).status_code == 302
    minsu.user.refresh_from_db()
    assert not minsu.user.is_active
    assert APIClient().get(f"/accounts/user/{minsu.id}/").status_code == 404


@pytest.mark.parametrize("way", ["page", "list"])
def test_who_is_deleted_leaves_no_picture_and_no_name(
    head: Client, minsu: Person, make_picture: Callable, settings, way: str
) -> None:
    assert send(minsu, make_picture()).status_code == 200
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    if way == "page":
        head.post(page("delete", minsu), {"post": "yes"})
    else:
        form = {"action": "delete_selected", "_selected_action": [minsu.id], "post": "yes"}
        head.post(reverse("admin:accounts_user_changelist"), form)
    assert not User.objects.filter(pk=minsu.id).exists()
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert not LogEntry.objects.filter(object_repr__contains="minsu").exists()
