from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from boards.models import Board, Comment, Post
from common.testing import Person, assert_error


@pytest.fixture(params=["post", "comment"])
def target(request: pytest.FixtureRequest, post: Post, comment: Comment) -> tuple[str, Post | Comment]:
    """Posts and comments are liked the same way."""
    if request.param == "post":
        return f"/post/{post.pk}/like/", post
    return f"/post/{post.pk}/comment/{comment.pk}/like/", comment


def test_a_like_is_counted_once_however_often_it_is_sent(target, author: Person) -> None:
    url, entry = target
    for _ in range(3):
        response = author.client.post(url)
        assert (response.status_code, response.json()) == (200, {"like_count": 1, "is_liked": True})
    entry.refresh_from_db()
    assert entry.like_count == 1
    assert entry.likes.count() == 1


def test_taking_a_like_back_twice_is_no_error(target, author: Person) -> None:
    url, entry = target
    author.client.post(url)
    for _ in range(2):
        response = author.client.delete(url)
        assert (response.status_code, response.json()) == (200, {"like_count": 0, "is_liked": False})
    assert entry.likes.count() == 0


def test_each_member_has_an_own_like(target, author: Person, classmate: Person) -> None:
    url, _ = target
    author.client.post(url)
    assert classmate.client.post(url).json() == {"like_count": 2, "is_liked": True}
    assert author.client.delete(url).json() == {"like_count": 1, "is_liked": False}


def test_a_guest_cannot_like(target, guest: APIClient) -> None:
    url, entry = target
    assert_error(guest.post(url), 401, "not_authenticated")
    assert_error(guest.delete(url), 401, "not_authenticated")
    assert entry.likes.count() == 0


def test_what_is_not_there_cannot_be_liked(post: Post, classmate: Person, make_post) -> None:
    elsewhere = make_post(board=Board.STUDY)
    assert_error(classmate.client.post(f"/post/{elsewhere.pk}/like/"), 404, "not_found")
    assert_error(classmate.client.post(f"/post/{post.pk}/comment/999/like/"), 404, "not_found")


def test_a_like_does_not_touch_the_time_of_the_last_edit(target, author: Person) -> None:
    url, entry = target
    author.client.post(url)
    before = entry.updated_at
    entry.refresh_from_db()
    assert entry.updated_at == before


def test_the_queries_of_a_like(target, author: Person, django_assert_num_queries) -> None:
    url, _ = target
    with django_assert_num_queries(9):
        # 1 the token's login and user, 2 the post or comment, 3 savepoint, 4 the row's lock, 5 is it liked already,
        # 6 the like, 7 the count, 8 the notification, 9 savepoint released
        author.client.post(url)


def test_likes_of_many_at_once_are_counted_exactly(
    at_once: Callable[..., list[Any]], make_person: Callable[..., Person], post: Post
) -> None:
    people = [make_person(f"student{number}") for number in range(20)]
    url = f"/post/{post.pk}/like/"
    at_once(*[lambda person=person: person.client.post(url) for person in people for _ in range(2)])
    post.refresh_from_db()
    assert (post.like_count, post.likes.count()) == (20, 20)


def test_one_member_tapping_wildly_leaves_one_like_or_none(
    at_once: Callable[..., list[Any]], post: Post, classmate: Person
) -> None:
    url = f"/post/{post.pk}/like/"
    taps = [lambda: classmate.client.post(url), lambda: classmate.client.delete(url)] * 10
    answers = at_once(*taps)
    assert {answer.status_code for answer in answers} == {200}
    post.refresh_from_db()
    assert post.like_count == post.likes.count() <= 1
