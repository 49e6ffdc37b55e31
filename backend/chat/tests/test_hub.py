"""A hub with members that are not sockets: slow ones, and a database that fails."""

import asyncio
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connections

from chat.hub import Hub
from chat.models import Room
from chat.speakers import new_guest
from common.sockets import Outbox


class SlowMember:
    """Takes a millisecond for each frame."""

    is_staff = False
    login_id = None

    def __init__(self) -> None:
        self.speaker = new_guest()
        self.frames: list[str] = []
        self.drops = 0
        self.outbox = Outbox(self.send, self.drop)

    async def send(self, event: dict[str, Any]) -> None:
        await asyncio.sleep(0.001)
        self.frames.append(event["text"])

    def drop(self) -> None:
        self.drops += 1

    def sanction(self, until: object) -> None:
        assert not until

    def heed_login(self, staff: object) -> None:
        assert not staff

    async def has(self, number: int) -> None:
        async with asyncio.timeout(60):
            while sum('"type":"message"' in frame for frame in self.frames) < number:  # noqa: ASYNC110
                await asyncio.sleep(0.01)


@pytest.fixture
async def hub(transactional_db: None, lobby: Room):
    hub = Hub(lobby)
    yield hub
    for member in tuple(hub.members):
        await hub.leave(member)
    await sync_to_async(connections.close_all)()


async def test_a_flood_overfills_nobody_who_keeps_reading(hub: Hub, talk) -> None:
    members = [SlowMember() for _ in range(3)]
    for member in members:
        await hub.join(member, None, {"type": "welcome"})
    await sync_to_async(talk)(1_500)
    hub.take_hint({"type": "hint"})
    for member in members:
        await member.has(1_500)
        assert member.drops == 0


async def test_a_room_that_could_not_be_read_is_begun_anew(hub: Hub, lobby: Room, talk) -> None:
    await sync_to_async(talk)(3)
    hub.room = Room(pk=lobby.pk + 1_000)
    with pytest.raises(Room.DoesNotExist):
        await hub.join(SlowMember(), None, {"type": "welcome"})
    assert not hub.tasks
    hub.room = lobby
    member = SlowMember()
    await hub.join(member, None, {"type": "welcome"})
    assert (hub.delivered, hub.members) == (3, {member})
