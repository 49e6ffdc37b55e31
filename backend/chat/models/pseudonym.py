from datetime import datetime
from itertools import islice

from django.db import models
from django.db.models import Q
from django.utils import timezone

from chat.models.room import Room
from chat.names import candidates, day_of

LOOK_AHEAD = 8  # candidates looked at in one query: so many names in a row are almost never taken


class PseudonymManager(models.Manager["Pseudonym"]):
    def peek(self, speaker: str, room_id: int, now: datetime) -> str:
        """The name under which one would speak now, which nobody else has yet; writes nothing. One query."""
        day = day_of(now)
        derived = candidates(speaker, room_id, day)
        while names := list(islice(derived, LOOK_AHEAD)):
            mine_or_taken = Q(speaker=speaker) | Q(name__in=names)
            owners = dict(self.filter(mine_or_taken, room=room_id, day=day).values_list("name", "speaker"))
            own = (name for name, owner in owners.items() if owner == speaker)
            free = (name for name in names if name not in owners)
            if name := next(own, None) or next(free, None):
                return name
        raise AssertionError("the candidates never end")

    def take(self, speaker: str, room_id: int, now: datetime) -> str:
        """The speaker's name in this room on this day, from now on nobody else's.

        Two constraints decide who has a name, so any number may ask at once. One query if it was asked before.
        """
        day = day_of(now)
        own = self.filter(room=room_id, day=day, speaker=speaker).values_list("name", flat=True)
        if stored := own.first():
            return stored
        for name in candidates(speaker, room_id, day):
            row = Pseudonym(room_id=room_id, day=day, speaker=speaker, name=name)
            self.bulk_create([row], ignore_conflicts=True)
            if stored := own.first():
                return stored
        raise AssertionError("the candidates never end")

    def forget_past(self) -> None:
        """The lines of other days keep their names themselves."""
        self.filter(day__lt=day_of(timezone.now())).delete()


class Pseudonym(models.Model):
    """Who speaks under which made-up name in a room on one day, so that nobody else does."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    speaker = models.CharField(max_length=32)
    name = models.CharField(max_length=30)

    objects = PseudonymManager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["room", "day", "speaker"], name="chat_pseudonym_of_a_speaker"),
            models.UniqueConstraint(fields=["room", "day", "name"], name="chat_pseudonym_of_one_alone"),
        ]

    def __str__(self) -> str:
        return self.name
