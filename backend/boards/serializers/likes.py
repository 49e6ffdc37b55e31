from rest_framework import serializers

from boards import examples
from common.schema import example


@example(examples.LIKE)
class LikeSerializer(serializers.Serializer):
    like_count = serializers.IntegerField(read_only=True)
    is_liked = serializers.BooleanField(read_only=True)
