from datetime import date, timedelta
from typing import Any, Self
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.admissions import SCHOOL_YEARS, SOURCE_URL_MAX_LENGTH, check_source

TITLE_MAX_LENGTH = 60
DAYS = (MinValueValidator(date(SCHOOL_YEARS[0], 1, 1)), MaxValueValidator(date(SCHOOL_YEARS[-1], 12, 31)))
ENDS_BEFORE_START = _("끝나는 날이 시작하는 날보다 빨라요. 두 날을 확인해 주세요.")


class KeyDateQuerySet(models.QuerySet["KeyDate"]):
    def not_over(self) -> Self:
        """Those that come or run today, in Korea."""
        return self.filter(ends_on__gte=timezone.localdate())

    def in_calendar(self) -> Self:
        """Those, and what ended within the last year."""
        return self.filter(ends_on__gt=timezone.localdate() - timedelta(days=365))


class KeyDate(models.Model):
    """A day, or days on end, that students count down to. Staff write them; all days are days in Korea."""

    class Kind(models.TextChoices):
        EXAM = "exam", _("시험")
        APPLICATION = "application", _("원서 접수")
        RESULT = "result", _("발표")
        OTHER = "other", _("기타")

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)  # by which calendars know it again
    title = models.CharField(_("제목"), max_length=TITLE_MAX_LENGTH)
    kind = models.CharField(_("분류"), max_length=12, choices=Kind)
    school_year = models.PositiveSmallIntegerField(
        _("학년도"),
        null=True,
        blank=True,
        validators=[MinValueValidator(SCHOOL_YEARS[0]), MaxValueValidator(SCHOOL_YEARS[-1])],
    )
    starts_on = models.DateField(_("시작하는 날"), validators=DAYS)
    ends_on = models.DateField(
        _("끝나는 날"), blank=True, validators=DAYS, help_text=_("이날까지예요. 비워 두면 하루예요.")
    )
    source_url = models.CharField(
        _("출처"), max_length=SOURCE_URL_MAX_LENGTH, null=True, blank=True, validators=[check_source]
    )
    created_at = models.DateTimeField(_("작성"), auto_now_add=True)
    updated_at = models.DateTimeField(_("수정"), auto_now=True)

    objects = KeyDateQuerySet.as_manager()

    class Meta:
        verbose_name = _("입시 일정")
        verbose_name_plural = _("입시 일정")
        ordering = ("starts_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("exam", "application", "result", "other")), name="key_date_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="key_date_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": ENDS_BEFORE_START})

    def clean_fields(self, exclude: Any = None) -> None:
        self.ends_on = self.ends_on or self.starts_on
        super().clean_fields(exclude)

    @property
    def days_left(self) -> int | None:
        """Days until it starts, 0 from its first day to its last, None when it is over."""
        today = timezone.localdate()
        return None if self.ends_on < today else max((self.starts_on - today).days, 0)

    @property
    def is_running(self) -> bool:
        """From the first day to the last, both included."""
        return self.starts_on <= timezone.localdate() <= self.ends_on


class Change(models.Model):
    """When anything of the schedule was changed last: of what is removed no row is left that could tell."""

    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.at.isoformat()


@receiver((post_save, post_delete), sender=KeyDate)
def note_change(**kwargs: object) -> None:
    """A signal, as the back office deletes rows one by one and many at once."""
    Change.objects.update_or_create(pk=1, defaults={"at": timezone.now()})
