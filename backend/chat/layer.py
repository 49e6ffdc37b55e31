"""The channel layer between processes: it carries hints, the database is the truth."""

import logging
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)


EVERYWHERE = "chat.everywhere"


def group_of(room_id: int) -> str:
    """By id: a room's name may be Korean, a group's must be ASCII."""
    return f"chat.{room_id}"


def send_hint(room_id: int) -> None:
    """Something has changed in the room: a message, an erasure, its settings."""
    send(group_of(room_id), {"type": "hint"})


def send_sanction() -> None:
    """Somebody was muted or banned."""
    send(EVERYWHERE, {"type": "sanction"})


async def tell_typing(room_id: int, name: str, speaker: str) -> None:
    """A sign that gets lost is nobody's loss, least of all a reason to end a socket."""
    try:
        await get_channel_layer().group_send(group_of(room_id), {"type": "typing", "name": name, "speaker": speaker})
    except Exception:
        logger.warning("A sign of typing was lost", exc_info=True)


def send(group: str, event: dict[str, Any]) -> None:
    async_to_sync(get_channel_layer().group_send)(group, event)
