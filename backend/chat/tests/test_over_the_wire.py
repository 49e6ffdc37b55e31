"""Real daphne processes, sockets and HTTP: two processes where PostgreSQL and Redis stand behind them."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
from django.conf import settings
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from chat.tests.sockets import PATIENCE, Socket, SocketOverTheWire
from common.testing_servers import Api, running_api

ROOMS = 20


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    processes = 2 if settings.REDIS_URL else 1
    with running_api(tmp_path_factory.mktemp("api"), processes, WEB_ORIGINS="https://www.example.org") as running:
        running.run_beside(
            f"""
from chat.models import Room
Room.objects.bulk_create(Room(slug=f"교실-{{number}}", name=f"교실 {{number}}") for number in range({ROOMS}))
"""
        )
        yield running


@pytest.fixture(scope="module")
def rooms() -> Iterator[str]:
    return (f"교실-{number}" for number in range(ROOMS))


@pytest.fixture
def room(rooms: Iterator[str]) -> str:
    """A room that nobody has been in."""
    return next(rooms)


@pytest.fixture
async def open_socket(api: Api, room: str) -> AsyncIterator[Callable[..., Any]]:
    """Opens sockets into the room, in turn in each process."""
    opened: list[SocketOverTheWire] = []

    async def open_one(path: str | None = None, **options: Any) -> SocketOverTheWire:
        url = api.ws(path or f"/ws/chat/{room}/", process=len(opened) % len(api.hosts))
        opened.append(SocketOverTheWire(await connect(url, proxy=None, **options)))
        return opened[-1]

    yield open_one
    for socket in opened:
        socket.connection.transport.abort()  # a polite end waits for all that a test left unread


async def post(api: Api, body: dict[str, Any], process: int = 0) -> dict[str, Any]:
    data = json.dumps(body).encode()
    request = Request(api.http("/chat/api/chat-messages/", process), data, {"Content-Type": "application/json"})

    def send() -> dict[str, Any]:
        with urlopen(request, timeout=PATIENCE) as response:
            return json.load(response)

    return await asyncio.to_thread(send)


async def test_sockets_of_every_process_receive_each_message_once_and_in_order(open_socket) -> None:
    sockets: list[Socket] = [await open_socket() for _ in range(6)]
    for socket in sockets:
        await socket.enter()
    for socket in sockets:
        for number in range(10):
            await socket.send("send", message=f"{number}번째", client_id=str(uuid4()))
    for socket in sockets:
        messages = await socket.expect_messages(60)
        assert [message["seq"] for message in messages] == list(range(1, 61))
        assert sum(message["is_mine"] for message in messages) == 10


async def test_a_message_by_rest_to_any_process_reaches_all_sockets(api: Api, room: str, open_socket) -> None:
    sockets = [await open_socket() for _ in range(4)]
    for socket in sockets:
        await socket.enter()
    for number in range(4):
        sent = await post(api, {"room": room, "message": f"{number}교시 끝"}, process=number % len(api.hosts))
        del sent["care"]  # for who has sent it alone
        for socket in sockets:
            assert await socket.expect("message") == {"type": "message", **sent, "is_mine": False}


async def test_one_client_id_sent_to_every_process_makes_one_message(api: Api, room: str, open_socket) -> None:
    sockets = [await open_socket() for _ in range(4)]
    for socket in sockets:
        await socket.enter()
    client_id = str(uuid4())
    await asyncio.gather(*[socket.send("send", message="한 번만", client_id=client_id) for socket in sockets])
    frames = [await socket.collect("ack", "message") for socket in sockets]
    assert len({frame["ack"]["id"] for frame in frames}) == 1
    assert (await post(api, {"room": room, "message": "다음"}))["seq"] == 2


async def test_who_joins_while_others_speak_has_neither_hole_nor_double(open_socket, room: str) -> None:
    talkers = [await open_socket() for _ in range(4)]
    for talker in talkers:
        await talker.enter()

    async def chat(talker: Socket) -> None:
        for number in range(15):
            await talker.send("send", message=f"{number}번째", client_id=str(uuid4()))

    async def come_in() -> list[int]:
        socket = await open_socket(f"/ws/chat/{room}/?since=0")
        await socket.hello()
        return [message["seq"] for message in await socket.expect_messages(60)]

    speaking = asyncio.gather(*[chat(talker) for talker in talkers])
    newcomers = [asyncio.create_task(come_in()) for _ in range(8)]
    await speaking
    for received in newcomers:
        assert await received == list(range(1, 61))


async def test_a_line_that_no_hint_told_of_arrives_with_the_heartbeat(api: Api, room: str, open_socket) -> None:
    sockets = [await open_socket() for _ in range(2)]
    for socket in sockets:
        await socket.enter()
    api.run_beside(
        f"""
