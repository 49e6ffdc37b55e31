from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from boards.filters import ScrapFilter
from boards.models import Post, Scrap
from boards.serializers.scraps import ScrappedPostSerializer, ScrapSerializer
from boards.views.entries import OnBoard


class PostScrapView(OnBoard, generics.GenericAPIView):
    """글을 내 서랍에 넣어 둬요. 몇 번을 보내도 한 번 보낸 것과 같고, 다른 폴더로 다시 보내면 옮겨요.

    누가 스크랩했는지는 글쓴이도 운영진도 볼 수 없어요. 폴더가 50개이면 새 폴더는 409 `too_many_folders`예요.
    """

    summaries = {"PUT": "스크랩", "DELETE": "스크랩 취소"}
    error_statuses = {"PUT": (409,)}
    permission_classes = [IsAuthenticated]
    serializer_class = ScrapSerializer

    def put(self, request: Request, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        scrap = Scrap.objects.keep(request.user, self.get_post(), **serializer.validated_data)
        return self.answer(scrap.folder.name if scrap.folder else None, is_scrapped=True)

    @extend_schema(request=None, responses={200: ScrapSerializer})
    def delete(self, request: Request, **kwargs: Any) -> Response:
        Scrap.objects.release(request.user, self.get_post())
        return self.answer(None, is_scrapped=False)

    def get_post(self) -> Post:
        return get_object_or_404(self.entries().only("pk"), pk=self.kwargs["id"])

    def answer(self, folder: str | None, *, is_scrapped: bool) -> Response:
        return Response(self.get_serializer({"folder": folder, "is_scrapped": is_scrapped}).data)


class ScrapListView(generics.ListAPIView):
    """두 게시판에서 스크랩한 글이에요. 나중에 스크랩한 것이 먼저 와요.

    글쓴이가 숨긴 글은 숨겨 둔 동안 보이지 않아요.
    """

    summaries = {"GET": "내 스크랩"}
    permission_classes = [IsAuthenticated]
    serializer_class = ScrappedPostSerializer
    filterset_class = ScrapFilter
    ordering = "-scrap_id"
    queryset = Post.objects.summaries().public()

    def get_queryset(self) -> QuerySet:
        user = self.request.user
        return self.queryset.scrapped_by(user).with_own_marks(user)
