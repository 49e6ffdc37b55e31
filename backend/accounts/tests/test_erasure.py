"""What is left of a member a week after leaving: nothing but the words that others answered to."""

import pickle
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.core.cache import caches
from django.db import connection
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts import personal_data, tokens
from accounts.models import EmailCode, User
from accounts.tasks import erase_withdrawn
from boards.models import Post, Scrap
from chat.models import Message, MessageReport, Pseudonym, Sanction
from chat.speakers import is_member, speaker_of_token, speaker_of_user, token_of
from chat.tasks import forget_old
from common.models import IdempotencyKey
from common.testing import PASSWORD, Person
from mail.models import Mail

WEEK = timedelta(days=7)
VALUES = {
    "nickname": "온새미로운밤",
    "name": "김온새미로",
    "school_name": "한빛나래고등학교",
    "about_me": "유부초밥파예요",
    "email": "Onsaemiro@example.org",
}
SECRETS = (
    "mybirthday0314",
    "급식실 뒤에서 본 고양이",
    "면접에서 손이 떨려요",
    "친구와 다퉜어요",
    "찢어진 일기장",
    "몰래 모은 글",
    "나를 두고 한 말이에요",
)


def leave(person: Person) -> None:
    assert person.client.delete("/accounts/user/", {"password": PASSWORD}).status_code == 204


def a_week_later() -> time_machine.travel:
    return time_machine.travel(timezone.now() + WEEK + timedelta(seconds=1))


def stored_texts() -> Iterator[str]:
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield f"{table}: {row}"


def cached_texts() -> Iterator[str]:
    backend = caches["default"]
    if hasattr(backend._cache, "get_client"):  # Redis
        client = backend._cache.get_client()
        for key in client.scan_iter(f"{backend.key_prefix}*"):
            yield f"{key.decode()}: {client.hgetall(key) if client.type(key) == b'hash' else client.get(key)}"
    else:
        for key, value in backend._cache.items():
            yield f"{key}: {pickle.loads(value)}"


