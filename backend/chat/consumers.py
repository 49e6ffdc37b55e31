import asyncio
import logging
from collections.abc import Mapping
from datetime import date, datetime
from math import ceil
from typing import Any
from urllib.parse import parse_qs

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Login
from accounts.tokens import InvalidToken, login_of
from chat.care import care_json
from chat.frames import TYPES, parse_send, parse_seq
from chat.hub import hub_of
from chat.layer import tell_typing
from chat.models import Banned, Message, Muted, Pseudonym, Room, RoomIsReadOnly, Sanction
from chat.names import day_of
from chat.speakers import is_member, new_guest, speaker_of_token, speaker_of_user, token_of
from common.addresses import address_behind
from common.async_database import in_database
from common.errors import TooManyRequests
from common.sockets import CLOSE_NOT_FOUND, CLOSE_ORIGIN, CLOSE_TOKEN, FrameConsumer, FrameError, unavailable
from common.times import local

logger = logging.getLogger(__name__)

HELLO_SECONDS = 1.0
CLOSE_UNAVAILABLE = 4503


class ChatConsumer(FrameConsumer):
    """One socket in one room: decides in `admit`, welcomes after `hello` or a second, stores before it answers."""

    channel_layer_alias = ""  # none of its own: the hub listens for all of a room
    types = TYPES
    room: Room  # known once it is admitted

    async def connect(self) -> None:
        self.speaker = ""
        self.login_id: int | None = None  # of a member who came with an access token
        self.is_staff = False
        self.name = ""
        self.named_on: date | None = None  # the day on which the name was taken: nobody else has it then
        self.muted_until: datetime | None = None
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
            self.since = parse_seq(parse_qs(self.scope["query_string"].decode("latin-1")).get("since", [""])[-1])
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
                await self.type()
            case "ping":
                self.send_json({"type": "pong"})

    async def hello(self, token: Any) -> None:
        """One that comes after the second is late, as on a slow phone, but not too late: nothing was said meanwhile."""
        if self.is_settled:
            raise FrameError("invalid", _("인사는 처음 한 번만 할 수 있어요."))
        speaker, login = await speaker_of_any_token(token) if isinstance(token, str) else (None, None)
        if speaker is None and token is not None:
            self.complaint = FrameError("invalid", _("쓸 수 없는 토큰이라 새 이름으로 들어왔어요."))
        await self.settle(speaker, login)

    async def settle(self, speaker: str | None = None, login: Login | None = None) -> None:
        self.is_settled = True
        await self.welcome(speaker, login)

    async def welcome_without_hello(self) -> None:
        await asyncio.sleep(HELLO_SECONDS)
        await self.welcome()

    async def welcome(self, speaker: str | None = None, login: Login | None = None) -> None:
        """Once for each speaker; whoever comes second waits until that is done."""
        async with self.welcoming:
            if not self.speaker or speaker not in (None, self.speaker):
                await self.enter(speaker or new_guest(), login)
            complaint, self.complaint = self.complaint, None
        if complaint:
            self.send_json(complaint.content)

    async def enter(self, speaker: str, login: Login | None) -> None:
        hub = hub_of(self.room)
        if self.speaker:
            self.since = await hub.leave(self)  # a late hello: what was sent before it is not sent again
        try:
            self.name, until = await look_up(speaker, self.room.pk)
            self.speaker, self.named_on = speaker, None
            self.login_id, self.is_staff = (login.pk, login.user.is_staff) if login else (None, False)
            if Sanction.Kind.BAN not in until:
                own = {"name": self.name, "token": token_of(speaker), "is_member": is_member(speaker)}
                await hub.join(self, self.since, {"type": "welcome", **own})
            self.sanction(until)
        except Exception:
            logger.exception("Could not join room %s", self.room.pk)
            self.complaint = None
            self.send_json(unavailable().content)
            await self.close(CLOSE_UNAVAILABLE)

    def sanction(self, until: Mapping[str, datetime | None]) -> None:
        """Tells what holds for the speaker, once: who was banned goes, who was muted learns for how long, and who may
        speak again before that has passed learns that."""
        if Sanction.Kind.BAN in until:
            self.expel()
            return
        end = until.get(Sanction.Kind.MUTE)
        if end and end != self.muted_until:
            wait = max(1, ceil((end - timezone.now()).total_seconds()))
            self.send_json(FrameError("muted", Muted(wait).detail, retry_after=wait).content)
        elif self.muted_until and not end and self.muted_until > timezone.now():
            self.send_json({"type": "unmuted"})
        self.muted_until = end

    def expel(self) -> None:
        self.send_json(FrameError("muted", Banned.default_detail).content)
        self.finish(CLOSE_ORIGIN)

    async def store(self, frame: dict[str, Any]) -> None:
        data = parse_send(frame)
        client_id = str(data["client_id"])
        try:
            message = await post(self.room, self.speaker, self.address, self.is_staff, **data)
        except RoomIsReadOnly as error:
            raise FrameError("read_only", error.detail, client_id) from error
        except Muted as error:
            raise FrameError("muted", error.detail, client_id, retry_after=error.wait) from error
        except TooManyRequests as error:
            raise FrameError("rate_limited", error.detail, client_id, retry_after=error.wait) from error
        except Banned:
            self.expel()
            return
        except Room.DoesNotExist:
            await self.close(CLOSE_NOT_FOUND)
            return
        self.send_json(
            {
                "type": "ack",
                "client_id": client_id,
                "id": message.pk,
                "seq": message.seq,
                "timestamp": local(message.created_at),
            }
        )
        if message.speaker != self.speaker:  # somebody else's, sent again under its number
            return
        self.take_name(message.author_name, day_of(message.created_at))
        if message.needs_care:
            self.send_json({"type": "care", "client_id": client_id, **care_json()})

    def heed_login(self, staff: Mapping[int, bool]) -> None:
        """Goes when the login is over with which it came; `staff` says of those that stand whether they are."""
        if self.login_id is None:
            return
        if self.login_id not in staff:
            self.finish(CLOSE_TOKEN)
        self.is_staff = staff.get(self.login_id, False)

    async def type(self) -> None:
        """Under a name that nobody else has: what is shown to others must not belong to two."""
        is_muted = self.muted_until is not None and self.muted_until > timezone.now()
        if is_muted or hub_of(self.room).settings.get("is_read_only"):
            return
        if self.named_on != day_of(timezone.now()):
            self.take_name(*await claim_name(self.speaker, self.room.pk))
        await tell_typing(self.room.pk, self.name, self.speaker)

    def take_name(self, name: str, day: date) -> None:
        """Another speaker may have taken the name of the welcome first, and at four in the morning all are new."""
        self.named_on = day
        if name != self.name:
            self.name = name
            self.send_json({"type": "name", "name": name})

    @property
    def address(self) -> str:
        forwarded = [value.decode("latin-1") for name, value in self.scope["headers"] if name == b"x-forwarded-for"]
        return address_behind((self.scope.get("client") or ("",))[0], ",".join(forwarded))


@in_database
def find_room(slug: str) -> Room | None:
    return Room.objects.named(slug).first()


@in_database
def look_up(speaker: str, room_id: int) -> tuple[str, Mapping[str, datetime | None]]:
    """The name under which the speaker would speak, and the sanctions that hold."""
    name = Pseudonym.objects.peek(speaker, room_id, timezone.now())
    return name, Sanction.objects.by_speaker([speaker]).get(speaker, {})


@in_database
def claim_name(speaker: str, room_id: int) -> tuple[str, date]:
    now = timezone.now()
    return Pseudonym.objects.take(speaker, room_id, now), day_of(now)


@in_database
def post(room: Room, speaker: str, address: str, is_staff: bool, message: str, client_id: Any) -> Message:
    return Message.objects.post(room, speaker, message, client_id, address=address, is_staff=is_staff)


@in_database
def speaker_of_any_token(token: str) -> tuple[str | None, Login | None]:
    """The speaker behind a chat token or a member's access token, and the login of that; None if it is neither."""
    if speaker := speaker_of_token(token):
        return speaker, None
    try:
        login = login_of(token)
    except InvalidToken:
        return None, None
    return speaker_of_user(login.user), login
