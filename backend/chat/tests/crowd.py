"""Clients that keep the contract's promises from their side: they come back, catch up, and send again what was not
acknowledged."""

import asyncio
import json
import random
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

PAUSE = 1.5, 2.5  # seconds between two lines of one client
REST = 0.1, 0.5  # seconds before coming back
SILENCE = 10.0  # seconds after which a connection that says nothing at all is given up


@dataclass
class Client:
    """One guest who talks until told to be silent. `urls` are the same room in several processes."""

    urls: list[str]
    token: str | None = None
    unsent: dict[str, str] = field(default_factory=dict)  # client_id → text, until it is acknowledged
    acknowledged: dict[str, int] = field(default_factory=dict)  # client_id → seq
    seen: list[int] = field(default_factory=list)  # seq of every message frame, in the order in which they came
    faults: list[str] = field(default_factory=list)
    returns: int = 0
    ends: set[int] = field(default_factory=set)  # codes with which connections were closed
    is_talking: bool = True

    async def live(self) -> None:
        while True:
            self.returns += 1
            with suppress(OSError, TimeoutError, WebSocketException):
                try:
                    await self.visit(random.choice(self.urls))
                except ConnectionClosed as end:
                    self.ends |= {end.rcvd.code} if end.rcvd else set()
            await asyncio.sleep(random.uniform(*REST))

    async def visit(self, url: str) -> None:
        since = f"?since={self.seen[-1]}" if self.seen else ""
        async with connect(url + since, proxy=None, open_timeout=5, close_timeout=0.1, compression=None) as connection:
            await connection.send(json.dumps({"type": "hello", **({"token": self.token} if self.token else {})}))
            talking = None
            try:
                while True:
                    async with asyncio.timeout(SILENCE):
                        frame = json.loads(await connection.recv())
                    if frame["type"] == "ready":
                        talking = asyncio.create_task(self.talk(connection))
                    self.take(frame)
            finally:
                if talking:
                    talking.cancel()

    def take(self, frame: dict) -> None:
        match frame["type"]:
            case "welcome":
                self.token = frame["token"]
                if not self.seen:
                    self.seen.append(frame["last_seq"])
            case "message":
                self.seen.append(frame["seq"])
            case "ack":
                before = self.acknowledged.setdefault(frame["client_id"], frame["seq"])
                if before != frame["seq"]:
                    self.faults.append(f"acknowledged as {before} and as {frame['seq']}")
                self.unsent.pop(frame["client_id"], None)
            case "gap":
                self.faults.append("so much was missed that it was left to REST")

    async def talk(self, connection: ClientConnection) -> None:
        """Says what was not acknowledged yet, and then something new now and then."""
        with suppress(WebSocketException):
            while True:
                for client_id, text in tuple(self.unsent.items()):
                    await connection.send(json.dumps({"type": "send", "client_id": client_id, "message": text}))
                await asyncio.sleep(random.uniform(*PAUSE))
                if self.is_talking:
                    self.unsent[str(uuid4())] = f"{random.choice(LINES)} {len(self.acknowledged)}"
                else:
                    await connection.send(json.dumps({"type": "ping"}))


LINES = [
    "야자 끝나고 뭐 먹을 사람",
    "오늘 수학 진도 너무 빠르다",
    "나만 아직 생기부 안 썼나",
    "내일 모의고사 맞지",
    "다들 몇 시에 자",
    "급식 마라탕이래",
]
