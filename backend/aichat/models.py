from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import richtext
from common.errors import RETRY_AFTER_SECONDS, Conflict

# A turn whose process died never settles; well past the upstream's time limit it counts as failed.
ABANDONED_AFTER = timedelta(seconds=settings.AI_TIMEOUT_SECONDS * 2)


class TurnNotFailed(Conflict):
    default_detail = _("답을 받지 못한 질문만 다시 물을 수 있어요.")
    default_code = "not_failed"


class TurnInProgress(Conflict):
    default_detail = _("아직 답하고 있어요. 잠시만 기다려 주세요.")
    default_code = "in_progress"
    wait = RETRY_AFTER_SECONDS


class TurnQuerySet(models.QuerySet["Turn"]):
    def of(self, user: User) -> Self:
        return self.filter(user=user)

    def before(self, turn: "Turn") -> Self:
        """The answered turns that a question follows, newest first."""
        return self.filter(user=turn.user_id, pk__lt=turn.pk, status=Turn.Status.DONE).order_by("-pk")


class Turn(models.Model):
    """A question to the tutor and its answer. The question is stored before anyone is asked."""

    class Mode(models.TextChoices):
        GENERAL = "general", _("자유")
        PROBLEM = "problem", _("문제 풀이")
        INTERVIEW = "interview", _("면접 연습")

    class Status(models.TextChoices):
        PENDING = "pending", _("답하는 중")
        DONE = "done", _("답함")
        FAILED = "failed", _("실패")
        STOPPED = "stopped", _("멈춤")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="turns", verbose_name=_("회원"), db_index=False
    )
    mode = models.CharField(_("종류"), max_length=10, choices=Mode)
    prompt = models.TextField(_("질문"))
    response = models.TextField(_("답"), blank=True)
    response_html = models.TextField(blank=True, editable=False)
    sources = models.JSONField(_("근거"), default=list, blank=True)
    is_from_ai = models.BooleanField(_("AI가 답함"), default=False)
    status = models.CharField(_("상태"), max_length=10, choices=Status, default=Status.PENDING)
    created_at = models.DateTimeField(_("작성"), auto_now_add=True)
    asked_at = models.DateTimeField(_("물은 때"), default=timezone.now, editable=False)

    objects = TurnQuerySet.as_manager()

    class Meta:
        verbose_name = _("대화")
        verbose_name_plural = _("대화")
        indexes = [models.Index(fields=["user", "id"], name="turn_by_user")]

    def __str__(self) -> str:
        return f"{self.pk}"  # shown to staff: what a student asked is nobody else's to read

    @property
    def current_status(self) -> str:
        return self.Status.FAILED if self.is_abandoned else self.status

    @property
    def is_settled(self) -> bool:
        return self.status in {self.Status.DONE, self.Status.STOPPED}

    @property
    def is_abandoned(self) -> bool:
        return self.status == self.Status.PENDING and self.asked_at < timezone.now() - ABANDONED_AFTER

    def settle(self, response: str, *, is_from_ai: bool, sources: list[dict[str, Any]]) -> None:
        """Saves the answer; raises `Http404` if the talk was cleared meanwhile."""
        self.response = response
        self.response_html = richtext.render(response).html
        self.is_from_ai = is_from_ai
        self.sources = sources
        self.status = self.Status.DONE
        columns = ("response", "response_html", "is_from_ai", "sources", "status")
        if not self.row().update(**{name: getattr(self, name) for name in columns}):
            raise Http404

    def fail(self) -> None:
        self.status = self.Status.FAILED
        self.row().update(status=self.status)

    def row(self) -> TurnQuerySet:
        return Turn.objects.filter(pk=self.pk)

    def reopen(self) -> None:
        """Takes a failed turn up again; of two who try at once one gets `TurnNotFailed`."""
        now = timezone.now()
        failed = Q(status=self.Status.FAILED) | Q(status=self.Status.PENDING, asked_at__lt=now - ABANDONED_AFTER)
        if not self.row().filter(failed).update(status=self.Status.PENDING, asked_at=now):
            raise TurnNotFailed
        self.status, self.asked_at = self.Status.PENDING, now

    def resume(self) -> None:
        """As `reopen`, for who sends the question again without knowing how it went; raises `TurnInProgress`."""
        try:
            self.reopen()
        except TurnNotFailed as error:
            raise TurnInProgress from error
