"""/post/{id}/: reading, editing, deleting one post."""

from functools import partial

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from boards.hits import viewer_of
from boards.models import Comment, Like, Post
from boards.tests.test_posts import DETAIL_KEYS
from common.testing import Person, assert_error


def test_a_guest_reads_a_post(guest: APIClient, post: Post, author: Person) -> None:
    response = guest.get(f"/post/{post.pk}/")
    body = response.json()
    assert response.status_code == 200
    assert set(body) == DETAIL_KEYS
    assert body["content_html"] == "<p>오늘 급식 보고 울었다</p>\n"
    assert (body["is_mine"], body["author"]["id"]) == (False, author.id)


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_a_post_of_one_board_is_not_found_on_the_other(author: Person, post: Post, method: str) -> None:
    response = getattr(author.client, method)(f"/study/{post.pk}/", {"title": "제목", "content": "내용"})
    assert_error(response, 404, "not_found")
    assert Post.objects.filter(pk=post.pk, title=post.title).exists()


@pytest.mark.parametrize("post_id", ["0", "999999", str(2**63), "9" * 40, "9" * 5_000])
def test_an_id_that_nobody_has_is_not_found(guest: APIClient, post_id: str) -> None:
    assert_error(guest.get(f"/post/{post_id}/"), 404, "not_found")


def test_reading_takes_two_queries(guest: APIClient, classmate: Person, post: Post, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):  # 1 the post with its author, 2 the view
        guest.get(f"/post/{post.pk}/")
    with django_assert_num_queries(1):  # 1 the post: this view was counted before
        guest.get(f"/post/{post.pk}/")
    with django_assert_num_queries(3):  # 1 the token's login and user, 2 the post, 3 the view
        classmate.client.get(f"/post/{post.pk}/")


def test_a_viewer_counts_once_however_often_he_reads(guest: APIClient, classmate: Person, post: Post) -> None:
    url = f"/post/{post.pk}/"
    classmate.client.get(url)
    assert [guest.get(url).json()["hits"] for _ in range(3)] == [2, 2, 2]
    assert guest.get(url, HTTP_USER_AGENT="다른 기기").json()["hits"] == 3
    assert guest.get(url, REMOTE_ADDR="203.0.113.9").json()["hits"] == 4


def test_each_member_counts_and_each_post_for_itself(
    guest: APIClient, author: Person, classmate: Person, post: Post, make_post
) -> None:
    url, other = f"/post/{post.pk}/", make_post("다른 글")
    assert [person.client.get(url).json()["hits"] for person in (author, classmate)] == [1, 2]
    assert guest.get(f"/post/{other.pk}/").json()["hits"] == 1
    assert guest.get(url).json()["hits"] == 3


def test_what_is_remembered_of_a_guest_says_nothing(rf: RequestFactory) -> None:
    request = rf.get("/", REMOTE_ADDR="203.0.113.9", headers={"User-Agent": "어떤 기기"})
    request.user = AnonymousUser()
    assert not [word for word in ("203.0.113.9", "기기") if word in viewer_of(request)]


def test_the_same_viewer_counts_again_after_an_hour(guest: APIClient, post: Post, settings: Settings) -> None:
    if settings.REDIS_URL:
        pytest.skip("Redis has a clock of its own, which can't be moved")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        hits = []
        for seconds in (0, 3_599, 2):
            clock.shift(seconds)
            hits.append(guest.get(f"/post/{post.pk}/").json()["hits"])
    assert hits == [1, 1, 2]


def test_a_view_touches_neither_the_edit_time_nor_an_edit(guest: APIClient, author: Person, post: Post) -> None:
    author.client.patch(f"/post/{post.pk}/", {"title": "고친 제목"})
    post.refresh_from_db()
    before = post.updated_at
    guest.get(f"/post/{post.pk}/")
    post.refresh_from_db()
    assert (post.hits, post.title, post.updated_at) == (1, "고친 제목", before)


def test_a_head_request_counts_no_view(guest: APIClient, post: Post) -> None:
    assert guest.head(f"/post/{post.pk}/").status_code == 200
    post.refresh_from_db()
    assert post.hits == 0


def test_views_of_many_at_once_are_counted_exactly(at_once, post: Post) -> None:
    calls = [
        lambda number=number: APIClient().get(f"/post/{post.pk}/", HTTP_USER_AGENT=f"기기 {number % 25}")
        for number in range(50)
    ]
    assert {answer.status_code for answer in at_once(*calls)} == {200}
    post.refresh_from_db()
    assert post.hits == 25


def test_the_author_edits(author: Person, post: Post) -> None:
    response = author.client.put(f"/post/{post.pk}/", {"title": "고친 제목", "content": "*고친* 내용"})
    body = response.json()
    assert response.status_code == 200
    assert (body["title"], body["content_html"]) == ("고친 제목", "<p><em>고친</em> 내용</p>\n")
    assert body["excerpt"] == "고친 내용"
    assert body["updated_at"] > body["created_at"]


