from datetime import datetime, timedelta
from math import ceil
from typing import Any, Self
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ErrorDetail, PermissionDenied

from accounts.models import User
from chat.layer import send_hint
from chat.limits import spend
from chat.models.pseudonym import Pseudonym
from chat.models.report import CARE, MessageReport
from chat.models.room import Room
from chat.models.sanction import Sanction
from common.distress import suggests_self_harm
from common.errors import TooManyRequests
from notifications.models import Notification, reference


class RoomIsReadOnly(PermissionDenied):
    default_detail = _("이 방은 읽기만 할 수 있어요.")
    default_code = "read_only"


class SlowMode(TooManyRequests):
    """One speaks again after the room's `slow_seconds`; `wait` are those that are left."""

    default_code = "slow_mode"

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        detail = _("천천히 이야기하는 방이에요. %(wait)d초 뒤에 말할 수 있어요.") % {"wait": wait}
        self.detail = ErrorDetail(str(detail), self.default_code)


class MessageQuerySet(models.QuerySet["Message"]):
    def in_room(self, room: Room) -> Self:
        return self.filter(room=room)

    def standing(self) -> Self:
        """Those that nobody has erased."""
        return self.filter(is_deleted=False)

    def as_rows(self) -> models.QuerySet[Any, dict[str, Any]]:
        """What `chat.messages.message_json` shows, as dictionaries."""
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
            "needs_care",
        )

    def stored(self, room: Room, client_id: UUID | None) -> "Message | None":
        """What was said there under this `client_id` before."""
        return self.filter(room=room, client_id=client_id).first() if client_id else None

    def post(
        self,
        room: Room,
        speaker: str,
        text: str,
        client_id: UUID | None = None,
        *,
        address: str | None = None,
        is_staff: bool = False,
    ) -> "Message":
        """Stores a message once and, after the commit, tells every process that the room has grown.

        A repeated `client_id` returns the message that it made the first time, whatever holds for the speaker or the
        room by now. What comes from an `address` is limited, but for repeats. Raises `Banned`, `Muted`,
        `TooManyRequests`, `RoomIsReadOnly` or `SlowMode` (not for staff), in this order, or `Room.DoesNotExist` if the
        room is gone.
        """
        if stored := self.stored(room, client_id):
            return stored
        try:
            Sanction.objects.enforce(speaker)
            if address is not None:
                spend(speaker, address, text)
            name = Pseudonym.objects.take(speaker, room.pk, timezone.now())
            message = Message(room=room, speaker=speaker, author_name=name, text=text, client_id=client_id)
            message.needs_care = suggests_self_harm(text)
            return message.append(is_staff=is_staff)
        except (APIException, IntegrityError) as error:
            # Asked again: both may have come at the same moment.
            if stored := self.stored(room, client_id):
                return stored
            if isinstance(error, IntegrityError):
                room.refresh_from_db(fields=["last_seq"])  # raises if it is gone: there are no names any more
            raise


class Message(models.Model):
    """A line of a room.

    `seq` has no gaps: a line is not deleted but erased (`blank_out`), until the whole beginning of a room is forgotten
    (`Room.forget_old`). Erasures of a room are counted as its messages are: `erasure` is 1, 2, 3 … in the order
    of commits, null for what stands.
    """

    room = models.ForeignKey(
        Room, on_delete=models.CASCADE, related_name="messages", verbose_name=_("방"), db_index=False
    )
    seq = models.PositiveBigIntegerField(_("번호"))
    speaker = models.CharField(max_length=32, editable=False)
    author_name = models.CharField(_("이름"), max_length=30)
    text = models.CharField(_("내용"), max_length=500)
    client_id = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("보냄"), default=timezone.now)
    is_deleted = models.BooleanField(_("지워짐"), default=False)
    erasure = models.PositiveBigIntegerField(null=True, editable=False)
    needs_care = models.BooleanField(_("도움이 필요해 보임"), default=False, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("메시지")
        verbose_name_plural = _("메시지")
        indexes = [models.Index(fields=["speaker", "room", "-seq"], name="message_by_speaker")]
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="message_seq_is_unique"),
            models.UniqueConstraint(
                fields=["room", "client_id"],
                name="message_client_id_is_unique",
                condition=Q(client_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["room", "erasure"], name="message_erasure_is_unique", condition=Q(erasure__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(is_deleted=False, erasure=None) | Q(is_deleted=True, erasure__isnull=False),
                name="message_erased_is_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:30]}"

    def append(self, *, is_staff: bool) -> Self:
        """Stores it as the newest of its room. The room's lock makes `seq` count 1, 2, 3 … in the order of commits."""
        with transaction.atomic():
            room = Room.objects.select_for_update().get(pk=self.room_id)
            self.created_at = timezone.now()
            if room.is_read_only:
                raise RoomIsReadOnly
            if room.slow_seconds and not is_staff:
                self.keep_pace(timedelta(seconds=room.slow_seconds))
            self.seq = room.last_seq + 1
            Room.objects.filter(pk=room.pk).update(last_seq=self.seq)
            self.save(force_insert=True)
            if self.needs_care:
                self.call_for_care(room)
            transaction.on_commit(lambda: send_hint(room.pk, self.seq), robust=True)
        return self

    def keep_pace(self, pause: timedelta) -> None:
        """Raises `SlowMode` if the speaker has spoken in the room within the pause; the caller holds the room."""
        said = Message.objects.filter(room=self.room_id, speaker=self.speaker).order_by("-seq")
        last: datetime | None = said.values_list("created_at", flat=True).first()
        if last and last + pause > self.created_at:
            raise SlowMode(ceil((last + pause - self.created_at).total_seconds()))

    def call_for_care(self, room: Room) -> None:
        """Puts it before the staff: in their queue, and at their bells."""
        MessageReport.objects.create(message=self, reason=CARE)
        staff = User.objects.filter(is_staff=True)
        Notification.objects.tell_few(reference("message", self.pk), room.reference, care=staff)

    def lock(self) -> None:
        """Holds it until the transaction ends, and reads it anew. Raises `Http404` if it was forgotten meanwhile."""
        try:
            self.refresh_from_db(from_queryset=Message.objects.select_for_update())
        except Message.DoesNotExist as error:
            raise Http404 from error

    def blank_out(self) -> None:
        """Takes the text away for good, on every screen; once is enough."""
        with transaction.atomic():
            room = Room.objects.select_for_update().filter(pk=self.room_id).first()
            if room is None:  # it is gone with all that was said there
                return
            erasure = room.last_erasure + 1
            change = {"text": "", "is_deleted": True, "erasure": erasure}
            if Message.objects.standing().filter(pk=self.pk).update(**change):
                Room.objects.filter(pk=room.pk).update(last_erasure=erasure)
                transaction.on_commit(lambda: send_hint(room.pk), robust=True)
