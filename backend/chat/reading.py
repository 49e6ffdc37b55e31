"""What a hub asks the database, each by one query."""

from typing import Any

from accounts.models import Login
from chat.models import Message, Presence, Room, Sanction
from common.async_database import in_database

SETTINGS = ("name", "description", "is_read_only", "slow_seconds")
MAX_ERASURES = 100  # newest ones that who returns is told of again


@in_database
def read_room(room_id: int) -> dict[str, Any]:
    return Room.objects.values("last_seq", "last_erasure", *SETTINGS).get(pk=room_id)


@in_database
def read_after(room_id: int, seq: int, limit: int) -> list[dict[str, Any]]:
    return list(Message.objects.filter(room=room_id, seq__gt=seq).order_by("seq").as_rows()[:limit])


@in_database
def read_erasures(room_id: int, number: int) -> list[tuple[int, int]]:
    """Those after this one: number and message."""
    erased = Message.objects.filter(room=room_id, erasure__gt=number).order_by("erasure")
    return [(number or 0, pk) for number, pk in erased.values_list("erasure", "pk")]


@in_database
def read_erased(room_id: int, seq: int) -> list[int]:
    """The newest erased messages up to this one."""
    erased = Message.objects.filter(room=room_id, erasure__isnull=False, seq__lte=seq).order_by("-erasure")
    return list(erased.values_list("pk", flat=True)[:MAX_ERASURES])


@in_database
def read_others(room_id: int, hub: str) -> set[str]:
    return Presence.objects.others(room_id, hub)


@in_database
def announce(room_id: int, hub: str, people: set[str]) -> None:
    Presence.objects.announce(room_id, hub, people)


@in_database
def withdraw(hub: str) -> None:
    Presence.objects.withdraw(hub)


@in_database
def read_logins(logins: set[int]) -> dict[int, bool]:
    """Those of them that stand, and whether their member is staff."""
    standing = Login.objects.filter(pk__in=logins, user__is_active=True)
    return dict(standing.values_list("pk", "user__is_staff"))


@in_database
def read_sanctions(speakers: set[str]) -> dict[str, dict[str, Any]]:
    return Sanction.objects.by_speaker(speakers)
