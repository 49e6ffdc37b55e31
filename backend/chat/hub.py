"""The fan-out of one room in one process.

A hub reads from the database what its sockets have not been sent yet and sends it in `seq` order. Hints from the
channel layer only tell it when to look; a heartbeat heals a lost one. Joining and delivering take turns (one lock), so
that a socket's catch-up meets the live stream without a hole and without a double.
"""

import asyncio
import logging
import random
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import orjson
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer

from chat.layer import group_of
from chat.messages import message_json
from chat.models import Message, Room

logger = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 5.0
BATCH = 200  # messages read at once
MAX_CATCH_UP = 500  # a longer gap is fetched by REST


class Member(Protocol):
    """A socket that has been welcomed."""

    speaker: str

    async def send(self, text_data: str) -> None: ...


class Hub:
    def __init__(self, room: Room) -> None:
        self.room = room
        self.members: set[Member] = set()
        self.delivered = 0  # seq of the last message that the members have been sent
        self.erased = 0  # the last erasure that they have been told
        self.present = 0
        self.lock = asyncio.Lock()
        self.hint = asyncio.Event()
        self.tasks: list[asyncio.Task[None]] = []

    async def join(self, member: Member, since: int | None, welcome: Mapping[str, Any]) -> None:
        """Welcomes a socket, sends what it missed after `since`, and from then on everything."""
        async with self.lock:
            if self.tasks:
                await self.deliver()  # elsewhere the newcomer may have seen more than the members here
            else:
                await self.start()
            self.members.add(member)
            self.present = self.count_present()
            try:
                await send(member, {**welcome, "last_seq": self.delivered, "present": self.present})
                await self.catch_up(member, since)
                await send(member, {"type": "ready"})
            except BaseException:
                self.members.discard(member)
                raise
        await self.tell({"type": "presence", "present": self.present}, but=member)

    async def leave(self, member: Member) -> None:
        async with self.lock:
            self.members.discard(member)
            present = self.count_present()
            if not self.members:
                await self.stop()
        if present != self.present:
            self.present = present
            await self.tell({"type": "presence", "present": present})

    def count_present(self) -> int:
        """People, not sockets."""
        return len({member.speaker for member in self.members})

    async def start(self) -> None:
        """Subscribes before it reads where the room stands: a message between the two is hinted at."""
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(group_of(self.room.pk), channel)
        self.delivered, self.erased = await read_counts(self.room.pk)
        self.tasks = [asyncio.create_task(self.listen(channel)), asyncio.create_task(self.follow())]

    async def stop(self) -> None:
        tasks, self.tasks = self.tasks, []
        for task in tasks:
            task.cancel()
        # Whatever they end of (a lost Redis can't be unsubscribed from), the next member starts anew.
        await asyncio.gather(*tasks, return_exceptions=True)

    async def listen(self, channel: str) -> None:
        layer = get_channel_layer()
        try:
            while True:
                event = await layer.receive(channel)
                if event["type"] == "hint":
                    self.hint.set()
                elif event["type"] == "typing":
                    await self.tell({"type": "typing", "name": event["name"]}, but_speaker=event["speaker"])
        finally:
            await layer.group_discard(group_of(self.room.pk), channel)

    async def follow(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT_SECONDS * random.uniform(0.8, 1.2)):  # noqa: S311
                    await self.hint.wait()
            self.hint.clear()
            try:
                async with self.lock:
                    await self.deliver()
            except Exception:
                logger.exception("Could not deliver to room %s; the next heartbeat tries again", self.room.pk)

    async def deliver(self) -> None:
        """Sends every member what is new, each message encoded once for its speaker and once for all others."""
        while rows := await read_after(self.room.pk, self.delivered, BATCH):
            for row in rows:
                others, own = frame(row, None), frame(row, row["speaker"])
                for member in tuple(self.members):
                    await self.send_safely(member, own if member.speaker == row["speaker"] else others)
                self.delivered = row["seq"]
        for erased in await read_erasures_after(self.room.pk, self.erased):
            await self.tell({"type": "deleted", "id": erased["id"]})
            self.erased = erased["erasure"]

    async def catch_up(self, member: Member, since: int | None) -> None:
        """What lies between `since` and what the members have been sent: they get the rest together."""
        if since is None or since >= self.delivered:
            return
        if self.delivered - since > MAX_CATCH_UP:
            await send(member, {"type": "gap", "from": since + 1, "to": self.delivered})
            return
        for row in await read_after(self.room.pk, since, self.delivered - since):
            await member.send(text_data=frame(row, member.speaker))

    async def tell(self, content: Mapping[str, Any], but: Member | None = None, but_speaker: str = "") -> None:
        text = orjson.dumps(content).decode()
        for member in tuple(self.members):
            if member is not but and member.speaker != but_speaker:
                await self.send_safely(member, text)

    async def send_safely(self, member: Member, text: str) -> None:
        """A socket that can't be sent to is dropped; the others must not notice."""
        try:
            await member.send(text_data=text)
        except Exception:
            logger.info("A socket was gone before it could be sent to")
            self.members.discard(member)


async def send(member: Member, content: Mapping[str, Any]) -> None:
    await member.send(text_data=orjson.dumps(content).decode())


def frame(row: Mapping[str, Any], viewer: str | None) -> str:
    return orjson.dumps({"type": "message", **message_json(row, viewer)}).decode()


@database_sync_to_async
def read_counts(room_id: int) -> tuple[int, int]:
    return Room.objects.values_list("last_seq", "last_erasure").get(pk=room_id)


@database_sync_to_async
def read_erasures_after(room_id: int, erasure: int) -> list[Any]:
    erased = Message.objects.filter(room=room_id, erasure__gt=erasure).order_by("erasure")
    return list(erased.values("id", "erasure"))


@database_sync_to_async
def read_after(room_id: int, seq: int, limit: int) -> list[dict[str, Any]]:
    return list(Message.objects.filter(room=room_id, seq__gt=seq).order_by("seq").as_rows()[:limit])


# One hub per room and event loop: a server process has one loop, a test process one per test.
_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[int, Hub]] = WeakKeyDictionary()


def hub_of(room: Room) -> Hub:
    hubs = _hubs.setdefault(asyncio.get_running_loop(), {})
    return hubs.setdefault(room.pk, Hub(room))


def present_in(room_id: int) -> int:
    """How many people this process has in a room."""
    return sum(hubs[room_id].present for hubs in list(_hubs.values()) if room_id in hubs)
