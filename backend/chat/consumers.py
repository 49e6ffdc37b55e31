import asyncio
import logging
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.tokens import InvalidToken, login_of
from chat.frames import TYPES, parse_send, parse_seq
from chat.hub import hub_of
from chat.layer import tell_typing
from chat.models import Message, Pseudonym, Room, RoomIsReadOnly
from chat.speakers import new_guest, speaker_of_token, speaker_of_user, token_of
from common.sockets import CLOSE_NOT_FOUND, FrameConsumer, FrameError
from common.times import local

logger = logging.getLogger(__name__)

HELLO_SECONDS = 1.0
CLOSE_FAILED = 1011


class ChatConsumer(FrameConsumer):
    """One socket in one room: decides in `admit`, welcomes after `hello` or a second, stores before it answers."""

    types = TYPES
    room: Room  # known once it is admitted

    async def connect(self) -> None:
        self.speaker = ""
        self.name = ""
        self.is_settled = False  # who it is: by a hello, or by saying something without one
        self.since: int | None = None
        self.complaint: FrameError | None = None  # about how the socket came in; told after the welcome
        self.welcoming = asyncio.Lock()
        self.hello_timer: asyncio.Task[None] | None = None
        await super().connect()

    async def admit(self) -> bool:
        room = await find_room(self.scope["url_route"]["kwargs"]["slug"])
        if room is None:
            await self.close(CLOSE_NOT_FOUND)
            return False
        self.room = room
        try:
            self.since = parse_seq(parse_qs(self.scope["query_string"]).get(b"since", [b""])[-1])
        except FrameError as error:
            self.complaint = error
        self.hello_timer = asyncio.create_task(self.welcome_without_hello())
        return True

    async def disconnect(self, code: int) -> None:
        if self.hello_timer:
            self.hello_timer.cancel()
        if self.speaker:
            await hub_of(self.room).leave(self)

    async def obey(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "hello":
                await self.hello(frame.get("token"))
            case "send":
                await self.settle()
                await self.store(frame)
            case "typing":
                await self.settle()
                await tell_typing(self.room.pk, self.name, self.speaker)
            case "ping":
                await self.send_json({"type": "pong"})

    async def hello(self, token: Any) -> None:
        """One that comes after the second is late, as on a slow phone, but not too late: nothing was said meanwhile."""
        if self.is_settled:
            raise FrameError("invalid", _("인사는 처음 한 번만 할 수 있어요."))
        speaker = await speaker_of_any_token(token) if isinstance(token, str) else None
        if speaker is None and token is not None:
            self.complaint = FrameError("invalid", _("쓸 수 없는 토큰이라 새 이름으로 들어왔어요."))
        await self.settle(speaker)

    async def settle(self, speaker: str | None = None) -> None:
        self.is_settled = True
        await self.welcome(speaker)

    async def welcome_without_hello(self) -> None:
        await asyncio.sleep(HELLO_SECONDS)
        await self.welcome()

    async def welcome(self, speaker: str | None = None) -> None:
        """Once for each speaker; whoever comes second waits until that is done."""
        async with self.welcoming:
            if not self.speaker or speaker not in (None, self.speaker):
                await self.enter(speaker or new_guest())
            complaint, self.complaint = self.complaint, None
        if complaint:
            await self.send_json(complaint.content)

    async def enter(self, speaker: str) -> None:
        hub = hub_of(self.room)
        if self.speaker:
            await hub.leave(self)
        self.name = await database_sync_to_async(Pseudonym.objects.peek)(speaker, self.room.pk, timezone.now())
        self.speaker = speaker
        try:
            await hub.join(self, self.since, {"type": "welcome", "name": self.name, "token": token_of(speaker)})
        except Exception:
            logger.exception("Could not join room %s", self.room.pk)
            self.complaint = None
            await self.send_json(unavailable().content)
            await self.close(CLOSE_FAILED)

    async def store(self, frame: dict[str, Any]) -> None:
        data = parse_send(frame)
        client_id = str(data["client_id"])
        try:
            message = await database_sync_to_async(Message.objects.post)(
                self.room, self.speaker, data["message"], data["client_id"]
            )
        except RoomIsReadOnly as error:
            raise FrameError("read_only", error.detail, client_id) from error
        except Room.DoesNotExist:
            await self.close(CLOSE_NOT_FOUND)
            return
        except Exception as error:
            logger.exception("Could not store a message of room %s", self.room.pk)
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


def unavailable(client_id: str | None = None) -> FrameError:
    return FrameError("unavailable", _("지금은 보낼 수 없어요. 잠시 뒤에 다시 시도해 주세요."), client_id)


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
