from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.serializers import AuthorSerializer, author_card
from boards import examples
from boards.models import Board
from common.fields import TextField
from common.schema import example

TITLE_MAX_LENGTH = 100
POST_MAX_LENGTH = 20_000
COMMENT_MAX_LENGTH = 2_000


class NamedField(serializers.BooleanField):
    """What is written here bears its author's name: a wish to stay anonymous is refused, not ignored."""

    default_error_messages = {"not_available": _("익명으로 쓰기는 아직 할 수 없어요. 이 글은 저장되지 않았어요.")}

    def to_internal_value(self, data: Any) -> bool:
        if super().to_internal_value(data):
            self.fail("not_available")
        return False


class EntrySerializer(serializers.Serializer):
    """What a row of a post and one of a comment share. The fields describe it; one plain dictionary is built."""

    id = serializers.IntegerField(read_only=True)
    author = AuthorSerializer(read_only=True)
    is_mine = serializers.BooleanField(read_only=True)
    is_anonymous = NamedField(default=False)
    like_count = serializers.IntegerField(read_only=True)
    is_liked = serializers.BooleanField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)

    def to_representation(self, row: dict[str, Any]) -> dict[str, Any]:
        request = self.context["request"]
        return {
            "id": row["id"],
            "author": author_card(row, request),
            "is_mine": row["author_id"] == request.user.pk,
            "is_anonymous": False,
            "like_count": row["like_count"],
            "is_liked": row["is_liked"],
            "created_at": localtime(row["created_at"]),
            "updated_at": localtime(row["updated_at"]),
        }


@example(examples.POST_SUMMARY)
class PostSummarySerializer(EntrySerializer):
    """A row of `Post.objects.listed_for(user)`."""

    board = serializers.ChoiceField(Board.choices, read_only=True)
    title = TextField(max_length=TITLE_MAX_LENGTH)
    excerpt = serializers.CharField(read_only=True)
    thumbnail = serializers.URLField(read_only=True, allow_null=True)
    is_notice = serializers.BooleanField(read_only=True)
    hits = serializers.IntegerField(read_only=True)
    comment_count = serializers.IntegerField(read_only=True)
    attachment_count = serializers.IntegerField(read_only=True)

    def to_representation(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            **super().to_representation(row),
            "board": row["board"],
            "title": row["title"],
            "excerpt": row["excerpt"],
            "thumbnail": None,
            "is_notice": row["is_notice"],
            "hits": row["hits"],
            "comment_count": row["comment_count"],
            "attachment_count": 0,
        }


@example(examples.POST)
class PostSerializer(PostSummarySerializer):
    """A row of `Post.objects.shown_to(user)`; what an author writes is the title and the content."""

    content = TextField(max_length=POST_MAX_LENGTH)
    content_html = serializers.CharField(read_only=True)
    attachments = serializers.ListField(child=serializers.DictField(), read_only=True)

    def to_representation(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            **super().to_representation(row),
            "content": row["content"],
            "content_html": row["content_html"],
            "attachments": [],
        }


@example(examples.COMMENT)
class CommentSerializer(EntrySerializer):
    """A row of `Comment.objects.shown_to(user)`; what an author writes is the content."""

    post = serializers.IntegerField(read_only=True)
    parent = serializers.IntegerField(read_only=True, allow_null=True)
    content = TextField(max_length=COMMENT_MAX_LENGTH)
    content_html = serializers.CharField(read_only=True)
    is_deleted = serializers.BooleanField(read_only=True)

    def to_representation(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            **super().to_representation(row),
            "post": row["post_id"],
            "parent": None,
            "content": row["content"],
            "content_html": row["content_html"],
            "is_deleted": False,
        }


@example(examples.LIKE)
class LikeSerializer(serializers.Serializer):
    like_count = serializers.IntegerField(read_only=True)
    is_liked = serializers.BooleanField(read_only=True)
