from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied

from accounts.models import User
from chat.layer import send_sanction
from chat.speakers import TOKEN_SECONDS, speaker_of_user
from common.reports import OwnEntry

if TYPE_CHECKING:
    from chat.models.message import Message


class Muted(PermissionDenied):
    """`wait` are the seconds until one may speak again."""

    default_code = "muted"

    def __init__(self, wait: int) -> None:
        self.wait = wait
        if wait < 60:
            detail = _("운영진이 잠시 말하기를 멈추게 했어요. %(wait)d초 뒤에 다시 말할 수 있어요.") % {"wait": wait}
        elif wait < 100 * 60:
            minutes = ceil(wait / 60)
            detail = _("운영진이 잠시 말하기를 멈추게 했어요. %(wait)d분 뒤에 다시 말할 수 있어요.") % {"wait": minutes}
        else:
            hours = ceil(wait / 3600)
            detail = _("운영진이 잠시 말하기를 멈추게 했어요. %(wait)d시간 뒤에 다시 말할 수 있어요.") % {"wait": hours}
        super().__init__(detail)


class Banned(PermissionDenied):
    default_detail = _("운영진이 채팅을 쓰지 못하게 했어요. 잘못된 일이라면 문의로 알려 주세요.")
    default_code = "banned"


class OwnMessage(OwnEntry):
    default_detail = _("내가 한 말이에요. 나를 막을 수는 없어요.")


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def active(self) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()))

    def of(self, speaker: str) -> Self:
        return self.filter(speaker=speaker)

    def enforce(self, speaker: str) -> None:
        """Raises `Banned` or `Muted` if the speaker may say nothing now. One query."""
        until = dict(self.of(speaker).active().values_list("kind", "until"))
        if Sanction.Kind.BAN in until:
            raise Banned
        if end := until.get(Sanction.Kind.MUTE):
            raise Muted(max(1, ceil((end - timezone.now()).total_seconds())))

    def by_speaker(self, speakers: Iterable[str]) -> dict[str, dict[str, datetime | None]]:
        """What holds now for those of them for whom something does: kind → its end. One query."""
        found: dict[str, dict[str, datetime | None]] = {}
        for speaker, kind, until in self.active().filter(speaker__in=speakers).values_list("speaker", "kind", "until"):
            found.setdefault(speaker, {})[kind] = until
        return found

    def mute(self, message: "Message", minutes: int, by: User) -> "Sanction":
        """The speaker of a message may say nothing in any room for so long from now on, whatever was said before."""
        return self.impose(message, Sanction.Kind.MUTE, timezone.now() + timedelta(minutes=minutes), by)

    def ban(self, message: "Message", by: User) -> "Sanction":
        return self.impose(message, Sanction.Kind.BAN, None, by)

    def impose(self, message: "Message", kind: str, until: datetime | None, by: User) -> "Sanction":
        """Of several at once the last one counts: there is one of a kind. Tells every process after the commit.

        Raises `OwnMessage`, or `Http404` if the line was forgotten meanwhile.
        """
        if message.speaker == speaker_of_user(by):
            raise OwnMessage
        sanction = Sanction(speaker=message.speaker, kind=kind, until=until, message=message, by=by)
        with transaction.atomic():
            message.lock()  # or it could be forgotten in this moment
            Sanction.objects.bulk_create(
                [sanction],
                update_conflicts=True,
                unique_fields=["speaker", "kind"],
                update_fields=["until", "created_at", "message", "by"],
            )
            transaction.on_commit(send_sanction, robust=True)
        return sanction

    def lift(self) -> None:
        """Ends them, and tells every process after the commit: who may speak again hears of it."""
        with transaction.atomic():
            self.delete()
            transaction.on_commit(send_sanction, robust=True)

    def let_run_out(self) -> None:
        """Lets the bans of who has left for good end with the last token that can have been given to them.

        Until then that token still speaks for them, and a ban that is shaken off by leaving would be none. Mutes end
        by themselves within a week.
        """
        self.filter(until=None).update(until=timezone.now() + timedelta(seconds=TOKEN_SECONDS))

    def forget_ended(self) -> None:
        self.filter(until__lte=timezone.now()).delete()


class Sanction(models.Model):
    """That a speaker may say nothing: for a while (`mute`), or at all (`ban`). It holds in every room.

    Staff impose it on whoever said something, and never learn who that is.
    """

    class Kind(models.TextChoices):
        MUTE = "mute", _("잠시 멈춤")
        BAN = "ban", _("막음")

    speaker = models.CharField(max_length=32, editable=False)
    kind = models.CharField(_("종류"), max_length=4, choices=Kind, editable=False)
    until = models.DateTimeField(_("끝"), null=True, editable=False)
    message = models.ForeignKey(
        "Message",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("까닭이 된 말"),
    )
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("운영진")
    )
    created_at = models.DateTimeField(_("시작"), default=timezone.now, editable=False)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("말하기 막기")
        verbose_name_plural = _("말하기 막기")
        constraints = [
            models.UniqueConstraint(fields=["speaker", "kind"], name="sanction_once_of_a_kind"),
            models.CheckConstraint(condition=Q(kind="ban") | Q(until__isnull=False), name="sanction_mute_has_an_end"),
            models.CheckConstraint(condition=Q(kind__in=["mute", "ban"]), name="sanction_kind_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
