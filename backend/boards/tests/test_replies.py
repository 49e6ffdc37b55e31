"""Answers to comments, one level deep, and the places of deleted comments that have some."""

import random
from functools import partial

import pytest
from django.db.models import Exists, OuterRef
from rest_framework.test import APIClient

from accounts import personal_data
from accounts.personal_data import Action
from boards.models import Comment, Like, Post, Revision
from common.testing import PASSWORD, Person, assert_error

PLACE = {
    "author": {"id": None, "name": "삭제된 댓글", "profile_picture": None},
    "content": "",
    "content_html": "",
    "is_mine": False,
    "is_anonymous": False,
    "like_count": 0,
    "is_liked": False,
    "is_hidden": False,
    "is_edited": False,
    "is_deleted": True,
}


def comments_of(client: APIClient, post: Post) -> list[dict]:
    response = client.get(f"/post/{post.pk}/comment/")
    assert response.status_code == 200, response.content.decode()
    return response.json()["results"]


def texts(client: APIClient, post: Post) -> list[str]:
    return [row["content"] for row in comments_of(client, post)]


def url_of(comment: Comment) -> str:
    return f"/post/{comment.post_id}/comment/{comment.pk}/"


def count_of(post: Post) -> int:
    post.refresh_from_db()
    assert post.comment_count == post.comments.public().count()
    return post.comment_count


@pytest.fixture
def reply(comment: Comment, post: Post, author: Person) -> Comment:
    """The author's answer to the classmate's comment."""
    return post.comment(author.user, "카레도 좋지", parent=comment.pk)


@pytest.fixture
def place(comment: Comment, reply: Comment) -> Comment:
    """What is left of the classmate's comment."""
    comment.remove()
    return comment


def test_an_answer_stands_right_below_its_comment(
    guest: APIClient, classmate: Person, post: Post, comment: Comment
) -> None:
    later = post.comment(classmate.user, "나중 댓글")
    url = f"/post/{post.pk}/comment/"
    written = classmate.client.post(url, {"content": "첫 답글", "parent": comment.pk})
    assert (written.status_code, written.json()["parent"]) == (201, comment.pk)
    post.comment(classmate.user, "나중 댓글의 답글", parent=later.pk)
    post.comment(classmate.user, "둘째 답글", parent=comment.pk)
    assert texts(guest, post) == [comment.content, "첫 답글", "둘째 답글", "나중 댓글", "나중 댓글의 답글"]
    assert [row["parent"] for row in comments_of(guest, post)] == [None, comment.pk, comment.pk, None, later.pk]
    assert count_of(post) == 5


@pytest.mark.parametrize(
    ("parent", "code"),
    [("reply", "not_top_level"), ("elsewhere", "does_not_exist"), ("nowhere", "does_not_exist"),
     ("hidden", "does_not_exist"), ("place", "does_not_exist"), (2**63, "does_not_exist"), (-1, "does_not_exist"),
     (True, "invalid"), ("수시", "invalid"), ([1], "invalid"), ({"id": 1}, "invalid"), (1.5, "invalid")],
)  # fmt: skip
def test_who_answers_to_what_can_not_be_answered_hears_why(
    staff: Person, classmate: Person, post: Post, comment: Comment, reply: Comment, make_post, parent, code: str
) -> None:
    hidden = post.comment(classmate.user, "숨길 댓글")
    post.comment(staff.user, "답글", parent=hidden.pk)
    Comment.objects.filter(pk=hidden.pk).hide()
    Post.objects.filter(pk=post.pk).count_comments()
    emptied = post.comment(classmate.user, "지울 댓글")
    post.comment(staff.user, "답글", parent=emptied.pk)
    emptied.remove()
    ids = {
        "reply": reply.pk,
        "elsewhere": make_post("다른 글").comment(classmate.user, "다른 글의 댓글").pk,
        "nowhere": 999_999,
        "hidden": hidden.pk,
        "place": emptied.pk,
    }
    before = Comment.objects.count()
    wish = ids.get(parent, parent) if isinstance(parent, str) else parent
    response = staff.client.post(f"/post/{post.pk}/comment/", {"content": "답글이에요", "parent": wish})
    assert_error(response, 400, code, "parent")
    assert Comment.objects.count() == before
    assert count_of(post) == 4


