"""What a post says of itself beside its text."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from boards.models import (
    ADMISSION_COLUMNS,
    ADMISSION_TYPE_MAX_LENGTH,
    UNIVERSITY_MAX_LENGTH,
    Board,
)
from common.admissions import SCHOOL_YEARS, SOURCE_URL_MAX_LENGTH
from common.optional import OptionalChoice, OptionalDate, OptionalName, OptionalNumber, SourceField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DetailsSerializer(serializers.Serializer):
    """All of it is optional; a board may not have all of it."""

    tag = OptionalChoice(
        choices=[tag for board in Board for tag in board.tags],
        help_text="자유게시판: " + ", ".join(Board.FREE.tags) + " · 입시정보: " + ", ".join(Board.STUDY.tags),
    )
    school_year = OptionalNumber(
        min_value=SCHOOL_YEARS.start, max_value=SCHOOL_YEARS[-1], help_text="입시정보만. 몇 학년도 입시 이야기인지."
    )
    university = OptionalName(max_length=UNIVERSITY_MAX_LENGTH, help_text="입시정보만.")
    admission_type = OptionalName(max_length=ADMISSION_TYPE_MAX_LENGTH, help_text="입시정보만. 예: 학생부종합, 논술.")
    source_url = SourceField(max_length=SOURCE_URL_MAX_LENGTH, help_text="입시정보만. 어디에서 본 것인지.")
    valid_until = OptionalDate(help_text="입시정보만. 이날까지 맞는 이야기예요.")
    is_outdated = serializers.BooleanField(read_only=True, help_text="`valid_until`이 지났는지.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        board: Board = self.context["view"].board
        refused: dict[str, StrOrPromise] = {}
        if attrs.get("tag") is not None and attrs["tag"] not in board.tags:
            refused["tag"] = _("이 게시판에 없는 말머리예요. %(tags)s 가운데에서 골라 주세요.") % {
                "tags": ", ".join(board.tags)
            }
        if not board.is_about_admissions:
            said = [column for column in ADMISSION_COLUMNS if attrs.get(column) is not None]
            refused |= {column: _("입시정보 게시판의 글에만 적을 수 있어요.") for column in said}
        if refused:
            raise serializers.ValidationError(refused, code="not_on_this_board")
        return attrs

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    def details_of(self, row: dict[str, Any]) -> dict[str, Any]:
        valid_until = row["valid_until"]
        return {
            "tag": row["tag"],
            "school_year": row["school_year"],
            "university": row["university"],
            "admission_type": row["admission_type"],
            "source_url": row["source_url"],
            "valid_until": valid_until,
            "is_outdated": valid_until is not None and valid_until < self.today,
        }
