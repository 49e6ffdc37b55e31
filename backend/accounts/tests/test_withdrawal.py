"""Leaving: what others see of it at once, and the way back. What is erased a week later is in `test_erasure.py`."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from rest_framework.exceptions import NotAuthenticated
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import User
from accounts.tasks import erase_withdrawn
from accounts.tests.test_login import CountingHasher
from common.testing import PASSWORD, Person, assert_error

URL = "/accounts/user/"
RESTORE = "/accounts/user/restore/"
CREDENTIALS = {"username": "author", "password": PASSWORD}
WEEK = timedelta(days=7)


def leave(person: Person) -> None:
    assert person.client.delete(URL, {"password": PASSWORD}).status_code == 204


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "required"),
        ({"password": "아니에요"}, "wrong_password"),
        ({"password": ""}, "blank"),
        ({"password": 1}, "invalid"),
    ],
)
def test_nobody_leaves_without_the_password(author: Person, body, code: str) -> None:
    assert_error(author.client.delete(URL, body), 400, code, "password")
    assert author.client.get(URL).status_code == 200


def test_every_login_of_someone_who_left_is_dead(author: Person, guest: APIClient) -> None:
    phone = tokens.begin_login(author.user)
    leave(author)
    assert_error(author.client.get(URL), 401, "token_not_valid")
    assert_error(guest.get(URL, headers={"Authorization": f"Bearer {phone.access}"}), 401, "token_not_valid")
    assert_error(guest.post("/accounts/token/refresh/", {"refresh": phone.refresh}), 401, "token_not_valid")


def test_staff_who_leave_have_no_rights(staff: Person) -> None:
    leave(staff)
    staff.user.refresh_from_db()
    assert not staff.user.has_perm("accounts.view_user")
    assert not APIClient().login(username="staff", password=PASSWORD)


def test_posts_and_comments_stay_under_nobodys_name(author: Person, classmate: Person, post, comment) -> None:
    leave(author)
    leave(classmate)
    nobody = {"id": None, "name": "탈퇴한 사용자", "profile_picture": None}
    guest = APIClient()
    detail = guest.get(f"/post/{post.pk}/").json()
    assert (detail["author"], detail["title"], detail["comment_count"]) == (nobody, "급식에 마라탕", 1)
    assert guest.get("/post/").json()["results"][0]["author"] == nobody
    assert guest.get("/post/?author=온새미").json()["results"] == []
    [left] = guest.get(f"/post/{post.pk}/comment/").json()["results"]
    assert (left["author"], left["content"]) == (nobody, comment.content)


def test_likes_stay_counted(author: Person, classmate: Person, post) -> None:
    classmate.client.post(f"/post/{post.pk}/like/")
    leave(classmate)
    assert APIClient().get(f"/post/{post.pk}/").json()["like_count"] == 1


def test_the_public_card_is_gone(author: Person, guest: APIClient) -> None:
    leave(author)
    assert_error(guest.get(f"/accounts/user/{author.id}/"), 404, "not_found")


def test_names_stay_taken_as_long_as_their_owner_may_return(author: Person, classmate: Person) -> None:
    leave(author)
    assert_error(classmate.client.patch(URL, {"nickname": "온새미"}), 400, "unique", "nickname")
    availability = APIClient().get("/accounts/availability/?username=Author").json()
    assert availability["username"]["available"] is False


@pytest.mark.parametrize("url", ["/accounts/token/", RESTORE])
def test_a_wrong_password_learns_nothing_of_a_withdrawal(author: Person, guest: APIClient, url: str) -> None:
    leave(author)
    answers = [
        guest.post(url, {"username": username, "password": "아무거나-적어보자"}) for username in ("author", "nobody")
    ]
    for answer in answers:
        assert_error(answer, 401, "wrong_credentials")
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("url", ["/accounts/token/", RESTORE])
def test_a_withdrawn_name_costs_as_much_work_as_any(author: Person, guest: APIClient, settings, url: str) -> None:
    settings.PASSWORD_HASHERS = ["accounts.tests.test_login.CountingHasher"]
    author.user.set_password(PASSWORD)
    author.user.withdraw()
    author.user.save()
    work = []
    for username in ("author", "nobody"):
        CountingHasher.hashed = 0
        guest.post(url, {"username": username, "password": "아무거나-적어보자"})
        work.append(CountingHasher.hashed)
    assert work == [1, 1]


def test_the_right_password_is_told_until_when_there_is_a_way_back(author: Person, guest: APIClient) -> None:
    with time_machine.travel("2026-11-20T15:00:00+09:00", tick=False):
        author.user.withdraw()
        response = guest.post("/accounts/token/", CREDENTIALS)
    assert_error(response, 401, "withdrawal_pending")
    assert "11월 27일 15시 00분까지는" in response.json()["errors"][0]["detail"]


def test_everything_is_back_after_a_return(author: Person, guest: APIClient, post) -> None:
    author.client.patch(URL, {"about_me": "유부초밥파예요"})
    before = author.client.get(URL).json()
    leave(author)
    with time_machine.travel(timezone.now() + WEEK - timedelta(seconds=5)):
        erase_withdrawn()
        pair = guest.post(RESTORE, CREDENTIALS)
        assert pair.status_code == 200, pair.content
        bearer = {"Authorization": f"Bearer {pair.json()['access']}"}
        assert guest.get(URL, headers=bearer).json() == before
        assert guest.get(f"/post/{post.pk}/").json()["author"]["name"] == "온새미"
        assert guest.get(f"/accounts/user/{author.id}/").json()["about_me"] == "유부초밥파예요"
        assert author.user.logins.count() == 1
        assert guest.post("/accounts/token/", CREDENTIALS).status_code == 200


def test_returning_twice_is_logging_in(author: Person, guest: APIClient) -> None:
    leave(author)
    assert [guest.post(RESTORE, CREDENTIALS).status_code for _ in range(2)] == [200, 200]


def test_a_return_hands_the_refresh_token_over_in_a_cookie_if_asked(author: Person, guest: APIClient) -> None:
    leave(author)
    response = guest.post(RESTORE, CREDENTIALS, headers={"X-Token-Transport": "cookie"})
    assert set(response.json()) == {"access"}
    assert response.cookies["refresh_token"]["httponly"]


@pytest.mark.parametrize("url", ["/accounts/token/", RESTORE])
def test_after_a_week_there_is_no_way_back(author: Person, guest: APIClient, url: str) -> None:
    leave(author)
    with time_machine.travel(timezone.now() + WEEK + timedelta(seconds=1)):
        assert_error(guest.post(url, CREDENTIALS), 401, "wrong_credentials")  # also before the task has come round
        erase_withdrawn()
        assert_error(guest.post(url, CREDENTIALS), 401, "wrong_credentials")


def test_a_return_does_not_lift_a_suspension(author: Person, guest: APIClient) -> None:
    User.objects.filter(pk=author.id).update(is_suspended=True)
    assert_error(guest.post(RESTORE, CREDENTIALS), 401, "suspended")


@pytest.mark.parametrize(
    ("body", "code", "attr"),
    [
        ({}, "required", "username"),
        ({"username": "author"}, "required", "password"),
        ({"username": "author", "password": 1}, "invalid", "password"),
        ({"username": ["author"], "password": PASSWORD}, "invalid", "username"),
    ],
)
def test_a_return_needs_name_and_password(guest: APIClient, body, code: str, attr: str) -> None:
    assert_error(guest.post(RESTORE, body), 400, code, attr)


def test_a_mail_tells_until_when_there_is_a_way_back(author: Person, mailbox) -> None:
    User.objects.filter(pk=author.id).update(email="onsaemi@example.org")
    with time_machine.travel("2026-11-20T15:00:00+09:00", tick=False):
        author.client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.begin_login(author.user).access}")
        leave(author)
        [letter] = mailbox()
    assert letter.to == "onsaemi@example.org"
    for text in (letter.text, letter.html):
        assert "11월 27일 15시 00분" in text


def test_who_is_back_before_the_mail_left_gets_none(author: Person, guest: APIClient, mailbox) -> None:
    User.objects.filter(pk=author.id).update(email="onsaemi@example.org")
    leave(author)
    guest.post(RESTORE, CREDENTIALS)
    assert mailbox() == []


def test_who_has_no_password_leaves_shortly_after_logging_in(author: Person) -> None:
    author.user.set_unusable_password()
    author.user.save()
    author.user.logins.update(created_at=timezone.now() - timedelta(minutes=10, seconds=1))
    for body in ({}, {"password": PASSWORD}):
        assert_error(author.client.delete(URL, body), 403, "recent_login_required")
    author.user.logins.update(created_at=timezone.now() - timedelta(minutes=9))
    assert author.client.delete(URL, {}).status_code == 204


def test_leaving_twice_at_once_is_leaving_once(at_once, author: Person) -> None:
    answers = at_once(*[lambda: author.client.delete(URL, {"password": PASSWORD})] * 4)
    assert {answer.status_code for answer in answers} <= {204, 400, 401}
    assert [answer.status_code for answer in answers].count(204) == 1


def test_the_queries_of_a_withdrawal(author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(6):
        # 1 the token's login and member, 2 savepoint, 3 the row's lock, 4 logins, 5 the member, 6 savepoint released
        leave(author)


def test_the_queries_of_a_return(author: Person, guest: APIClient, django_assert_num_queries) -> None:
    leave(author)
    with django_assert_num_queries(10):
        # 1 the member, 2 savepoint, 3 the row's lock, 4 the member, 5 savepoint released, 6 savepoint, 7 the member
        # held, with the same password, 8 logins that are over or too many, 9 the new login, 10 savepoint released
        guest.post(RESTORE, CREDENTIALS)


def test_who_is_suspended_in_the_same_moment_cannot_leave_to_come_back(author: Person) -> None:
    asking = User.objects.get(pk=author.id)  # as the request that leaves has read it
    User.objects.filter(pk=author.id).update(is_suspended=True)
    with transaction.atomic(), pytest.raises(NotAuthenticated):
        asking.lock()
    assert_error(APIClient().post(RESTORE, CREDENTIALS), 401, "suspended")


def test_who_taps_restore_twice_is_back_both_times(author: Person) -> None:
    leave(author)
    first, second = (User.objects.get(pk=author.id) for _ in range(2))  # as two requests at once have read it
    assert first.restore()
    assert second.restore()
    assert User.objects.get(pk=author.id).is_active
