from itertools import chain, repeat
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from boards import examples
from boards.files import addresses
from boards.files.intake import MAX_FILES, Upload
from boards.models import Board
from boards.serializers.attachments import AltField, AttachmentSerializer, attachment_card
from boards.serializers.details import DetailsSerializer
from boards.serializers.entries import EntrySerializer
from boards.serializers.polls import NewPollSerializer, PollSerializer
from common.fields import TextField
from common.schema import example

TITLE_MAX_LENGTH = 100
POST_MAX_LENGTH = 20_000


@example(examples.POST_SUMMARY)
class PostSummarySerializer(DetailsSerializer, EntrySerializer):
    """A row of `Post.objects.summaries()`."""

    board = serializers.ChoiceField(Board.choices, read_only=True)
    title = TextField(max_length=TITLE_MAX_LENGTH)
    excerpt = serializers.CharField(read_only=True)
    thumbnail = serializers.URLField(read_only=True, allow_null=True)
    is_notice = serializers.BooleanField(read_only=True)
    hits = serializers.IntegerField(read_only=True)
    comment_count = serializers.IntegerField(read_only=True)
    attachment_count = serializers.IntegerField(read_only=True)
    has_poll = serializers.BooleanField(read_only=True)
    is_scrapped = serializers.BooleanField(read_only=True)

    def to_representation(self, row: dict[str, Any]) -> dict[str, Any]:
        shown = super().to_representation(row)
        shown["board"] = row["board"]
        shown["title"] = row["title"]
        shown["excerpt"] = row["excerpt"]
        shown["thumbnail"] = self.thumbnail_of(row)
        shown["is_notice"] = row["is_notice"]
        shown["hits"] = row["hits"]
        shown["comment_count"] = row["comment_count"]
        shown["attachment_count"] = row["attachment_count"]
        shown["has_poll"] = row["has_poll"]
        shown["is_scrapped"] = row.get("is_scrapped", False)
        shown.update(self.details_of(row))
        return shown

    def thumbnail_of(self, row: dict[str, Any]) -> str | None:
        if not row["thumbnail"]:
            return None
        is_hidden = row["hidden_at"] is not None
        return addresses.thumbnail_url(self.request, row["thumbnail"], is_hidden=is_hidden)


class NeighborSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()


@example(examples.NEIGHBORS)
class NeighborsSerializer(serializers.Serializer):
    previous = NeighborSerializer(allow_null=True)
    next = NeighborSerializer(allow_null=True)


@example(examples.POST)
class PostSerializer(PostSummarySerializer):
    """A row of `Post.objects.whole()`; what an author writes is the title and the content."""

    content = TextField(max_length=POST_MAX_LENGTH)
    content_html = serializers.CharField(read_only=True)
    attachments = AttachmentSerializer(many=True, read_only=True)
    poll = PollSerializer(read_only=True, allow_null=True)

    def to_representation(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            **super().to_representation(row),
            "content": row["content"],
            "content_html": row["content_html"],
            "poll": row["poll"] and PollSerializer(row["poll"]).data,
            "attachments": [attachment_card(file, self.request) for file in row["attachments"]],
        }


class NewPostSerializer(PostSerializer):
    """A post with its files and its poll, which are stored together or not at all."""

    poll = NewPollSerializer(required=False, allow_null=True, write_only=True)

    files = serializers.ListField(
        child=serializers.FileField(),
        max_length=MAX_FILES,
        required=False,
        write_only=True,
        help_text="`multipart/form-data`로 보내요. 하나에 10MB까지예요.",
        error_messages={"max_length": _("파일은 5개까지 올릴 수 있어요.")},
    )
    file_alts = serializers.ListField(
        child=AltField(),
        max_length=MAX_FILES,
        required=False,
        write_only=True,
        help_text="`files`의 순서대로 사진을 설명하는 말.",
        error_messages={"max_length": _("파일은 5개까지 올릴 수 있어요.")},
    )

    def uploads(self) -> list[Upload]:
        files = self.validated_data.get("files", ())
        alts = chain(self.validated_data.get("file_alts", ()), repeat(""))
        return [
            Upload(file, alt, ("files", str(number)))
            for number, (file, alt) in enumerate(zip(files, alts, strict=False))
        ]
