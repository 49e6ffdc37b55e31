"""Rooms, and sockets into them that end with their test."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.db import connections

from chat.models import Message, Room
from chat.speakers import new_guest, speaker_of_user
from chat.tests.sockets import PATIENCE, SocketInProcess
from common.testing import Person
from config.asgi import application


@pytest.fixture
def lobby(db: None) -> Room:
    """The room that a migration opened; tests with real transactions leave an empty database behind."""
    return Room.objects.get_or_create(slug="lobby", defaults={"name": "로비", "position": 0})[0]


@pytest.fixture
def library(db: None) -> Room:
    """Another room."""
    return Room.objects.create(slug="조용한-도서관", name="조용한 도서관", description="같이 공부해요", position=1)


@pytest.fixture
def notices(db: None) -> Room:
    return Room.objects.create(slug="notice", name="알림", is_read_only=True, position=2)


@pytest.fixture
def talk(lobby: Room) -> Callable[[int], list[Message]]:
    """Fills the lobby with numbered lines of one guest, without telling anyone."""

    def fill(number: int) -> list[Message]:
        speaker = new_guest()
        first = lobby.last_seq + 1
        lines = [
            Message(room=lobby, seq=seq, speaker=speaker, author_name="고요한 수달 7", text=f"{seq}번째 줄")
            for seq in range(first, first + number)
        ]
        Message.objects.bulk_create(lines)
        lobby.last_seq += number
        lobby.save()
        return lines

    return fill


@pytest.fixture
async def open_socket(transactional_db: None, lobby: Room) -> AsyncIterator[Callable[..., Any]]:
    """Opens sockets in this process."""
    communicators: list[WebsocketCommunicator] = []

    async def open_one(path: str = "/ws/chat/lobby/", origin: str | None = None) -> SocketInProcess:
        headers = [(b"origin", origin.encode())] if origin is not None else []
        communicator = WebsocketCommunicator(application, path, headers=headers)
        accepted, _ = await communicator.connect(timeout=PATIENCE)
        assert accepted
        communicators.append(communicator)
        return SocketInProcess(communicator)

    yield open_one
    for communicator in communicators:
        if not communicator.future.cancelled():
            await communicator.disconnect(timeout=PATIENCE)
    # The thread of asynchronous queries would keep the test database busy at its end.
    await sync_to_async(connections.close_all)()


@pytest.fixture
def say(lobby: Room) -> Callable[..., Message]:
    """Lets a member, or a new guest, say something in the lobby."""

    def say(text: str = "다들 몇 시에 자?", person: Person | None = None, speaker: str = "") -> Message:
        speaker = speaker_of_user(person.user) if person else speaker or new_guest()
        return Message.objects.post(lobby, speaker, text)

    return say
