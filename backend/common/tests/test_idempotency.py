"""`Idempotency-Key`: a POST that is sent again makes nothing twice."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from rest_framework.test import APIClient

from accounts.models import User
from boards.models import Comment, Post
from chat.models import Message
from common import idempotency
from common.models import IdempotencyKey
from common.tasks import forget_idempotency_keys
from common.testing import PASSWORD, Person, assert_error
from qna.models import Faq, Inquiry

WRITTEN = {"title": "수시 원서 썼어요", "content": "여섯 장 다 썼어요"}
INQUIRY = {"email": "guest@example.org", "subject": "bug", "content": "로그인이 안 돼요"}
SIGNUP = {
    "username": "newcomer",
    "password": PASSWORD,
    "nickname": "새내기",
    "agreed_terms": True,
    "is_over_14": True,
}
# who creates, where, what, and how many there are
CREATIONS: dict[str, tuple[str, str, dict[str, Any], Callable[[], int]]] = {
    "a post": ("author", "/post/", WRITTEN, Post.objects.filter(title=WRITTEN["title"]).count),
    "a post on the other board": ("author", "/study/", WRITTEN, Post.objects.filter(board="study").count),
    "a comment": ("author", "/post/{post}/comment/", {"content": "저도요"}, Comment.objects.count),
    "a guest's inquiry": ("guest", "/qna/inquiry/", INQUIRY, Inquiry.objects.count),
    "a member's inquiry": ("author", "/qna/inquiry/", INQUIRY, Inquiry.objects.count),
    "a FAQ entry": ("staff", "/qna/faq/", {"question": "?", "answer": "!", "category": "계정"}, Faq.objects.count),
    "a member": ("guest", "/accounts/signup/", SIGNUP, User.objects.filter(username="newcomer").count),
    "a chat line": ("guest", "/chat/api/chat-messages/", {"message": "안녕하세요"}, Message.objects.count),
}


def key(text: str | None = None) -> dict[str, str]:
    return {"Idempotency-Key": text or str(uuid.uuid4())}


@pytest.fixture
def people(guest: APIClient, author: Person, staff: Person) -> dict[str, APIClient]:
    return {"guest": guest, "author": author.client, "staff": staff.client}


@pytest.mark.parametrize("creation", CREATIONS)
def test_a_repeat_gets_the_first_answer_and_makes_nothing(creation: str, people, post: Post) -> None:
    who, url, body, count = CREATIONS[creation]
    once = key()
    answers = [people[who].post(url.format(post=post.pk), body, headers=once) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 201], answers[0].content.decode()
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.get("X-Chat-Token") for answer in answers}) == 1
    assert len({answer.get("ETag") for answer in answers}) == 1
    assert count() == 1


@pytest.mark.parametrize("creation", CREATIONS)
def test_without_a_key_or_with_another_one_it_is_made_again(creation: str, people, post: Post) -> None:
    who, url, body, count = CREATIONS[creation]
    for number, headers in enumerate(({}, {}, key(), key())):
        body = body | ({"username": f"newcomer{number}", "nickname": f"새내기{number}"} if "username" in body else {})
        assert people[who].post(url.format(post=post.pk), body, headers=headers).status_code == 201
    expected = 4 if creation != "a member" else User.objects.filter(username__startswith="newcomer").count()
    assert expected == 4
    assert creation == "a member" or count() == 4


@pytest.mark.parametrize("creation", CREATIONS)
def test_the_same_key_with_another_body_is_a_conflict(creation: str, people, post: Post) -> None:
    who, url, body, count = CREATIONS[creation]
    once, client, path = key(), people[who], url.format(post=post.pk)
    first = client.post(path, body, headers=once)
    changed = body | {next(iter(body)): "다른 말"}
    assert_error(client.post(path, changed, headers=once), 409, "idempotency_key_reused")
    assert count() == 1
    assert client.post(path, body, headers=once).content == first.content


def test_the_same_key_at_another_address_is_a_conflict(author: Person) -> None:
    once = key()
    author.client.post("/post/", WRITTEN, headers=once)
    assert_error(author.client.post("/study/", WRITTEN, headers=once), 409, "idempotency_key_reused")
    assert Post.objects.count() == 1


def test_the_order_of_the_fields_does_not_matter(author: Person) -> None:
    once = key()
    first = author.client.post("/post/", WRITTEN, headers=once)
    again = author.client.post("/post/", dict(reversed(WRITTEN.items())), headers=once)
    assert (again.status_code, again.content) == (201, first.content)


def test_another_sender_may_use_the_same_key(author: Person, classmate: Person, guest: APIClient) -> None:
    once = key("1")
    for client in (author.client, classmate.client):
        assert client.post("/qna/inquiry/", INQUIRY, headers=once).json()["secret_url"] is None
    here = guest.post("/qna/inquiry/", INQUIRY, headers=once).json()
    there = guest.post("/qna/inquiry/", INQUIRY, headers=once, REMOTE_ADDR="203.0.113.9").json()
    other_browser = guest.post("/qna/inquiry/", INQUIRY, headers=once | {"User-Agent": "다른 브라우저"}).json()
    assert len({answer["secret_url"] for answer in (here, there, other_browser)}) == 3
    assert Inquiry.objects.count() == 5


def test_a_guest_of_the_chat_is_known_by_the_token(guest: APIClient) -> None:
    url, once = "/chat/api/chat-messages/", key("1")
    tokens = [guest.post(url, {"message": "누구세요?"})["X-Chat-Token"] for _ in range(2)]
    for token in tokens * 2:
        response = guest.post(url, {"message": "안녕하세요"}, headers=once | {"X-Chat-Token": token})
        assert response.status_code == 201
    assert Message.objects.filter(text="안녕하세요").count() == 2


@pytest.mark.parametrize("bad", ["", "a" * 65, "열쇠", "a\tb", "\x7f"])
def test_a_key_that_cannot_be_is_refused(author: Person, bad: str) -> None:
    response = author.client.post("/post/", WRITTEN, headers={"Idempotency-Key": bad})
    assert_error(response, 400, "invalid_idempotency_key")
    assert not Post.objects.exists()


@pytest.mark.parametrize("good", ["1", "a" * 64, "a b", '"9b2e-~!"'])
def test_any_printable_key_will_do(author: Person, good: str) -> None:
    for _ in range(2):
        assert author.client.post("/post/", WRITTEN, headers=key(good)).status_code == 201
    assert Post.objects.count() == 1


def test_a_refused_attempt_does_not_use_up_the_key(author: Person, guest: APIClient, post: Post) -> None:
    once = key()
    assert_error(author.client.post("/post/", WRITTEN | {"title": ""}, headers=once), 400, "blank", "title")
    assert_error(guest.post("/post/", WRITTEN, headers=once), 401, "not_authenticated")
    assert_error(author.client.post("/post/999999/comment/", {"content": "?"}, headers=once), 404, "not_found")
    assert not IdempotencyKey.objects.exists()
    assert author.client.post("/post/", WRITTEN, headers=once).status_code == 201


def test_a_body_without_end_is_refused(author: Person) -> None:
    body = '{"title": "수시", "content": "정시", "x": ' + "[" * 300 + "]" * 300 + "}"
    response = author.client.generic("POST", "/post/", body, "application/json", headers=key())
    assert_error(response, 400, "parse_error")


def test_a_picture_is_part_of_the_body(guest: APIClient) -> None:
    def send(colour: str, once: dict[str, str]) -> Any:
        buffer = BytesIO()
        Image.new("RGB", (8, 8), colour).save(buffer, "PNG")
        picture = SimpleUploadedFile("나.png", buffer.getvalue(), "image/png")
        return guest.post("/accounts/signup/", SIGNUP | {"profile_picture": picture}, "multipart", headers=once)

    once = key()
    first, again, other = send("red", once), send("red", once), send("blue", once)
    assert (first.status_code, first.json()["profile_picture"]) == (201, again.json()["profile_picture"])
    assert first.json()["profile_picture"].endswith(".webp")
    assert_error(other, 409, "idempotency_key_reused")
    assert User.objects.filter(username="newcomer").count() == 1


def test_a_repeat_hears_the_first_answer_even_if_the_post_is_gone(author: Person) -> None:
    once = key()
    first = author.client.post("/post/", WRITTEN, headers=once)
    author.client.delete(f"/post/{first.json()['id']}/")
    assert author.client.post("/post/", WRITTEN, headers=once).content == first.content
    assert not Post.objects.exists()


def test_a_key_is_good_for_a_day(author: Person) -> None:
    once = key()
    now = timezone.now()
    for hours, posts in ((0, 1), (14, 1), (24, 2), (25, 2)):
        with time_machine.travel(now + timedelta(hours=hours), tick=False):
            Post.objects.exists()
            if hours >= 14:  # an access token lives for minutes
                author.client.force_authenticate(author.user)
            assert author.client.post("/post/", WRITTEN, headers=once).status_code == 201
            assert Post.objects.count() == posts
    assert IdempotencyKey.objects.count() == 1


def test_old_keys_are_forgotten(author: Person) -> None:
    author.client.post("/post/", WRITTEN, headers=key())
    forget_idempotency_keys()
    assert IdempotencyKey.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(hours=24)):
        forget_idempotency_keys()
    assert not IdempotencyKey.objects.exists()


def test_the_table_tells_nothing(guest: APIClient) -> None:
    once = key()
    secret_url = guest.post("/qna/inquiry/", INQUIRY, headers=once, REMOTE_ADDR="203.0.113.9").json()["secret_url"]
    guest.post("/accounts/signup/", SIGNUP, headers=key())
    for row in IdempotencyKey.objects.values():
        stored = " ".join(bytes(value).decode() if name == "answer" else str(value) for name, value in row.items())
        words = (secret_url.split("=")[1], once["Idempotency-Key"], "203.0.113.9", "guest@example.org", "newcomer")
        assert not [word for word in words if word in stored]


def test_the_keys_of_a_member_can_be_erased(author: Person, classmate: Person) -> None:
    for person in (author, classmate):
        person.client.post("/post/", WRITTEN, headers=key())
    IdempotencyKey.objects.sent_by(idempotency.member(author.id)).delete()
    assert IdempotencyKey.objects.count() == 1


def test_the_queries_of_a_repeat(author: Person, django_assert_num_queries) -> None:
    once = key()
    author.client.post("/post/", WRITTEN, headers=once)
    with django_assert_num_queries(8):
        # 1 the token's login and user, 2–3 savepoints, 4 the key, which is taken, 5–6 back to the first savepoint,
        # 7 what it led to, 8 savepoint released
        author.client.post("/post/", WRITTEN, headers=once)


def test_without_a_key_there_is_no_further_query(author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):  # 1 the token's login and user, 2 the post, 3 the post as everyone sees it
        author.client.post("/post/", WRITTEN)


@pytest.mark.parametrize("creation", ["a post", "a comment", "a guest's inquiry", "a member"])
def test_of_twenty_at_once_one_creates_and_all_hear_of_it(at_once, creation: str, people, post: Post) -> None:
    who, url, body, count = CREATIONS[creation]
    call = partial(people[who].post, url.format(post=post.pk), body, headers=key())
    answers = at_once(*[call] * 20)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert count() == 1


def test_of_twenty_at_once_with_other_bodies_one_creates(at_once, author: Person, post: Post) -> None:
    url, once = f"/post/{post.pk}/comment/", key()
    answers = at_once(*[partial(author.client.post, url, {"content": f"{n}"}, headers=once) for n in range(20)])
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 19
    post.refresh_from_db()
    assert (Comment.objects.count(), post.comment_count) == (1, 1)


def test_who_waits_for_a_first_that_fails_is_first(at_once, author: Person, make_person, post: Post) -> None:
    """Half of them are refused midway, after the key was taken: the others are as if they had never come."""
    url, once = f"/post/{post.pk}/comment/", key()
    bodies = [{"content": ""}, {"content": "되는 댓글"}] * 10
    answers = at_once(*[partial(author.client.post, url, body, headers=once) for body in bodies])
    good = [answer for answer in answers if answer.status_code == 201]
    assert len({answer.content for answer in good}) == 1
    assert len(good) == 10
    assert Comment.objects.count() == 1
