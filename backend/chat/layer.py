"""The channel layer between processes: it carries hints, the database is the truth."""

from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer


def group_of(room_id: int) -> str:
    """By id: a room's name may be Korean, a group's must be ASCII."""
    return f"chat.{room_id}"


def send_hint(room_id: int) -> None:
    send(room_id, {"type": "hint"})


def send_deleted(room_id: int, message_id: int) -> None:
    send(room_id, {"type": "deleted", "id": message_id})


def send(room_id: int, event: dict[str, Any]) -> None:
    async_to_sync(get_channel_layer().group_send)(group_of(room_id), event)
