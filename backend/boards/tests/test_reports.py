"""Members tell staff what should not be there: PUT …/report/."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from boards.models import Board, Comment, Post, Report
from boards.tasks import rank_posts
from common.testing import Person, assert_error

SAID = {"reason": "privacy", "detail": "반 친구의 전화번호가 적혀 있어요."}


@pytest.fixture(params=["post", "study", "comment"])
def target(
    request: pytest.FixtureRequest, make_post: Callable[..., Post], author: Person
) -> tuple[str, Post | Comment]:
    """Posts of both boards and comments are reported the same way; all of them are the author's."""
    post = make_post(board=Board.STUDY if request.param == "study" else Board.FREE)
    if request.param == "comment":
        comment = post.comment(author.user, "010-0000-0000으로 전화해")
        return f"/post/{post.pk}/comment/{comment.pk}/report/", comment
    return f"/{request.param}/{post.pk}/report/", post


def test_a_report_is_one_however_often_it_is_sent(target, classmate: Person) -> None:
    url, entry = target
    for said in (SAID, SAID, {"reason": "other", "detail": ""}):
        response = classmate.client.put(url, said)
        assert (response.status_code, response.json()) == (200, said)
    report = Report.objects.get()
    assert (report.entry, report.user, report.reason, report.detail) == (entry, classmate.user, "other", "")


def test_a_reason_is_enough(target, classmate: Person) -> None:
    response = classmate.client.put(target[0], {"reason": "abuse"})
    assert (response.status_code, response.json()) == (200, {"reason": "abuse", "detail": ""})


@pytest.mark.parametrize(
    ("body", "code", "attr"),
    [
        ({}, "required", "reason"),
        ({"reason": "그냥"}, "invalid_choice", "reason"),
        ({"reason": "abuse", "detail": "가" * 501}, "max_length", "detail"),
        ({"reason": "abuse", "detail": None}, "null", "detail"),
    ],
)
def test_what_is_no_report_is_refused(target, classmate: Person, body: dict[str, Any], code: str, attr: str) -> None:
    assert_error(classmate.client.put(target[0], body), 400, code, attr)
    assert not Report.objects.exists()


def test_a_guest_and_the_author_report_nothing(target, author: Person, guest: APIClient) -> None:
    assert_error(guest.put(target[0], SAID), 401, "not_authenticated")
    assert_error(author.client.put(target[0], SAID), 409, "own_entry")
    assert not Report.objects.exists()


def test_what_is_not_there_cannot_be_reported(target, classmate: Person, author: Person) -> None:
    url, _ = target
    assert_error(classmate.client.put("/post/999/report/", SAID), 404, "not_found")
    author.client.post("/accounts/erase/", {"action": "hide"})
    assert_error(classmate.client.put(url, SAID), 404, "not_found")


def test_what_is_deleted_takes_its_reports_along(target, classmate: Person, author: Person) -> None:
    url, _ = target
    classmate.client.put(url, SAID)
    author.client.delete(url.removesuffix("report/"))
    assert not Report.objects.exists()


def test_nobody_sees_a_report_or_who_it_was(target, author: Person, classmate: Person, head: Client) -> None:
    url, entry = target
    before = author.client.get(url.removesuffix("report/")).json()
    classmate.client.put(url, SAID)
    after = author.client.get(url.removesuffix("report/")).json()
    assert after | {"hits": 0} == before | {"hits": 0} if "hits" in before else after == before
    assert author.client.get("/notifications/").json()["results"] == []
    pages = ("/admin/boards/report/", f"/admin/boards/report/{Report.objects.get().pk}/change/")
    for page in pages:
        text = head.get(page).content.decode()
        assert SAID["detail"] in text
        assert str(entry) in text
        assert not any(name in text for name in (classmate.user.nickname, classmate.user.username))


def test_staff_settle_what_is_alright(target, classmate: Person, head: Client) -> None:
    url, _ = target
    classmate.client.put(url, SAID)
    chosen = {"action": "settle", "_selected_action": [Report.objects.get().pk]}
    assert SAID["detail"] in head.get("/admin/boards/report/").content.decode()
    assert head.post("/admin/boards/report/", chosen).status_code == 302
    classmate.client.put(url, SAID)  # who had reported it before does not open it again
    assert not Report.objects.open().exists()
    for query, is_there in (("", False), ("?state=settled", True), ("?state=all", True)):
        text = head.get(f"/admin/boards/report/{query}").content.decode()
        assert (SAID["detail"] in text) is is_there


def test_a_reported_post_is_not_hot_until_staff_have_looked(
    make_post: Callable[..., Post], classmate: Person, make_person: Callable[..., Person], guest: APIClient
) -> None:
    posts = [make_post(title) for title in ("급식 후기", "매점 후기")]
    for number in range(3):
        for post in posts:
            post.like(make_person(f"fan{number}{post.pk}").user)
    rank_posts()

    def hot() -> set[str]:
        return {row["title"] for row in guest.get("/post/hot/").json()["results"]}

    assert hot() == {"급식 후기", "매점 후기"}
    classmate.client.put(f"/post/{posts[0].pk}/report/", SAID)
    assert hot() == {"매점 후기"}
    rank_posts()
    assert hot() == {"매점 후기"}
    Report.objects.all().settle()
    rank_posts()
    assert hot() == {"급식 후기", "매점 후기"}


def test_who_leaves_for_good_leaves_the_report_without_words(target, classmate: Person) -> None:
    classmate.client.put(target[0], SAID)
    classmate.user.erase()
    report = Report.objects.get()
    assert (report.user, report.reason, report.detail) == (None, "privacy", "")


def test_a_member_who_reported_can_be_deleted(target, classmate: Person, head: Client) -> None:
    classmate.client.put(target[0], SAID)
    assert head.post(f"/admin/accounts/user/{classmate.id}/delete/", {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=classmate.id).exists()
    assert Report.objects.get().user is None


def test_the_queries_of_reporting(post: Post, classmate: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(6):
        # 1 the token's login and user, 2 the post, 3 savepoint, 4 its lock, 5 the report, 6 savepoint released
        classmate.client.put(f"/post/{post.pk}/report/", SAID)


def test_many_reports_of_one_member_at_once_are_one(
    at_once: Callable[..., list[Any]], post: Post, classmate: Person
) -> None:
    answers = at_once(*[lambda: classmate.client.put(f"/post/{post.pk}/report/", SAID)] * 10)
    assert {answer.status_code for answer in answers} == {200}
    assert Report.objects.count() == 1
