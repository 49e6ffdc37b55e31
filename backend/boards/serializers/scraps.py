from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from boards import examples
from boards.models import FOLDER_NAME_MAX_LENGTH
from boards.serializers.posts import PostSummarySerializer
from common.fields import NameField
from common.schema import example
from common.times import local


@example(examples.SCRAP)
class ScrapSerializer(serializers.Serializer):
    folder = NameField(
        max_length=FOLDER_NAME_MAX_LENGTH,
        allow_null=True,
        required=False,
        help_text=_("넣을 폴더의 이름. 없으면 새로 만들어요. `null`이면 폴더에서 꺼내고, 보내지 않으면 그대로 둬요."),
    )
    is_scrapped = serializers.BooleanField(read_only=True)


@example(examples.FOLDER)
class FolderSerializer(serializers.Serializer):
    """A folder of `Folder.objects.with_counts()`, or one that was made in this moment."""

    id = serializers.IntegerField(read_only=True)
    name = NameField(max_length=FOLDER_NAME_MAX_LENGTH)
    count = serializers.IntegerField(read_only=True, default=0)


class FolderNameSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


@example(examples.SCRAPPED_POST)
class ScrappedPostSerializer(PostSummarySerializer):
    """A row of `Post.objects.summaries().scrapped_by(…)`."""

    folder = FolderNameSerializer(read_only=True, allow_null=True)
    scrapped_at = serializers.DateTimeField(read_only=True)

    def to_representation(self, row: dict[str, Any]) -> dict[str, Any]:
        has_folder = row["folder_id"] is not None
        return {
            **super().to_representation(row),
            "folder": {"id": row["folder_id"], "name": row["folder_name"]} if has_folder else None,
            "scrapped_at": local(row["scrapped_at"]),
        }
