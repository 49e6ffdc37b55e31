from typing import Any

from django.db import transaction
from rest_framework import serializers

from accounts import examples, personal_data, tokens
from accounts.clients import Client
from accounts.personal_data import Action
from accounts.serializers.fields import OwnPasswordField
from accounts.serializers.tokens import CredentialsSerializer, Suspended, TokenPairSerializer, WrongCredentials
from common.schema import example


@example(examples.TOKEN)
class RestoreSerializer(CredentialsSerializer, TokenPairSerializer):
    def create(self, data: dict[str, Any]) -> tokens.TokenPair:
        user = self.prove(data)
        is_back = user.is_active or user.restore()
        if user.is_suspended:
            raise Suspended
        if not is_back:  # too late by now
            raise WrongCredentials
        return tokens.begin_login(user, Client.of(self.context["request"]))


@example({"action": "delete", "password": "오늘도-한걸음-더", "posts": 12, "comments": 48})
class ErasureSerializer(serializers.Serializer):
    action = serializers.ChoiceField([action.value for action in Action], write_only=True)
    password = OwnPasswordField(help_text="`delete`에만 필요해요.")
    posts = serializers.IntegerField(read_only=True)
    comments = serializers.IntegerField(read_only=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        body = getattr(self, "initial_data", None)
        if isinstance(body, dict) and body.get("action") in (Action.HIDE, Action.SHOW):
            del fields["password"]  # what can be undone needs none
        return fields

    def create(self, data: dict[str, Any]) -> dict[str, int]:
        with transaction.atomic():
            changed = personal_data.publish(self.context["request"].user, Action(data["action"]))
        return {"posts": changed["posts"], "comments": changed["comments"]}
