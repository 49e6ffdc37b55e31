"""Who is suspended is told so, and may still take along what is theirs, and leave, by the password alone."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tasks import erase_withdrawn
from accounts.tests.test_login import CountingHasher
from common.testing import PASSWORD, Person, assert_error

LOGIN = "/accounts/token/"
RESTORE = "/accounts/user/restore/"
EXPORT = "/accounts/suspended/export/"
WITHDRAW = "/accounts/suspended/withdraw/"
WRONG = "이게-아닌가-봐"
BOTH = pytest.mark.parametrize("url", [EXPORT, WITHDRAW])


@pytest.fixture
def outsider(author: Person) -> Person:
    author.client.post("/post/", {"title": "정지되기 전의 글", "content": "내가 쓴 말"})
    User.objects.filter(pk=author.id).update(is_suspended=True)
    return author


def send(url: str, username: str = "author", password: str = PASSWORD) -> Response:
    return APIClient().post(url, {"username": username, "password": password})


def zip_of(response: Response) -> ZipFile:
    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
    return ZipFile(BytesIO(response.getvalue()))


def test_the_right_password_is_told_of_the_suspension(outsider: Person) -> None:
    assert_error(send(LOGIN), 401, "suspended")
    assert not outsider.user.logins.exclude(pk=outsider.user.logins.earliest("pk").pk).exists()


@pytest.mark.parametrize("url", [LOGIN, RESTORE, EXPORT, WITHDRAW])
def test_a_wrong_password_learns_nothing_of_a_suspension(outsider: Person, url: str) -> None:
    wrong, unknown = send(url, password=WRONG), send(url, "nobody")
    assert_error(wrong, 401, "wrong_credentials")
    assert wrong.content == unknown.content


@BOTH
def test_an_unknown_name_costs_as_much_work(outsider: Person, settings, url: str) -> None:
    settings.PASSWORD_HASHERS = [f"{CountingHasher.__module__}.CountingHasher"]
    outsider.user.set_password(PASSWORD)
    outsider.user.save()
    work = []
    for username in ("author", "nobody"):
        CountingHasher.hashed = 0
        send(url, username, WRONG)
        work.append(CountingHasher.hashed)
    assert work == [1, 1]


def test_everything_of_mine_can_be_taken_along(outsider: Person) -> None:
    archive = zip_of(send(EXPORT))
    assert "정지되기 전의 글" in archive.read("posts.json").decode()
    assert '"author"' in archive.read("profile.json").decode()
    assert not User.objects.get(pk=outsider.id).is_active


def test_exports_are_counted_as_those_of_others(outsider: Person) -> None:
    for _ in range(5):
        assert send(EXPORT).status_code == 200
    assert_error(send(EXPORT), 429, "throttled")


def test_who_leaves_is_erased_after_a_week(outsider: Person, guest: APIClient) -> None:
    assert (send(WITHDRAW).status_code, send(WITHDRAW).status_code) == (204, 204)
    user = User.objects.get(pk=outsider.id)
    assert (user.is_suspended, user.can_return) == (True, True)
    assert guest.get("/post/").json()["results"][0]["author"]["name"] == "탈퇴한 사용자"
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        erase_withdrawn()
    assert User.objects.get(pk=outsider.id).erased_at
    assert_error(send(WITHDRAW), 401, "wrong_credentials")


def test_leaving_again_does_not_begin_the_week_anew(outsider: Person) -> None:
    send(WITHDRAW)
    first = User.objects.get(pk=outsider.id).withdrawn_at
    send(WITHDRAW)
    assert User.objects.get(pk=outsider.id).withdrawn_at == first


def test_who_left_may_still_take_everything_along(outsider: Person) -> None:
    send(WITHDRAW)
    assert_error(send(LOGIN), 401, "withdrawal_pending")
    assert zip_of(send(EXPORT)).testzip() is None


def test_leaving_and_returning_does_not_lift_the_suspension(outsider: Person) -> None:
    send(WITHDRAW)
    assert_error(send(RESTORE), 401, "suspended")
    user = User.objects.get(pk=outsider.id)
    assert (user.is_suspended, user.withdrawn_at, user.is_active) == (True, None, False)


def test_a_mail_tells_until_when_there_is_a_way_back(outsider: Person, mailbox) -> None:
    User.objects.filter(pk=outsider.id).update(email="author@example.org", email_confirmed_at=timezone.now())
    send(WITHDRAW)
    assert [letter.subject for letter in mailbox()] == ["[스쿨톡스] 탈퇴했어요"]


@BOTH
def test_who_is_not_suspended_logs_in_for_it(classmate: Person, url: str) -> None:
    assert_error(send(url, "classmate"), 409, "not_suspended")
    assert User.objects.get(pk=classmate.id).is_active


@BOTH
def test_guesses_are_counted_as_those_of_a_login(outsider: Person, url: str) -> None:
    for _ in range(10):
        assert_error(send(url, password=WRONG), 401, "wrong_credentials")
    for other in (url, LOGIN):
        assert_error(send(other), 429, "throttled")


@BOTH
@pytest.mark.parametrize(
    ("body", "code", "attr"),
    [
        ({}, "required", "username"),
        ({"username": "author"}, "required", "password"),
        ({"username": 1}, "required", "password"),
    ],
)
def test_both_are_needed(guest: APIClient, url: str, body, code: str, attr: str) -> None:
    assert_error(guest.post(url, body), 400, code, attr)


def test_the_queries_of_a_withdrawal(outsider: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(6):
        # 1 savepoint, 2 the member by name, 3 held, 4 the logins, 5 the withdrawal, 6 savepoint released
        assert send(WITHDRAW).status_code == 204


def test_leaving_and_the_end_of_the_suspension_at_once_never_undo_each_other(at_once, outsider: Person) -> None:
    answers = at_once(
        *[lambda: send(WITHDRAW)] * 6, lambda: User.objects.filter(pk=outsider.id).update(is_suspended=False)
    )
    assert {answer.status_code for answer in answers if not isinstance(answer, int)} <= {204, 409}
    user = User.objects.get(pk=outsider.id)
    assert not user.is_suspended
    assert user.is_active is (user.withdrawn_at is None)
