from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import User
from common.schema import example
from common.times import local
from notifications import examples, layer
from notifications.kinds import Row, describe, kinds
from notifications.models import MOST_UNREAD, Mute, Notification, QuietHours, held_since

CLOCK = {
    "format": "%H:%M",
    "input_formats": ["%H:%M"],
    "error_messages": {"invalid": _("시각은 07:30처럼 적어 주세요.")},
}


def notifications_json(reader: User, rows: list[Row]) -> list[dict[str, Any]]:
    """Rows of `Notification.objects.rows()` as clients get them, without those that tell of nothing any more."""
    told = describe(reader, rows)
    now = timezone.now()
    return [
        {
            "id": row["id"],
            "kind": row["kind"],
            **asdict(told[row["id"]]),
            "is_read": row["read_at"] is not None,
            "is_held": is_held(row, now),
            "told_at": local(row["told_at"]),
        }
        for row in rows
        if row["id"] in told
    ]


def is_held(row: Row, now: datetime) -> bool:
    since = held_since(row, now)
    return since is not None and row["read_at"] is None and row["told_at"] >= since


class ActorSerializer(serializers.Serializer):
    id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()


class TargetSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(["post", "inquiry", "chat"])
    board = serializers.CharField(allow_null=True)
    id = serializers.IntegerField(help_text=_("`chat`이면 방 안의 번호(`seq`)예요."))
    comment = serializers.IntegerField(allow_null=True)
    room = serializers.CharField(required=False, help_text=_("`chat`에만 있어요. 방의 주소 이름이에요."))


@example(examples.NOTIFICATION)
class NotificationSerializer(serializers.Serializer):
    """A row as `notifications_json` gives it."""

    id = serializers.IntegerField(read_only=True)
    kind = serializers.CharField(read_only=True, help_text=_("무슨 알림인지. 종류는 늘어날 수 있어요."))
    title = serializers.CharField(read_only=True, help_text=_("무엇에 대한 것인지. 글의 제목이나 문의의 첫머리예요."))
    message = serializers.CharField(read_only=True, help_text=_("보여 줄 문장."))
    excerpt = serializers.CharField(read_only=True, help_text=_("댓글이나 답변의 첫머리. 비어 있을 수 있어요."))
    actor = ActorSerializer(
        read_only=True,
        allow_null=True,
        help_text=_("누가 했는지, 모두에게 보이는 이름으로. 익명이면 `id`가 `null`이에요."),
    )
    count = serializers.IntegerField(read_only=True, help_text=_("지금까지 몇 명인지. 좋아요와 스크랩에만 쓰여요."))
    target = TargetSerializer(read_only=True, help_text=_("누르면 열 곳."))
    is_read = serializers.BooleanField()
    is_held = serializers.BooleanField(
        read_only=True, help_text=_("조용한 시간에 와서 아직 세지 않은 알림. 목록에는 있어요.")
    )
    told_at = serializers.DateTimeField(read_only=True)


@example(examples.UNREAD)
class UnreadSerializer(serializers.Serializer):
    count = serializers.IntegerField(
        read_only=True, max_value=MOST_UNREAD, help_text=_("읽지 않은 알림. 100은 100개 이상이라는 뜻이에요.")
    )


@example(examples.READ_ALL)
class ReadAllSerializer(UnreadSerializer):
    until = serializers.DateTimeField(
        required=False, write_only=True, help_text=_("이때까지 온 것만. 화면에 있던 가장 새것의 `told_at`을 보내요.")
    )

    def create(self, data: dict[str, Any]) -> dict[str, int]:
        user = self.context["request"].user
        with transaction.atomic():
            Notification.objects.of(user).mark_read(data.get("until"))
            layer.hint([user.pk])
        return {"count": Notification.objects.count_unread(user)}


class KindsSerializer(serializers.Serializer):
    """A switch for each kind that is registered and that the member may know of."""

    def get_fields(self) -> dict[str, serializers.Field]:
        request = self.context.get("request")  # none where the document is made
        known = kinds(for_staff=bool(request and request.user.is_staff))
        return {kind.name: serializers.BooleanField(required=False, help_text=kind.label) for kind in known}

    def to_internal_value(self, data: Any) -> dict[str, bool]:
        values = super().to_internal_value(data)
        if unknown := [name for name in data if name not in self.fields]:
            message = _("이런 알림은 없어요.")
            raise serializers.ValidationError({name: [message] for name in unknown}, code="unknown_kind")
        return values


@example(examples.SETTINGS)
class SettingsSerializer(serializers.Serializer):
    """The switches and quiet hours of a member; what is not sent stays as it is."""

    kinds = KindsSerializer(required=False)
    quiet_hours = serializers.BooleanField(
        required=False, source="is_on", help_text=_("조용한 시간을 지킬지. 그동안 온 알림은 끝날 때 한꺼번에 알려요.")
    )
    quiet_from = serializers.TimeField(required=False, source="begins", **CLOCK)
    quiet_until = serializers.TimeField(required=False, source="ends", **CLOCK)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        quiet = self.instance
        if data.get("begins", quiet.begins) == data.get("ends", quiet.ends):
            message = _("시작과 끝이 같아요. 조용한 시간을 끄려면 스위치를 꺼 주세요.")
            raise serializers.ValidationError({"quiet_until": [message]}, code="same_times")
        return data

    def update(self, quiet: QuietHours, data: dict[str, Any]) -> QuietHours:
        with transaction.atomic():
            Mute.objects.switch(quiet.user, data.pop("kinds", {}))
            if data:
                quiet.change(**data)
            layer.hint([quiet.user.pk])
        return quiet

    def to_representation(self, quiet: QuietHours) -> dict[str, Any]:
        muted = Mute.objects.kinds_of(quiet.user)
        return {
            "kinds": {kind.name: kind.name not in muted for kind in kinds(for_staff=quiet.user.is_staff)},
            "quiet_hours": quiet.is_on,
            "quiet_from": f"{quiet.begins:%H:%M}",
            "quiet_until": f"{quiet.ends:%H:%M}",
        }