def kept_files(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def places_of(words: list[str]) -> list[str]:
    places = [*stored_texts(), *cached_texts()]
    return [place for place in places if any(word.lower() in place.lower() for word in words)]


@pytest.fixture
def student(make_person, make_picture, classmate: Person, staff: Person, post: Post, settings: Settings) -> Person:
    """Somebody who has used everything that there is."""
    person = make_person("mybirthday0314", nickname="처음 닉네임", email=VALUES["email"])
    confirmed = timezone.now()
    User.objects.filter(pk=person.id).update(email_confirmed_at=confirmed, terms_version="2026-11", agreed_at=confirmed)
    values = {name: value for name, value in VALUES.items() if name != "email"} | {"grade": 3, "show_school": True}
    form = values | {"profile_picture": make_picture()}
    assert person.client.patch("/accounts/user/", form, format="multipart").status_code == 200
    login = {"username": "mybirthday0314", "password": PASSWORD}
    assert APIClient().post("/accounts/token/", login).status_code == 200
    APIClient().post("/accounts/password/reset/", {"email": VALUES["email"]})
    APIClient().post("/accounts/email/code/", {"email": VALUES["email"].lower()})
    written = {"title": "수시 원서 썼어요", "content": "여섯 장 다 썼어요"}
    public = person.client.post("/post/", written, headers={"Idempotency-Key": "1"}).json()
    classmate.client.post(f"/post/{public['id']}/comment/", {"content": "수고했어요"})
    person.client.get(f"/post/{post.pk}/")
    person.client.post(f"/post/{post.pk}/comment/", {"content": "저도 마라탕 좋아요"})
    person.client.post(f"/post/{post.pk}/like/")
    person.client.put(f"/post/{post.pk}/scrap/", {"folder": SECRETS[5]})
    person.client.post("/post/", {"title": SECRETS[4], "content": SECRETS[1]})
    Post.objects.filter(title=SECRETS[4]).hide()
    inquiry = {"email": VALUES["email"], "subject": "other", "content": SECRETS[3]}
    asked = person.client.post("/qna/inquiry/", inquiry).json()
    staff.client.put(f"/qna/inquiry/{asked['id']}/answer/", {"content": "먼저 사과해 보세요"})
    APIClient().post("/qna/inquiry/", inquiry)
    person.client.post("/aichat/", {"prompt": SECRETS[2]})
    line = {"room": "lobby", "message": "다들 몇 시에 자?"}
    assert person.client.post("/chat/api/chat-messages/", line).status_code == 201
    theirs = classmate.client.post("/chat/api/chat-messages/", line).json()["id"]
    person.client.put(f"/chat/api/chat-messages/{theirs}/report/", {"reason": "abuse", "detail": SECRETS[6]})
    return person


def log(staff: Person, *rows: Any, flag: int = CHANGE) -> None:
    for row in rows:
        LogEntry.objects.log_actions(staff.id, [row], flag)


def tokens_work(person: Person) -> bool:
    return person.client.get("/accounts/user/").status_code == 200


def test_every_model_with_a_key_to_a_member_is_looked_after() -> None:
    """A new one registers in its app's `personal_data.py` how it is taken along and erased."""
    models = [model for model in apps.get_models(include_auto_created=True) if personal_data.keys_to_members(model)]
    covered = {model for part in personal_data.parts() for model in part.models}
    assert len(models) > 7
    assert {model._meta.label for model in models} == {model._meta.label for model in covered}


def test_nothing_personal_is_left_anywhere(student: Person, staff: Person, settings: Settings, mailbox) -> None:
    user = User.objects.get(pk=student.id)
    log(staff, user, *user.logins.all(), *user.turns.all(), *user.inquiries.all(), *user.posts.all())
    log(staff, *user.logins.all(), *user.comments.all(), flag=DELETION)
    mailbox()
    [picture] = kept_files(settings)
    words = [*VALUES.values(), *SECRETS, user.password, picture.name]
    assert [word for word in words if not places_of([word])] == []
    leave(student)
    with a_week_later():
        erase_withdrawn()
        assert places_of(words) == []
    assert kept_files(settings) == []
    assert (IdempotencyKey.objects.exists(), Scrap.objects.exists()) == (False, False)
    assert not tokens_work(student)
    user.refresh_from_db()
    assert (user.grade, user.agreed_at, user.has_usable_password(), user.is_active) == (None, None, False, False)


def test_what_others_answered_to_stays(student: Person, classmate: Person, post: Post, guest: APIClient) -> None:
    leave(student)
    with a_week_later():
        erase_withdrawn()
    [public] = Post.objects.filter(author=student.id)
    nobody = {"id": None, "name": "탈퇴한 사용자", "profile_picture": None}
    detail = guest.get(f"/post/{public.pk}/").json()
    assert (detail["title"], detail["author"], detail["comment_count"]) == ("수시 원서 썼어요", nobody, 1)
    [comment] = guest.get(f"/post/{post.pk}/comment/").json()["results"]
    assert (comment["content"], comment["author"]) == ("저도 마라탕 좋아요", nobody)
    assert guest.get(f"/post/{post.pk}/").json()["like_count"] == 1


def test_others_lose_nothing(student: Person, classmate: Person, post, settings: Settings, make_picture) -> None:
    classmate.client.patch("/accounts/user/", {"profile_picture": make_picture()}, format="multipart")
    classmate.client.post("/qna/inquiry/", {"email": "a@example.org", "subject": "other", "content": "비밀이에요"})
    classmate.client.post("/aichat/", {"prompt": "면접이 떨려요"})
    classmate.client.put(f"/post/{post.pk}/scrap/", {"folder": "면접"})
    leave(student)
    with a_week_later():
        erase_withdrawn()
    for url in ("/qna/inquiry/", "/aichat/", "/scraps/", "/scraps/folders/"):
        classmate.client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.begin_login(classmate.user).access}")
        assert len(classmate.client.get(url).json()["results"]) == 1
    assert len(kept_files(settings)) == 1


def test_the_chat_leads_back_to_nobody(student: Person, guest: APIClient) -> None:
    """Line and name stay, as those of a guest; what was reported stays reported, by nobody."""
    speaker = speaker_of_user(student.user)
    line = Message.objects.get(speaker=speaker)
    leave(student)
    with a_week_later():
        erase_withdrawn()
    now = Message.objects.get(pk=line.pk)
    assert (now.text, now.author_name) == (line.text, line.author_name)
    assert not is_member(now.speaker)
    assert Pseudonym.objects.get(name=line.author_name).speaker == now.speaker
    report = MessageReport.objects.get()
    assert (report.speaker, report.reason, report.detail) == (None, "abuse", "")
    assert not [place for place in stored_texts() if speaker in place]


