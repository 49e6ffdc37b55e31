"""The counters say what is there: after everybody wrote at once, and after `check_counters --fix`."""

from collections.abc import Callable
from io import StringIO
from threading import Event
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F

from boards.management.commands import check_counters
from boards.models import Comment, Post
from common.testing import Person


def run(*options: str) -> str:
    out = StringIO()
    call_command("check_counters", *options, stdout=out)
    return out.getvalue()


def counts(post: Post) -> tuple[int, int]:
    post.refresh_from_db()
    return post.like_count, post.comment_count


@pytest.fixture
def talk(post: Post, comment: Comment, author: Person, classmate: Person) -> Post:
    """Two likes and two comments, one of them liked, and one hidden."""
    post.like(author.user)
    post.like(classmate.user)
    comment.like(author.user)
    post.comment(author.user, "나도 부럽다")
    hidden = post.comment(author.user, "숨길 말")
    Comment.objects.filter(pk=hidden.pk).hide()
    Post.objects.filter(pk=post.pk).update(comment_count=F("comment_count") - 1)
    return post


def test_nothing_is_said_of_what_is_right(talk: Post) -> None:
    assert run() == "All counters are right.\n"


def test_each_wrong_row_is_told_and_left(talk: Post, comment: Comment) -> None:
    Post.objects.update(like_count=5, comment_count=0)
    Comment.objects.filter(pk=comment.pk).update(like_count=9)
    out = StringIO()
    with pytest.raises(CommandError, match="2 rows are wrong") as error:
        call_command("check_counters", stdout=out)
    assert error.value.returncode == 1
    assert out.getvalue() == (
        f"post {talk.pk}: like_count says 5, but there are 2, comment_count says 0, but there are 2\n"
        f"comment {comment.pk}: like_count says 9, but there are 1\n"
    )
    assert counts(talk) == (5, 0)


def test_what_is_wrong_is_set_right_and_nothing_else(talk: Post, comment: Comment) -> None:
    Post.objects.update(like_count=0, comment_count=7, hits=41)
    Comment.objects.update(like_count=3)
    before = Post.objects.values("updated_at", "version", "hits").get()
    assert "4 rows were wrong and are right now." in run("--fix")
    assert counts(talk) == (2, 2)
    assert list(Comment.objects.order_by("pk").values_list("like_count", flat=True)) == [1, 0, 0]
    assert Post.objects.values("updated_at", "version", "hits").get() == before
    assert run() == "All counters are right.\n"


def test_every_batch_is_looked_at(make_post: Callable[..., Post], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_counters, "BATCH", 2)
    for _ in range(5):
        make_post()
    Post.objects.update(like_count=1)
    with pytest.raises(CommandError, match="5 rows are wrong"):
        run()
    assert run("--fix").count("but there are 0") == 5
    assert run() == "All counters are right.\n"


def test_several_rows_are_held_in_the_order_of_their_ids(make_post: Callable[..., Post]) -> None:
    """So takes everybody who takes several: nobody waits for somebody who waits for them."""
    posts = [make_post() for _ in range(5)]
    Post.objects.filter(pk=posts[0].pk).count_view()  # PostgreSQL moves what is written
    with transaction.atomic():
        assert Post.objects.hold() == [post.pk for post in posts]


@pytest.mark.parametrize("column", ["like_count", "comment_count", "attachment_count"])
def test_each_counter_is_looked_at(talk: Post, attach, pdf, column: str) -> None:
    attach(pdf())
    before = Post.objects.values().get()
    Post.objects.update(**{column: 9})
    with pytest.raises(CommandError, match="1 rows are wrong"):
        run()
    run("--fix")
    assert Post.objects.values().get() == before


def test_an_empty_board_is_right(db: None) -> None:
    assert run() == "All counters are right.\n"


def test_the_queries_of_a_check(talk: Post, django_assert_num_queries) -> None:
    with django_assert_num_queries(4):
        # 1 the first and the last post, 2 the wrong ones of a batch, 3 and 4 the same of comments
        run()


def test_a_fix_waits_for_who_is_just_writing(at_once: Callable[..., list[Any]], classmate: Person, post: Post) -> None:
    """Or it would set right what was there before."""
    Post.objects.update(like_count=7)
    has_liked = Event()

    def like() -> None:
        with transaction.atomic():
            Post.objects.get(pk=post.pk).like(classmate.user)
            has_liked.set()
            while not somebody_waits():
                pass

    def fix() -> None:
        has_liked.wait()
        run("--fix")

    at_once(like, fix)
    assert counts(post) == (1, 0)


def somebody_waits() -> bool:
    """Whether PostgreSQL lets somebody wait who works with our database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks AS wanted JOIN pg_locks AS held USING (pid) "
            "JOIN pg_database ON pg_database.oid = held.database "
            "WHERE NOT wanted.granted AND datname = current_database())"
        )
        return cursor.fetchone()[0]


def test_all_is_counted_when_200_write_at_once(
    at_once: Callable[..., list[Any]], make_person: Callable[..., Person], post: Post
) -> None:
    """Everybody reads, likes, likes again and comments; every second one takes the like back, every third the comment;
    meanwhile the counters are checked and fixed again and again. (80 connections: PostgreSQL's default allows 100.)
    """
    people = [make_person(f"student{number}") for number in range(200)]
    url = f"/post/{post.pk}/"

    def act(number: int) -> list[int]:
        client = people[number].client
        statuses = [client.get(url).status_code, client.post(f"{url}like/").status_code]
        comment = client.post(f"{url}comment/", {"content": f"{number}번"})
        liked = f"{url}comment/{comment.json()['id']}/"
        statuses += [comment.status_code, client.post(f"{liked}like/").status_code]
        if number % 2:
            statuses.append(client.delete(f"{url}like/").status_code)
        if number % 3 == 0:
            statuses.append(client.delete(liked).status_code)
        if number % 20 == 0:
            run("--fix")
        return statuses

    answers = at_once(*[lambda number=number: act(number) for number in range(200)], workers=80)
    assert {status for statuses in answers for status in statuses} == {200, 201, 204}
    assert counts(post) == (100, 133)
    assert (post.hits, post.likes.count(), post.comments.count()) == (200, 100, 133)
    assert run() == "All counters are right.\n"
