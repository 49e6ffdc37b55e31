"""What others see of a member."""

from collections.abc import Mapping
from typing import Any

from django.core.files.storage import default_storage
from rest_framework import serializers
from rest_framework.request import Request

from accounts import examples
from accounts.models import WITHDRAWN_NAME, User
from common.schema import example


@example(examples.CARD)
class CardSerializer(serializers.ModelSerializer):
    """What anyone may see of a member."""

    class Meta:
        model = User
        fields: tuple[str, ...] = ("id", "nickname", "about_me", "profile_picture", "school_name", "grade")

    def to_representation(self, user: User) -> dict[str, Any]:
        card = super().to_representation(user)
        if not user.show_school:
            del card["school_name"], card["grade"]
        return card


class AuthorSerializer(serializers.Serializer):
    """Who wrote something, as everyone sees it; `id` is null where the author can't be known."""

    id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()
    profile_picture = serializers.URLField(allow_null=True)


def author_name(row: Mapping[str, Any]) -> dict[str, Any]:
    """`id` and `name` of the author of a row that was read with the columns `author_id` and `author__…`."""
    if row["author__withdrawn_at"]:
        return {"id": None, "name": str(WITHDRAWN_NAME)}
    return {"id": row["author_id"], "name": row["author__nickname"]}


def author_card(row: Mapping[str, Any], request: Request) -> dict[str, Any]:
    """The same with `profile_picture`."""
    picture = None if row["author__withdrawn_at"] else row["author__profile_picture"]
    url = request.build_absolute_uri(default_storage.url(picture)) if picture else None
    return {**author_name(row), "profile_picture": url}
