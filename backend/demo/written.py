"""Loads what was written for the demo, dated back from now."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from boards.files.intake import Upload, taken_in
from boards.models import DETAIL_COLUMNS, Board, Entry, Folder, Like, Poll, Post, Scrap, like_target
from chat.models import Message, Pseudonym, Room
from chat.speakers import new_guest
from demo.drawings import draw
from demo.texts import read
from notifications.models import Notification
from qna.models import Faq
from schedule.models import KeyDate

UNREAD_FOR = timedelta(hours=6)  # a member who looks twice a day
PASSWORD = "school-talks-2026"  # noqa: S105 (printed for whoever tries the demo)


def is_loaded() -> bool:
    return User.objects.filter(username=read("users")["staff"]["username"]).exists()


@transaction.atomic
def load() -> None:
    now = timezone.now()
    users = load_users(now)
    posts = load_posts(users, now)
    hang_up_drawings(posts)
    open_polls(posts, users)
    load_comments(posts, users, now)
    load_scraps(posts, users, now)
    load_faqs()
    load_key_dates(now)
    load_chat(now)


def load_users(now: datetime) -> dict[str, User]:
    written = read("users")
    users = [User(**row, agreed_at=now) for row in written["user"]]
    users.append(User(**written["staff"], agreed_at=now, is_staff=True, is_superuser=True))
    for user in users:
        user.about_me = user.about_me.strip()
        user.set_password(PASSWORD)
        user.save()
    return {user.username: user for user in users}


def load_posts(users: dict[str, User], now: datetime) -> list[tuple[Post, dict[str, Any]]]:
    """Oldest first, over both boards: ids follow time everywhere else too."""
    rows = [(board, row) for board in Board for row in read(board.value)["post"]]
    posts = []
    for board, row in sorted(rows, key=lambda pair: -pair[1]["minutes_ago"]):
        post = Post(board=board, author=users[row["author"]], is_notice=row.get("is_notice", False), hits=row["hits"])
        post.created_at = post.updated_at = now - timedelta(minutes=row["minutes_ago"])
        post.is_anonymous = row.get("is_anonymous", False)
        post.write(title=row["title"], content=row["content"].strip(), **details_of(row, now))
        save_liked(post, [users[name] for name in row["likes"]])
        posts.append((post, row))
    return posts


def details_of(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    details = {column: row[column] for column in DETAIL_COLUMNS if column in row}
    if "valid_days" in row:
        details["valid_until"] = timezone.localdate(now) + timedelta(days=row["valid_days"])
    return details


def hang_up_drawings(posts: list[tuple[Post, dict[str, Any]]]) -> None:
    for post, row in posts:
        for drawing in row.get("drawings", ()):
            file = SimpleUploadedFile(drawing["file"], draw(drawing["name"]))
            with taken_in([Upload(file, drawing["alt"], ("file",))]) as files:
                post.attach(files)


def open_polls(posts: list[tuple[Post, dict[str, Any]]], users: dict[str, User]) -> None:
    for post, row in posts:
        if "poll" not in row:
            continue
        choices = row["poll"]["choices"]
        closes_at = post.created_at + timedelta(days=row["poll"]["days"])
        poll = Poll.objects.open(post, [choice["text"] for choice in choices], closes_at=closes_at)
        post.row().update(has_poll=True)
        for choice, written in zip(poll.choices.all(), choices, strict=True):
            for name in written["voters"]:
                poll.vote(users[name], [choice.pk])


def load_comments(posts: list[tuple[Post, dict[str, Any]]], users: dict[str, User], now: datetime) -> None:
    """In the order of time, which numbers those without a name as well; a reply comes after what it answers."""
    rows = [
        (post.created_at + timedelta(minutes=row["minutes_after"]), post, row, answered)
        for post, post_row in posts
        for answered in post_row.get("comment", ())
        for row in (answered, *answered.get("reply", ()))
    ]
    ids: dict[int, int] = {}
    for written_at, post, row, answered in sorted(rows, key=lambda entry: entry[0]):
        comment = post.comment(
            users[row["author"]],
            row["content"].strip(),
            is_anonymous=row.get("is_anonymous", False),
            parent=ids.get(id(answered)),
        )
        ids.setdefault(id(answered), comment.pk)
        comment.created_at = comment.updated_at = written_at
        save_liked(comment, [users[name] for name in row.get("likes", ())])
        read_at = written_at if now - written_at > UNREAD_FOR else None
        Notification.objects.filter(about=comment.reference).update(told_at=written_at, read_at=read_at)


def save_liked(entry: Entry, likers: list[User]) -> None:
    entry.like_count = len(likers)
    entry.save()
    Like.objects.bulk_create(Like(**{like_target(type(entry)): entry}, user=liker) for liker in likers)


def load_scraps(posts: list[tuple[Post, dict[str, Any]]], users: dict[str, User], now: datetime) -> None:
    by_title = {post.title: post for post, _ in posts}
    for shelf in read("shelves")["shelf"]:
        owner = users[shelf["owner"]]
        folders = {name: Folder.objects.create(user=owner, name=name) for name in shelf["folders"]}
        for row in sorted(shelf["scrap"], key=lambda row: -row["minutes_ago"]):
            Scrap.objects.create(
                user=owner,
                post=by_title[row["title"]],
                folder=folders.get(row.get("folder")),
                created_at=now - timedelta(minutes=row["minutes_ago"]),
            )


def load_faqs() -> None:
    for position, row in enumerate(read("faq")["faq"]):
        Faq.objects.create(position=position, **(row | {"answer": row["answer"].strip()}))


def load_key_dates(now: datetime) -> None:
    for row in read("dates")["date"]:
        starts_on = timezone.localdate(now) + timedelta(days=row["starts_in"])
        ends_on = starts_on + timedelta(days=row.get("days", 1) - 1)
        KeyDate.objects.create(title=row["title"], kind=row["kind"], starts_on=starts_on, ends_on=ends_on)


def load_chat(now: datetime) -> None:
    for position, row in enumerate(read("chat")["room"]):
        lines = row["line"]
        room, _ = Room.objects.update_or_create(
            slug=row["slug"],
            defaults={"name": row["name"], "description": row["description"], "position": position},
        )
        guests = {line["speaker"]: new_guest() for line in lines}
        first = room.last_seq + 1
        messages = []
        for seq, line in enumerate(lines, first):
            said_at, guest = now - timedelta(seconds=line["seconds_ago"]), guests[line["speaker"]]
            messages.append(
                Message(
                    room=room,
                    seq=seq,
                    speaker=guest,
                    author_name=Pseudonym.objects.take(guest, room.pk, said_at),
                    text=line["text"],
                    created_at=said_at,
                )
            )
        Message.objects.bulk_create(messages)
        room.last_seq += len(lines)
        room.save(update_fields=["last_seq"])
