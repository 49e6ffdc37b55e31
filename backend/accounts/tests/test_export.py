"""GET /accounts/export/: everything about a member, table by table, and nothing of anybody else."""

import json
from datetime import datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.db.models import Model, Q
from django.test import AsyncClient
from django.utils import timezone
from django.utils.timezone import localtime
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts import personal_data
from accounts.models import User
from boards.models import Attachment, Board, Comment, Post
from common.testing import Person, assert_error, is_korean
from qna.models import Inquiry

URL = "/accounts/export/"
# The table of each model, and its columns that are not taken along: secrets, what follows from others, and the member.
TABLES = {
    "accounts.EmailChange": ("email_changes", {"user", "key"}),
    "accounts.Login": ("logins", {"user", "family", "refresh_jti", "spent", "network"}),
    "admin.LogEntry": ("staff_work", {"user", "object_repr", "change_message", "content_type"}),
    "notifications.Notification": ("notifications", {"id", "user", "place"}),
    "notifications.Mute": ("muted_notifications", {"id", "user"}),
    "notifications.QuietHours": ("quiet_hours", {"user"}),
    "boards.Post": ("posts", {"author", "content_html", "excerpt", *Post.FOLDED_COLUMNS, "thumbnail"}),
    "boards.Comment": ("comments", {"author", "content_html", "post", "thread"}),
    "boards.Pseudonym": ("pseudonyms", {"id", "user"}),
    "boards.Folder": ("folders", {"user"}),
    "boards.Scrap": ("scraps", {"id", "user", "post"}),
    "boards.Ballot": ("ballots", {"id", "user"}),
    "boards.Like": ("likes", {"id", "user", "post", "comment"}),
    "boards.Report": ("reports", {"id", "user", "post", "comment"}),
    "qna.Inquiry": ("inquiries", {"owner", "secret_digest", "answer_html"}),
    "chat.Sanction": ("chat_sanctions_imposed", {"speaker", "message", "by"}),
    "aichat.Turn": ("tutor", {"user", "response_html"}),
}
RIGHTS = {"accounts.User_groups", "accounts.User_user_permissions"}  # given by staff, not held of a person


def take(person: Person, **headers: str) -> ZipFile:
    response = person.client.get(URL, headers=headers)
    assert response.status_code == 200, b"".join(response)
    assert response["Content-Type"] == "application/zip"
    return ZipFile(BytesIO(b"".join(response)))


def read(archive: ZipFile, table: str) -> Any:
    return json.loads(archive.read(f"{table}.json"))


def as_exported(value: Any) -> Any:
    if isinstance(value, time):
        return value.isoformat()
    return localtime(value).isoformat() if isinstance(value, datetime) else value


