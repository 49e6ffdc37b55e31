"""The channel layer between processes: it carries hints, the database is the truth."""

from collections.abc import Iterable

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

EVERYBODY = "notifications"
HINT = {"type": "hint"}


def group_of(user_id: int) -> str:
    return f"notifications.{user_id}"


def hint(users: Iterable[int]) -> None:
    """Tells the open sockets of these members, after the commit, that something may have changed for them."""
    groups = [group_of(user) for user in users]
    if groups:
        transaction.on_commit(lambda: send(groups), robust=True)


def hint_everybody() -> None:
    transaction.on_commit(lambda: send([EVERYBODY]), robust=True)


@async_to_sync
async def send(groups: list[str]) -> None:
    layer = get_channel_layer()
    for group in groups:
        await layer.group_send(group, HINT)
