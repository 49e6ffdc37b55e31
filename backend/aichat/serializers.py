from typing import Any

from rest_framework import serializers

from aichat import examples
from aichat.models import Turn
from aichat.modes import guess_mode
from boards.models import Board
from common.fields import TextField
from common.schema import example

PROMPT_MAX_LENGTH = 2_000


class SourceSerializer(serializers.Serializer):
    """What an answer was grounded in."""

    kind = serializers.ChoiceField([("post", "post"), ("faq", "faq")])
    board = serializers.ChoiceField(Board.choices, allow_null=True)
    id = serializers.IntegerField()
    title = serializers.CharField()


@example(examples.TURN)
class TurnSerializer(serializers.ModelSerializer):
    prompt = TextField(max_length=PROMPT_MAX_LENGTH)
    mode = serializers.ChoiceField(Turn.Mode.choices, required=False)
    sources = SourceSerializer(many=True, read_only=True)
    status = serializers.ChoiceField(Turn.Status.choices, source="current_status", read_only=True)

    class Meta:
        model = Turn
        fields = (
            "id",
            "mode",
            "prompt",
            "response",
            "response_html",
            "is_from_ai",
            "sources",
            "status",
            "created_at",
        )
        read_only_fields = ("id", "response", "response_html", "is_from_ai", "created_at")

    def create(self, data: dict[str, Any]) -> Turn:
        data.setdefault("mode", guess_mode(data["prompt"]))
        return super().create(data)
