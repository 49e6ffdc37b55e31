from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from boards.models.entry import Entry
from boards.models.like import HAS_ONE_TARGET, like_target
from common.reports import DETAIL_MAX_LENGTH, OwnEntry, Reason


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> models.QuerySet:
        return self.filter(settled_at=None)

    def settle(self) -> int:
        """Notes that staff have looked, and left what was reported as it is."""
        return self.open().update(settled_at=timezone.now())

    def file(self, user: User, entry: Entry, reason: str, detail: str) -> None:
        """Reports it, or says something else about it: of one member there is one report.

        What staff have settled is not opened again by who had reported it before. Raises `OwnEntry`.
        """
        if entry.author_id == user.pk:
            raise OwnEntry
        target = like_target(type(entry))
        report = Report(user=user, reason=reason, detail=detail, **{target: entry})
        with transaction.atomic():
            entry.lock()  # or it could be deleted in this moment
            Report.objects.bulk_create(
                [report], update_conflicts=True, unique_fields=["user", target], update_fields=["reason", "detail"]
            )

    def forget_reporter(self, user: User) -> None:
        """What they reported stays for the staff, without them and their words."""
        self.filter(user=user).update(user=None, detail="")


class Report(models.Model):
    """That somebody finds that a post or comment should not be there. Who it was is told to nobody, staff included."""

    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="reports", db_index=False
    )
    post = models.ForeignKey(
        "Post", on_delete=models.CASCADE, null=True, editable=False, related_name="reports", verbose_name=_("글")
    )
    comment = models.ForeignKey(
        "Comment", on_delete=models.CASCADE, null=True, editable=False, related_name="reports", verbose_name=_("댓글")
    )
    reason = models.CharField(_("까닭"), max_length=10, choices=Reason)
    detail = models.CharField(_("자세한 내용"), max_length=DETAIL_MAX_LENGTH, blank=True)
    created_at = models.DateTimeField(_("신고"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("처리"), null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("신고")
        verbose_name_plural = _("신고")
        indexes = [models.Index(fields=["-id"], name="report_open", condition=Q(settled_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["user", "post"], name="report_post_once"),
            models.UniqueConstraint(fields=["user", "comment"], name="report_comment_once"),
            models.CheckConstraint(condition=HAS_ONE_TARGET, name="report_has_one_target"),
        ]

    def __str__(self) -> str:
        return str(self.get_reason_display())

    @property
    def entry(self) -> Any:
        return self.post or self.comment
