"""Many at once: exactly one notification of each thing, and nobody waits for somebody who waits for them."""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from boards.models import Comment, Post
from common.testing import PASSWORD, Person
from notifications.models import Notification, QuietHours


def test_likes_of_many_at_once_are_one_notification(
    at_once: Callable[..., list[Any]], make_person: Callable[..., Person], post: Post, author: Person
) -> None:
    people = [make_person(f"fan{number}") for number in range(40)]
    answers = at_once(*[lambda person=person: person.client.post(f"/post/{post.pk}/like/") for person in people])
    assert {answer.status_code for answer in answers} == {200}
    assert Notification.objects.get().user == author.user
    assert author.client.get("/notifications/").json()["results"][0]["count"] == 40


def test_likes_come_and_go_and_leave_nothing_behind(
    at_once: Callable[..., list[Any]], make_person: Callable[..., Person], post: Post
) -> None:
    people = [make_person(f"fan{number}") for number in range(10)]

    def tap(person: Person) -> None:
        for _ in range(5):
            person.client.post(f"/post/{post.pk}/like/")
            person.client.delete(f"/post/{post.pk}/like/")

    at_once(*[lambda person=person: tap(person) for person in people])
    assert not Notification.objects.exists()


def test_comments_while_their_readers_leave(
    at_once: Callable[..., list[Any]],
    make_person: Callable[..., Person],
    author: Person,
    make_post: Callable[..., Post],
) -> None:
    """Who takes all their words back holds themselves, then posts; who comments holds a post, then tells them."""
    people = [make_person(f"talker{number}") for number in range(6)]
    posts = [make_post(f"{number}번째 글", author=people[number].user) for number in range(6)]
    tops = [post.comment(author.user, "다들 모여라").pk for post in posts]
    for person in people:
        for post, top in zip(posts, tops, strict=True):
            post.comment(person.user, "왔어요", parent=top)

    def answer(person: Person) -> list[int]:
        return [
            person.client.post(f"/post/{post.pk}/comment/", {"content": "또 왔어요", "parent": top}).status_code
            for post, top in zip(posts, tops, strict=True)
        ]

    def take_back(person: Person, action: str) -> list[int]:
        return [person.client.post("/accounts/erase/", {"action": action, "password": PASSWORD}).status_code]

    calls = [lambda person=person: answer(person) for person in people]
    calls += [lambda person=person: take_back(person, "hide") for person in people[:3]]
    calls += [lambda person=person: take_back(person, "delete") for person in people[3:5]]
    statuses = {status for answers in at_once(*calls) for status in answers}
    assert statuses <= {200, 201, 400, 404}
    about = {int(row.about.split(":")[1]) for row in Notification.objects.all()}
    assert about <= set(Comment.objects.public().values_list("pk", flat=True))


def test_a_member_who_is_held_can_still_be_told_something(
    at_once: Callable[..., list[Any]], post: Post, author: Person, classmate: Person
) -> None:
    """Who takes everything back holds themselves, then their posts: the other way round both would wait for ever."""

    def comment() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        return classmate.client.post(f"/post/{post.pk}/comment/", {"content": "가지 마"}).status_code

    with transaction.atomic():
        author.user.lock()
        assert at_once(comment) == [201]
    assert Notification.objects.get().user == author.user


def test_one_device_changes_the_beginning_and_another_the_end(
    at_once: Callable[..., list[Any]], author: Person
) -> None:
    def change(**body: str) -> Callable[[], int]:
        return lambda: author.client.patch("/notifications/settings/", body).status_code

    assert set(at_once(*[change(quiet_from="07:30"), change(quiet_until="07:30")] * 10)) <= {200, 400}
    quiet = QuietHours.objects.get()
    assert quiet.begins != quiet.ends