def test_a_ban_outlasts_its_member_as_long_as_a_token_that_speaks_for_them(
    student: Person, staff: Person, guest: APIClient
) -> None:
    chat, speaker = "/chat/api/chat-messages/", speaker_of_user(student.user)
    line = Message.objects.get(speaker=speaker)
    assert staff.client.put(f"{chat}{line.pk}/ban/", {}).status_code == 200
    leave(student)
    with a_week_later():
        token = {"X-Chat-Token": token_of(speaker)}
        erase_withdrawn()
        refused = guest.post(chat, {"message": "나 다시 왔어"}, headers=token)
        assert refused.json()["errors"][0]["code"] == "banned"
    with time_machine.travel(timezone.now() + WEEK + timedelta(days=30, seconds=2)):
        forget_old()
        assert not [place for place in stored_texts() if speaker in place]
        assert speaker_of_token(token["X-Chat-Token"]) is None


def test_a_sanction_stays_when_who_imposed_it_leaves(student: Person, staff: Person) -> None:
    line = Message.objects.get(speaker=speaker_of_user(student.user))
    staff.client.put(f"/chat/api/chat-messages/{line.pk}/mute/", {"minutes": 10})
    staff.user.erase()
    sanction = Sanction.objects.get()
    assert (sanction.by, sanction.kind) == (None, "mute")


def test_a_stranger_who_claims_an_address_erases_nothing_of_its_owner(make_person, guest: APIClient, mailbox) -> None:
    guest.post("/qna/inquiry/", {"email": "owner@example.org", "subject": "other", "content": "제 문의예요"})
    stranger = make_person("stranger", email="owner@example.org")
    leave(stranger)
    with a_week_later():
        guest.post("/accounts/email/code/", {"email": "owner@example.org"})
        [letter] = mailbox()
        erase_withdrawn()
        assert EmailCode.objects.fault("owner@example.org", letter.subject[-6:]) is None
    assert apps.get_model("qna.Inquiry").objects.count() == 1
    assert [mail.kind for mail in Mail.objects.all()] == ["email_code"]


def test_erasing_again_changes_nothing(student: Person) -> None:
    leave(student)
    with a_week_later():
        erase_withdrawn()
        once = User.objects.filter(pk=student.id).values().get()
        erase_withdrawn()
    assert User.objects.filter(pk=student.id).values().get() == once


def test_a_failure_with_one_keeps_nobody_else(author: Person, student: Person, settings: Settings) -> None:
    """Here the storage does not let the picture go."""
    leave(student)
    leave(author)
    [picture] = kept_files(settings)
    picture.unlink()
    picture.mkdir()
    (picture / "in the way").touch()
    with a_week_later():
        with pytest.raises(ExceptionGroup) as failed:
            erase_withdrawn()
        [note] = failed.value.exceptions[0].__notes__
        assert note == f"Member {student.id} is not erased."
        erased = User.objects.exclude(erased_at=None)
        assert erased.get().pk == author.id
        assert User.objects.get(pk=student.id).nickname == VALUES["nickname"]
        assert student.user.turns.exists()
        (picture / "in the way").unlink()
        picture.rmdir()
        erase_withdrawn()
        assert erased.count() == 2


def test_the_log_of_the_admin_keeps_what_staff_did(student: Person, staff: Person, post: Post) -> None:
    log(staff, student.user, post)
    leave(student)
    with a_week_later():
        erase_withdrawn()
    entries = LogEntry.objects.order_by("pk").values_list("user", "object_id", "object_repr")
    assert list(entries) == [(staff.id, str(student.id), ""), (staff.id, str(post.pk), post.title)]


def test_the_work_of_staff_who_left_stays_in_the_log(staff: Person, post: Post) -> None:
    log(staff, post)
    leave(staff)
    with a_week_later():
        erase_withdrawn()
    assert LogEntry.objects.get().user.view_name == "탈퇴한 사용자"
