"""An open page hears of everything at once; the channel layer only tells it when to look."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.db import connections, transaction
from django.utils import timezone

from accounts import tokens
from accounts.models import User
from boards.models import Post
from chat.tests.sockets import PATIENCE, SocketInProcess
from common.testing import Person
from config.asgi import application
from notifications import bell, consumers
from notifications.models import Notification

PATH = "/ws/notifications/"
Open = Callable[..., Any]


@pytest.fixture
async def open_socket(transactional_db: None) -> AsyncIterator[Open]:
    communicators: list[WebsocketCommunicator] = []

    async def open_one(person: Person | None = None, origin: str | None = None) -> SocketInProcess:
        headers = [(b"origin", origin.encode())] if origin is not None else []
        communicator = WebsocketCommunicator(application, PATH, headers=headers)
        accepted, _ = await communicator.connect(timeout=PATIENCE)
        assert accepted
        communicators.append(communicator)
        socket = SocketInProcess(communicator)
        if person:
            await socket.send("hello", token=await access_of(person))
        return socket

    yield open_one
    for communicator in communicators:
        await communicator.disconnect(timeout=PATIENCE)
    await sync_to_async(connections.close_all)()


@sync_to_async
def access_of(person: Person) -> str:
    return tokens.begin_login(person.user).access


@pytest.fixture
def awake(transactional_db: None, author: Person, classmate: Person) -> None:
    """Whatever the clock says, their bells may ring."""
    for person in (author, classmate):
        person.client.patch("/notifications/settings/", {"quiet_hours": False})


async def expect_unread(socket: SocketInProcess, count: int) -> None:
    assert await socket.expect("unread") == {"type": "unread", "count": count}


async def test_it_begins_with_the_number(
    open_socket: Open, awake: None, post: Post, author: Person, classmate: Person
) -> None:
    await expect_unread(await open_socket(author), 0)
    await sync_to_async(post.comment)(classmate.user, "몇 장 썼어?")
    await expect_unread(await open_socket(author), 1)


async def test_what_happens_is_shown_at_once_in_all_tabs_of_the_member(
    open_socket: Open, awake: None, post: Post, author: Person, classmate: Person
) -> None:
    mine, theirs = [await open_socket(author), await open_socket(author)], await open_socket(classmate)
    for socket in (*mine, theirs):
        await expect_unread(socket, 0)
    await sync_to_async(post.comment)(classmate.user, "몇 장 썼어?", is_anonymous=True)
    row = (await sync_to_async(author.client.get)("/notifications/")).json()["results"][0]
    assert row["message"] == "익명 1님이 댓글을 남겼어요."
    for socket in mine:
        assert await socket.expect("notification") == {"type": "notification", **row}
        await expect_unread(socket, 1)
    await sync_to_async(author.client.patch)(f"/notifications/{row['id']}/", {"is_read": True})
    for socket in mine:
        await expect_unread(socket, 0)
    await sync_to_async((await post.comments.aget()).like)(author.user)
    assert (await theirs.expect("notification"))["kind"] == "like"  # the first thing that it hears


async def test_a_notice_is_shown_to_everybody(
    open_socket: Open, awake: None, post: Post, author: Person, classmate: Person
) -> None:
    socket, own = await open_socket(classmate), await open_socket(author)
    await expect_unread(socket, 0)
    await expect_unread(own, 0)
    await sync_to_async(post.set_notice)(is_notice=True)
    assert (await socket.expect("notification"))["kind"] == "notice"
    await expect_unread(socket, 1)
    await sync_to_async(post.like)(classmate.user)
    assert (await own.expect("notification"))["kind"] == "like"  # not of the own notice


async def test_a_thousand_likes_make_one_frame(
    open_socket: Open, awake: None, post: Post, author: Person, make_person: Callable[..., Person]
) -> None:
    socket = await open_socket(author)
    await expect_unread(socket, 0)

    @sync_to_async
    def like() -> None:
        people = User.objects.bulk_create(
            User(username=f"fan{number}", nickname=f"팬{number}", password="!") for number in range(1000)
        )
        for user in people:
            post.like(user)

    await like()
    assert (await socket.expect("notification"))["kind"] == "like"
    await expect_unread(socket, 1)
    [row] = (await sync_to_async(author.client.get)("/notifications/")).json()["results"]
    assert row["count"] == 1000
    await sync_to_async(author.client.post)("/notifications/read-all/")
    await expect_unread(socket, 0)


async def test_much_at_once_is_told_by_its_number(
    open_socket: Open, awake: None, post: Post, author: Person, classmate: Person
) -> None:
    socket = await open_socket(author)
    await expect_unread(socket, 0)

    @sync_to_async
    def talk() -> None:
        with transaction.atomic():
            for number in range(bell.MOST_NEWS + 1):
                post.comment(classmate.user, f"{number}번째")

    await talk()
    await expect_unread(socket, bell.MOST_NEWS + 1)


async def test_a_lost_hint_is_made_up_for_by_the_heartbeat(
    open_socket: Open, awake: None, post: Post, author: Person, classmate: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "HEARTBEAT_SECONDS", 0.1)
    socket = await open_socket(author)
    await expect_unread(socket, 0)
    comment = await sync_to_async(post.comment)(classmate.user, "들려?")
    await socket.expect("notification")
    await expect_unread(socket, 1)
    await sync_to_async(comment.remove)()  # which nobody is told of
    await expect_unread(socket, 0)


async def test_in_quiet_hours_nothing_is_told_and_at_their_end_all_at_once(
    open_socket: Open, awake: None, post: Post, author: Person, classmate: Person
) -> None:
    await sync_to_async(post.comment)(classmate.user, "벌써 자?")
    now = timezone.localtime()
    around = {
        "quiet_hours": True,
        "quiet_from": f"{now - timedelta(minutes=2):%H:%M}",
        "quiet_until": f"{now + timedelta(hours=2):%H:%M}",
    }
    await sync_to_async(author.client.patch)("/notifications/settings/", around)
    await Notification.objects.aupdate(told_at=now - timedelta(hours=1))
    socket = await open_socket(author)
    await expect_unread(socket, 1)
    for number in range(2):
        await sync_to_async(post.comment)(classmate.user, f"{number}번째")
    await sync_to_async(author.client.post)("/notifications/read-all/", {"until": now - timedelta(minutes=30)})
    await expect_unread(socket, 0)  # the first that it hears since
    await Notification.objects.filter(read_at=None).aupdate(told_at=now - timedelta(minutes=1))
    await sync_to_async(author.client.patch)("/notifications/settings/", {"quiet_hours": False})
    await expect_unread(socket, 2)


def test_it_looks_again_when_the_quiet_hours_end() -> None:
    morning = bell.Bell("", changes_at=timezone.now() + timedelta(seconds=20))
    assert 19 < consumers.seconds_of_rest(morning) <= 20
    missed = bell.Bell("", changes_at=timezone.now() - timedelta(seconds=20))
    assert consumers.seconds_of_rest(missed) == 0
    assert 45 <= consumers.seconds_of_rest(bell.Bell("")) <= 75


@pytest.mark.parametrize("token", ["nonsense", "", None, 7, ["x"]])
async def test_who_is_nobody_is_sent_away(open_socket: Open, token: Any) -> None:
    socket = await open_socket()
    await socket.send("hello", token=token)
    await socket.expect_error("not_authenticated")
    assert await socket.closed() == consumers.CLOSE_TOKEN


async def test_who_says_no_hello_is_sent_away(open_socket: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumers, "HELLO_SECONDS", 0.05)
    socket = await open_socket()
    await socket.expect_error("not_authenticated")
    assert await socket.closed() == consumers.CLOSE_TOKEN


async def test_a_login_that_ends_closes_its_sockets(
    open_socket: Open, awake: None, author: Person, classmate: Person, post: Post
) -> None:
    socket = await open_socket(author)
    await expect_unread(socket, 0)
    await author.user.logins.all().adelete()
    await sync_to_async(post.comment)(classmate.user, "아직 있어?")
    await socket.expect_error("not_authenticated")
    assert await socket.closed() == consumers.CLOSE_TOKEN


async def test_a_fresh_token_keeps_the_socket_open(
    open_socket: Open, awake: None, author: Person, classmate: Person, post: Post
) -> None:
    socket = await open_socket(author)
    await expect_unread(socket, 0)
    fresh = await access_of(author)
    await socket.send("hello", token=fresh)
    await author.user.logins.exclude(pk=(await sync_to_async(tokens.login_of)(fresh)).pk).adelete()
    await sync_to_async(post.comment)(classmate.user, "아직 있어?")
    await socket.expect("notification")
    await expect_unread(socket, 1)


async def test_nobody_listens_in_with_another_members_socket(
    open_socket: Open, awake: None, author: Person, classmate: Person
) -> None:
    socket = await open_socket(author)
    await expect_unread(socket, 0)
    await socket.send("hello", token=await access_of(classmate))
    await socket.expect_error("not_authenticated")
    assert await socket.closed() == consumers.CLOSE_TOKEN


async def test_only_our_own_pages_may_open_one(open_socket: Open, settings: Any) -> None:
    settings.WEB_ORIGINS = ["https://www.example.org"]
    stranger = await open_socket(origin="https://evil.example.org")
    assert await stranger.closed() == 4403
    own = await open_socket(origin="https://www.example.org")
    await own.expect_silence()


@pytest.mark.parametrize("frame", ["?", "[]", "{}", '{"type": "send"}', "\ud800", "[" * 5000, b"\x00", "x" * 20_000])
async def test_what_is_no_frame_is_answered_with_an_error(open_socket: Open, frame: str | bytes) -> None:
    socket = await open_socket()
    await socket.write(frame)
    assert (await socket.expect("error"))["code"] in {"invalid", "too_long"}
    await socket.expect_silence()
    for _ in range(20):
        await socket.write(frame)
    assert await socket.closed() == 4400
