from typing import Any

from rest_framework import serializers

from boards import examples
from boards.serializers.posts import POST_MAX_LENGTH
from common import richtext
from common.fields import TextField
from common.schema import example


@example(examples.PREVIEW)
class PreviewSerializer(serializers.Serializer):
    content = TextField(max_length=POST_MAX_LENGTH, write_only=True)
    content_html = serializers.CharField(read_only=True)

    def create(self, validated_data: dict[str, Any]) -> dict[str, str]:
        return {"content_html": richtext.render(validated_data["content"]).html}
