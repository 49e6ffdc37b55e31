"""At night the bell keeps still; in the morning it tells of everything at once."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.models import Post
from common.testing import Person
from notifications.models import Notification, QuietHours
from notifications.quiet import next_change, quiet_since
from notifications.serializers import notifications_json
from notifications.tests.conftest import NOON, SEOUL

NIGHT = (time(23), time(7))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("now", "since"),
    [
        ("2027-03-04 22:59:59", None),
        ("2027-03-04 23:00", "2027-03-04 23:00"),
        ("2027-03-05 00:00", "2027-03-04 23:00"),
        ("2027-03-05 06:59:59", "2027-03-04 23:00"),
        ("2027-03-05 07:00", None),
        ("2027-01-01 03:00", "2026-12-31 23:00"),
    ],
)
def test_a_night_reaches_over_midnight(now: str, since: str | None) -> None:
    assert quiet_since(moment(now), *NIGHT) == (moment(since) if since else None)


@pytest.mark.parametrize(
    ("now", "since"),
    [("2027-03-04 12:59", None), ("2027-03-04 13:00", "2027-03-04 13:00"), ("2027-03-04 17:30", None)],
)
def test_an_afternoon_does_not(now: str, since: str | None) -> None:
    assert quiet_since(moment(now), time(13), time(17, 30)) == (moment(since) if since else None)


CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
SECONDS = st.integers(0, 366 * 24 * 60 * 60)


@given(later=SECONDS, begins=CLOCKS, ends=CLOCKS)
def test_they_change_when_they_say_and_not_before(later: int, begins: time, ends: time) -> None:
    now = NOON + timedelta(seconds=later)
    if begins == ends:
        return
    changes_at = next_change(now, begins, ends)
    assert now < changes_at <= now + timedelta(days=1)
    before, after = quiet_since(changes_at - timedelta(seconds=1), begins, ends), quiet_since(changes_at, begins, ends)
    assert (before is None) != (after is None)
    if changes_at - now > timedelta(seconds=1):
        assert quiet_since(now, begins, ends) == before
    assert after in (None, changes_at)


def test_what_comes_at_night_is_held_until_the_morning(
    noon: None, post: Post, author: Person, classmate: Person, at: Callable[..., None]
) -> None:
    def bell(clock: str, day: int = 4) -> tuple[int, list[bool]]:
        at(moment(f"2027-03-0{day} {clock}"))
        rows = list(Notification.objects.of(author.user).order_by("-told_at").rows())
        return (
            Notification.objects.count_unread(author.user),
            [row["is_held"] for row in notifications_json(author.user, rows)],
        )

    at(moment("2027-03-04 22:59"))
    post.comment(classmate.user, "아직 안 자?")
    assert bell("22:59") == (1, [False])
    for clock in ("2027-03-04 23:00", "2027-03-05 03:30"):
        at(moment(clock))
        post.comment(classmate.user, "나만 깨어 있네")
    assert bell("06:59", 5) == (1, [True, True, False])
    assert bell("07:00", 5) == (3, [False, False, False])
    assert bell("23:00", 5) == (3, [False, False, False])


def test_each_member_sleeps_at_their_own_time(
    noon: None, post: Post, author: Person, classmate: Person, staff: Person, at: Callable[..., None]
) -> None:
    author.client.patch("/notifications/settings/", {"quiet_from": "01:00", "quiet_until": "05:00"})
    staff.client.patch("/notifications/settings/", {"quiet_hours": False})
    at(moment("2027-03-05 00:30"))
    for person in (author, staff, classmate):
        comment = post.comment(person.user, "오늘 급식 뭐야")
        post.comment(classmate.user if person is not classmate else staff.user, "돈가스", parent=comment.pk)
    at(moment("2027-03-05 00:40"))
    ringing = [Notification.objects.count_unread(person.user) for person in (author, staff, classmate)]
    assert [bool(number) for number in ringing] == [True, True, False]


def test_another_time_holds_at_once(
    noon: None, post: Post, author: Person, classmate: Person, at: Callable[..., None]
) -> None:
    at(NOON + timedelta(hours=1))
    post.comment(classmate.user, "낮잠 자?")
    assert Notification.objects.count_unread(author.user) == 1
    own = QuietHours.objects.create(user=author.user, begins=time(12, 30), ends=time(15))
    assert Notification.objects.count_unread(author.user) == 0
    QuietHours.objects.filter(pk=own.pk).update(is_on=False)
    assert Notification.objects.count_unread(author.user) == 1
