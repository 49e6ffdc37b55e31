import asyncio
import logging
from typing import Any
from urllib.parse import parse_qs

import orjson
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.tokens import InvalidToken, login_of
from chat.frames import FrameError, MalformedFrame, parse, parse_send, parse_seq
from chat.hub import hub_of
from chat.layer import tell_typing
from chat.models import Message, Room, RoomIsReadOnly
from chat.names import name_of
from chat.speakers import new_guest, speaker_of_token, speaker_of_user, token_of
from common.times import local

logger = logging.getLogger(__name__)

HELLO_SECONDS = 1.0
MAX_MALFORMED = 20  # in a row
CLOSE_FAILED, CLOSE_MALFORMED, CLOSE_ORIGIN, CLOSE_NO_ROOM = 1011, 4400, 4403, 4404


class ChatConsumer(AsyncWebsocketConsumer):
    """One socket in one room: decides in `connect`, welcomes after `hello` or a second, stores before it answers."""

    async def connect(self) -> None:
        self.room: Room | None = None
        self.speaker = ""
        self.name = ""
        self.is_settled = False  # who it is: by a hello, or by saying something without one
        self.since: int | None = None
        self.complaint: FrameError | None = None  # about how the socket came in; told after the welcome
        self.malformed = 0
        self.welcoming = asyncio.Lock()
        self.hello_timer: asyncio.Task[None] | None = None
        await self.accept()  # a browser learns a close code only of a socket that was open
        if not is_allowed_origin(self.scope):
            await self.close(CLOSE_ORIGIN)
            return
        room = await find_room(self.scope["url_route"]["kwargs"]["slug"])
        if room is None:
            await self.close(CLOSE_NO_ROOM)
            return
        self.room = room
        try:
            self.since = parse_seq(parse_qs(self.scope["query_string"]).get(b"since", [b""])[-1])
        except FrameError as error:
            self.complaint = error
        self.hello_timer = asyncio.create_task(self.welcome_without_hello())

    async def disconnect(self, code: int) -> None:
        if self.hello_timer:
            self.hello_timer.cancel()
        if self.room and self.speaker:
            await hub_of(self.room).leave(self)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.room is None:
            return
        try:
            await self.obey(self.room, parse(text_data))
            self.malformed = 0
        except FrameError as error:
            await self.send_json(error.content)
            self.malformed += isinstance(error, MalformedFrame)
            if self.malformed == MAX_MALFORMED:
                await self.close(CLOSE_MALFORMED)

    async def obey(self, room: Room, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "hello":
                await self.hello(room, frame.get("token"))
            case "send":
                await self.settle(room)
                await self.store(room, frame)
            case "typing":
                await self.settle(room)
                await tell_typing(room.pk, self.name, self.speaker)
            case "ping":
                await self.send_json({"type": "pong"})

    async def hello(self, room: Room, token: Any) -> None:
        """One that comes after the second is late, as on a slow phone, but not too late: nothing was said meanwhile."""
        if self.is_settled:
            raise FrameError("invalid", _("인사는 처음 한 번만 할 수 있어요."))
        speaker = await speaker_of_any_token(token) if isinstance(token, str) else None
        if speaker is None and token is not None:
            self.complaint = FrameError("invalid", _("쓸 수 없는 토큰이라 새 이름으로 들어왔어요."))
        await self.settle(room, speaker)

    async def settle(self, room: Room, speaker: str | None = None) -> None:
        self.is_settled = True
        await self.welcome(room, speaker)

    async def welcome_without_hello(self) -> None:
        await asyncio.sleep(HELLO_SECONDS)
        if self.room:
            await self.welcome(self.room)

    async def welcome(self, room: Room, speaker: str | None = None) -> None:
        """Once for each speaker; whoever comes second waits until that is done."""
        async with self.welcoming:
            if not self.speaker or speaker not in (None, self.speaker):
                await self.enter(room, speaker or new_guest())
            complaint, self.complaint = self.complaint, None
        if complaint:
            await self.send_json(complaint.content)

    async def enter(self, room: Room, speaker: str) -> None:
        hub = hub_of(room)
        if self.speaker:
            await hub.leave(self)
        self.speaker, self.name = speaker, name_of(speaker, room.pk, timezone.now())
        try:
            await hub.join(self, self.since, {"type": "welcome", "name": self.name, "token": token_of(speaker)})
        except Exception:
            logger.exception("Could not join room %s", room.pk)
            self.complaint = None
            await self.send_json(unavailable().content)
            await self.close(CLOSE_FAILED)

    async def store(self, room: Room, frame: dict[str, Any]) -> None:
        data = parse_send(frame)
        client_id = str(data["client_id"])
        try:
            message = await database_sync_to_async(Message.objects.post)(
                room, self.speaker, data["message"], data["client_id"]
            )
        except RoomIsReadOnly as error:
            raise FrameError("read_only", error.detail, client_id) from error
        except Room.DoesNotExist:
            await self.close(CLOSE_NO_ROOM)
            return
        except Exception as error:
            logger.exception("Could not store a message of room %s", room.pk)
            raise unavailable(client_id) from error
        await self.send_json(
            {
                "type": "ack",
                "client_id": client_id,
                "id": message.pk,
                "seq": message.seq,
                "timestamp": local(message.created_at),
            }
        )

    async def send_json(self, content: dict[str, Any]) -> None:
        await self.send(text_data=orjson.dumps(content).decode())


class UnknownPathConsumer(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        await self.accept()
        await self.close(CLOSE_NO_ROOM)


def unavailable(client_id: str | None = None) -> FrameError:
    return FrameError("unavailable", _("지금은 보낼 수 없어요. 잠시 뒤에 다시 시도해 주세요."), client_id)


def is_allowed_origin(scope: dict[str, Any]) -> bool:
    """A browser says where its page is from and may come from our web client only; other programs say nothing."""
    origin = dict(scope["headers"]).get(b"origin")
    return origin is None or origin.decode("latin-1") in settings.WEB_ORIGINS


@database_sync_to_async
def find_room(slug: str) -> Room | None:
    return Room.objects.named(slug).first()


@database_sync_to_async
def speaker_of_any_token(token: str) -> str | None:
    """The speaker behind a chat token or a member's access token; None if it is neither."""
    try:
        return speaker_of_token(token) or speaker_of_user(login_of(token).user)
    except InvalidToken:
        return None
