from datetime import timedelta
from functools import partial
from itertools import takewhile
from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.layer import send_hint
from common.errors import Conflict
from notifications.models import Notification, reference

LOBBY = "lobby"
MAX_SLOW_SECONDS = 600
KEPT = timedelta(days=30)
BATCH = 500  # messages deleted at once


class LobbyStays(Conflict):
    default_detail = _("로비는 지울 수 없어요.")
    default_code = "lobby_stays"


class RoomQuerySet(models.QuerySet["Room"]):
    def named(self, slug: str) -> Self:
        """The room with this slug, if any; PostgreSQL can't even look for a NUL."""
        return self.none() if "\x00" in slug else self.filter(slug=slug)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises `LobbyStays` if the lobby is among them."""
        if self.filter(slug=LOBBY).exists():
            raise LobbyStays
        for room_id in self.values_list("pk", flat=True):
            transaction.on_commit(partial(send_hint, room_id), robust=True)
        return super().delete()


class Room(models.Model):
    """A place to talk. Whoever counts its messages or erasures holds its row: `select_for_update()` is its lock."""

    slug = models.SlugField(_("주소 이름"), max_length=50, unique=True, allow_unicode=True)
    name = models.CharField(_("이름"), max_length=30)
    description = models.CharField(_("설명"), max_length=200, blank=True)
    is_read_only = models.BooleanField(_("읽기 전용"), default=False)
    slow_seconds = models.PositiveSmallIntegerField(
        _("천천히 말하기(초)"),
        default=0,
        validators=[MaxValueValidator(MAX_SLOW_SECONDS)],
        help_text=_("한 사람이 다음 말을 하기까지 기다리는 시간. 0이면 기다리지 않아요."),
    )
    position = models.PositiveIntegerField(_("순서"), default=0)
    last_seq = models.PositiveBigIntegerField(_("마지막 번호"), default=0, editable=False)
    first_seq = models.PositiveBigIntegerField(_("남아 있는 첫 번호"), default=1, editable=False)
    last_erasure = models.PositiveBigIntegerField(_("지운 횟수"), default=0, editable=False)
    created_at = models.DateTimeField(_("만듦"), auto_now_add=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("방")
        verbose_name_plural = _("방")
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(condition=Q(slow_seconds__lte=MAX_SLOW_SECONDS), name="room_slow_seconds_at_most")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_lobby(self) -> bool:
        return self.slug == LOBBY

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises `LobbyStays` for the room where everybody arrives."""
        if self.is_lobby:
            raise LobbyStays
        transaction.on_commit(partial(send_hint, self.pk), robust=True)
        return super().delete(*args, **kwargs)

    @property
    def reference(self) -> str:
        return reference("room", self.pk)

    def forget_old(self) -> None:
        """Deletes what was said more than 30 days ago (`KEPT`), with its reports; `first_seq` moves on.

        `last_seq` stays as it is: a room whose lines are all gone goes on with the next number. It deletes from the
        first line on and batch by batch, so that neither the room nor a line is held for long, and whoever pages back
        is told of the new beginning before lines go. What was broken off is taken up the next time.
        """
        limit = timezone.now() - KEPT
        while True:
            head = self.messages.order_by("seq").values_list("pk", "seq", "needs_care", "created_at")[:BATCH]
            old = list(takewhile(lambda row: row[-1] < limit, head))
            if not old:
                return
            first_seq = old[-1][1] + 1
            Room.objects.filter(pk=self.pk, first_seq__lt=first_seq).update(first_seq=first_seq)
            with transaction.atomic():
                rows = self.messages.filter(pk__in=[pk for pk, *_rest in old])
                list(rows.select_for_update().order_by("pk").values_list("pk"))  # before their sanctions, as staff do
                if told := [reference("message", pk) for pk, _seq, needs_care, _at in old if needs_care]:
                    Notification.objects.about(told, [self.reference]).forget()
                rows.delete()
