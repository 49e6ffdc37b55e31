from datetime import datetime
from typing import Any

import orjson
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.utils import html

from boards import examples
from boards.models.poll import CHOICE_MAX_LENGTH, LONGEST, MAX_CHOICES, MIN_CHOICES
from common.fields import NameField
from common.schema import example
from common.times import local


class ChoiceSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    text = serializers.CharField()
    vote_count = serializers.IntegerField(
        allow_null=True, help_text="투표하기 전에는 `null`이고, 투표했거나 마감되면 보여요."
    )


@example(examples.POLL)
class PollSerializer(serializers.Serializer):
    """A poll of `Poll.objects.seen_by(user)`."""

    choices = ChoiceSerializer(many=True)
    is_multiple = serializers.BooleanField()
    closes_at = serializers.DateTimeField(allow_null=True)
    is_closed = serializers.BooleanField()
    has_voted = serializers.BooleanField()
    voter_count = serializers.IntegerField()

    def to_representation(self, poll: Any) -> dict[str, Any]:
        is_told = poll.has_voted or poll.is_closed
        return {
            "choices": [
                {"id": choice.pk, "text": choice.text, "vote_count": choice.vote_count if is_told else None}
                for choice in poll.choices.all()
            ],
            "is_multiple": poll.is_multiple,
            "closes_at": poll.closes_at and local(poll.closes_at),
            "is_closed": poll.is_closed,
            "has_voted": poll.has_voted,
            "voter_count": poll.voter_count,
        }


@example(examples.NEW_POLL)
class NewPollSerializer(serializers.Serializer):
    """A poll as an author writes it; in a form it is JSON in one field."""

    choices = serializers.ListField(
        child=NameField(max_length=CHOICE_MAX_LENGTH), min_length=MIN_CHOICES, max_length=MAX_CHOICES
    )
    is_multiple = serializers.BooleanField(default=False)
    closes_at = serializers.DateTimeField(default=None, allow_null=True)

    def get_value(self, dictionary: Any) -> Any:
        if html.is_html_input(dictionary):
            return dictionary.get(self.field_name) or empty
        return super().get_value(dictionary)

    def run_validation(self, data: Any = empty) -> Any:
        if isinstance(data, str):
            try:
                data = orjson.loads(data)
            except orjson.JSONDecodeError:
                data = {}  # in which everything is missing
        return super().run_validation(data)

    def validate_choices(self, choices: list[str]) -> list[str]:
        seen = [choice.casefold() for choice in choices]
        if len(set(seen)) < len(seen):
            raise serializers.ValidationError(_("같은 항목이 있어요. 서로 다르게 적어 주세요."), code="duplicate")
        return choices

    def validate_closes_at(self, closes_at: datetime | None) -> datetime | None:
        now = timezone.now()
        if closes_at is not None and closes_at <= now:
            raise serializers.ValidationError(_("마감은 지금보다 나중이어야 해요."), code="in_the_past")
        if closes_at is not None and closes_at > now + LONGEST:
            raise serializers.ValidationError(_("마감은 90일 안으로 정해 주세요."), code="too_late")
        return closes_at


@example(examples.VOTE)
class VoteSerializer(serializers.Serializer):
    choices = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), min_length=1, max_length=MAX_CHOICES
    )

    def validate_choices(self, choices: list[int]) -> list[int]:
        return list(dict.fromkeys(choices))
