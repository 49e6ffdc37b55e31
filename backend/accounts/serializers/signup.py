from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from accounts import examples, mails
from accounts.models import User, validate_username
from accounts.passwords import PERSONAL
from accounts.serializers.fields import ConsentField, PasswordField, refuse_weak_password
from accounts.serializers.profile import ProfileSerializer
from common import limits
from common.addresses import client_address
from common.fields import TextField
from common.schema import example


@example(examples.SIGNUP)
class SignupSerializer(ProfileSerializer):
    username = TextField(max_length=30, validators=[validate_username])
    password = PasswordField()
    agreed_terms = ConsentField()
    is_over_14 = ConsentField(error_messages={"not_agreed": _("만 14세 이상만 가입할 수 있어요.")})
    terms_version = TextField(max_length=20, required=False, write_only=True)  # that the person has read

    class Meta(ProfileSerializer.Meta):
        fields: tuple[str, ...] = (
            *ProfileSerializer.Meta.fields,
            "password",
            "agreed_terms",
            "is_over_14",
            "terms_version",
        )
        read_only_fields: tuple[str, ...] = tuple(
            name for name in ProfileSerializer.Meta.read_only_fields if name != "username"
        )

    def validate_username(self, username: str) -> str:
        return self.refuse_taken("username", username)

    def validate_terms_version(self, version: str) -> str:
        if version != settings.TERMS_VERSION:
            raise ValidationError(_("약관이 그사이 바뀌었어요. 새 약관에 다시 동의해 주세요."), code="terms_changed")
        return version

    def count_picture(self) -> None:
        limits.count("signup_picture", address=client_address(self.context["request"]))

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        del data["agreed_terms"], data["is_over_14"]
        person = User(**{name: data.get(name, "") for name in PERSONAL})
        refuse_weak_password(data["password"], person, "password")
        return super().validate(data)

    def create(self, data: dict[str, Any]) -> User:
        password = data.pop("password")
        user = User(**data | {"terms_version": settings.TERMS_VERSION, "agreed_at": timezone.now()})
        user.set_password(password)
        user.save()
        mails.tell(user, "welcome")
        return user


class SignupProviderSerializer(serializers.Serializer):
    id = serializers.CharField()
    name = serializers.CharField()


@example({"email_code": "optional", "terms_version": "2026-11", "providers": [{"id": "google", "name": "Google"}]})
class SignupRulesSerializer(serializers.Serializer):
    email_code = serializers.ChoiceField(["required", "optional", "off"], read_only=True)
    terms_version = serializers.CharField(read_only=True)
    providers = SignupProviderSerializer(many=True, read_only=True)
