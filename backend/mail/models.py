import logging
from datetime import timedelta
from email.utils import parseaddr
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mail import letters, smtp

logger = logging.getLogger(__name__)

# Minutes until the next try after the first, second … failed one: eleven tries within a day.
WAITS = (1, 2, 5, 10, 30, 60, 120, 240, 480, 480)
TRIES = len(WAITS) + 1
CLAIM = timedelta(minutes=10)  # a worker that needs longer is taken for dead
KEPT = timedelta(days=7)  # after the end, for the staff who are asked where a mail is


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self) -> Self:
        """What wants a try now: new ones, failed ones whose wait is over, and those of workers that died.

        A new one whatever its time: the clocks of two machines differ.
        """
        return self.filter(Q(attempts=0) | Q(next_try_at__lte=timezone.now()), ended_at=None)

    def claim(self, pk: int) -> "Mail | None":
        """Takes a mail for this worker, if it is due; of several workers one gets it."""
        claimed = (
            self.due()
            .filter(pk=pk)
            .update(status=Mail.Status.SENDING, attempts=F("attempts") + 1, next_try_at=timezone.now() + CLAIM)
        )
        return self.get(pk=pk) if claimed else None

    def expired(self) -> Self:
        return self.filter(ended_at__lte=timezone.now() - KEPT)


def new_message_id() -> str:
    return f"<{uuid4()}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>"


class Mail(models.Model):
    """A mail on its way out. What it says is composed when it leaves; here is only what it is about."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("보낼 예정")
        SENDING = "sending", _("보내는 중")
        SENT = "sent", _("보냄")
        DROPPED = "dropped", _("보낼 필요 없어짐")
        FAILED = "failed", _("보내지 못함")

    kind = models.CharField(_("종류"), max_length=40)
    to = models.EmailField(_("받는 사람"))
    about = models.BigIntegerField(_("대상 번호"), null=True)
    status = models.CharField(_("상태"), max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("시도"), default=0)
    next_try_at = models.DateTimeField(_("다음 시도"), default=timezone.now)
    # Constant over all tries, so that a mail server recognises a repeat.
    message_id = models.CharField(max_length=255, default=new_message_id)
    created_at = models.DateTimeField(_("만듦"), auto_now_add=True)
    ended_at = models.DateTimeField(_("끝남"), null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("메일")
        verbose_name_plural = _("메일")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["queued", "sending"]) ^ Q(ended_at__isnull=False), name="ended_mail_has_a_time"
            ),
        ]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(ended_at=None), name="mail_open_by_next_try")]

    def __str__(self) -> str:
        return f"Mail {self.pk} ({self.kind})"

    def is_superseded(self) -> bool:
        """Whether a later mail tells the same person of the same, and as it reads by then."""
        later = Mail.objects.filter(kind=self.kind, to=self.to, about=self.about, pk__gt=self.pk)
        return later.exclude(status=self.Status.FAILED).exists()

    def deliver(self) -> bool:
        """Composes and sends a claimed mail, and records what came of it; False if the mail server is away.

        Nothing of what it says, and no address, reaches the log.
        """
        if self.attempts > TRIES:  # each of its workers has died over it
            self._end(self.Status.FAILED)
            return True
        try:
            if letter := letters.write(self):
                smtp.send(letter)
        except smtp.Refused as error:
            logger.warning("%s is refused: %s", self, error)
            self._end(self.Status.FAILED)
        except smtp.Deferred as error:
            logger.warning("%s has to wait: %s", self, error)
            self._postpone()
            return not isinstance(error, smtp.Unreachable)
        except Exception:
            logger.exception("%s could not be composed", self)
            self._postpone()
        else:
            self._end(self.Status.SENT if letter else self.Status.DROPPED)
        return True

    def _postpone(self) -> None:
        if self.attempts >= TRIES:
            self._end(self.Status.FAILED)
            return
        wait = timedelta(minutes=WAITS[self.attempts - 1])
        # Unless another worker has taken it for dead, and over.
        Mail.objects.filter(pk=self.pk, attempts=self.attempts, ended_at=None).update(
            status=self.Status.QUEUED, next_try_at=timezone.now() + wait
        )

    def _end(self, status: Status) -> None:
        Mail.objects.filter(pk=self.pk).update(status=status, ended_at=timezone.now())
