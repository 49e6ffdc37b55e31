"""What a form asks while somebody fills it in."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from accounts.models import User
from accounts.passwords import PERSONAL
from accounts.serializers.fields import reasons_against
from accounts.serializers.signup import SignupSerializer
from common.fields import NameField, TextField
from common.schema import example

MAX_LENGTH = 254  # of what is not yet right, the longest that any of these fields takes
NAMES = ("username", "nickname")


class VerdictSerializer(serializers.Serializer):
    available = serializers.BooleanField()
    code = serializers.CharField(allow_null=True)
    detail = serializers.CharField(allow_null=True)


@example(
    {
        "username": {"available": True, "code": None, "detail": None},
        "nickname": {
            "available": False,
            "code": "unique",
            "detail": "이미 쓰고 있는 닉네임이에요. 다른 닉네임을 골라 주세요.",
        },
    }
)
class AvailabilitySerializer(serializers.Serializer):
    """Of the names that were asked for, what a sign-up or a change of the profile would say."""

    username = VerdictSerializer(required=False)
    nickname = VerdictSerializer(required=False)

    def to_representation(self, query: Any) -> dict[str, Any]:
        asked = {name: query[name] for name in NAMES if name in query}
        if not asked:
            raise ValidationError(_("username이나 nickname을 보내 주세요."), code="required")
        user = self.context["request"].user
        form = SignupSerializer(instance=user if user.is_authenticated else None)
        return {name: self.verdict(form, name, value) for name, value in asked.items()}

    def verdict(self, form: SignupSerializer, name: str, value: str) -> dict[str, Any]:
        try:
            form.refuse_taken(name, form.fields[name].run_validation(value))
        except ValidationError as error:
            [reason, *_others] = error.detail
            return {"available": False, "code": reason.code, "detail": str(reason)}
        return {"available": True, "code": None, "detail": None}


class ReasonSerializer(serializers.Serializer):
    code = serializers.CharField()
    detail = serializers.CharField()


@example(
    {
        "password": "dhstoal2009",
        "username": "saebyeok27",
        "nickname": "온새미",
        "is_good": False,
        "reasons": [
            {
                "code": "password_too_similar",
                "detail": "닉네임에서 따온 비밀번호는 친구들이 쉽게 맞혀요. 상관없는 낱말을 서너 개 이어 보세요.",
            }
        ],
    }
)
class PasswordCheckSerializer(serializers.Serializer):
    password = TextField(write_only=True, allow_blank=True, style={"input_type": "password"})
    username = TextField(write_only=True, required=False, allow_blank=True, max_length=MAX_LENGTH)
    nickname = NameField(write_only=True, required=False, allow_blank=True, max_length=MAX_LENGTH)
    name = NameField(write_only=True, required=False, allow_blank=True, max_length=MAX_LENGTH)
    email = TextField(write_only=True, required=False, allow_blank=True, max_length=MAX_LENGTH)
    school_name = NameField(write_only=True, required=False, allow_blank=True, max_length=MAX_LENGTH)
    is_good = serializers.BooleanField(read_only=True)
    reasons = ReasonSerializer(many=True, read_only=True)

    def create(self, data: dict[str, Any]) -> dict[str, Any]:
        known = self.context["request"].user
        person = User(**{field: data.get(field, getattr(known, field, "")) for field in PERSONAL})
        reasons = reasons_against(data["password"], person)
        return {
            "is_good": not reasons,
            "reasons": [{"code": reason.code, "detail": str(reason)} for reason in reasons],
        }
