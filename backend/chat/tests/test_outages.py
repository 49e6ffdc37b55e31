"""Fifty real clients talk through three processes, while processes are killed and Redis goes away: nothing that was
acknowledged is lost, and everybody sees every line once, in its order."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
import pytest
from django.conf import settings

from chat.tests.crowd import Client
from chat.tests.proxy import Proxy
from common.testing_servers import Api, running_api
from tools.loopback import free_port
from tools.paths import BACKEND
from tools.servers import Server, answers
from tools.services import redis

pytestmark = [
    pytest.mark.skipif(not settings.REDIS_URL, reason="several processes need the services of production"),
    pytest.mark.timeout(400),
]

CLIENTS = 50
PATIENCE = 120  # seconds
PEER_SECONDS = 60  # after which a silent peer is dropped, by the contract


class Process:
    """A server for sockets as in production, which can be killed and started again at its port."""

    def __init__(self, env: dict[str, str]) -> None:
        self.port = free_port()
        self.command = [
            *[sys.executable, "-m", "uvicorn", "config.asgi:application", f"--port={self.port}"],
            *["--log-level=critical", "--ws-per-message-deflate=false", "--timeout-graceful-shutdown=5"],
        ]
        self.env = env
        self.start()

    def start(self) -> None:
        self.server = Server("a process", self.command, cwd=BACKEND, env=self.env, log=Path(os.devnull))

    async def restart(self, end: Callable[[Server], None]) -> None:
        await asyncio.to_thread(end, self.server)
        self.start()
        await self.is_up()

    async def is_up(self) -> None:
        await asyncio.to_thread(self.server.wait_until, partial(answers, f"http://127.0.0.1:{self.port}/healthz"))


@pytest.fixture
def running_redis() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def port_of(url: str) -> int:
    return urlsplit(url).port or 0


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110  # other processes decide
            await asyncio.sleep(0.05)


class Talk:
    """The clients, and what is expected of them."""

    def __init__(self, urls: list[str]) -> None:
        self.clients = [Client(urls) for _ in range(CLIENTS)]
        self.tasks = [asyncio.create_task(client.live()) for client in self.clients]

    async def goes_on(self, lines: int = 1) -> None:
        """Each client gets so many more lines acknowledged, or more."""
        before = [len(client.acknowledged) for client in self.clients]
        await until(
            lambda: all(
                len(client.acknowledged) >= number + lines for client, number in zip(self.clients, before, strict=True)
            )
        )

    async def ends(self, read_last_seq: Callable[[], int]) -> None:
        """All fall silent, and have heard everything."""
        for client in self.clients:
            client.is_talking = False
        await until(lambda: not any(client.unsent for client in self.clients))
        last_seq = read_last_seq()
        await until(lambda: all(client.seen[-1] == last_seq for client in self.clients))

    async def leave(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def check(self, stored: dict[str, list[int]]) -> None:
        for client in self.clients:
            assert client.faults == []
            assert client.seen == list(range(client.seen[0], client.seen[-1] + 1))
            for client_id, seq in client.acknowledged.items():
                assert stored[client_id] == [seq]


@pytest.mark.parametrize("module", ["config.settings", "chat.tests.lossy_settings"])
async def test_nothing_is_lost_whatever_dies(module: str, tmp_path: Path, running_redis: ExitStack) -> None:
    async with AsyncExitStack() as stack:
        proxy = await stack.enter_async_context(Proxy(port_of(running_redis.enter_context(redis()))).running())
        api = await asyncio.to_thread(
            stack.enter_context, running_api(tmp_path, REDIS_URL=f"redis://127.0.0.1:{proxy.port}/0")
        )
        env = {**api.env, "DJANGO_SETTINGS_MODULE": module}
        first, second = Process(env), Process(env)
        for process in (first, second):
            stack.callback(lambda process=process: process.server.stop())
            await process.is_up()
        urls = [f"ws://127.0.0.1:{process.port}/ws/chat/lobby/" for process in (first, second)]
        urls.append(api.ws("/ws/chat/lobby/"))
        silent = await stack.enter_async_context(silent_peer(api))
        talk = Talk(urls)
        stack.push_async_callback(talk.leave)
        await talk.goes_on()

        await first.restart(Server.kill)
        await talk.goes_on()

        running_redis.close()
        proxy.cut()
        await talk.goes_on()
        proxy.target = port_of(running_redis.enter_context(redis()))
        await talk.goes_on()

        proxy.swallow()
        await talk.goes_on()
        await second.restart(Server.kill)
        await talk.goes_on()
        proxy.heal()
        await talk.goes_on()

        await first.restart(Server.kill)
        await talk.goes_on()
        await second.restart(Server.stop)
        await talk.goes_on()

        await talk.ends(partial(read_last_seq, api))
        talk.check(read_stored(api))
        assert {code for client in talk.clients for code in client.ends} == {1012}
        assert max(client.returns for client in talk.clients) > 2
        async with asyncio.timeout(PEER_SECONDS):
            await silent
        await until(lambda: read_present(api) == CLIENTS)


@asynccontextmanager
async def silent_peer(api: Api) -> AsyncIterator[asyncio.Task[None]]:
    """A socket whose other end has vanished: nothing answers, not even pings. The task ends with the connection."""
    url = urlsplit(api.http("/"))
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    writer.write(
        b"GET /ws/chat/lobby/ HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    assert b" 101 " in await reader.readline()
    ended = asyncio.create_task(read_to_the_end(reader))
    yield ended
    ended.cancel()
    writer.transport.abort()


async def read_to_the_end(reader: asyncio.StreamReader) -> None:
    with suppress(ConnectionError):
        await reader.read()


def read_last_seq(api: Api) -> int:
    with psycopg.connect(api.env["DATABASE_URL"]) as database:
        [[seq]] = database.execute("SELECT last_seq FROM chat_room WHERE slug = 'lobby'").fetchall()
    return seq


def read_stored(api: Api) -> dict[str, list[int]]:
    """The numbers under which each `client_id` is stored."""
    stored: dict[str, list[int]] = {}
    with psycopg.connect(api.env["DATABASE_URL"]) as database:
        for client_id, seq in database.execute("SELECT client_id, seq FROM chat_message WHERE client_id IS NOT NULL"):
            stored.setdefault(str(client_id), []).append(seq)
    return stored


def read_present(api: Api) -> int:
    with urlopen(api.http("/chat/rooms/"), timeout=PATIENCE) as response:
        rooms = json.load(response)["results"]
    return next(room["present"] for room in rooms if room["slug"] == "lobby")
