"""What every socket of ours does: it looks at who knocks, takes JSON text frames one by one, is sent to in order."""

import asyncio
import logging
import types
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterable
from typing import Any

import orjson
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.buckets import Bucket

logger = logging.getLogger(__name__)

MAX_FRAME_BYTES = 16 * 1024
MAX_MALFORMED = 20  # in a row
FRAMES, FRAMES_PER_SECOND = 100, 20  # of one connection: a bucket
MAX_EXCESS = 200  # frames that found it empty, before the connection ends
MAX_WAITING = 1_000  # frames that a socket may lag behind: the longest catch-up, and as many again
SENT_AT_ONCE = 8  # frames, before another socket has its turn
ABNORMAL = 1006  # of a connection that ended without a word
CLOSE_MALFORMED, CLOSE_TOKEN, CLOSE_ORIGIN, CLOSE_NOT_FOUND, CLOSE_FLOOD = 4400, 4401, 4403, 4404, 4429

Event = dict[str, Any]  # of ASGI


class FrameError(Exception):
    """Becomes an `error` frame, with whatever `more` tells of it."""

    def __init__(self, code: str, detail: object, client_id: str | None = None, **more: object) -> None:
        super().__init__(code)
        self.content = {"type": "error", "code": code, "detail": str(detail), **more}
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


def encode(content: dict[str, Any]) -> Event:
    """A frame as ASGI sends it; encoded once, it may be put into any number of outboxes."""
    return {"type": "websocket.send", "text": orjson.dumps(content).decode()}


class Outbox:
    """What one socket is still to be sent, in order. Whoever fills it never waits for a slow reader.

    `send` is the server's; it waits while the peer doesn't read. `drop` is called once if it raises, or if more than
    `MAX_WAITING` frames wait: that socket is given up.
    """

    __slots__ = ("drop", "events", "is_open", "send", "writing")

    def __init__(self, send: Callable[[Event], Awaitable[None]], drop: Callable[[], None]) -> None:
        self.send = send
        self.drop = drop
        self.events: deque[Event] = deque()
        self.writing: asyncio.Task[None] | None = None
        self.is_open = True

    def put(self, events: Iterable[Event]) -> None:
        if not self.is_open:
            return
        self.events.extend(events)
        if len(self.events) > MAX_WAITING:
            self.give_up()
        elif self.writing is None:
            self.begin()

    def begin(self) -> None:
        """Sends what the peer takes at once without a task of its own: most outboxes are empty again right away."""
        writing = self.write()
        try:
            blocked_by = writing.send(None)
        except StopIteration:
            return
        self.writing = asyncio.create_task(resume(writing, blocked_by))

    async def write(self) -> None:
        sent = 0
        try:
            while self.events:
                await self.send(self.events.popleft())
                sent += 1
                if sent % SENT_AT_ONCE == 0:
                    await asyncio.sleep(0)
        except Exception:  # the peer is gone; what servers raise then differs
            logger.info("A socket was gone before it could be sent to")
            self.give_up()
        finally:
            self.writing = None

    def finish(self, code: int) -> None:
        """Says that it is over, after all that was put in before."""
        self.put([{"type": "websocket.close", "code": code}])
        self.is_open = False

    async def close(self, code: int) -> None:
        """Finishes, and waits until that is said."""
        self.finish(code)
        while self.writing:
            await asyncio.wait([self.writing])

    def give_up(self) -> None:
        if self.is_open:
            self.stop()
            self.drop()

    def stop(self) -> None:
        self.is_open = False
        self.events.clear()
        if self.writing and self.writing is not asyncio.current_task():
            self.writing.cancel()
            self.writing = None


@types.coroutine
def resume(coroutine: Coroutine[Any, Any, None], blocked_by: Any) -> Generator[Any, Any, None]:
    """Goes on with a coroutine that was begun elsewhere and waits for something."""
    try:
        while True:
            try:
                result = yield blocked_by
            except BaseException as error:
                blocked_by = coroutine.throw(error)
            else:
                blocked_by = coroutine.send(result)
    except StopIteration:
        return


