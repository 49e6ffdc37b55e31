import asyncio
import logging
import random
from contextlib import suppress
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.tokens import InvalidToken, login_of
from common.async_database import in_database
from common.sockets import CLOSE_TOKEN, FrameConsumer, FrameError
from notifications.bell import Bell
from notifications.layer import EVERYBODY, group_of

logger = logging.getLogger(__name__)

HELLO_SECONDS = 10.0
HEARTBEAT_SECONDS = 60.0  # after which a lost hint is made up for, give or take a quarter
BREATH_SECONDS = 0.3  # between two looks: what comes at once is told at once


class NotificationConsumer(FrameConsumer):
    """One open page of a member, who says so in the first frame. A hint makes it look into the database."""

    types = ("hello", "ping")

    async def connect(self) -> None:
        self.bell: Bell | None = None
        self.user_id = 0
        self.joined: list[str] = []
        self.hinted = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        await super().connect()

    async def admit(self) -> bool:
        self.task = asyncio.create_task(self.wait_for_hello())
        return True

    async def disconnect(self, code: int) -> None:
        if self.task:
            self.task.cancel()
        for group in self.joined:
            with suppress(Exception):  # a lost Redis can't be unsubscribed from
                await self.channel_layer.group_discard(group, self.channel_name)

    async def obey(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "hello":
                await self.hello(frame.get("token"))
            case "ping":
                self.send_json({"type": "pong"})

    async def hello(self, token: Any) -> None:
        """The first one begins; a later one brings a fresh token of the same member."""
        user_id = await user_of(token) if isinstance(token, str) else None
        if user_id is None or self.user_id not in (0, user_id):
            await self.refuse()
        elif self.bell is None:
            await self.begin(user_id, token)
        else:
            self.bell.token = token
            self.hinted.set()

    async def begin(self, user_id: int, token: str) -> None:
        """Subscribes before it looks: what happens between the two is hinted at."""
        if self.task:
            self.task.cancel()
        self.user_id, self.bell = user_id, Bell(token)
        for group in (group_of(user_id), EVERYBODY):
            try:
                await self.channel_layer.group_add(group, self.channel_name)
                self.joined.append(group)
            except Exception:
                logger.exception("Could not join %s; the heartbeat makes up for it", group)
        self.task = asyncio.create_task(self.follow(self.bell))

    async def hint(self, event: dict[str, Any]) -> None:
        self.hinted.set()

    async def wait_for_hello(self) -> None:
        await asyncio.sleep(HELLO_SECONDS)
        await self.refuse()

    async def follow(self, bell: Bell) -> None:
        while True:
            self.hinted.clear()
            try:
                for frame in await in_database(bell.look)():
                    self.send_json(frame)
            except InvalidToken:
                await self.refuse()
                return
            except Exception:
                logger.exception("Could not look for notifications; the next heartbeat tries again")
            await asyncio.sleep(BREATH_SECONDS)
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds_of_rest(bell)):
                    await self.hinted.wait()

    async def refuse(self) -> None:
        detail = _("로그인이 끝났어요. 다시 로그인해 주세요.")
        self.send_json(FrameError("not_authenticated", detail).content)
        await self.close(CLOSE_TOKEN)


def seconds_of_rest(bell: Bell) -> float:
    """Until the next look without a hint: a heartbeat, or the moment in which the quiet hours begin or end."""
    heartbeat = HEARTBEAT_SECONDS * random.uniform(0.75, 1.25)  # noqa: S311
    if bell.changes_at is None:
        return heartbeat
    return min(heartbeat, max((bell.changes_at - timezone.now()).total_seconds(), 0))


@in_database
def user_of(token: str) -> int | None:
    try:
        return login_of(token).user_id
    except InvalidToken:
        return None
