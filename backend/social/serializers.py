from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts import tokens
from accounts.clients import Client
from accounts.serializers.fields import ProofSerializer
from accounts.serializers.tokens import TokenPairSerializer
from common.fields import TextField
from common.schema import example
from social import codes, examples

CODE_MAX_LENGTH = 1_000
is_challenge = RegexValidator(
    r"\A[A-Za-z0-9_-]{43}\Z", _("verifier의 SHA-256을 base64url로 적어 주세요."), code="invalid"
)
is_verifier = RegexValidator(
    r"\A[A-Za-z0-9._~-]{43,128}\Z", _("영문, 숫자, - . _ ~ 로 43–128자를 적어 주세요."), code="invalid"
)


class ChallengeSerializer(serializers.Serializer):
    challenge = TextField(validators=[is_challenge])


class LinkedProviderSerializer(serializers.Serializer):
    id = serializers.CharField()
    name = serializers.CharField()
    is_linked = serializers.BooleanField()
    linked_at = serializers.DateTimeField(allow_null=True)


@example({"next": None, "previous": None, "results": [examples.PROVIDER]})
class LinkListSerializer(serializers.Serializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = LinkedProviderSerializer(many=True)


@example({"password": "오늘도-한걸음-더", "url": "https://accounts.google.com/o/oauth2/v2/auth?client_id=…&state=…"})
class LinkUrlSerializer(ProofSerializer):
    url = serializers.URLField(read_only=True)


@example(examples.TOKEN)
class SocialTokenSerializer(TokenPairSerializer):
    code = TextField(write_only=True, max_length=CODE_MAX_LENGTH)
    verifier = TextField(write_only=True, validators=[is_verifier])
    restore = serializers.BooleanField(write_only=True, default=False)

    def create(self, data: dict[str, Any]) -> tokens.TokenPair:
        user = codes.exchange(**data)
        return tokens.begin_login(user, Client.of(self.context["request"]))
