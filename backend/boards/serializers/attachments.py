from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from boards import examples
from boards.files import addresses
from boards.files.intake import MAX_FILES, Upload
from boards.models import ALT_MAX_LENGTH, Attachment
from common.fields import TextField
from common.schema import example


class AltField(TextField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": ALT_MAX_LENGTH, "required": False, "allow_blank": True, **kwargs})


def attachment_card(row: dict[str, Any], request: Request) -> dict[str, Any]:
    """A file as everyone sees it, of a row of `Attachment.objects.shown()`."""
    token, is_hidden = row["token"], row["post__hidden_at"] is not None
    is_picture = row["width"] is not None
    return {
        "id": row["id"],
        "name": row["name"],
        "url": addresses.file_url(request, token, is_hidden=is_hidden),
        "thumbnail": addresses.thumbnail_url(request, token, is_hidden=is_hidden) if is_picture else None,
        "size": row["size"],
        "content_type": row["content_type"],
        "width": row["width"],
        "height": row["height"],
        "alt": row["alt"],
        "position": row["position"],
    }


@example(examples.ATTACHMENT)
class AttachmentSerializer(serializers.Serializer):
    """A row of `Attachment.objects.shown()`; what an author says of a file is its description and its place."""

    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)
    url = serializers.URLField(read_only=True)
    thumbnail = serializers.URLField(read_only=True, allow_null=True)
    size = serializers.IntegerField(read_only=True)
    content_type = serializers.CharField(read_only=True)
    width = serializers.IntegerField(read_only=True, allow_null=True)
    height = serializers.IntegerField(read_only=True, allow_null=True)
    alt = AltField()
    position = serializers.IntegerField(required=False, min_value=0, max_value=MAX_FILES - 1)

    def to_representation(self, row: dict[str, Any]) -> dict[str, Any]:
        return attachment_card(row, self.context["request"])

    def update(self, attachment: Attachment, data: dict[str, Any]) -> Attachment:
        attachment.rewrite(**data)
        return attachment


class NewAttachmentSerializer(AttachmentSerializer):
    file = serializers.FileField(write_only=True, help_text="`multipart/form-data`로 보내요. 10MB까지예요.")
    position = serializers.IntegerField(read_only=True)

    def uploads(self) -> list[Upload]:
        return [Upload(self.validated_data["file"], self.validated_data.get("alt", ""), ("file",))]
