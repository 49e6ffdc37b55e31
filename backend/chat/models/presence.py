from collections.abc import Iterable
from datetime import timedelta

from django.db import models
from django.utils import timezone

from chat.models.room import Room

REFRESH_SECONDS = 10
EXPIRY = timedelta(seconds=3 * REFRESH_SECONDS)  # of a process that died without a word
KEY_LENGTH = 12  # first letters of a speaker's key: enough to count people


def key_of(speaker: str) -> str:
    return speaker[:KEY_LENGTH]


class PresenceQuerySet(models.QuerySet["Presence"]):
    def announce(self, room_id: int, hub: str, people: Iterable[str]) -> None:
        """Says who is there by this hub, in place of what it said before; holds until it expires."""
        row = Presence(room_id=room_id, hub=hub, people=sorted(people), expires_at=timezone.now() + EXPIRY)
        Presence.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["hub"], update_fields=["people", "expires_at"]
        )

    def withdraw(self, hub: str) -> None:
        self.filter(hub=hub).delete()

    def standing(self) -> models.QuerySet["Presence"]:
        return self.filter(expires_at__gt=timezone.now())

    def others(self, room_id: int, hub: str) -> set[str]:
        """The keys of the people who are in the room by other hubs."""
        lists = self.standing().filter(room=room_id).exclude(hub=hub).values_list("people", flat=True)
        return {key for people in lists for key in people}

    def count_people(self) -> dict[int, int]:
        """How many people are in each room that is not empty: who has two sockets is one."""
        rooms: dict[int, set[str]] = {}
        for room, people in self.standing().values_list("room", "people"):
            rooms.setdefault(room, set()).update(people)
        return {room: len(keys) for room, keys in rooms.items()}

    def forget_expired(self) -> None:
        self.filter(expires_at__lte=timezone.now()).delete()


class Presence(models.Model):
    """Who is in a room by one hub, a process's share of it. A hub says so again and again: one that died expires."""

    hub = models.CharField(max_length=32, primary_key=True)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    people = models.JSONField()
    expires_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.room_id}: {len(self.people)}"