@pytest.fixture
def busy(author: Person, classmate: Person, staff: Person, make_post, make_picture) -> Person:
    """Some of everything, and something of others around it."""
    author.client.patch(
        "/accounts/user/",
        {"name": "김온새", "school_name": "한빛고등학교", "grade": 2, "profile_picture": make_picture()},
        format="multipart",
    )
    author.user.email_changes.create(email="old@example.org")
    classmate.user.email_changes.create(email="theirs@example.org")
    User.objects.filter(pk=author.id).update(email="onsae@example.org", email_confirmed_at=timezone.now())
    for number in range(12):
        post = make_post(f"내 글 {number}", f"내용 **{number}**", board=Board.STUDY if number % 2 else Board.FREE)
        post.comment(classmate.user, "남의 댓글이에요")
    Post.objects.filter(title="내 글 3").hide()
    theirs = make_post("반 친구의 글", "남의 본문이에요", author=classmate.user)
    secret = make_post("반 친구의 숨긴 글", "남의 비밀이에요", author=classmate.user)
    for post in (theirs, secret):
        author.client.post(f"/post/{post.pk}/comment/", {"content": "내 댓글 <b>\n둘째 줄"})
        author.client.post(f"/post/{post.pk}/like/")
        author.client.put(f"/post/{post.pk}/report/", {"reason": "spam", "detail": "같은 글이 또 있어요."})
        for person in (author, classmate):
            folder = "내 폴더" if person is author else "남의 폴더"
            person.client.put(f"/post/{post.pk}/scrap/", {"folder": folder})
    mine = make_post("내 익명 글", is_anonymous=True)
    for person in (author, classmate):
        for post in (theirs, mine):
            post.comment(person.user, "내 익명 댓글" if person is author else "남의 익명 댓글", is_anonymous=True)
    answered = mine.comment(author.user, "지운 댓글이에요")
    mine.comment(classmate.user, "남의 답글", parent=answered.pk)
    answered.remove()
    comment = theirs.comment(classmate.user, "남의 댓글이에요")
    author.client.post(f"/post/{theirs.pk}/comment/{comment.pk}/like/")
    for asking in (author, classmate):
        poll = {"choices": ["내 선택" if asking is author else "남의 선택", "아무거나"]}
        post = asking.client.post("/post/", {"title": "골라 줘", "content": "점심", "poll": poll}).json()
        for person in (author, classmate):
            choice = post["poll"]["choices"][0]["id"]
            person.client.post(f"/post/{post['id']}/poll/vote/", {"choices": [choice]})
    Post.objects.filter(pk=secret.pk).hide()
    inquiry = {"email": "onsae@example.org", "subject": "other", "content": "내 문의예요"}
    asked = author.client.post("/qna/inquiry/", inquiry).json()
    staff.client.put(f"/qna/inquiry/{asked['id']}/answer/", {"content": "답변이에요"})
    APIClient().post("/qna/inquiry/", inquiry | {"content": "로그인하지 않고 남긴 문의예요"})
    for person in (author, classmate):
        person.client.patch("/notifications/settings/", {"kinds": {"like": False}, "quiet_from": "22:30"})
    author.client.post("/aichat/", {"prompt": "면접이 떨려요"})
    author.client.post("/chat/api/chat-messages/", {"room": "lobby", "message": "다들 몇 시에 자?"})
    for person in (classmate, staff):
        person.client.post("/qna/inquiry/", inquiry | {"content": "남의 문의예요"})
        person.client.post("/aichat/", {"prompt": "남의 질문이에요"})
        person.client.post("/chat/api/chat-messages/", {"room": "lobby", "message": "남의 말이에요"})
    return author


def test_every_row_and_column_of_mine_is_in_it(busy: Person) -> None:
    archive = take(busy)
    models = {model._meta.label: model for part in personal_data.parts() for model in part.models}
    ours = {label for label in models if not label.startswith(("account.", "social"))}
    assert ours == set(TABLES) | RIGHTS
    for label, (table, left_out) in TABLES.items():
        rows, taken = rows_of(models[label], busy), read(archive, table)
        assert len(taken) == len(rows), table
        for row, values in zip(rows, taken, strict=True):
            columns = {field.name: field.value_from_object(row) for field in row._meta.concrete_fields}
            expected = {name: as_exported(value) for name, value in columns.items() if name not in left_out}
            assert {name: values.get(name, "absent") for name in expected} == expected


def test_what_the_chat_knows_of_a_member_is_in_it(busy: Person, staff: Person) -> None:
    """Lines, reports and sanctions know a speaker by a key, not by the member."""
    chat = "/chat/api/chat-messages/"
    lines = {line["message"]: line["id"] for line in busy.client.get(chat).json()["results"]}
    for detail in ("반 친구 이야기예요.", "다시 보니 욕설이에요."):
        busy.client.put(f"{chat}{lines['남의 말이에요']}/report/", {"reason": "abuse", "detail": detail})
    sanction = staff.client.put(f"{chat}{lines['다들 몇 시에 자?']}/mute/", {"minutes": 10}).json()
    archive = take(busy)
    [line] = read(archive, "chat")
    assert (line["text"], line["said_in"], line["seq"]) == ("다들 몇 시에 자?", "lobby", 1)
    [report] = read(archive, "chat_reports")
    assert (report["reason"], report["detail"], report["said_in"]) == ("abuse", "다시 보니 욕설이에요.", "lobby")
    assert "남의" not in str(report)
    [held] = read(archive, "chat_sanctions")
    assert (held["kind"], held["until"], set(held)) == ("mute", sanction["until"], {"kind", "until", "created_at"})
    assert read(archive, "chat_sanctions_imposed") == []
    [imposed] = read(take(staff), "chat_sanctions_imposed")
    assert (imposed["kind"], imposed["until"]) == ("mute", sanction["until"])
    assert set(imposed) == {"id", "kind", "until", "created_at"}


