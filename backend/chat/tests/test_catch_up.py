import asyncio
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from chat.models import Message
from chat.speakers import new_guest


def seqs(messages) -> list[int]:
    return [message["seq"] for message in messages]


async def test_without_since_nothing_old_is_sent(open_socket, talk) -> None:
    await sync_to_async(talk)(3)
    socket = await open_socket()
    assert (await socket.enter())["last_seq"] == 3
    await socket.expect_silence()


async def test_who_returns_gets_what_was_missed_in_order_before_ready(open_socket, talk) -> None:
    await sync_to_async(talk)(7)
    socket = await open_socket("/ws/chat/lobby/?since=4")
    await socket.hello()
    missed = [await socket.expect("message") for _ in range(3)]
    await socket.expect("ready")
    assert [(message["seq"], message["message"]) for message in missed] == [
        (5, "5번째 줄"),
        (6, "6번째 줄"),
        (7, "7번째 줄"),
    ]
    assert (await socket.say("나 왔어"))["seq"] == 8


async def test_what_was_missed_knows_whose_it_is(open_socket) -> None:
    first = await open_socket()
    welcome = await first.enter()
    await first.say("나 잠깐 나갔다 올게")
    second = await open_socket("/ws/chat/lobby/?since=0")
    await second.hello(welcome["token"])
    assert (await second.expect("message"))["is_mine"] is True


@pytest.mark.parametrize("since", [7, 8, 10**17])
async def test_who_missed_nothing_gets_nothing(open_socket, talk, since: int) -> None:
    await sync_to_async(talk)(7)
    socket = await open_socket(f"/ws/chat/lobby/?since={since}")
    await socket.enter()
    assert (await socket.say("여덟 번째"))["seq"] == 8


async def test_five_hundred_missed_messages_are_all_sent(open_socket, talk) -> None:
    await sync_to_async(talk)(500)
    socket = await open_socket("/ws/chat/lobby/?since=0")
    await socket.hello()
    assert seqs([await socket.expect("message") for _ in range(500)]) == list(range(1, 501))
    await socket.expect("ready")


async def test_a_longer_gap_is_named_and_left_to_rest(open_socket, talk) -> None:
    await sync_to_async(talk)(511)
    socket = await open_socket("/ws/chat/lobby/?since=10")
    await socket.hello()
    assert await socket.receive() == {"type": "gap", "from": 11, "to": 511}
    await socket.expect("ready")
    assert (await socket.say("다 못 읽겠다"))["seq"] == 512


@pytest.mark.parametrize("since", ["abc", "-1", "1.5", "%20", "9" * 19, "0x10", "%00", "%ED%95%9C", "%FF"])
async def test_a_bad_since_is_told_and_means_none(open_socket, talk, since: str) -> None:
    await sync_to_async(talk)(3)
    socket = await open_socket(f"/ws/chat/lobby/?since={since}")
    await socket.enter()
    await socket.expect_error("invalid")
    await socket.expect_silence()


@pytest.mark.parametrize("query", ["", "since", "since=", "token=secret", "&&&"])
async def test_an_address_without_since_means_none(open_socket, talk, query: str) -> None:
    await sync_to_async(talk)(3)
    socket = await open_socket(f"/ws/chat/lobby/?{query}")
    await socket.enter()
    await socket.expect_silence()


async def test_who_joins_while_others_speak_has_neither_hole_nor_double(open_socket, lobby, talk) -> None:
    await sync_to_async(talk)(5)
    talkers = [await open_socket() for _ in range(3)]
    for talker in talkers:
        await talker.enter()

    async def chat(talker) -> None:
        for number in range(20):
            await talker.send("send", message=f"{number}번", client_id=str(uuid4()))

    async def come_back(since: int) -> list[int]:
        socket = await open_socket(f"/ws/chat/lobby/?since={since}")
        await socket.hello()
        return seqs(await socket.expect_messages(65 - since))

    speaking = asyncio.gather(*[chat(talker) for talker in talkers])
    returning = {since: asyncio.create_task(come_back(since)) for since in range(6)}
    await speaking
    for since, received in returning.items():
        assert await received == list(range(since + 1, 66))


async def test_a_message_whose_hint_was_lost_arrives_with_the_next_one(open_socket, talk) -> None:
    socket = await open_socket()
    await socket.enter()
    await sync_to_async(talk)(250)
    await socket.send("send", message="251번째", client_id=str(uuid4()))
    assert seqs(await socket.expect_messages(251)) == list(range(1, 252))


async def test_a_message_whose_hint_was_lost_arrives_with_the_heartbeat(open_socket, talk) -> None:
    first, second = await open_socket(), await open_socket()
    await first.enter()
    await second.enter()
    await sync_to_async(talk)(2)
    for socket in (first, second):
        assert seqs([await socket.expect("message"), await socket.expect("message")]) == [1, 2]


async def test_who_returns_to_a_process_that_lags_gets_nothing_twice(open_socket, talk) -> None:
    resident = await open_socket()
    await resident.enter()
    await sync_to_async(talk)(3)  # seen in another process; here no hint has told of it yet
    returned = await open_socket("/ws/chat/lobby/?since=2")
    assert (await returned.hello())["last_seq"] == 3
    assert (await returned.expect("message"))["seq"] == 3
    await returned.expect("ready")
    assert (await returned.say("나 다시 왔어"))["seq"] == 4
    assert seqs(await resident.expect_messages(4)) == [1, 2, 3, 4]


async def test_an_empty_room_that_fills_again_goes_on_where_it_stood(open_socket, lobby) -> None:
    first = await open_socket()
    await first.enter()
    await first.say("잘 자")
    await first.leave()
    await sync_to_async(Message.objects.post)(lobby, new_guest(), "아무도 없네")
    second = await open_socket()
    assert (await second.enter())["last_seq"] == 2
    assert (await second.say("나 있어"))["seq"] == 3


async def test_who_says_hello_late_gets_nothing_twice(open_socket, talk) -> None:
    token = (await (await open_socket()).enter())["token"]
    await sync_to_async(talk)(3)
    socket = await open_socket("/ws/chat/lobby/?since=1")
    await socket.expect("welcome")
    assert seqs([await socket.expect("message"), await socket.expect("message")]) == [2, 3]
    await socket.expect("ready")
    await socket.enter(token)
    assert (await socket.say("전화기가 느려서"))["seq"] == 4
