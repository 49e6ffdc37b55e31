from typing import Any, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied

from chat.layer import send_deleted, send_hint
from chat.names import name_of

LOBBY = "lobby"


class RoomIsReadOnly(PermissionDenied):
    default_detail = _("이 방은 읽기만 할 수 있어요.")
    default_code = "read_only"


class RoomQuerySet(models.QuerySet["Room"]):
    def named(self, slug: str) -> Self:
        """The room with this slug, if any; PostgreSQL can't even look for a NUL."""
        return self.none() if "\x00" in slug else self.filter(slug=slug)


class Room(models.Model):
    slug = models.SlugField(_("주소 이름"), max_length=50, unique=True, allow_unicode=True)
    name = models.CharField(_("이름"), max_length=30)
    description = models.CharField(_("설명"), max_length=200, blank=True)
    is_read_only = models.BooleanField(_("읽기 전용"), default=False)
    position = models.PositiveIntegerField(_("순서"), default=0)
    last_seq = models.PositiveBigIntegerField(_("마지막 번호"), default=0, editable=False)
    created_at = models.DateTimeField(_("만듦"), auto_now_add=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("방")
        verbose_name_plural = _("방")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name


class MessageQuerySet(models.QuerySet["Message"]):
    def in_room(self, room: Room) -> Self:
        return self.filter(room=room)

    def as_rows(self) -> models.QuerySet[Any, dict[str, Any]]:
        """What `chat.serializers.message_json` shows, as dictionaries."""
        return self.values(
            "id",
            "seq",
            "room__slug",
            "speaker",
            "author_name",
            "text",
            "client_id",
            "created_at",
            "is_deleted",
        )

    def post(self, room: Room, speaker: str, text: str, client_id: UUID | None = None) -> "Message":
        """Stores a message once and, after the commit, tells every process that the room has grown.

        The room's lock makes `seq` count 1, 2, 3 … in the order of commits. A repeated `client_id` returns the
        message that it made the first time. Raises `RoomIsReadOnly`, or `Room.DoesNotExist` if the room is gone.
        """
        with transaction.atomic():
            room = Room.objects.select_for_update().get(pk=room.pk)
            if client_id and (stored := self.filter(room=room, client_id=client_id).first()):
                return stored
            if room.is_read_only:
                raise RoomIsReadOnly
            room.last_seq += 1
            room.save(update_fields=["last_seq"])
            now = timezone.now()
            message = self.create(
                room=room,
                seq=room.last_seq,
                speaker=speaker,
                author_name=name_of(speaker, room.pk, now),
                text=text,
                client_id=client_id,
                created_at=now,
            )
            transaction.on_commit(lambda: send_hint(room.pk), robust=True)
        return message


class Message(models.Model):
    """A line of a room. Rows are never deleted one by one: `seq` has no gaps, a deleted line loses its text."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="messages", verbose_name=_("방"))
    seq = models.PositiveBigIntegerField(_("번호"))
    speaker = models.CharField(max_length=32, db_index=True, editable=False)
    author_name = models.CharField(_("이름"), max_length=30)
    text = models.CharField(_("내용"), max_length=500)
    client_id = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("보냄"), default=timezone.now)
    is_deleted = models.BooleanField(_("지워짐"), default=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("메시지")
        verbose_name_plural = _("메시지")
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="message_seq_is_unique"),
            models.UniqueConstraint(
                fields=["room", "client_id"],
                name="message_client_id_is_unique",
                condition=Q(client_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:30]}"

    def blank_out(self) -> None:
        """Takes the text away for good, on every screen."""
        with transaction.atomic():
            self.text, self.is_deleted = "", True
            self.save(update_fields=["text", "is_deleted"])
            transaction.on_commit(lambda: send_deleted(self.room_id, self.pk), robust=True)
