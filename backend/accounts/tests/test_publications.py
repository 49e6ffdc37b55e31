"""POST /accounts/erase/: hiding, showing and deleting everything one has written, in one step."""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F, Q
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts.personal_data import Action
from boards.models import Board, Comment, Like, Post
from boards.personal_data import publish
from common.testing import PASSWORD, Person, assert_error

URL = "/accounts/erase/"
DELETE = {"action": "delete", "password": PASSWORD}


def act(person: Person, action: str, **body: str) -> dict[str, int]:
    response = person.client.post(URL, {"action": action, **body})
    assert response.status_code == 200, response.content.decode()
    return response.json()


def assert_counters_are_right() -> None:
    public = Count("comments", filter=Q(comments__hidden_at=None, comments__is_deleted=False), distinct=True)
    posts = Post.objects.annotate(counted=public, liked=Count("likes", distinct=True))
    assert not posts.exclude(comment_count=F("counted")).exists()
    assert not posts.exclude(like_count=F("liked")).exists()
    assert not Comment.objects.annotate(liked=Count("likes")).exclude(like_count=F("liked")).exists()


@pytest.fixture
def talk(author: Person, classmate: Person, make_post) -> dict[str, Post]:
    """Both have written on both boards and commented everywhere, and like each other's words."""
    posts = {
        "mine": make_post("내 글"),
        "mine in study": make_post("내 입시 글", board=Board.STUDY),
        "theirs": make_post("친구 글", author=classmate.user),
        "theirs in study": make_post("친구 입시 글", board=Board.STUDY, author=classmate.user),
    }
    for post in posts.values():
        for person in (author, classmate, classmate):
            comment = post.comment(person.user, "한마디")
            comment.like(author.user)
            comment.like(classmate.user)
            post.like(person.user)
    return posts


def test_both_boards_are_hidden_in_one_step(talk, author: Person, guest: APIClient) -> None:
    assert act(author, "hide") == {"posts": 2, "comments": 4}
    assert [row["title"] for row in guest.get("/post/").json()["results"]] == ["친구 글"]
    assert [row["title"] for row in guest.get("/study/").json()["results"]] == ["친구 입시 글"]
    detail = guest.get(f"/post/{talk['theirs'].pk}/").json()
    assert (detail["comment_count"], detail["like_count"]) == (2, 2)
    assert_counters_are_right()


def test_hiding_and_showing_are_idempotent(talk, author: Person) -> None:
    before = list(Post.objects.order_by("pk").values()), list(Comment.objects.order_by("pk").values())
    assert act(author, "hide") == {"posts": 2, "comments": 4}
    assert act(author, "hide") == {"posts": 0, "comments": 0}
    assert act(author, "show") == {"posts": 2, "comments": 4}
    assert act(author, "show") == {"posts": 0, "comments": 0}
    assert (list(Post.objects.order_by("pk").values()), list(Comment.objects.order_by("pk").values())) == before


def test_what_is_written_later_is_not_hidden(talk, author: Person, guest: APIClient) -> None:
    act(author, "hide")
    new = author.client.post("/post/", {"title": "새 글", "content": "다시 시작"}).json()
    assert guest.get(f"/post/{new['id']}/").status_code == 200
    assert act(author, "hide") == {"posts": 1, "comments": 0}


def test_deleting_takes_all_that_hangs_on_it(talk, author: Person, classmate: Person) -> None:
    assert act(author, "delete", password=PASSWORD) == {"posts": 2, "comments": 4}
    assert not Post.objects.by(author.user).exists()
    assert not Comment.objects.by(author.user).exists()
    assert Comment.objects.count() == 4
    assert_counters_are_right()
    assert author.client.get("/accounts/user/").status_code == 200


def test_likes_of_others_words_stay(talk, author: Person) -> None:
    act(author, "delete", password=PASSWORD)
    assert Like.objects.filter(user=author.id, post=talk["theirs"]).exists()


def test_what_is_hidden_is_deleted_as_well(talk, author: Person) -> None:
    act(author, "hide")
    assert act(author, "delete", password=PASSWORD) == {"posts": 2, "comments": 4}
    assert_counters_are_right()


def test_more_than_a_batch_is_changed(author: Person, classmate: Person, make_post, monkeypatch) -> None:
    monkeypatch.setattr("boards.personal_data.BATCH", 3)
    for number in range(8):
        make_post(f"글 {number}").comment(classmate.user, "한마디")
        make_post(f"친구 글 {number}", author=classmate.user).comment(author.user, "한마디")
    assert act(author, "hide") == {"posts": 8, "comments": 8}
    assert_counters_are_right()
    assert act(author, "show") == {"posts": 8, "comments": 8}
    assert act(author, "delete", password=PASSWORD) == {"posts": 8, "comments": 8}
    assert_counters_are_right()
    assert Post.objects.count() == 8


