"""The fan-out of one room in one process.

A hub reads from the database what its sockets have not been sent yet and puts it into their outboxes in `seq` order.
Hints only tell it when to look; a heartbeat heals a lost one. Joining and looking take turns (one lock), so that a
socket's catch-up meets the live stream without a hole and without a double. It waits for the database alone, never for
a socket.
"""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol
from uuid import uuid4
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer

from chat import layer
from chat.messages import message_json
from chat.models import Room
from chat.models.presence import REFRESH_SECONDS, key_of
from chat.reading import (
    announce,
    read_after,
    read_erased,
    read_erasures,
    read_logins,
    read_others,
    read_room,
    read_sanctions,
    withdraw,
)
from common.buckets import Bucket
from common.sockets import CLOSE_NOT_FOUND, Event, Outbox, encode

logger = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 5.0
LAYER_SECONDS = 2.0  # that a layer may take to let us in
BATCH = 200  # messages read at once
MAX_CATCH_UP = 500  # a longer gap is fetched by REST
BREATH_SECONDS = 1.0  # between two tidings of who is there (a class that comes in together is told of at once), and
# at most between two batches
POLL_SECONDS = 0.01
TYPING_PER_SECOND = 5  # signs that a room is told of: more say no more


class Member(Protocol):
    """A socket that has been welcomed."""

    speaker: str
    login_id: int | None
    is_staff: bool
    outbox: Outbox

    def finish(self, code: int) -> None: ...

    def heed_login(self, staff: Mapping[int, bool]) -> None:
        """Told which logins stand, and whether they are of staff."""

    def sanction(self, until: Mapping[str, datetime | None]) -> None:
        """Tells what holds for its speaker now: kind of sanction → its end."""


