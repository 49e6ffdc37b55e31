"""A member reads: one by one, or all that was on the screen."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from boards.models import Post
from common.testing import Person, assert_error
from notifications.models import KEPT, MOST_UNREAD, Notification
from notifications.tasks import forget_old
from notifications.tests.conftest import NOON, told, unread

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def rows(post: Post, author: Person, classmate: Person, at: Callable[..., None]) -> list[dict[str, Any]]:
    """Three of the author's, a minute between them; the newest first."""
    for minute in range(3):
        at(NOON + timedelta(minutes=minute))
        post.comment(classmate.user, f"{minute}번째 댓글")
    return told(author)


def mark(person: Person, row: dict[str, Any], **body: Any) -> Any:
    return person.client.patch(f"/notifications/{row['id']}/", body)


def test_one_is_read_and_unread_again_however_often_it_is_sent(rows: list[dict[str, Any]], author: Person) -> None:
    for is_read, left in ((True, 2), (True, 2), (False, 3), (False, 3)):
        response = mark(author, rows[1], is_read=is_read)
        assert (response.status_code, response.json()) == (200, rows[1] | {"is_read": is_read})
        assert unread(author) == left


def test_when_it_was_read_first_stays(rows: list[dict[str, Any]], author: Person, at: Callable[..., None]) -> None:
    for minute in (5, 6):
        at(NOON + timedelta(minutes=minute))
        mark(author, rows[0], is_read=True)
    assert Notification.objects.get(pk=rows[0]["id"]).read_at == NOON + timedelta(minutes=5)


def test_nobody_reads_what_is_somebody_elses(
    rows: list[dict[str, Any]], author: Person, classmate: Person, staff: Person, guest: APIClient
) -> None:
    for person in (classmate, staff):
        assert_error(mark(person, rows[0], is_read=True), 404, "not_found")
        person.client.post("/notifications/read-all/")
    assert_error(guest.patch(f"/notifications/{rows[0]['id']}/", {"is_read": True}), 401, "not_authenticated")
    assert_error(guest.post("/notifications/read-all/"), 401, "not_authenticated")
    assert unread(author) == 3


@pytest.mark.parametrize(
    ("body", "code"), [({}, "required"), ({"is_read": "아마"}, "invalid"), ({"is_read": None}, "null")]
)
def test_read_is_yes_or_no(rows: list[dict[str, Any]], author: Person, body: dict[str, Any], code: str) -> None:
    assert_error(mark(author, rows[0], **body), 400, code, "is_read")


def test_what_is_gone_can_not_be_read(rows: list[dict[str, Any]], post: Post, author: Person) -> None:
    post.remove()
    assert_error(mark(author, rows[0], is_read=True), 404, "not_found")


def test_all_are_read_at_once(rows: list[dict[str, Any]], author: Person) -> None:
    for _ in range(2):
        response = author.client.post("/notifications/read-all/")
        assert (response.status_code, response.json()) == (200, {"count": 0})
    assert all(row["is_read"] for row in told(author))


def test_what_comes_while_one_looks_stays_unread(rows: list[dict[str, Any]], author: Person) -> None:
    response = author.client.post("/notifications/read-all/", {"until": rows[1]["told_at"]})
    assert response.json() == {"count": 1}
    assert [row["is_read"] for row in told(author)] == [False, True, True]


@pytest.mark.parametrize("until", ["어제", "2027-13-01T00:00:00Z", 7])
def test_until_is_a_time(author: Person, until: object) -> None:
    assert_error(author.client.post("/notifications/read-all/", {"until": until}), 400, "invalid", "until")


def test_the_bell_counts_to_a_hundred(post: Post, author: Person, classmate: Person) -> None:
    comments = [post.comment(classmate.user, f"{number}번째") for number in range(MOST_UNREAD + 1)]
    assert unread(author) == MOST_UNREAD
    for comment in comments[:2]:
        comment.remove()
    assert unread(author) == MOST_UNREAD - 1


def test_the_bell_costs_one_query(rows: list[dict[str, Any]], author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):  # 1 the token's login and user, 2 the oldest unread ones with the quiet hours
        assert unread(author) == 3


def test_the_queries_of_reading(rows: list[dict[str, Any]], author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(8):
        # 1 the token's login and user, 2 the row, 3 its comment, 4 savepoint, 5 the mark, 6 savepoint released,
        # 7–8 the row and its comment anew
        mark(author, rows[0], is_read=True)
    with django_assert_num_queries(6):
        # 1 the token's login and user, 2 savepoint, 3 the locks, 4 the marks, 5 savepoint released, 6 what is left
        author.client.post("/notifications/read-all/")


def test_old_ones_are_forgotten(rows: list[dict[str, Any]], at: Callable[..., None]) -> None:
    at(NOON + timedelta(minutes=1) + KEPT)
    forget_old()
    assert list(Notification.objects.order_by("-pk").values_list("pk", flat=True)) == [row["id"] for row in rows[:2]]


def test_who_is_erased_leaves_none(rows: list[dict[str, Any]], author: Person, classmate: Person, post: Post) -> None:
    author.client.patch("/notifications/settings/", {"kinds": {"like": False}, "quiet_hours": False})
    author.user.erase()
    assert not Notification.objects.exists()
    assert not author.user.mutes.exists()
    assert not type(author.user).objects.filter(quiet_hours__isnull=False).exists()
    post.comment(classmate.user, "어디 갔어?")
    assert not Notification.objects.exists()