def test_an_answer_stays_where_it_is(author: Person, post: Post, reply: Comment) -> None:
    other = post.comment(author.user, "다른 댓글")
    body = author.client.patch(url_of(reply), {"content": "고친 답글", "parent": other.pk}).json()
    assert (body["content"], body["parent"]) == ("고친 답글", reply.parent_id)


def test_a_comment_that_was_answered_leaves_an_empty_place(
    guest: APIClient, classmate: Person, staff: Person, author: Person, post: Post, comment: Comment, reply: Comment
) -> None:
    comment.like(author.user)
    comment.rewrite(content="고친 댓글")
    assert classmate.client.delete(url_of(comment)).status_code == 204
    for client in (guest, classmate.client, staff.client, author.client):
        row, answer = comments_of(client, post)
        assert {name: row[name] for name in PLACE} == PLACE
        assert (row["id"], row["parent"], row["updated_at"]) == (comment.pk, None, row["created_at"])
        assert (answer["content"], answer["parent"]) == (reply.content, comment.pk)
        assert client.get(url_of(comment)).json() == row
    assert count_of(post) == 1
    assert (Like.objects.count(), Revision.objects.count()) == (0, 0)
    comment.refresh_from_db()
    assert (comment.content, comment.content_html) == ("", "")
    assert (comment.version, comment.updated_at) == (1, comment.created_at)


def test_an_empty_place_can_not_be_touched(classmate: Person, author: Person, place: Comment) -> None:
    url = url_of(place)
    before = Comment.objects.filter(pk=place.pk).values().get()
    for method, address in (
        ("patch", url),
        ("put", url),
        ("delete", url),
        ("post", f"{url}like/"),
        ("delete", f"{url}like/"),
        ("get", f"{url}revision/"),
    ):
        for person in (classmate, author):
            response = getattr(person.client, method)(address, {"content": "되살리기"})
            assert_error(response, 404, "not_found")
    assert Comment.objects.filter(pk=place.pk).values().get() == before


def test_an_empty_place_goes_with_its_last_answer(
    guest: APIClient, author: Person, classmate: Person, post: Post, place: Comment, reply: Comment
) -> None:
    answers = [reply, *[Comment.objects.create(post=post, author=classmate.user, parent=place, content="또")]]
    Post.objects.filter(pk=post.pk).count_comments()
    for answer, left in zip(answers, (2, 0), strict=True):
        answer.remove()
        assert len(comments_of(guest, post)) == left
    assert (count_of(post), Comment.objects.count()) == (0, 0)


def test_a_comment_without_answers_just_goes(guest: APIClient, post: Post, comment: Comment, reply: Comment) -> None:
    reply.remove()
    assert texts(guest, post) == [comment.content]
    comment.remove()
    assert (texts(guest, post), count_of(post)) == ([], 0)


def test_a_hidden_comment_that_was_answered_looks_like_a_deleted_one(
    guest: APIClient, classmate: Person, staff: Person, post: Post, comment: Comment, reply: Comment
) -> None:
    comment.rewrite(content="고친 댓글")
    shown = comments_of(classmate.client, post)
    personal_data.publish(classmate.user, Action.HIDE)
    for client in (guest, staff.client):
        row, _answer = comments_of(client, post)
        assert {name: row[name] for name in PLACE} == PLACE
        one = client.get(url_of(comment))
        assert (one.json(), one["ETag"]) == (row, '"1"')
    own, _answer = comments_of(classmate.client, post)
    assert (own["content"], own["is_hidden"], own["is_deleted"]) == (comment.content, True, False)
    assert count_of(post) == 1
    personal_data.publish(classmate.user, Action.SHOW)
    assert comments_of(classmate.client, post) == shown
    assert count_of(post) == 2


def test_where_all_answers_are_hidden_no_place_is_seen(
    guest: APIClient, author: Person, post: Post, place: Comment, reply: Comment
) -> None:
    Comment.objects.filter(pk=reply.pk).hide()
    assert comments_of(guest, post) == []
    assert_error(guest.get(url_of(place)), 404, "not_found")
    assert [row["is_deleted"] for row in comments_of(author.client, post)] == [True, False]