class Hub:
    def __init__(self, room: Room) -> None:
        self.room = room
        self.id = uuid4().hex
        self.members: set[Member] = set()
        self.speakers: Counter[str] = Counter()  # of the members
        self.others: set[str] = set()  # keys of the people that other processes have
        self.delivered = 0  # seq of the last message that the members have been sent
        self.erased = 0  # number of the last erasure that they have been told of
        self.settings: dict[str, Any] = {}
        self.present = 0
        self.lock = asyncio.Lock()
        self.news = asyncio.Event()
        self.is_stale = True  # whether to look at everything, not only for messages
        self.moved = asyncio.Event()  # somebody came or went, here or elsewhere
        self.typing = Bucket(TYPING_PER_SECOND, TYPING_PER_SECOND)
        self.tasks: list[asyncio.Task[None]] = []

    async def join(self, member: Member, since: int | None, welcome: Mapping[str, Any]) -> None:
        """Welcomes a socket, sends what it missed after `since`, and from then on everything."""
        async with self.lock:
            try:
                if self.tasks:
                    await self.deliver()  # elsewhere the newcomer may have seen more than the members here
                else:
                    await self.start()
                missed = await self.missed(since, member)
            except BaseException:
                if not self.members:
                    await self.stop()
                raise
            self.members.add(member)
            self.speakers[member.speaker] += 1
            now = {"last_seq": self.delivered, "present": self.count_present(), "room": self.settings}
            member.outbox.put([encode({**welcome, **now}), *missed, encode({"type": "ready"})])
        self.moved.set()

    async def leave(self, member: Member) -> int:
        """Returns the `seq` up to which the member has been sent everything."""
        async with self.lock:
            if member in self.members:
                self.members.discard(member)
                self.speakers[member.speaker] -= 1
                self.speakers += Counter()  # forgets who is at zero
                self.moved.set()
                if not self.members:
                    await self.stop()
            return self.delivered

    def count_present(self) -> int:
        """People, not sockets."""
        return len(self.others | {key_of(speaker) for speaker in self.speakers})

    async def start(self) -> None:
        """Subscribes before it reads where the room stands: a message between the two is hinted at."""
        self.tasks = [asyncio.create_task(work()) for work in (self.listen, self.follow, self.count)]
        layer.listen_here(self.room.pk, self.take_hint)
        room = await read_room(self.room.pk)
        self.others = await read_others(self.room.pk, self.id)
        self.delivered, self.erased = room.pop("last_seq"), room.pop("last_erasure")
        self.settings = room
        self.present = 0

    async def stop(self) -> None:
        layer.stop_listening(self.room.pk, self.take_hint)
        tasks, self.tasks = self.tasks, []
        pending = set(tasks)
        while pending:  # a Redis client may swallow a cancellation
            for task in pending:
                task.cancel()
            _, pending = await asyncio.wait(pending, timeout=BREATH_SECONDS)
        # Whatever they end of (a lost Redis can't be unsubscribed from), the next member starts anew.
        await asyncio.gather(*tasks, return_exceptions=True)
        with suppress(Exception):  # it expires
            await withdraw(self.id)
            await layer.tell_presence(self.room.pk, self.id)

    def take_hint(self, event: Mapping[str, Any]) -> None:
        """From this process or through the layer, in whatever order and as often as it comes."""
        match event["type"]:
            case "hint" if event.get("seq", self.delivered + 1) > self.delivered:
                self.is_stale |= "seq" not in event
                self.news.set()
            case "sanction":
                self.is_stale = True
                self.news.set()
            case "presence" if event["hub"] != self.id:
                self.moved.set()
            case "typing" if not self.typing.take():
                self.tell({"type": "typing", "name": event["name"]}, but_speaker=event["speaker"])

    async def listen(self) -> None:
        """Hears what other processes hint at; without the layer the heartbeat is all there is, until it is back."""
        channel_layer = get_channel_layer()
        while True:
            try:
                async with asyncio.timeout(LAYER_SECONDS):
                    channel = await channel_layer.new_channel()
                    for group in (layer.group_of(self.room.pk), layer.EVERYWHERE):
                        await channel_layer.group_add(group, channel)
                break
            except Exception:
                logger.warning("The channel layer can't be joined; room %s tries again", self.room.pk, exc_info=True)
            await asyncio.sleep(HEARTBEAT_SECONDS)
        try:
            while True:
                self.take_hint(await channel_layer.receive(channel))
        finally:
            async with asyncio.timeout(LAYER_SECONDS):
                for group in (layer.group_of(self.room.pk), layer.EVERYWHERE):
                    await channel_layer.group_discard(group, channel)

    async def follow(self) -> None:
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS * random.uniform(0.8, 1.2)):  # noqa: S311
                    await self.news.wait()
            except TimeoutError:
                self.is_stale = True
            self.news.clear()
            try:
                async with self.lock:
                    await self.look()
            except Exception:
                self.is_stale = True
                logger.exception("Could not look at room %s; the next heartbeat tries again", self.room.pk)

    async def look(self) -> None:
        """Tells the members what they don't know yet."""
        is_stale, self.is_stale = self.is_stale, False
        await self.deliver()
        if not is_stale:
            return
        try:
            room = await read_room(self.room.pk)
        except Room.DoesNotExist:
            for member in tuple(self.members):
                member.finish(CLOSE_NOT_FOUND)
            return
        del room["last_seq"]
        if room.pop("last_erasure") > self.erased:
            for number, pk in await read_erasures(self.room.pk, self.erased):
                self.tell({"type": "deleted", "id": pk})
                self.erased = number
        await self.enforce()
        if room != self.settings:
            self.settings = room
            self.tell({"type": "room", **room})

    async def deliver(self) -> None:
        """Puts what is new into every outbox, encoded once for all, and once more for its speaker and for staff."""
        while rows := await read_after(self.room.pk, self.delivered, BATCH):
            self.delivered = rows[-1]["seq"]
            speakers = {row["speaker"] for row in rows}
            shared: dict[bool, list[Event]] = {}
            for member in tuple(self.members):
                if member.speaker in speakers:
                    member.outbox.put([frame(row, member.speaker, member.is_staff) for row in rows])
                    continue
                if member.is_staff not in shared:
                    shared[member.is_staff] = [frame(row, None, member.is_staff) for row in rows]
                member.outbox.put(shared[member.is_staff])
            if len(rows) == BATCH:
                await self.breathe()

    async def breathe(self) -> None:
        """More is to come: not before the quickest have been sent this, or a flood would overfill every outbox."""
        outboxes = [member.outbox for member in self.members if member.outbox.is_open]
        with suppress(TimeoutError):
            async with asyncio.timeout(BREATH_SECONDS):
                while outboxes and all(outbox.events for outbox in outboxes):  # noqa: ASYNC110
                    await asyncio.sleep(POLL_SECONDS)

    async def missed(self, since: int | None, member: Member) -> list[Event]:
        """What lies between `since` and what the members have been sent: they get the rest together.

        Of what had been sent before, it tells again which of the newest are erased: that may have happened meanwhile.
        """
        if since is None:
            return []
        erased = [encode({"type": "deleted", "id": pk}) for pk in await read_erased(self.room.pk, since)]
        if since >= self.delivered:
            return erased
        if self.delivered - since > MAX_CATCH_UP:
            return [*erased, encode({"type": "gap", "from": since + 1, "to": self.delivered})]
        rows = await read_after(self.room.pk, since, self.delivered - since)
        return [*erased, *(frame(row, member.speaker, member.is_staff) for row in rows if row["seq"] <= self.delivered)]

    async def enforce(self) -> None:
        """Sends away who was banned or whose login is over, and tells who was muted."""
        members = tuple(self.members)
        if not members:
            return
        until = await read_sanctions(set(self.speakers))
        logins = {member.login_id for member in members if member.login_id}
        staff = await read_logins(logins) if logins else {}
        for member in members:
            member.sanction(until.get(member.speaker, {}))
            member.heed_login(staff)

    async def count(self) -> None:
        """Tells who is there: here, to other processes, and again before that expires."""
        told: set[str] = set()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(REFRESH_SECONDS * random.uniform(0.8, 1)):  # noqa: S311
                    await self.moved.wait()
            self.moved.clear()
            try:
                here = {key_of(speaker) for speaker in self.speakers}
                await announce(self.room.pk, self.id, here)
                if here != told:
                    told = here
                    await layer.tell_presence(self.room.pk, self.id)
                self.others = await read_others(self.room.pk, self.id)
            except Exception:
                logger.exception("Could not count who is in room %s; the next heartbeat tries again", self.room.pk)
            present = self.count_present()
            if present != self.present:
                self.present = present
                self.tell({"type": "presence", "present": present})
            await asyncio.sleep(BREATH_SECONDS)

    def tell(self, content: dict[str, Any], but_speaker: str = "") -> None:
        event = [encode(content)]
        for member in tuple(self.members):
            if member.speaker != but_speaker:
                member.outbox.put(event)


def frame(row: Mapping[str, Any], viewer: str | None, for_staff: bool) -> Event:
    """A message as one speaker (None: nobody in particular) sees it, or one of the staff."""
    return encode({"type": "message", **message_json(row, viewer, for_staff=for_staff)})


# One hub per room and event loop: a server process has one loop, a test process one per test.
_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[int, Hub]] = WeakKeyDictionary()


def hub_of(room: Room) -> Hub:
    hubs = _hubs.setdefault(asyncio.get_running_loop(), {})
    return hubs.setdefault(room.pk, Hub(room))
