"""A switch for each kind, and quiet hours."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from boards.models import Post
from common.testing import Person, assert_error
from notifications.models import Notification
from notifications.tests.conftest import sentences, told

URL = "/notifications/settings/"
ALL_ON = dict.fromkeys(("comment", "reply", "like", "scrap", "notice", "answer"), True)
DEFAULTS = {"kinds": ALL_ON, "quiet_hours": True, "quiet_from": "23:00", "quiet_until": "07:00"}
pytestmark = pytest.mark.usefixtures("noon")


def change(person: Person, **body: Any) -> dict[str, Any]:
    response = person.client.patch(URL, body)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def test_everything_is_on_and_nights_are_quiet_at_first(author: Person) -> None:
    assert author.client.get(URL).json() == DEFAULTS


def test_what_is_not_sent_stays(author: Person, classmate: Person) -> None:
    assert change(author) == DEFAULTS
    assert change(author, kinds={"like": False}) == DEFAULTS | {"kinds": ALL_ON | {"like": False}}
    expected = DEFAULTS | {"kinds": ALL_ON | {"like": False, "scrap": False}, "quiet_from": "22:30"}
    for _ in range(2):
        assert change(author, kinds={"scrap": False}, quiet_from="22:30") == expected
    expected |= {"kinds": ALL_ON | {"scrap": False}, "quiet_hours": False}
    assert change(author, kinds={"like": True}, quiet_hours=False) == expected
    assert author.client.get(URL).json() == expected
    assert classmate.client.get(URL).json() == DEFAULTS


@pytest.mark.parametrize(
    ("body", "code", "attr"),
    [
        ({"kinds": {"comments": False}}, "unknown_kind", "kinds.comments"),
        ({"kinds": {"like": "글쎄"}}, "invalid", "kinds.like"),
        ({"kinds": ["like"]}, "invalid", "kinds"),
        ({"quiet_hours": "가끔"}, "invalid", "quiet_hours"),
        ({"quiet_from": "24:00"}, "invalid", "quiet_from"),
        ({"quiet_until": "7시"}, "invalid", "quiet_until"),
        ({"quiet_until": "23:00"}, "same_times", "quiet_until"),
        ({"quiet_from": "07:00"}, "same_times", "quiet_until"),
        ({"kinds": {"like": False}, "quiet_from": "8:61"}, "invalid", "quiet_from"),
    ],
)
def test_what_makes_no_sense_changes_nothing(author: Person, body: dict[str, Any], code: str, attr: str) -> None:
    assert_error(author.client.patch(URL, body), 400, code, attr)
    assert author.client.get(URL).json() == DEFAULTS


def test_a_broken_time_is_told_how_to_be_written(author: Person) -> None:
    [error] = author.client.patch(URL, {"quiet_from": "25:00"}).json()["errors"]
    assert error["detail"] == "시각은 07:30처럼 적어 주세요."


def test_a_guest_has_nothing_to_switch(guest: APIClient) -> None:
    assert_error(guest.patch(URL, {"quiet_hours": False}), 401, "not_authenticated")


def test_of_a_kind_that_is_off_nothing_is_told(
    post: Post, author: Person, classmate: Person, staff: Person, make_post: Callable[..., Post]
) -> None:
    change(author, kinds={"comment": False, "like": False, "scrap": False, "notice": False})
    post.like(classmate.user)
    top = post.comment(author.user, "누가 봐 줘")
    post.comment(classmate.user, "봤어", parent=top.pk)
    post.comment(classmate.user, "나도")
    classmate.client.put(f"/post/{post.pk}/scrap/", {})
    make_post("점검 안내", author=staff.user).set_notice(is_notice=True)
    assert sentences(author) == ["모의고사요정님이 답글을 남겼어요."]
    assert [row["kind"] for row in told(classmate)] == ["notice"]


def test_what_was_told_before_stays_when_a_kind_is_switched_off(post: Post, author: Person, classmate: Person) -> None:
    post.like(classmate.user)
    change(author, kinds={"like": False})
    assert sentences(author) == ["내 글을 1명이 좋아해요."]
    assert Notification.objects.count() == 1


def test_the_queries_of_settings(author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):  # 1 the token's login and user, 2 quiet hours, 3 the kinds switched off
        author.client.get(URL)
    with django_assert_num_queries(8):
        # 1 the token's login and user, 2 quiet hours, 3 savepoint, 4–5 the kinds, 6 quiet hours, 7 savepoint released,
        # 8 the kinds switched off
        author.client.patch(URL, {"kinds": {"like": False, "scrap": True}, "quiet_hours": False})
