"""What a socket may say: JSON text frames, checked before anything else sees them."""

from typing import Any

import orjson
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from chat.serializers import SendSerializer

MAX_FRAME_BYTES = 16 * 1024
MAX_SEQ_DIGITS = 18
TYPES = ("hello", "send", "typing", "ping")


class FrameError(Exception):
    """Becomes an `error` frame."""

    def __init__(self, code: str, detail: object, client_id: str | None = None) -> None:
        super().__init__(code)
        self.content = {"type": "error", "code": code, "detail": str(detail)}
        if client_id is not None:
            self.content["client_id"] = client_id


class MalformedFrame(FrameError):
    """Not even a frame."""


def parse(text: str | None) -> dict[str, Any]:
    """The frame as a dictionary with a known `type`; raises `MalformedFrame` for anything else."""
    if text is None:
        raise MalformedFrame("invalid", _("글자로 된 JSON 프레임만 받을 수 있어요."))
    if len(text.encode("utf-8", "surrogatepass")) > MAX_FRAME_BYTES:
        raise MalformedFrame("too_long", _("프레임은 16KiB까지 보낼 수 있어요."))
    try:
        frame = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise MalformedFrame("invalid", _("JSON을 읽을 수 없어요.")) from error
    if not isinstance(frame, dict) or frame.get("type") not in TYPES:
        raise MalformedFrame("invalid", _("알 수 없는 프레임이에요."))
    return frame


def parse_send(frame: dict[str, Any]) -> dict[str, Any]:
    """The validated `message` and `client_id` of a `send` frame."""
    serializer = SendSerializer(data=frame)
    try:
        serializer.is_valid(raise_exception=True)
    except ValidationError as error:
        name, (detail, *_rest) = next(iter(error.detail.items()))
        client_id = frame.get("client_id")
        raise FrameError(
            "too_long" if name == "message" and detail.code == "max_length" else "invalid",
            detail,
            client_id if isinstance(client_id, str) else None,
        ) from error
    return serializer.validated_data


def parse_seq(text: bytes) -> int | None:
    """The `since` of the address, None where there is none; raises `MalformedFrame` unless it is a whole number."""
    if not text:
        return None
    if not text.isdigit() or len(text) > MAX_SEQ_DIGITS:
        raise MalformedFrame("invalid", _("since에는 마지막으로 받은 메시지의 번호(seq)를 적어 주세요."))
    return int(text)
