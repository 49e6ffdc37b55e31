from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from boards.models import Entry
from boards.serializers.likes import LikeSerializer
from boards.views.entries import OnBoard, UnderPost


@extend_schema(request=None, responses={200: LikeSerializer})
class LikeView(generics.GenericAPIView):
    """몇 번을 보내도 한 번 보낸 것과 같아요. 지금의 좋아요 수를 답해요."""

    summaries = {"POST": "좋아요", "DELETE": "좋아요 취소"}
    permission_classes = [IsAuthenticated]
    serializer_class = LikeSerializer

    def post(self, request: Request, **kwargs: Any) -> Response:
        entry = self.get_entry()
        entry.like(request.user)
        return self.answer(entry, is_liked=True)

    def delete(self, request: Request, **kwargs: Any) -> Response:
        entry = self.get_entry()
        entry.unlike(request.user)
        return self.answer(entry, is_liked=False)

    def get_entry(self) -> Entry:
        return get_object_or_404(self.entries(), pk=self.kwargs["id"])

    def answer(self, entry: Entry, *, is_liked: bool) -> Response:
        return Response(self.get_serializer({"like_count": entry.like_count, "is_liked": is_liked}).data)


class PostLikeView(OnBoard, LikeView):
    pass


class CommentLikeView(UnderPost, LikeView):
    pass
