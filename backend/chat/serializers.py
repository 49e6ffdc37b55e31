from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from chat import examples
from chat.care import care_json
from chat.messages import message_json
from chat.models import Room, Sanction
from common import contact_data
from common.fields import TextField
from common.schema import example

MESSAGE_MAX_LENGTH = 500
MAX_MUTE_MINUTES = 7 * 24 * 60
CONTACTS = {
    "phone": _("전화번호"),
    "kakao": _("카카오톡 아이디"),
    "open_chat": _("오픈채팅 주소"),
    "email": _("메일 주소"),
    "resident_number": _("주민등록번호"),
}


@example(examples.ROOM)
class RoomSerializer(serializers.ModelSerializer):
    present = serializers.SerializerMethodField(help_text="지금 이야기하는 사람 수")

    class Meta:
        model = Room
        fields = ("slug", "name", "description", "is_read_only", "slow_seconds", "present")

    def get_present(self, room: Room) -> int:
        return self.context["present"].get(room.pk, 0)


class RoomField(serializers.SlugRelatedField):
    """A room by its slug, looked up only if that is text we would store."""

    def to_internal_value(self, data: Any) -> Room:
        return super().to_internal_value(TextField().run_validation(data))


class SpeakerSerializer(serializers.Serializer):
    name = serializers.CharField()


def refuse_contact_data(text: str) -> None:
    """Everybody reads along, and nobody knows who is who: nothing here may lead to a person."""
    if contact := contact_data.find(text):
        detail = _("%(kind)s(%(found)s)는 남길 수 없어요. 누가 볼지 모르는 곳이라 나를 지키려면 빼고 보내 주세요.")
        found = {"kind": CONTACTS[contact.kind], "found": text[contact.start : contact.end]}
        raise serializers.ValidationError(detail % found, code="contact")


class SayingField(TextField):
    """What is said, without contact data."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MESSAGE_MAX_LENGTH, **kwargs)

    def run_validators(self, value: str) -> None:
        super().run_validators(value)
        refuse_contact_data(value)  # last: what is too long is not searched


class SendSerializer(serializers.Serializer):
    """What a speaker sends, over the socket or by REST."""

    message = SayingField()
    client_id = serializers.UUIDField()


@example(examples.MESSAGE)
class MessageSerializer(serializers.Serializer):
    """A row of `Message.objects.as_rows()`, as the `speaker` of the context sees it, or one `for_staff`."""

    id = serializers.IntegerField(read_only=True)
    seq = serializers.IntegerField(read_only=True)
    room = RoomField(slug_field="slug", queryset=Room.objects.all(), default=None)
    message = SayingField()
    author = SpeakerSerializer(read_only=True)
    is_mine = serializers.BooleanField(read_only=True)
    client_id = serializers.UUIDField(required=False, allow_null=True)
    timestamp = serializers.DateTimeField(read_only=True)
    is_deleted = serializers.BooleanField(read_only=True)
    has_links = serializers.BooleanField(
        read_only=True,
        help_text=_("회원이 쓴 웹 주소가 있어서 링크로 보여도 되는지. 비회원이 쓴 주소는 글자로만 보여 주세요."),
    )
    needs_care = serializers.BooleanField(
        read_only=True, required=False, help_text=_("도움이 필요해 보이는 말인지. 운영진에게만 있어요.")
    )

    def to_representation(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return message_json(row, self.context["speaker"], for_staff=self.context["for_staff"])


class HelplineSerializer(serializers.Serializer):
    name = serializers.CharField()
    phone = serializers.CharField()


class CareSerializer(serializers.Serializer):
    detail = serializers.CharField()
    contacts = HelplineSerializer(many=True)


@example(examples.SENT_MESSAGE)
class SentMessageSerializer(MessageSerializer):
    """The same for whoever has said it."""

    care = CareSerializer(
        read_only=True,
        allow_null=True,
        help_text=_(
            "스스로를 해칠까 걱정되는 말이면 보여 줄 문장과 전화번호, 아니면 `null`. 메시지는 다른 말처럼 보내졌어요."
        ),
    )

    def to_representation(self, row: Mapping[str, Any]) -> dict[str, Any]:
        shown = super().to_representation(row)
        # Whoever repeats the `client_id` of somebody else is not told what only staff know.
        return {**shown, "care": care_json() if row["needs_care"] and shown["is_mine"] else None}


@example(examples.BAN)
class BanSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(Sanction.Kind.choices, read_only=True)
    until = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text=_("언제까지인지. `null`이면 풀 때까지예요.")
    )


@example(examples.MUTE)
class MuteSerializer(BanSerializer):
    minutes = serializers.IntegerField(min_value=1, max_value=MAX_MUTE_MINUTES, write_only=True)
