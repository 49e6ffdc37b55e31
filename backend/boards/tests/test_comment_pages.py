"""Pages of comments: thread by thread, from anywhere, and only what is new."""

import re
from base64 import b64encode
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from boards.models import Comment, Post
from common.testing import Person, assert_error


@pytest.fixture
def talk(post: Post, author: Person, classmate: Person) -> list[int]:
    """Seven threads with none to six answers, which came in no order; the ids as they stand."""
    tops = [post.comment(classmate.user, f"댓글 {number}") for number in range(7)]
    answers = [
        post.comment(author.user, f"답글 {turn}", parent=top.pk).pk
        for turn in range(6)
        for number, top in enumerate(tops)
        if turn < number
    ]
    assert len(answers) == 21
    return list(post.comments.order_by("thread", "pk").values_list("pk", flat=True))


def walk(client: APIClient, url: str, way: str = "next") -> list[list[int]]:
    pages = []
    while url:
        body = client.get(url).json()
        pages.append([row["id"] for row in body["results"]])
        url = body[way]
    return pages


@pytest.mark.parametrize("size", [1, 2, 3, 5, 27, 28, 100])
def test_a_walk_meets_every_comment_once_in_its_place(guest: APIClient, post: Post, talk: list[int], size: int) -> None:
    pages = walk(guest, f"/post/{post.pk}/comment/?page_size={size}")
    assert [pk for page in pages for pk in page] == talk
    assert len(pages) == -(-28 // size)


@pytest.mark.parametrize("size", [1, 3, 9])
def test_the_way_back_shows_the_same(guest: APIClient, post: Post, talk: list[int], size: int) -> None:
    url, last = f"/post/{post.pk}/comment/?page_size={size}", {}
    while url:
        last = guest.get(url).json()
        url = last["next"]
    back = walk(guest, last["previous"], "previous")
    tail = [row["id"] for row in last["results"]]
    assert [pk for page in reversed(back) for pk in page] + tail == talk


def test_what_comes_in_between_shifts_nothing(guest: APIClient, post: Post, author: Person, talk: list[int]) -> None:
    first = guest.get(f"/post/{post.pk}/comment/?page_size=10").json()
    early = post.comment(author.user, "앞 이야기에 늦게 단 답글", parent=talk[0])
    late = post.comment(author.user, "마지막 댓글")
    Comment.objects.get(pk=talk[9]).remove()
    rest = [pk for page in walk(guest, first["next"]) for pk in page]
    assert rest == [*talk[10:], late.pk]
    assert early.pk not in rest


@pytest.mark.parametrize("size", [1, 2, 5, 50])
def test_a_page_can_be_asked_for_by_any_comment_in_it(guest: APIClient, post: Post, talk: list[int], size: int) -> None:
    """It begins with the top of the thread, unless the answer stands further down than the page is long."""
    threads = dict(post.comments.values_list("pk", "thread"))
    for pk in talk:
        body = guest.get(f"/post/{post.pk}/comment/?page_size={size}&at={pk}").json()
        ids = [row["id"] for row in body["results"]]
        top = threads[pk]
        assert pk in ids
        assert ids[0] == (top if talk.index(pk) - talk.index(top) < size else pk)
        assert "at" not in parse_qs(urlsplit(body["next"] or "").query)
        after = [pk for page in walk(guest, body["next"]) for pk in page]
        before = [pk for page in reversed(walk(guest, body["previous"], "previous")) for pk in page]
        assert before + ids + after == talk
        assert (body["previous"] is None) is (ids[0] == talk[0])


def test_a_page_around_a_comment_takes_two_queries(
    guest: APIClient, post: Post, talk: list[int], django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):  # 1 the page from the top of the thread on, 2 whether anything stands before it
        guest.get(f"/post/{post.pk}/comment/?at={talk[-1]}")
    with django_assert_num_queries(3):  # 1 the page that it is not on, 2 the page, 3 whether anything stands before it
        guest.get(f"/post/{post.pk}/comment/?at={talk[-1]}&page_size=2")


def test_the_newest_comment_can_be_asked_for(
    guest: APIClient, post: Post, talk: list[int], make_post, django_assert_num_queries
) -> None:
    """From its id on one asks for what came `after`."""
    with django_assert_num_queries(4):  # 1 which one it is, 2–3 its page, 4 whether anything stands before it
        body = guest.get(f"/post/{post.pk}/comment/?at=newest&page_size=1").json()
    assert [row["id"] for row in body["results"]] == [max(talk)]
    assert max(talk) in [row["id"] for row in guest.get(f"/post/{post.pk}/comment/?at=newest").json()["results"]]
    quiet = make_post("조용한 글")
    nothing = {"next": None, "previous": None, "results": []}
    assert guest.get(f"/post/{quiet.pk}/comment/?at=newest").json() == nothing


def test_there_is_no_page_around_what_can_not_be_seen(
    guest: APIClient, classmate: Person, post: Post, talk: list[int], make_post
) -> None:
    elsewhere = make_post("다른 글").comment(classmate.user, "다른 글의 댓글")
    hidden = post.comment(classmate.user, "숨긴 댓글")
    Comment.objects.filter(pk=hidden.pk).hide()
    for pk in (elsewhere.pk, hidden.pk, 0, 999_999, 2**63 - 1):
        assert_error(guest.get(f"/post/{post.pk}/comment/?at={pk}"), 404, "not_found")
    assert_error(guest.get(f"/post/999999/comment/?at={talk[0]}"), 404, "not_found")
    assert_error(guest.get(f"/study/{post.pk}/comment/?at={talk[0]}"), 404, "not_found")
    assert classmate.client.get(f"/post/{post.pk}/comment/?at={hidden.pk}").status_code == 200


def test_the_place_of_a_deleted_comment_has_a_page(guest: APIClient, post: Post, talk: list[int]) -> None:
    top = Comment.objects.filter(replies__isnull=False).first()
    top.remove()
    body = guest.get(f"/post/{post.pk}/comment/?at={top.pk}&page_size=2").json()
    first, _answer = body["results"]
    assert (first["id"], first["is_deleted"]) == (top.pk, True)


def test_what_came_after_one_comes_in_the_order_of_writing(
    guest: APIClient, post: Post, classmate: Person, talk: list[int]
) -> None:
    url, newest = f"/post/{post.pk}/comment/", max(talk)
    assert guest.get(f"{url}?after={newest}").json() == {"next": None, "previous": None, "results": []}
    answer = post.comment(classmate.user, "첫 이야기에 단 답글", parent=talk[0])
    top = post.comment(classmate.user, "새 이야기")
    gone = post.comment(classmate.user, "바로 지운 댓글")
    gone.remove()
    body = guest.get(f"{url}?after={newest}").json()
    assert [(row["id"], row["parent"]) for row in body["results"]] == [(answer.pk, talk[0]), (top.pk, None)]
    assert guest.get(f"{url}?after={answer.pk}").json()["results"] == body["results"][1:]


def test_much_that_is_new_comes_page_by_page(guest: APIClient, post: Post, talk: list[int]) -> None:
    pages = walk(guest, f"/post/{post.pk}/comment/?after=0&page_size=10")
    assert [pk for page in pages for pk in page] == sorted(talk)
    assert [len(page) for page in pages] == [10, 10, 8]


def test_asking_for_what_is_new_takes_a_query_or_two(
    guest: APIClient, post: Post, talk: list[int], django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):  # 1 the comments
        guest.get(f"/post/{post.pk}/comment/?after={min(talk)}")
    with django_assert_num_queries(2):  # 1 the comments, 2 whether there is the post
        guest.get(f"/post/{post.pk}/comment/?after={max(talk)}")


def test_nothing_is_new_where_there_is_no_post(guest: APIClient, post: Post) -> None:
    assert_error(guest.get("/post/999999/comment/?after=0"), 404, "not_found")
    assert_error(guest.get(f"/study/{post.pk}/comment/?after=0"), 404, "not_found")


@pytest.mark.parametrize("param", ["at", "after"])
@pytest.mark.parametrize("value", ["", "-1", "수시", "1.5", str(2**63), "9" * 5_000, "1;DROP", "%00"])
def test_what_is_no_id_is_refused(guest: APIClient, post: Post, param: str, value: str) -> None:
    response = guest.get(f"/post/{post.pk}/comment/?{param}={value}")
    assert response.status_code == 400, response.content.decode()
    assert {error["attr"] for error in response.json()["errors"]} == {param}


@pytest.mark.parametrize("position", ["1", "1-", "-1", "1-2-3", "1-수", "a-b", f"{2**63}-1", f"1-{2**63}"])
def test_a_forged_cursor_is_refused(guest: APIClient, post: Post, position: str) -> None:
    cursor = b64encode(urlencode({"p": position}).encode()).decode()
    assert_error(guest.get(f"/post/{post.pk}/comment/?{urlencode({'cursor': cursor})}"), 400, "invalid", "cursor")


def test_a_page_deep_in_a_long_thread_reads_no_more_than_itself(guest: APIClient, post: Post, author: Person) -> None:
    """Two thousand answers to one comment: the plan goes by one index, whatever stands before the page."""
    top = post.comment(author.user, "댓글")
    Comment.objects.bulk_create(
        Comment(post=post, author=author.user, parent=top, content=f"{number}") for number in range(2_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    deep = Comment.objects.filter(parent=top).order_by("-pk")[10]
    url = guest.get(f"/post/{post.pk}/comment/?at={deep.pk}&page_size=5").json()["next"]
    with CaptureQueriesContext(connection) as queries:
        guest.get(url)
    [page] = [query["sql"] for query in queries if "ORDER BY" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"{'EXPLAIN' if connection.vendor == 'postgresql' else 'EXPLAIN QUERY PLAN'} {page}")
        plan = "\n".join(str(row) for row in cursor.fetchall())
    assert "comment_by_thread" in plan, plan
    assert not re.search("Sort|TEMP B-TREE", plan), plan
    if connection.vendor == "postgresql":
        assert "ROW(thread, id) > ROW(" in plan.split("Index Cond", 1)[1], plan
