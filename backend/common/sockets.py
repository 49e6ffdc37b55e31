"""What every socket of ours does: it looks at who knocks, and takes JSON text frames one by one."""

from typing import Any

import orjson
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.utils.translation import gettext_lazy as _

MAX_FRAME_BYTES = 16 * 1024
MAX_MALFORMED = 20  # in a row
CLOSE_MALFORMED, CLOSE_ORIGIN, CLOSE_NOT_FOUND = 4400, 4403, 4404


class FrameError(Exception):
    """Becomes an `error` frame."""

    def __init__(self, code: str, detail: object, client_id: str | None = None) -> None:
        super().__init__(code)
        self.content = {"type": "error", "code": code, "detail": str(detail)}
        if client_id is not None:
            self.content["client_id"] = client_id


class MalformedFrame(FrameError):
    """Not even a frame."""


def parse(text: str | None, types: tuple[str, ...]) -> dict[str, Any]:
    """The frame as a dictionary with a `type` that is one of these; raises `MalformedFrame` for anything else."""
    if text is None:
        raise MalformedFrame("invalid", _("글자로 된 JSON 프레임만 받을 수 있어요."))
    if len(text.encode("utf-8", "surrogatepass")) > MAX_FRAME_BYTES:
        raise MalformedFrame("too_long", _("프레임은 16KiB까지 보낼 수 있어요."))
    try:
        frame = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise MalformedFrame("invalid", _("JSON을 읽을 수 없어요.")) from error
    if not isinstance(frame, dict) or frame.get("type") not in types:
        raise MalformedFrame("invalid", _("알 수 없는 프레임이에요."))
    return frame


class FrameConsumer(AsyncWebsocketConsumer):
    """A subclass names its `types` of frames, decides in `admit` and answers in `obey`."""

    types: tuple[str, ...] = ()

    async def connect(self) -> None:
        self.is_in = False
        self.malformed = 0
        await self.accept()  # a browser learns a close code only of a socket that was open
        if not is_allowed_origin(self.scope):
            await self.close(CLOSE_ORIGIN)
            return
        self.is_in = await self.admit()

    async def admit(self) -> bool:
        """Whether the socket may stay; closes it if not."""
        raise NotImplementedError

    async def obey(self, frame: dict[str, Any]) -> None:
        """Does what a frame asks for; a `FrameError` is told to the client."""
        raise NotImplementedError

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not self.is_in:
            return
        try:
            await self.obey(parse(text_data, self.types))
            self.malformed = 0
        except FrameError as error:
            await self.send_json(error.content)
            self.malformed += isinstance(error, MalformedFrame)
            if self.malformed == MAX_MALFORMED:
                await self.close(CLOSE_MALFORMED)

    async def send_json(self, content: dict[str, Any]) -> None:
        await self.send(text_data=orjson.dumps(content).decode())


class UnknownPathConsumer(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        await self.accept()
        await self.close(CLOSE_NOT_FOUND)


def is_allowed_origin(scope: dict[str, Any]) -> bool:
    """A browser says where its page is from and may come from our web client only; other programs say nothing."""
    origin = dict(scope["headers"]).get(b"origin")
    return origin is None or origin.decode("latin-1") in settings.WEB_ORIGINS