def rows_of(model: type[Model], person: Person) -> Any:
    [key] = personal_data.keys_to_members(model)
    own = Q(**{key.name: person.id})
    if model is Inquiry:
        own |= Q(owner=None, email="onsae@example.org")
    return model._default_manager.filter(own).order_by("pk")


def test_what_was_edited_away_is_in_it(busy: Person, classmate: Person) -> None:
    for person, words in ((busy, "내가 고쳐 쓴 글"), (classmate, "남이 고쳐 쓴 글")):
        for entry in (person.user.posts.first(), person.user.comments.first()):
            entry.rewrite(content=words)
    rows = read(take(busy), "revisions")
    assert [(row["post_id"] is None, row["version"], row["content"]) for row in rows] == [
        (False, 1, "내용 **0**"),
        (True, 1, "내 댓글 <b>\n둘째 줄"),
    ]


def test_the_profile_is_in_it_but_no_secret(busy: Person) -> None:
    archive = take(busy)
    profile = read(archive, "profile")
    row = User.objects.get(pk=busy.id)
    left_out = {"password", "is_superuser", "is_active", "is_suspended", "withdrawn_at", "erased_at", "profile_picture"}
    columns = {field.name for field in User._meta.concrete_fields} - left_out
    assert {name: profile[name] for name in columns} == {name: as_exported(getattr(row, name)) for name in columns}
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert row.password.encode() not in everything


def test_nothing_of_others_is_in_it(busy: Person) -> None:
    archive = take(busy)
    everything = "".join(archive.read(name).decode() for name in archive.namelist() if not name.startswith("files/"))
    for words in ("남의", "모의고사요정", "classmate", "숨긴 글"):
        assert words not in everything.replace("숨긴 글은 hidden_at", "")
    titles = [row["post"]["title"] for row in read(archive, "comments")]
    assert titles == ["반 친구의 글", None, "반 친구의 글", "내 익명 글", "내 익명 글"]
    assert [row["post"]["title"] for row in read(archive, "likes")] == ["반 친구의 글", None, "반 친구의 글"]
    assert [row["post"]["title"] for row in read(archive, "scraps")] == ["반 친구의 글", None]
    assert (
        read(archive, "likes")[2]["comment"] == Comment.objects.get(content="남의 댓글이에요", likes__user=busy.id).pk
    )


def test_the_files_are_in_it(busy: Person, settings: Settings) -> None:
    archive = take(busy)
    busy.user.refresh_from_db()
    assert archive.read("files/profile.webp") == busy.user.profile_picture.read()
    assert read(archive, "profile")["profile_picture"] == "files/profile.webp"


def test_the_files_of_posts_are_in_it(busy: Person, classmate: Person, make_picture) -> None:
    mine, theirs = (person.user.posts.order_by("pk").last() for person in (busy, classmate))
    for person, post, name in ((busy, mine, "표.png"), (busy, mine, "표.png"), (classmate, theirs, "남의 것.png")):
        url = f"/{'study' if post.board == Board.STUDY else 'post'}/{post.pk}/attachment/"
        answer = person.client.post(url, {"file": make_picture(name=name), "alt": "설명"}, format="multipart")
        assert answer.status_code == 201
    archive = take(busy)
    rows = read(archive, "attachments")
    assert [(row["post_id"], row["name"], row["alt"]) for row in rows] == [(mine.pk, "표.webp", "설명")] * 2
    columns = {field.name for field in Attachment._meta.concrete_fields} - {"post", "token"} | {"post_id", "file"}
    assert set(rows[0]) == columns
    for row in rows:
        assert len(archive.read(row["file"])) == row["size"]
    assert not [name for name in archive.namelist() if "남의" in name]


