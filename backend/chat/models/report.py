from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.reports import DETAIL_MAX_LENGTH, OwnEntry, Reason

if TYPE_CHECKING:
    from chat.models.message import Message

CARE = "care"  # what the house reports itself: nobody has done wrong, somebody may need help


class MessageReportQuerySet(models.QuerySet["MessageReport"]):
    def open(self) -> models.QuerySet:
        return self.filter(settled_at=None)

    def settle(self) -> int:
        """Notes that staff have looked, and left what was reported as it is."""
        return self.open().update(settled_at=timezone.now())

    def file(self, speaker: str, message: "Message", reason: str, detail: str) -> None:
        """Reports it, or says something else about it: of one speaker there is one report.

        What staff have settled is not opened again by who had reported it before. Raises `OwnEntry`, or `Http404` if it
        was erased or forgotten meanwhile.
        """
        if message.speaker == speaker:
            raise OwnEntry
        report = MessageReport(speaker=speaker, message=message, reason=reason, detail=detail)
        with transaction.atomic():
            message.lock()
            if message.is_deleted:
                raise Http404
            MessageReport.objects.bulk_create(
                [report],
                update_conflicts=True,
                unique_fields=["speaker", "message"],
                update_fields=["reason", "detail"],
            )

    def forget_reporter(self, speaker: str) -> None:
        """What they reported stays for the staff, without them and their words."""
        self.filter(speaker=speaker).update(speaker=None, detail="")


class MessageReport(models.Model):
    """That somebody finds that a line should not be there, or that its author needs help.

    `speaker` is told to nobody, staff included; it is null if the house has reported it itself (`CARE`), or if whoever
    did has left. It goes with its line.
    """

    speaker = models.CharField(max_length=32, null=True, editable=False)
    message = models.ForeignKey(
        "Message", on_delete=models.CASCADE, editable=False, related_name="reports", verbose_name=_("메시지")
    )
    reason = models.CharField(
        _("까닭"), max_length=10, choices=[(CARE, _("도움이 필요해 보이는 말")), *Reason.choices], editable=False
    )
    detail = models.CharField(_("자세한 내용"), max_length=DETAIL_MAX_LENGTH, blank=True, editable=False)
    created_at = models.DateTimeField(_("신고"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("처리"), null=True, editable=False)

    objects = MessageReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("신고")
        verbose_name_plural = _("신고")
        indexes = [models.Index(fields=["-id"], name="message_report_open", condition=Q(settled_at=None))]
        constraints = [models.UniqueConstraint(fields=["speaker", "message"], name="message_report_once")]

    def __str__(self) -> str:
        return str(self.get_reason_display())
