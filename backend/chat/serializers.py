from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from chat import examples
from chat.messages import message_json
from chat.models import Room
from common.fields import TextField
from common.schema import example

MESSAGE_MAX_LENGTH = 500


@example(examples.ROOM)
class RoomSerializer(serializers.ModelSerializer):
    present = serializers.SerializerMethodField(help_text="지금 이야기하는 사람 수")

    class Meta:
        model = Room
        fields = ("slug", "name", "description", "is_read_only", "present")

    def get_present(self, room: Room) -> int:
        return self.context["present"].get(room.pk, 0)


class RoomField(serializers.SlugRelatedField):
    """A room by its slug, looked up only if that is text we would store."""

    def to_internal_value(self, data: Any) -> Room:
        return super().to_internal_value(TextField().run_validation(data))


class SpeakerSerializer(serializers.Serializer):
    name = serializers.CharField()


class SendSerializer(serializers.Serializer):
    """What a speaker sends, over the socket or by REST."""

    message = TextField(max_length=MESSAGE_MAX_LENGTH)
    client_id = serializers.UUIDField()


@example(examples.MESSAGE)
class MessageSerializer(serializers.Serializer):
    """A row of `Message.objects.as_rows()`, as the `speaker` of the context sees it."""

    id = serializers.IntegerField(read_only=True)
    seq = serializers.IntegerField(read_only=True)
    room = RoomField(slug_field="slug", queryset=Room.objects.all(), default=None)
    message = TextField(max_length=MESSAGE_MAX_LENGTH)
    author = SpeakerSerializer(read_only=True)
    is_mine = serializers.BooleanField(read_only=True)
    client_id = serializers.UUIDField(required=False, allow_null=True)
    timestamp = serializers.DateTimeField(read_only=True)
    is_deleted = serializers.BooleanField(read_only=True)

    def to_representation(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return message_json(row, self.context["speaker"])
