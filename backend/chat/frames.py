"""What a chat socket may say, checked before anything else sees it."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from chat.serializers import SendSerializer
from common import contact_data
from common.sockets import FrameError, MalformedFrame, client_id_of

MAX_SEQ_DIGITS = 18
TYPES = ("hello", "send", "typing", "ping")


def parse_send(frame: dict[str, Any]) -> dict[str, Any]:
    """The validated `message` and `client_id` of a `send` frame."""
    serializer = SendSerializer(data=frame)
    try:
        serializer.is_valid(raise_exception=True)
    except ValidationError as error:
        name, (detail, *_rest) = next(iter(error.detail.items()))
        raise FrameError(
            "too_long" if name == "message" and detail.code == "max_length" else "invalid",
            detail,
            client_id_of(frame),
            **(found(frame["message"]) if detail.code == "contact" else {}),
        ) from error
    return serializer.validated_data


def found(text: str) -> dict[str, Any]:
    """Where the contact data are for which a text was refused, counted in its Unicode characters."""
    contact = contact_data.find(text)
    return {"found": asdict(contact)} if contact else {}


def parse_seq(text: str) -> int | None:
    """The `since` of the address, None where there is none; raises `MalformedFrame` unless it is a whole number."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > MAX_SEQ_DIGITS:
        raise MalformedFrame("invalid", _("since에는 마지막으로 받은 메시지의 번호(seq)를 적어 주세요."))
    return int(text)
