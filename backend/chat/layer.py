"""What processes tell each other: hints, as the database is the truth.

A hint reaches the hubs of its own process at once, and those of others through the channel layer, which nobody waits
for longer than a second: it may be away.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)

EVERYWHERE = "chat.everywhere"  # the group of all rooms
SECONDS = 1.0  # that the layer may take

Event = Mapping[str, Any]
Listener = tuple[asyncio.AbstractEventLoop, Callable[[Event], None]]

_listeners: defaultdict[int, set[Listener]] = defaultdict(set)  # of this process, by room


def group_of(room_id: int) -> str:
    """By id: a room's name may be Korean, a group's must be ASCII."""
    return f"chat.{room_id}"


def listen_here(room_id: int, take: Callable[[Event], None]) -> None:
    """From now on `take` is called, in the running loop, with what this process hints at."""
    _listeners[room_id].add((asyncio.get_running_loop(), take))


def stop_listening(room_id: int, take: Callable[[Event], None]) -> None:
    _listeners[room_id].discard((asyncio.get_running_loop(), take))


def send_hint(room_id: int, seq: int | None = None) -> None:
    """Something has changed in the room: it has grown to `seq`, or an erasure, or its settings."""
    event = {"type": "hint"} if seq is None else {"type": "hint", "seq": seq}
    send(group_of(room_id), event, list(_listeners[room_id]))


def send_sanction() -> None:
    """Somebody was muted or banned, or is so no more."""
    send(EVERYWHERE, {"type": "sanction"}, all_listeners())


def send(group: str, event: Event, here: list[Listener]) -> None:
    for loop, take in here:
        with suppress(RuntimeError):  # a loop that has ended
            loop.call_soon_threadsafe(take, event)
    # A process that has hubs has a loop: whoever waits for an answer needs not wait for the layer as well.
    loops = [loop for loop, _ in here or all_listeners() if loop.is_running()]
    if loops:
        asyncio.run_coroutine_threadsafe(publish(group, event), loops[0])
    else:
        async_to_sync(publish)(group, event)


def all_listeners() -> list[Listener]:
    return [listener for of_room in list(_listeners.values()) for listener in list(of_room)]


async def tell_typing(room_id: int, name: str, speaker: str) -> None:
    await publish(group_of(room_id), {"type": "typing", "name": name, "speaker": speaker})


async def tell_presence(room_id: int, hub: str) -> None:
    """Somebody came or went in the process of this hub."""
    await publish(group_of(room_id), {"type": "presence", "hub": hub})


async def publish(group: str, event: Event) -> None:
    """What gets lost is nobody's loss: a heartbeat makes up for hints."""
    try:
        async with asyncio.timeout(SECONDS):
            await get_channel_layer().group_send(group, event)
    except Exception as error:
        logger.warning("The channel layer lost a %s: %r", event["type"], error)
