"""What a post says of itself beside its text: its tag and, about admissions, for what and how long it holds."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boards.models.board import Board
from common.admissions import SOURCE_URL_MAX_LENGTH

ADMISSION_COLUMNS = ("school_year", "university", "admission_type", "source_url", "valid_until")
DETAIL_COLUMNS = ("tag", *ADMISSION_COLUMNS)
UNIVERSITY_MAX_LENGTH = ADMISSION_TYPE_MAX_LENGTH = 40

NO_ADMISSIONS = dict.fromkeys(ADMISSION_COLUMNS)
CONSTRAINTS = (
    models.CheckConstraint(
        condition=reduce(or_, (Q(board=board, tag__in=board.tags) for board in Board), Q(tag=None)),
        name="post_tag_is_of_its_board",
        violation_error_message=_("이 게시판에 없는 말머리예요."),
    ),
    models.CheckConstraint(
        condition=Q(**NO_ADMISSIONS) | Q(board__in=[board for board in Board if board.is_about_admissions]),
        name="post_is_about_admissions",
        violation_error_message=_("입시정보 게시판의 글에만 적을 수 있어요."),
    ),
)


class Details(models.Model):
    """Optional, all of it."""

    tag = models.CharField(_("말머리"), max_length=10, null=True, blank=True)
    school_year = models.PositiveSmallIntegerField(_("학년도"), null=True, blank=True)
    university = models.CharField(_("대학"), max_length=UNIVERSITY_MAX_LENGTH, null=True, blank=True)
    admission_type = models.CharField(_("전형"), max_length=ADMISSION_TYPE_MAX_LENGTH, null=True, blank=True)
    source_url = models.CharField(_("출처"), max_length=SOURCE_URL_MAX_LENGTH, null=True, blank=True)
    valid_until = models.DateField(_("유효 기한"), null=True, blank=True)  # in Korea; the day itself still counts

    class Meta:
        abstract = True

    def details(self) -> dict[str, Any]:
        """As JSON, without what is not said."""
        said = {column: getattr(self, column) for column in DETAIL_COLUMNS}
        return {
            column: value.isoformat() if isinstance(value, date) else value
            for column, value in said.items()
            if value is not None
        }