def test_a_file_that_is_lost_keeps_nobody_from_the_rest(busy: Person) -> None:
    busy.user.refresh_from_db()
    busy.user.profile_picture.storage.delete(busy.user.profile_picture.name)
    assert "files/profile.webp" not in take(busy).namelist()


def test_a_readme_tells_what_is_where(busy: Person) -> None:
    archive = take(busy)
    readme = archive.read("README.txt").decode()
    assert is_korean(readme)
    for name in archive.namelist()[1:]:
        assert name.split("/")[0] in readme
    assert "Everything" in take(busy, **{"Accept-Language": "en"}).read("README.txt").decode()


def test_it_is_read_by_people(busy: Person) -> None:
    text = take(busy).read("posts.json").decode()
    assert text.startswith('[\n  {\n    "id": ')
    assert '"title": "내 글 0"' in text
    assert "+09:00" in text


def test_the_same_data_makes_the_same_file(busy: Person) -> None:
    first, second = (b"".join(busy.client.get(URL)) for _ in range(2))
    assert first == second


def test_who_has_done_nothing_gets_empty_tables(author: Person) -> None:
    archive = take(author)
    assert archive.read("posts.json") == b"[]\n"
    assert read(archive, "profile")["nickname"] == "온새미"


@pytest.mark.parametrize("accept", ["*/*", "application/zip", "application/json", "text/html", ""])
def test_any_client_can_take_it(author: Person, guest: APIClient, accept: str) -> None:
    response = author.client.get(URL, headers={"Accept": accept})
    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
    name = f"school-talks-{timezone.localdate()}.zip"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert ZipFile(BytesIO(b"".join(response))).testzip() is None
    refused = guest.get(URL, headers={"Accept": accept})
    assert_error(refused, 401, "not_authenticated")
    assert refused["Content-Type"] == "application/json"


@pytest.mark.django_db(transaction=True)
async def test_it_is_sent_piece_by_piece_under_asgi_too(author: Person) -> None:
    token = author.client._credentials["HTTP_AUTHORIZATION"]
    response = await AsyncClient().get(URL, headers={"Authorization": token})
    assert response.is_async
    archive = ZipFile(BytesIO(b"".join([piece async for piece in response])))
    assert archive.testzip() is None
    await sync_to_async(connections.close_all)()  # that of the view's thread


def test_an_address_that_is_not_proved_opens_no_inquiry(author: Person, guest: APIClient) -> None:
    guest.post("/qna/inquiry/", {"email": "owner@example.org", "subject": "other", "content": "남의 문의예요"})
    User.objects.filter(pk=author.id).update(email="owner@example.org")
    archive = take(author)
    assert (read(archive, "inquiries"), read(archive, "mails")) == ([], [])


def test_it_can_be_taken_five_times_an_hour(author: Person) -> None:
    for _ in range(5):
        take(author)
    response = author.client.get(URL)
    assert_error(response, 429, "throttled")
    assert int(response["Retry-After"]) > 0


def test_the_number_of_queries_does_not_grow(busy: Person, make_post, django_assert_num_queries) -> None:
    for _ in range(2):
        with django_assert_num_queries(27):
            # 1 the token's login and member, 2 logins, 3 old addresses, 4 mails, 5 work as staff, 6 notifications,
            # 7 the kinds switched off, 8 quiet hours, 9 posts, 10 comments, 11 own numbers as 익명, 12 files of posts,
            # 13 what they said before, 14 choices of polls, 15 ballots, 16 likes, 17 reports, 18 folders, 19 scraps,
            # 20 inquiries, 21 lines of the chat, 22 reports there, 23 sanctions there, 24 sanctions imposed as staff,
            # 25 accounts at Google and Kakao, 26 turns, 27 files of posts again, to be copied
            take(busy)
        for number in range(40):
            make_post(f"또 쓴 글 {number}")
