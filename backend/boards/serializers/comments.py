from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from boards import examples
from boards.models import Board
from boards.serializers.entries import EntrySerializer
from common.fields import TextField
from common.schema import example

COMMENT_MAX_LENGTH = 2_000


@example(examples.COMMENT)
class CommentSerializer(EntrySerializer):
    """A row of `Comment.objects.whole()`; what an author writes is the content."""

    post = serializers.IntegerField(read_only=True)
    parent = serializers.IntegerField(
        default=None, allow_null=True, help_text=_("답글이면 그 윗댓글. 쓸 때만 정하고, 답글에는 답글을 달 수 없어요.")
    )
    content = TextField(max_length=COMMENT_MAX_LENGTH)
    content_html = serializers.CharField(read_only=True)
    is_deleted = serializers.BooleanField(
        read_only=True, help_text=_("지워졌지만 답글이 있어 자리만 남은 댓글. 누가 무엇을 썼는지는 없어요.")
    )

    def to_representation(self, row: dict[str, Any]) -> dict[str, Any]:
        row = as_seen(row, self.reader_id)
        return {
            **super().to_representation(row),
            "post": row["post_id"],
            "parent": row["parent_id"],
            "content": row["content"],
            "content_html": row["content_html"],
            "is_deleted": row["is_deleted"],
        }


class PostTitleSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    board = serializers.ChoiceField(Board.choices)
    title = serializers.CharField(allow_null=True, help_text=_("글쓴이가 숨긴 글이면 `null`."))


@example(examples.OWN_COMMENT)
class OwnCommentSerializer(CommentSerializer):
    """A row of `Comment.objects.whole_with_posts()`, of its author."""

    post = PostTitleSerializer(read_only=True)

    def to_representation(self, row: dict[str, Any]) -> dict[str, Any]:
        is_title_known = row["post__hidden_at"] is None or row["post__author_id"] == self.reader_id
        title = row["post__title"] if is_title_known else None
        return {
            **super().to_representation(row),
            "post": {"id": row["post_id"], "board": row["post__board"], "title": title},
        }


def as_seen(row: dict[str, Any], reader_id: int | None) -> dict[str, Any]:
    """The row as far as this reader may know it."""
    is_own = row["author_id"] == reader_id
    return as_place(row) if row["is_deleted"] or (row["hidden_at"] and not is_own) else row


def as_place(row: dict[str, Any]) -> dict[str, Any]:
    """What is left of a comment that answers still need: hidden by its author it looks like one that is deleted."""
    return row | {
        "author_id": 0,  # nobody's, who reads without a login included
        "is_anonymous": False,
        "content": "",
        "content_html": "",
        "like_count": 0,
        "is_liked": False,
        "is_deleted": True,
        "hidden_at": None,
        "version": 1,
        "updated_at": row["created_at"],
    }