class FrameConsumer(AsyncWebsocketConsumer):
    """A subclass names its `types` of frames, decides in `admit` and answers in `obey`."""

    types: tuple[str, ...] = ()
    is_in = False
    is_dropped = False
    has_left = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.life = asyncio.current_task()
        self.outbox = Outbox(send, self.drop)
        try:
            await super().__call__(scope, receive, send)
        except asyncio.CancelledError:
            if not (self.is_dropped and self.life):
                raise
            self.life.uncancel()
        finally:
            self.outbox.stop()
            if not self.has_left:  # however it ended: what is left behind would stay for good
                leaving = asyncio.create_task(self.disconnect(ABNORMAL))
                _leaving.add(leaving)
                leaving.add_done_callback(_leaving.discard)

    async def websocket_disconnect(self, message: Event) -> None:
        await self.disconnect(message["code"])
        self.has_left = True
        raise StopConsumer

    async def dispatch(self, message: Event) -> None:
        """As Channels does, but without asking the thread of the database whether its connections are old: a slow query
        would keep every other socket's frames waiting. `in_database` looks after them.
        """
        await getattr(self, message["type"].replace(".", "_"))(message)

    def drop(self) -> None:
        """Ends a socket that can't be sent to, so that its server forgets it."""
        self.is_dropped = True
        if self.life:
            self.life.cancel()

    async def connect(self) -> None:
        self.malformed = 0
        self.excess = 0
        self.bucket = Bucket(FRAMES, FRAMES_PER_SECOND)
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
        wait = self.bucket.take()
        self.excess += wait > 0
        if self.excess > MAX_EXCESS:
            await self.close(CLOSE_FLOOD)
            return
        try:
            frame = parse(text_data, self.types)
            self.malformed = 0
            if wait:
                raise too_fast(frame, wait)
            await self.obey(frame)
        except FrameError as error:
            self.send_json(error.content)
            self.malformed += isinstance(error, MalformedFrame)
            if self.malformed == MAX_MALFORMED:
                await self.close(CLOSE_MALFORMED)
        except Exception:
            logger.exception("Could not do what a %s asks for", frame["type"])
            self.send_json(unavailable(client_id_of(frame)).content)

    def send_json(self, content: dict[str, Any]) -> None:
        self.outbox.put([encode(content)])

    def finish(self, code: int) -> None:
        """Closes the socket, and listens no more; waits for nobody."""
        self.is_in = False
        self.outbox.finish(code)

    async def close(self, code: int | None = None, reason: str | None = None) -> None:
        self.is_in = False
        await self.outbox.close(code or 1000)


def client_id_of(frame: dict[str, Any]) -> str | None:
    client_id = frame.get("client_id")
    return client_id if isinstance(client_id, str) else None


def too_fast(frame: dict[str, Any], wait: float) -> FrameError:
    detail = _("너무 빨라요. 잠시 뒤에 다시 시도해 주세요.")
    return FrameError("rate_limited", detail, client_id_of(frame), retry_after=max(1, round(wait)))


def unavailable(client_id: str | None = None) -> FrameError:
    return FrameError("unavailable", _("지금은 보낼 수 없어요. 잠시 뒤에 다시 시도해 주세요."), client_id)


_leaving: set[asyncio.Task[None]] = set()  # a task that nobody holds may be collected before it is done


class UnknownPathConsumer(AsyncWebsocketConsumer):
    channel_layer_alias = ""

    async def connect(self) -> None:
        await self.accept()
        await self.close(CLOSE_NOT_FOUND)


def is_allowed_origin(scope: dict[str, Any]) -> bool:
    """A browser says where its page is from and may come from our web client only; other programs say nothing."""
    origin = dict(scope["headers"]).get(b"origin")
    return origin is None or origin.decode("latin-1") in settings.WEB_ORIGINS