from chat.models import Message, Room
from chat.speakers import new_guest
Message.objects.post(Room.objects.get(slug="{room}"), new_guest(), "아무도 못 들은 말")
"""
    )
    for socket in sockets:
        assert (await socket.expect("message"))["message"] == "아무도 못 들은 말"


async def test_a_torn_connection_disturbs_nobody_and_leaves_the_room(open_socket) -> None:
    torn, first, second = await open_socket(), await open_socket(), await open_socket()
    for socket in (torn, first, second):
        await socket.enter()
    torn.connection.transport.abort()
    await first.say("방금 누구 나갔어?")
    assert (await second.expect("message"))["message"] == "방금 누구 나갔어?"


async def test_typing_reaches_the_other_process(open_socket) -> None:
    first, second = await open_socket(), await open_socket()
    welcome = await first.enter()
    await second.enter()
    await first.send("typing")
    assert await second.receive() == {"type": "typing", "name": welcome["name"]}


@pytest.mark.parametrize("path", ["/ws/chat/nowhere/", "/ws/", "/", "/ws/chat/%00/", "/ws/chat/%FF/"])
async def test_an_unknown_place_is_closed_with_4404(open_socket, path: str) -> None:
    assert await (await open_socket(path)).closed() == 4404


async def test_a_page_from_elsewhere_is_closed_with_4403(open_socket) -> None:
    assert await (await open_socket(origin="https://evil.example")).closed() == 4403
    await (await open_socket(origin="https://www.example.org")).enter()


async def test_malformed_frames_are_answered_until_twenty_in_a_row_end_the_socket(open_socket) -> None:
    socket = await open_socket()
    await socket.enter()
    for data in (b"\x00\xff", "{", "가" * 6_000, "[" * 5_000):
        await socket.write(data)
        await socket.expect("error")
    await socket.say("아직 괜찮아")
    for _ in range(20):
        await socket.write("엉망")
        await socket.expect_error("invalid")
    assert await socket.closed() == 4400


@pytest.mark.parametrize("size", [200_000, 5_000_000])
async def test_a_huge_frame_gets_an_error_or_the_end_and_harms_nobody(open_socket, size: int) -> None:
    huge, other = await open_socket(), await open_socket()
    await huge.enter()
    await other.enter()
    try:
        await huge.write("a" * size)
        await huge.expect_error("too_long")
    except ConnectionClosed:
        assert huge.connection.close_code is not None
    await other.say("여긴 멀쩡해")


async def test_two_hundred_who_only_listen_hear_every_line_and_keep_nobody_waiting(open_socket) -> None:
    speaker = await open_socket()
    await speaker.enter()
    listeners = await asyncio.gather(*[open_socket() for _ in range(200)])
    await asyncio.gather(*[listener.enter() for listener in listeners])
    for number in range(3):
        await speaker.send("send", message=f"{number}번째 안내 방송", client_id=str(uuid4()))
    heard = await asyncio.gather(*[listener.expect_messages(3) for listener in listeners])
    assert {tuple(message["seq"] for message in messages) for messages in heard} == {(1, 2, 3)}
    await speaker.send("ping")
    while (await speaker.receive())["type"] != "pong":
        pass
