"""The back office: in Korean, for staff only, every page of every model opens."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from aichat.models import Turn
from boards.models import Comment, Like, Post
from chat.models import Message, Room
from common.testing import Person
from qna.models import Faq, Inquiry
from schedule.models import KeyDate


@pytest.fixture
def one_of_each(post: Post, comment: Comment, author: Person) -> None:
    post.like(author.user)
    comment.like(author.user)
    Inquiry.objects.create(email="saebyeok@example.com", subject="bug", content="사진이 안 올라가요")
    Faq.objects.create(question="실명을 적어야 하나요?", answer="아니요.", category="계정")
    KeyDate.objects.create(title="수능 (예시)", kind="exam", starts_on="2026-11-19", ends_on="2026-11-19")
    Turn.objects.create(user=author.user, mode=Turn.Mode.GENERAL, prompt="수시가 뭐예요?")
    Message.objects.post(Room.objects.get(slug="lobby"), "speaker", "안녕하세요")


def pages() -> list[tuple[str, str]]:
    return [
        (model._meta.app_label, str(model._meta.model_name))
        for model in admin.site._registry
        if model._meta.app_label != "auth"
    ]


@pytest.mark.parametrize(("app", "model"), pages())
def test_every_list_and_every_form_opens(head: Client, one_of_each: None, app: str, model: str) -> None:
    listed = head.get(reverse(f"admin:{app}_{model}_changelist"), {"q": "수시"})
    assert listed.status_code == 200
    assert "검색" in listed.content.decode() or "추가" in listed.content.decode() or "필터" in listed.content.decode()
    rows = admin.site._registry[_model(app, model)].get_queryset(listed.wsgi_request)
    for row in rows:
        assert head.get(reverse(f"admin:{app}_{model}_change", args=[row.pk])).status_code == 200


def _model(app: str, model: str) -> type:
    return next(
        known for known in admin.site._registry if (known._meta.app_label, known._meta.model_name) == (app, model)
    )


def test_every_model_of_ours_is_there() -> None:
    assert {app for app, _ in pages()} == {"accounts", "boards", "qna", "chat", "aichat", "mail", "schedule", "social"}
    assert {"user", "post", "comment", "like", "inquiry", "faq", "room", "message", "turn", "keydate"} <= {
        model for _, model in pages()
    }


@pytest.mark.parametrize("person", ["guest", "member"])
def test_nobody_else_comes_in(author: Person, person: str) -> None:
    client = Client()
    if person == "member":
        client.force_login(author.user)
    response = client.get("/admin/boards/post/")
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


def test_a_post_edited_here_is_rendered_anew(head: Client, post: Post) -> None:
    url = reverse("admin:boards_post_change", args=[post.pk])
    form = {"board": "free", "author": post.author_id, "title": "고친 제목", "content": "**굵게**", "is_notice": "on"}
    assert head.post(url, form).status_code == 302
    post.refresh_from_db()
    assert (post.title, post.is_notice) == ("고친 제목", True)
    assert post.content_html == "<p><strong>굵게</strong></p>\n"


def test_an_inquiry_answered_here_is_mailed(head: Client, one_of_each: None, mailbox) -> None:
    inquiry = Inquiry.objects.get()
    response = head.post(reverse("admin:qna_inquiry_change", args=[inquiry.pk]), {"answer": "고쳤어요!"})
    assert response.status_code == 302
    inquiry.refresh_from_db()
    assert inquiry.status == Inquiry.Status.ANSWERED
    [letter] = mailbox()
    assert letter.to == "saebyeok@example.com"


def test_a_comment_deleted_here_is_taken_off_the_count(head: Client, post: Post, comment: Comment) -> None:
    head.post(reverse("admin:boards_comment_delete", args=[comment.pk]), {"post": "yes"})
    post.refresh_from_db()
    assert (post.comment_count, Comment.objects.count()) == (0, 0)


def test_a_like_cannot_be_touched_here(head: Client, one_of_each: None) -> None:
    like = Like.objects.first()
    assert like is not None
    assert head.post(reverse("admin:boards_like_delete", args=[like.pk]), {"post": "yes"}).status_code == 403
    assert head.get(reverse("admin:boards_like_add")).status_code == 403


def test_a_message_deleted_here_loses_its_text_and_keeps_its_number(head: Client, one_of_each: None) -> None:
    message = Message.objects.get()
    head.post(reverse("admin:chat_message_changelist"), {"action": "blank_out", "_selected_action": [message.pk]})
    message.refresh_from_db()
    assert (message.is_deleted, message.text, message.seq) == (True, "", 1)


def test_nobody_reads_what_a_student_asked_the_tutor(head: Client, one_of_each: None) -> None:
    turn = Turn.objects.get()
    for page in (reverse("admin:aichat_turn_changelist"), reverse("admin:aichat_turn_change", args=[turn.pk])):
        assert "수시가 뭐예요?" not in head.get(page).content.decode()
