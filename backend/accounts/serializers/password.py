from typing import Any

from django.db import transaction
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from accounts import devices, examples, mails, reset_links, tokens
from accounts.clients import Client
from accounts.models import WithdrawalPending
from accounts.serializers.email_codes import AddressField
from accounts.serializers.fields import OwnPasswordField, PasswordField, refuse_weak_password
from accounts.serializers.tokens import TokenPairSerializer
from common import limits
from common.addresses import client_address
from common.fields import TextField
from common.schema import example
from mail import outbox


@example({"old_password": "오늘도-한걸음-더", "new_password": "내일은-두걸음-더"})
class PasswordChangeSerializer(serializers.Serializer):
    old_password = OwnPasswordField()
    new_password = PasswordField()

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        refuse_weak_password(data["new_password"], self.context["request"].user, "new_password")
        return data

    def create(self, data: dict[str, Any]) -> dict[str, Any]:
        request = self.context["request"]
        with transaction.atomic():
            if not request.user.change_password(data["new_password"], keep=request.auth):
                message = self.fields["old_password"].error_messages["wrong_password"]
                raise ValidationError({"old_password": [message]}, code="wrong_password")
            mails.tell(request.user, "password_changed")
        return data


@example({"email": "saebyeok@example.org"})
class PasswordResetSerializer(serializers.Serializer):
    email = AddressField()

    def create(self, data: dict[str, Any]) -> dict[str, Any]:
        with limits.count_success("password_reset", address=client_address(self.context["request"]), **data):
            outbox.queue("password_reset_request", to=data["email"])
        return data


@example(
    {
        "token": "h.d9qk3r-5a1f27c0b8e94d6f3a2c7b9d0e1f4a58",
        "new_password": "내일은-두걸음-더",
        "access": examples.ACCESS,
        "refresh": examples.REFRESH,
    }
)
class PasswordResetConfirmSerializer(TokenPairSerializer):
    token = TextField(max_length=200, write_only=True)
    new_password = PasswordField()

    def create(self, data: dict[str, Any]) -> tokens.TokenPair:
        """Raises `WithdrawalPending` for a member who has left, and can return with the new password."""
        request = self.context["request"]
        with transaction.atomic():
            user = reset_links.member_of(data["token"])
            refuse_weak_password(data["new_password"], user, "new_password")
            user.change_password(data["new_password"], keep=None)
            user.prove_email()
            mails.tell(user, "password_changed")
            pair = None if user.can_return else tokens.begin_login(user, Client.of(request))
        devices.forgive(request, user.username)
        if pair is None:
            raise WithdrawalPending(user)
        return pair
