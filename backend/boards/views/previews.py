from typing import Any

from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from boards.serializers.previews import PreviewSerializer
from common import limits
from common.views import CommandView


class PreviewView(CommandView):
    """글이나 댓글이 올린 뒤에 어떻게 보일지 미리 보여 줘요. 보낸 값은 어디에도 남지 않아요."""

    summaries = {"POST": "미리보기"}
    error_statuses = {"POST": (429,)}
    permission_classes = [IsAuthenticated]
    serializer_class = PreviewSerializer

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        limits.count("preview", member=request.user.pk)
        return super().post(request, *args, **kwargs)