@pytest.mark.parametrize(
    ("body", "code", "attr"),
    [
        ({}, "required", "action"),
        ({"action": "vanish"}, "invalid_choice", "action"),
        ({"action": ["hide"]}, "invalid_choice", "action"),
        ({"action": "delete"}, "required", "password"),
        ({"action": "delete", "password": "아니에요"}, "wrong_password", "password"),
        ({"action": "delete", "password": None}, "null", "password"),
    ],
)
def test_a_bad_wish_changes_nothing(talk, author: Person, body, code: str, attr: str) -> None:
    assert_error(author.client.post(URL, body), 400, code, attr)
    assert (Post.objects.public().count(), Comment.objects.public().count()) == (4, 12)


def test_a_guest_has_nothing_to_hide(guest: APIClient) -> None:
    assert_error(guest.post(URL, {"action": "hide"}), 401, "not_authenticated")


def test_who_has_no_password_deletes_shortly_after_logging_in(talk, author: Person) -> None:
    author.user.set_unusable_password()
    author.user.save()
    author.user.logins.update(created_at=timezone.now() - timedelta(minutes=11))
    assert_error(author.client.post(URL, {"action": "delete"}), 403, "recent_login_required")
    assert act(author, "hide")["posts"] == 2
    author.user.logins.update(created_at=timezone.now())
    assert act(author, "delete")["posts"] == 2


def test_the_queries_do_not_grow_with_the_posts(talk, author: Person, make_post, django_assert_num_queries) -> None:
    for action, queries in (("hide", 16), ("show", 9)):
        with django_assert_num_queries(queries):
            # 1 the token's login and member, 2 savepoint, 3 posts of own comments, 4 own posts, 5 the posts' locks,
            # 6 comments, 7 posts, 8 counters, 9 savepoint released; to hide them the comments' locks, which they are
            # and which posts are hidden, and twice what was told of them, locked and deleted
            act(author, action)
        for number in range(20):
            make_post(f"글 {number}").comment(author.user, "한마디")
            Post.objects.hide()


def test_what_another_tab_hides_between_two_looks_is_counted(author: Person, make_post) -> None:
    make_post("글").comment(author.user, "한마디")
    looks: list[str] = []

    def hide_after_the_first_look(execute, sql: str, *rest: Any) -> Any:
        found = execute(sql, *rest)
        if not looks:
            looks.append(sql)
            publish(author.user, Action.HIDE)
        return found

    with connection.execute_wrapper(hide_after_the_first_look):
        publish(author.user, Action.SHOW)
    assert_counters_are_right()


@pytest.fixture
def crowd(make_person, author: Person, classmate: Person, make_post) -> list[Callable[[], Response]]:
    """Requests of six others who comment on and like the words of two who are about to hide or delete them."""
    posts = [make_post(f"글 {number}", author=(author, classmate)[number % 2].user) for number in range(8)]
    comments = [post.comment(person.user, "한마디") for post in posts for person in (author, classmate)]
    urls = [f"/post/{post.pk}/" for post in posts]
    liked = [*urls, *[f"/post/{comment.post_id}/comment/{comment.pk}/" for comment in comments]]
    requests: list[Callable[[], Response]] = []
    for person in [make_person(f"student{number}") for number in range(6)]:
        requests += [partial(person.client.post, f"{url}comment/", {"content": "저도요"}) for url in urls]
        requests += [partial(person.client.post, f"{url}like/") for url in liked]
    requests += [partial(author.client.post, f"{url}comment/", {"content": "나도"}) for url in urls]
    requests += [partial(author.client.delete, f"/post/{comments[0].post_id}/comment/{comments[0].pk}/")] * 4
    random.shuffle(requests)
    return requests


def test_hiding_while_others_write_keeps_the_counts(at_once, crowd, author: Person, classmate: Person) -> None:
    for action in ("hide", "show", "hide"):
        crowd[5:5] = [partial(person.client.post, URL, {"action": action}) for person in (author, classmate)]
    assert {answer.status_code for answer in at_once(*crowd)} <= {200, 201, 204, 404}
    assert_counters_are_right()


def test_deleting_while_others_write_keeps_the_counts(at_once, crowd, author: Person, classmate: Person) -> None:
    crowd[5:5] = [partial(person.client.post, URL, DELETE) for person in (author, classmate)]
    assert {answer.status_code for answer in at_once(*crowd)} <= {200, 201, 204, 404}
    assert_counters_are_right()
    for person in (author, classmate):
        act(person, "delete", password=PASSWORD)
    assert [model.objects.count() for model in (Post, Comment, Like)] == [0, 0, 0]
