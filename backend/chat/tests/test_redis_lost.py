"""The channel layer is a hint: without it everything still arrives, only later."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from channels.layers import get_channel_layer
from websockets.asyncio.client import connect

from chat.tests.sockets import SocketOverTheWire
from common.testing_servers import Api, running_api
from tools.services import Unavailable, redis


@pytest.fixture
def redis_server() -> Iterator[tuple[str, ExitStack]]:
    """The address of a Redis that ends with its stack."""
    with ExitStack() as running:
        try:
            yield running.enter_context(redis()), running
        except Unavailable as reason:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(str(reason))


@pytest.fixture
def api(tmp_path: Path, redis_server: tuple[str, ExitStack]) -> Iterator[Api]:
    with running_api(tmp_path, REDIS_URL=redis_server[0]) as running:
        yield running


async def test_when_redis_is_lost_lines_still_arrive_and_a_restart_is_told(
    api: Api, redis_server: tuple[str, ExitStack]
) -> None:
    async with (
        connect(api.ws("/ws/chat/lobby/"), proxy=None) as one,
        connect(api.ws("/ws/chat/lobby/"), proxy=None) as two,
    ):
        first, second = SocketOverTheWire(one), SocketOverTheWire(two)
        await first.enter()
        await second.enter()
        redis_server[1].close()
        await first.send("typing")
        await first.expect_silence()
        ack = await first.say("레디스가 없어도 들려?")
        assert (await second.expect("message"))["id"] == ack["id"]
        await second.say("조금 늦게 들려!")
        await first.expect("message")
        await asyncio.to_thread(api.servers[0].stop)
        assert [await first.closed(), await second.closed()] == [1012, 1012]


async def test_a_hub_whose_layer_is_lost_at_its_end_starts_anew(open_socket, lobby, monkeypatch) -> None:
    first = await open_socket()
    await first.enter()
    with monkeypatch.context() as outage:
        outage.setattr(get_channel_layer(), "group_discard", refuse)
        await first.leave()
    second = await open_socket()
    await second.enter()
    assert (await second.say("다시 열렸네"))["seq"] == 1


async def refuse(group: str, channel: str) -> None:
    raise ConnectionRefusedError
