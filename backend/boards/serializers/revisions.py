from rest_framework import serializers

from boards import examples
from boards.models import Revision
from common.schema import example


@example(examples.REVISION)
class RevisionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Revision
        fields = ("version", "title", "content", "content_html", "details", "written_at")
