"""A client's end of a socket, the same in process and over the wire; every frame is held to the AsyncAPI document."""

import asyncio
import json
from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any
from uuid import uuid4

from channels.testing import WebsocketCommunicator
from websockets.asyncio.client import ClientConnection

from common.tests.asyncapi import NotInTheDocument, channel_of, validate

PATIENCE = 60  # seconds: a condition that takes longer has failed, on a busy machine too


class Socket(ABC):
    """Sends frames and receives them one by one; frames of presence are kept apart, as they may come at any time."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.presences: list[int] = []
        self.refused: set[str] = set()  # `client_id` of what the document says that the server does not take

    @property
    @abstractmethod
    def path(self) -> str:
        """The address that it was opened with."""

    @cached_property
    def channel(self) -> str:
        return channel_of(self.path)

    @abstractmethod
    async def write(self, data: str | bytes) -> None:
        """Sends a frame as it is."""

    @abstractmethod
    async def read(self) -> str: ...

    @abstractmethod
    async def closed(self) -> int:
        """Awaits the end and returns its code; frames that came before are passed over."""

    async def send(self, kind: str, **values: Any) -> None:
        """Sends a frame. What the document does not allow may be sent to be refused: it must not be acknowledged."""
        frame = {"type": kind, **values}
        try:
            validate(self.channel, "receive", frame)
        except NotInTheDocument:
            self.refused.add(str(frame.get("client_id")))
        await self.write(json.dumps(frame))

    async def say(self, text: str, client_id: str | None = None) -> dict[str, Any]:
        """Sends a message and returns its `ack`; its own frame, which may come before or after, is awaited too."""
        await self.send("send", message=text, client_id=client_id or str(uuid4()))
        frames = await self.collect("ack", "message")
        return frames["ack"]

    async def receive(self) -> dict[str, Any]:
        """The next frame that is not one of presence."""
        while (frame := await self.receive_any())["type"] == "presence":
            self.presences.append(frame["present"])
        return frame

    async def receive_any(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            frame = json.loads(await self.read())
        validate(self.channel, "send", frame)
        assert frame["type"] != "ack" or frame["client_id"] not in self.refused, frame
        self.received.append(frame)
        return frame

    async def expect(self, kind: str) -> dict[str, Any]:
        """The next frame, which must be of this type."""
        frame = await self.receive()
        assert frame["type"] == kind, frame
        return frame

    async def collect(self, *kinds: str) -> dict[str, dict[str, Any]]:
        """The next frames, one of each type in whatever order."""
        frames = [await self.receive() for _ in kinds]
        assert sorted(frame["type"] for frame in frames) == sorted(kinds), frames
        return {frame["type"]: frame for frame in frames}

    async def expect_messages(self, number: int) -> list[dict[str, Any]]:
        """The next `number` messages; whatever else comes between them is passed over."""
        messages: list[dict[str, Any]] = []
        while len(messages) < number:
            frame = await self.receive()
            if frame["type"] == "message":
                messages.append(frame)
        return messages

    async def expect_error(self, code: str) -> dict[str, Any]:
        frame = await self.expect("error")
        assert frame["code"] == code, frame
        assert any("가" <= letter <= "힣" for letter in frame["detail"]), frame
        return frame

    async def hello(self, token: str | None = None) -> dict[str, Any]:
        """Introduces itself and returns the `welcome`; what was missed comes next."""
        await self.send("hello", **({} if token is None else {"token": token}))
        return await self.expect("welcome")

    async def enter(self, token: str | None = None) -> dict[str, Any]:
        """The same where nothing was missed, up to `ready`."""
        welcome = await self.hello(token)
        await self.expect("ready")
        return welcome

    async def expect_silence(self) -> None:
        """The server has answered everything so far and has sent nothing else."""
        await self.send("ping")
        await self.expect("pong")

    async def expect_present(self, number: int) -> None:
        """Awaits the frame that says how many people are in the room."""
        while number not in self.presences:
            frame = await self.receive_any()
            assert frame["type"] == "presence", frame
            self.presences.append(frame["present"])
        self.presences.clear()


class SocketInProcess(Socket):
    def __init__(self, communicator: WebsocketCommunicator) -> None:
        super().__init__()
        self.communicator = communicator

    @property
    def path(self) -> str:
        return self.communicator.scope["path"]

    async def write(self, data: str | bytes) -> None:
        if isinstance(data, bytes):
            await self.communicator.send_to(bytes_data=data)
        else:
            await self.communicator.send_to(text_data=data)

    async def read(self) -> str:
        return await self.communicator.receive_from(timeout=PATIENCE)

    async def leave(self) -> None:
        await self.communicator.disconnect(timeout=PATIENCE)

    async def closed(self) -> int:
        while (event := await self.communicator.receive_output(timeout=PATIENCE))["type"] != "websocket.close":
            pass
        return event["code"]


class SocketOverTheWire(Socket):
    def __init__(self, connection: ClientConnection) -> None:
        super().__init__()
        self.connection = connection

    @property
    def path(self) -> str:
        assert self.connection.request
        return self.connection.request.path

    async def write(self, data: str | bytes) -> None:
        await self.connection.send(data)

    async def read(self) -> str:
        return await self.connection.recv(decode=True)

    async def closed(self) -> int:
        async with asyncio.timeout(PATIENCE):
            await self.connection.wait_closed()
        return self.connection.close_code or 0
