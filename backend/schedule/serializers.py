from typing import Any

from rest_framework import serializers

from common.admissions import SCHOOL_YEARS, SOURCE_URL_MAX_LENGTH
from common.fields import NameField
from common.optional import OptionalDate, OptionalNumber, SourceField
from common.schema import example
from schedule import examples
from schedule.models import DAYS, ENDS_BEFORE_START, TITLE_MAX_LENGTH, KeyDate


@example(examples.KEY_DATE)
class KeyDateSerializer(serializers.ModelSerializer):
    title = NameField(max_length=TITLE_MAX_LENGTH)
    school_year = OptionalNumber(
        min_value=SCHOOL_YEARS[0], max_value=SCHOOL_YEARS[-1], help_text="몇 학년도 입시의 일정인지."
    )
    ends_on = OptionalDate(validators=DAYS, help_text="마지막 날이에요. 이날까지 해요. 없으면 `starts_on`과 같아요.")
    days_left = serializers.IntegerField(
        read_only=True,
        allow_null=True,
        help_text="시작하는 날까지 남은 날 (한국 날짜). 첫날부터 마지막 날까지는 0, 끝난 뒤에는 `null`.",
    )
    is_running = serializers.BooleanField(read_only=True, help_text="오늘이 첫날부터 마지막 날 사이인지.")
    source_url = SourceField(max_length=SOURCE_URL_MAX_LENGTH, help_text="어디에서 알린 날짜인지.")

    class Meta:
        model = KeyDate
        fields: tuple[str, ...] = (
            "id",
            "title",
            "kind",
            "school_year",
            "starts_on",
            "ends_on",
            "days_left",
            "is_running",
            "source_url",
        )
        read_only_fields: tuple[str, ...] = ("id",)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        before: Any = self.instance if self.partial else KeyDate()
        starts_on = attrs.get("starts_on", before.starts_on)
        attrs["ends_on"] = attrs.get("ends_on", before.ends_on) or starts_on
        if attrs["ends_on"] < starts_on:
            raise serializers.ValidationError({"ends_on": ENDS_BEFORE_START}, code="ends_before_start")
        return attrs
