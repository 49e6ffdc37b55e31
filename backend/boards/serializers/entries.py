from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from accounts.serializers.card import AuthorSerializer, author_card, author_name
from boards.models import WRITER_OF_POST
from common.times import local


def byline(row: dict[str, Any], request: Request) -> dict[str, Any]:
    """The author as everyone sees them, staff included."""
    if row.get("is_deleted") or row["is_anonymous"]:
        return {**signature(row), "profile_picture": None}
    return author_card(row, request)


def signature(row: dict[str, Any]) -> dict[str, Any]:
    """The author's `id` and `name` as everyone sees them; of an anonymous entry its number in the thread at most."""
    if row.get("is_deleted"):
        return {"id": None, "name": _("삭제된 댓글")}
    if not row["is_anonymous"]:
        return author_name(row)
    return {"id": None, "name": pseudonym(row.get("number"))}


def pseudonym(number: int | None) -> str:
    if number is None:
        return _("익명")
    return _("글쓴이") if number == WRITER_OF_POST else _("익명 %(number)d") % {"number": number}


class EntrySerializer(serializers.Serializer):
    """What a row of a post and one of a comment share. The fields describe it; one plain dictionary is built."""

    id = serializers.IntegerField(read_only=True)
    author = AuthorSerializer(read_only=True)
    is_mine = serializers.BooleanField(read_only=True)
    is_anonymous = serializers.BooleanField(default=False)
    like_count = serializers.IntegerField(read_only=True)
    is_liked = serializers.BooleanField(read_only=True)
    is_hidden = serializers.BooleanField(read_only=True)
    is_edited = serializers.BooleanField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)

    def validate_is_anonymous(self, value: bool) -> bool:
        """What was written under a name, or without one, stays so: others have read it that way."""
        if self.instance and "is_anonymous" in self.initial_data and value != self.instance.is_anonymous:
            raise serializers.ValidationError(
                _("익명인지 아닌지는 처음 쓸 때만 정할 수 있어요."), code="anonymity_is_fixed"
            )
        return value

    @cached_property
    def request(self) -> Request:
        return self.context["request"]

    @cached_property
    def reader_id(self) -> int | None:
        return self.request.user.pk

    def to_representation(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": row["id"],
            "author": byline(row, self.request),
            "is_mine": row["author_id"] == self.reader_id,
            "is_anonymous": row["is_anonymous"],
            "like_count": row["like_count"],
            "is_liked": row.get("is_liked", False),
            "is_hidden": row["hidden_at"] is not None,
            "is_edited": row["version"] > 1,
            "created_at": local(row["created_at"]),
            "updated_at": local(row["updated_at"]),
        }