def test_a_part_is_edited_and_the_rest_stays(author: Person, post: Post) -> None:
    body = author.client.patch(f"/post/{post.pk}/", {"title": "제목만"}).json()
    assert (body["title"], body["content"]) == ("제목만", "오늘 급식 보고 울었다")


def test_the_queries_of_editing(author: Person, post: Post, django_assert_num_queries) -> None:
    with django_assert_num_queries(7):
        # 1 the token's login and user, 2 the post, 3 savepoint, 4 the edit, 5 what was before, 6 savepoint released,
        # 7 the post as everyone sees it
        author.client.patch(f"/post/{post.pk}/", {"title": "고친 제목"})


def test_an_edit_leaves_counters_that_moved_meanwhile(author: Person, classmate: Person, post: Post) -> None:
    stale = Post.objects.get(pk=post.pk)
    classmate.client.post(f"/post/{post.pk}/like/")
    stale.rewrite(title="늦게 저장한 제목")
    post.refresh_from_db()
    assert (post.like_count, post.title) == (1, "늦게 저장한 제목")


@pytest.mark.parametrize("method", ["put", "patch"])
def test_nobody_else_edits_not_even_staff(classmate: Person, staff: Person, guest: APIClient, post, method) -> None:
    body = {"title": "남의 글", "content": "고쳐 보기"}
    assert_error(getattr(guest, method)(f"/post/{post.pk}/", body), 401, "not_authenticated")
    for person in (classmate, staff):
        assert_error(getattr(person.client, method)(f"/post/{post.pk}/", body), 403, "permission_denied")
    post.refresh_from_db()
    assert post.title == "급식에 마라탕"


@pytest.mark.parametrize(
    ("method", "body", "code", "attr"),
    [
        ("put", {"title": "내용 없이"}, "required", "content"),
        ("patch", {"title": ""}, "blank", "title"),
        ("patch", {"content": "가" * 20_001}, "max_length", "content"),
        ("patch", {"title": "제목", "content": 3.14}, "invalid", "content"),
        ("patch", {"is_anonymous": True}, "anonymity_is_fixed", "is_anonymous"),
    ],
)
def test_a_bad_edit_changes_nothing(author: Person, post: Post, method, body, code, attr) -> None:
    assert_error(getattr(author.client, method)(f"/post/{post.pk}/", body), 400, code, attr)
    unchanged = Post.objects.get(pk=post.pk)
    assert (unchanged.title, unchanged.content) == (post.title, post.content)


def test_the_author_deletes_a_post_with_all_that_hangs_on_it(author: Person, post: Post, comment: Comment) -> None:
    author.client.post(f"/post/{post.pk}/comment/{comment.pk}/like/")
    author.client.post(f"/post/{post.pk}/like/")
    assert author.client.delete(f"/post/{post.pk}/").status_code == 204
    assert [model.objects.count() for model in (Post, Comment, Like)] == [0, 0, 0]
    assert_error(author.client.delete(f"/post/{post.pk}/"), 404, "not_found")


def test_staff_delete_but_a_classmate_cannot(classmate: Person, staff: Person, guest: APIClient, post: Post) -> None:
    url = f"/post/{post.pk}/"
    assert_error(guest.delete(url), 401, "not_authenticated")
    assert_error(classmate.client.delete(url), 403, "permission_denied")
    assert staff.client.delete(url).status_code == 204


def test_the_queries_of_deleting(author: Person, post: Post, comment: Comment, django_assert_num_queries) -> None:
    with django_assert_num_queries(23):
        # 1 the token's login and user, 2 the post, 3 savepoint, 4–5 the locks of the row and its comments,
        # 6 attachments, 7 comments, 8 their answers, 9 the poll, 10–18 likes, revisions, pseudonyms, scraps, reports
        # and the rank, 19 comments, 20 the post, 21–22 what was told of it, held and deleted, 23 savepoint released
        author.client.delete(f"/post/{post.pk}/")


def test_deleting_while_others_comment_leaves_nothing_behind(at_once, make_person, author: Person, make_post) -> None:
    people = [make_person(f"student{number}") for number in range(8)]
    for number in range(5):
        doomed = make_post(f"곧 사라질 글 {number}")
        url = f"/post/{doomed.pk}/"
        comments = [partial(person.client.post, f"{url}comment/", {"content": "저도요"}) for person in people]
        liked = [url, *[f"{url}comment/{doomed.comment(author.user, '먼저 쓴 댓글').pk}/" for _ in range(3)]]
        likes = [partial(person.client.post, f"{entry}like/") for person in people for entry in liked]
        answers = at_once(*comments, partial(author.client.delete, url), *likes)
        assert {answer.status_code for answer in answers} <= {200, 201, 204, 404}
        assert [model.objects.count() for model in (Post, Comment, Like)] == [0, 0, 0]
