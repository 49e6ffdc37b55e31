"""/comments/mine/: what a member has said, over both boards."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from boards.models import Board, Comment, Post
from common.testing import Person, assert_error

URL = "/comments/mine/"


@pytest.fixture
def talk(author: Person, classmate: Person, make_post: Callable[..., Post]) -> list[Comment]:
    """The classmate's comments: under a free post, anonymously under a study post, and an answer to it."""
    free, study = make_post("급식 이야기"), make_post("수시 이야기", board=Board.STUDY)
    free.comment(author.user, "남의 댓글")
    named = free.comment(classmate.user, "부럽다")
    anonymous = study.comment(classmate.user, "저도 궁금해요", is_anonymous=True)
    return [named, anonymous, study.comment(classmate.user, "답을 찾았어요", parent=anonymous.pk)]


def said(person: Person) -> list[dict]:
    response = person.client.get(URL)
    assert response.status_code == 200, response.content.decode()
    return response.json()["results"]


def test_own_comments_of_both_boards_come_newest_first(talk: list[Comment], classmate: Person) -> None:
    rows = said(classmate)
    assert [row["content"] for row in rows] == ["답을 찾았어요", "저도 궁금해요", "부럽다"]
    free, study = talk[0].post, talk[1].post
    assert rows[0]["post"] == {"id": study.pk, "board": "study", "title": "수시 이야기"}
    assert rows[2]["post"] == {"id": free.pk, "board": "free", "title": "급식 이야기"}
    assert rows[0]["parent"] == talk[1].pk
    assert rows[1]["author"] == {"id": None, "name": "익명 1", "profile_picture": None}
    assert all(row["is_mine"] for row in rows)


def test_others_see_their_own(talk: list[Comment], author: Person, staff: Person, guest: APIClient) -> None:
    assert [row["content"] for row in said(author)] == ["남의 댓글"]
    assert said(staff) == []
    assert_error(guest.get(URL), 401, "not_authenticated")


def test_what_a_hidden_post_is_called_its_author_alone_knows(talk: list[Comment], author: Person, classmate) -> None:
    post = talk[0].post
    Post.objects.filter(pk=post.pk).hide()
    assert said(classmate)[2]["post"] == {"id": post.pk, "board": "free", "title": None}
    assert said(author)[0]["post"]["title"] == "급식 이야기"


def test_hidden_ones_are_marked_and_deleted_ones_are_gone(talk: list[Comment], classmate: Person) -> None:
    Comment.objects.filter(pk=talk[0].pk).hide()
    talk[1].remove()  # its place stays for the answer
    rows = said(classmate)
    assert [(row["content"], row["is_hidden"]) for row in rows] == [("답을 찾았어요", False), ("부럽다", True)]


def test_they_are_paged(classmate: Person, post: Post) -> None:
    for number in range(5):
        post.comment(classmate.user, f"{number}번째")
    page = classmate.client.get(f"{URL}?page_size=2").json()
    assert [row["content"] for row in page["results"]] == ["4번째", "3번째"]
    post.comment(classmate.user, "그사이")
    second = classmate.client.get(page["next"]).json()
    assert [row["content"] for row in second["results"]] == ["2번째", "1번째"]
    assert_error(classmate.client.get(f"{URL}?page_size=101"), 400, "max_value", "page_size")


def test_they_take_one_query_and_one_for_the_token(classmate: Person, make_post, django_assert_num_queries) -> None:
    for number in range(20):
        make_post(f"글 {number}").comment(classmate.user, "저도요").like(classmate.user)
    with django_assert_num_queries(2):  # 1 the token's login and user, 2 the page with posts, author and own likes
        assert len(said(classmate)) == 20
