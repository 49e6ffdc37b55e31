"""From a post to the one before it and the one after."""

import pytest
from rest_framework.test import APIClient

from boards.models import Board, Post
from common.testing import Person, assert_error


def neighbors(client: APIClient, post: Post, path: str = "post") -> tuple[str | None, str | None]:
    response = client.get(f"/{path}/{post.pk}/neighbors/")
    assert response.status_code == 200, response.content.decode()
    body = response.json()
    for name in ("previous", "next"):
        assert body[name] is None or set(body[name]) == {"id", "title"}
    return tuple(body[name] and body[name]["title"] for name in ("previous", "next"))  # type: ignore[return-value]


def test_the_posts_of_a_board_are_neighbors_in_time(guest: APIClient, make_post) -> None:
    first, second = make_post("첫 글"), make_post("둘째 글")
    make_post("다른 게시판", board=Board.STUDY)
    third = make_post("셋째 글")
    assert neighbors(guest, first) == (None, "둘째 글")
    assert neighbors(guest, second) == ("첫 글", "셋째 글")
    assert neighbors(guest, third) == ("둘째 글", None)


def test_a_post_alone_has_none(guest: APIClient, post: Post) -> None:
    assert neighbors(guest, post) == (None, None)


def test_hidden_posts_are_passed_over_by_all_but_their_author(
    guest: APIClient, author: Person, classmate: Person, make_post
) -> None:
    first, hidden, third = make_post("첫 글"), make_post("숨긴 글"), make_post("셋째 글")
    Post.objects.filter(pk=hidden.pk).hide()
    for reader in (guest, classmate.client):
        assert neighbors(reader, first) == (None, "셋째 글")
        assert neighbors(reader, third) == ("첫 글", None)
        assert_error(reader.get(f"/post/{hidden.pk}/neighbors/"), 404, "not_found")
    assert neighbors(author.client, first) == (None, "숨긴 글")


@pytest.mark.parametrize("url", ["/study/{id}/neighbors/", "/post/9999999/neighbors/", f"/post/{10**30}/neighbors/"])
def test_what_is_not_there_has_no_neighbors(guest: APIClient, post: Post, url: str) -> None:
    assert_error(guest.get(url.format(id=post.pk)), 404, "not_found")


def test_it_costs_one_query(guest: APIClient, make_post, django_assert_num_queries) -> None:
    make_post()
    post = make_post()
    make_post()
    with django_assert_num_queries(1):  # the post with its neighbors
        guest.get(f"/post/{post.pk}/neighbors/")