def test_deleting_everything_of_oneself_leaves_the_answers_of_others(
    guest: APIClient, author: Person, classmate: Person, post: Post, comment: Comment, reply: Comment
) -> None:
    lonely = post.comment(classmate.user, "혼잣말")
    post.comment(classmate.user, "혼자 답하기", parent=lonely.pk)
    post.comment(classmate.user, "남의 댓글에 답하기", parent=post.comment(author.user, "남의 댓글").pk)
    assert personal_data.publish(classmate.user, Action.DELETE)["comments"] == 4
    assert texts(guest, post) == ["", reply.content, "남의 댓글"]
    assert count_of(post) == 2
    assert personal_data.publish(classmate.user, Action.DELETE)["comments"] == 0
    assert personal_data.publish(author.user, Action.DELETE)["comments"] == 2
    assert not Comment.objects.exists()


def test_the_answers_of_who_leaves_stay(guest: APIClient, author: Person, post: Post, reply: Comment) -> None:
    author.user.withdraw()
    assert [row["author"]["name"] for row in comments_of(guest, post)] == ["모의고사요정", "탈퇴한 사용자"]


def test_a_post_goes_with_its_answers_and_places(author: Person, post: Post, place: Comment) -> None:
    assert author.client.delete(f"/post/{post.pk}/").status_code == 204
    assert not Comment.objects.exists()


def test_the_queries_of_deleting_do_not_grow(
    author: Person, classmate: Person, post: Post, comment: Comment, django_assert_num_queries
) -> None:
    for number in range(5):
        post.comment(author.user, f"답글 {number}", parent=comment.pk)
    with django_assert_num_queries(14):
        # 1 the token's login and user, 2 the comment, 3 savepoint, 4–5 its post and the lock of it, 6 its own lock,
        # 7 what was told of it, 8 whether it has answers, 9 which one it is, 10–11 likes and revisions, 12 the place,
        # 13 the count, 14 savepoint released
        classmate.client.delete(url_of(comment))


def assert_threads_are_whole(post: Post) -> None:
    count_of(post)
    answers = Comment.objects.filter(parent=OuterRef("pk"))
    assert not Comment.objects.filter(~Exists(answers), is_deleted=True).exists()
    assert not Comment.objects.filter(parent__parent__isnull=False).exists()


def test_answering_and_deleting_at_once_keeps_threads_whole(
    at_once, author: Person, classmate: Person, make_person, post: Post
) -> None:
    people = [author, classmate, *(make_person(f"student{number}") for number in range(4))]
    tops = [post.comment(person.user, "위 댓글") for person in people]
    answers = [post.comment(person.user, "답글", parent=top.pk) for person in people for top in tops]
    url = f"/post/{post.pk}/comment/"
    calls = [partial(people[number].client.delete, url_of(top)) for number, top in enumerate(tops)]
    calls += [partial(people[number // 6].client.delete, url_of(answer)) for number, answer in enumerate(answers)]
    body = [
        {"content": "새 답글", "parent": top.pk, "is_anonymous": number % 2 == 0} for number, top in enumerate(tops)
    ]
    calls += [partial(person.client.post, url, body[number]) for number in range(6) for person in people[:3]]
    calls += [partial(person.client.post, f"{url_of(top)}like/") for person in people for top in tops]
    calls += [partial(personal_data_of, person, action) for person in people[:2] for action in ("hide", "show")]
    random.shuffle(calls)
    answered = at_once(*calls)
    assert {answer.status_code for answer in answered} <= {200, 201, 204, 400, 404}
    assert_threads_are_whole(post)
    for person in people:
        assert personal_data_of(person, "delete", password=PASSWORD).status_code == 200
    assert not Comment.objects.exists()


def personal_data_of(person: Person, action: str, **body: str):
    return person.client.post("/accounts/erase/", {"action": action, **body})


def test_the_last_answer_and_a_new_one_never_lose_their_place(
    at_once, author: Person, classmate: Person, post: Post
) -> None:
    """The place of a deleted comment vanishes as its last answer goes, just as another one comes."""
    for _ in range(15):
        top = post.comment(classmate.user, "위 댓글")
        last = post.comment(author.user, "마지막 답글", parent=top.pk)
        url = f"/post/{post.pk}/comment/"
        at_once(
            partial(classmate.client.delete, url_of(top)),
            partial(author.client.delete, url_of(last)),
            partial(classmate.client.post, url, {"content": "새 답글", "parent": top.pk}),
        )
        assert_threads_are_whole(post)
