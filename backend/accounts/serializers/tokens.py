from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.fields import empty

from accounts import devices, examples, tokens, transport
from accounts.clients import Client
from accounts.models import User, WithdrawalPending
from accounts.serializers.fields import PasswordField
from common.schema import example


class WrongCredentials(AuthenticationFailed):
    default_detail = _("아이디나 비밀번호가 맞지 않아요.")
    default_code = "wrong_credentials"


class Suspended(AuthenticationFailed):
    default_detail = _("정지된 계정이라 로그인할 수 없어요. 내 정보를 내려받거나 탈퇴할 수는 있어요.")
    default_code = "suspended"


class TokenPairSerializer(serializers.Serializer):
    """Answers a pair of tokens; with `X-Token-Transport: cookie` the answer has `access` alone."""

    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True)


class CredentialsSerializer(serializers.Serializer):
    username = serializers.CharField(write_only=True, max_length=150, trim_whitespace=False)
    password = PasswordField()

    def prove(self, data: dict[str, Any]) -> User:
        """The member whose name and password these are, who may be suspended, or have withdrawn but can return.

        Raises `WrongCredentials`, for those who are gone as for those who never were.
        """
        with devices.guess(self.context["request"]._request, data["username"]):
            user = User.objects.with_password(**data)
            if user is None or user.is_gone:
                raise WrongCredentials
        return user


@example(examples.TOKEN)
class TokenSerializer(CredentialsSerializer, TokenPairSerializer):
    def create(self, data: dict[str, Any]) -> tokens.TokenPair:
        user = self.prove(data)
        if user.can_return:
            raise WithdrawalPending(user)
        if user.is_suspended:
            raise Suspended
        return tokens.begin_login(user, Client.of(self.context["request"]))


class RefreshField(serializers.CharField):
    """The refresh token, from the body or, with `X-Token-Transport: cookie`, from the cookie whatever the body says."""

    def run_validation(self, data: Any = empty) -> Any:
        request = self.context["request"]
        return transport.cookie_of(request) if transport.uses_cookie(request) else super().run_validation(data)


@example({"refresh": examples.REFRESH, "access": examples.ACCESS})
class RefreshSerializer(serializers.Serializer):
    refresh = RefreshField()
    access = serializers.CharField(read_only=True)

    def create(self, data: dict[str, Any]) -> tokens.TokenPair:
        return tokens.rotate(data["refresh"], Client.of(self.context["request"]))


@example({"token": examples.ACCESS})
class VerifySerializer(serializers.Serializer):
    token = serializers.CharField(write_only=True)

    def create(self, data: dict[str, Any]) -> dict[str, Any]:
        tokens.verify(data["token"])
        return data


@example({"refresh": examples.REFRESH})
class LogoutSerializer(serializers.Serializer):
    refresh = RefreshField(write_only=True)

    def create(self, data: dict[str, Any]) -> dict[str, Any]:
        tokens.end_login(data["refresh"])
        return data
