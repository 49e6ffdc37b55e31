"""What a socket is sent: in order, by whoever has something, who never waits for a slow reader."""

import asyncio
from typing import Any

import pytest

from common.sockets import MAX_WAITING, Outbox, encode

pytestmark = pytest.mark.serviceless


class Peer:
    """The server's end of a socket, whose reader can be slow or gone."""

    def __init__(self) -> None:
        self.received: list[Any] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self.is_gone = False
        self.drops = 0
        self.outbox = Outbox(self.send, self.drop)

    async def send(self, event: dict[str, Any]) -> None:
        await self.reads.wait()
        if self.is_gone:
            raise ConnectionResetError
        self.received.append(event.get("text", event.get("code")))

    def drop(self) -> None:
        self.drops += 1

    def put(self, *texts: object) -> None:
        self.outbox.put([{"type": "websocket.send", "text": text} for text in texts])


async def everything_else() -> None:
    """Lets all tasks run until they wait for something."""
    for _ in range(10_000):
        await asyncio.sleep(0)


async def test_what_a_peer_takes_at_once_is_sent_at_once() -> None:
    peer = Peer()
    peer.put("하나", "둘")
    assert peer.received == ["하나", "둘"]
    assert peer.outbox.writing is None


async def test_much_is_sent_in_order_while_others_have_their_turns() -> None:
    peer, other = Peer(), Peer()
    peer.put(*range(500))
    assert 0 < len(peer.received) < 500
    other.put("나도")
    assert other.received == ["나도"]
    peer.put(500)
    await everything_else()
    assert peer.received == list(range(501))


async def test_a_slow_reader_keeps_nobody_waiting_and_misses_nothing() -> None:
    slow, quick = Peer(), Peer()
    slow.reads.clear()
    for number in range(MAX_WAITING):
        for peer in (slow, quick):
            peer.put(number)
    await everything_else()
    assert quick.received == list(range(MAX_WAITING))
    assert (slow.received, slow.drops) == ([], 0)
    slow.reads.set()
    await everything_else()
    assert slow.received == list(range(MAX_WAITING))


async def test_a_reader_who_is_too_slow_is_given_up_and_holds_no_memory() -> None:
    peer = Peer()
    peer.reads.clear()
    for number in range(MAX_WAITING + 2):  # one of them is on its way
        peer.put(number)
    assert peer.drops == 1
    assert not peer.outbox.events
    peer.put("하나 더")
    await everything_else()
    assert (peer.drops, peer.received, list(peer.outbox.events)) == (1, [], [])
    assert peer.outbox.writing is None


async def test_a_peer_that_is_gone_is_given_up_once() -> None:
    peer = Peer()
    peer.is_gone = True
    peer.put("들려?")
    peer.put("아직?")
    assert peer.drops == 1


async def test_a_peer_that_goes_while_it_is_written_to_is_given_up() -> None:
    peer = Peer()
    peer.reads.clear()
    peer.put("들려?", "여보세요?")
    peer.is_gone = True
    peer.reads.set()
    await everything_else()
    assert (peer.drops, peer.received) == (1, [])


async def test_the_end_comes_after_everything_else() -> None:
    peer = Peer()
    peer.reads.clear()
    peer.put("마지막 말")
    ending = asyncio.create_task(peer.outbox.close(4403))
    await everything_else()
    assert not ending.done()
    peer.put("늦은 말")
    peer.reads.set()
    await ending
    assert peer.received == ["마지막 말", 4403]


async def test_who_stops_sends_nothing_more() -> None:
    peer = Peer()
    peer.reads.clear()
    peer.put("하나", "둘")
    peer.outbox.stop()
    peer.reads.set()
    await everything_else()
    assert (peer.received, peer.drops) == ([], 0)


def test_a_frame_is_encoded_as_json_in_one_text() -> None:
    assert encode({"type": "pong"}) == {"type": "websocket.send", "text": '{"type":"pong"}'}
