from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from boards import hits
from boards.filters import PostFilter
from boards.models import Attachment, Entry, Poll, Post
from boards.pagination import PostPagination
from boards.serializers.posts import (
    NeighborsSerializer,
    NewPostSerializer,
    PostSerializer,
    PostSummarySerializer,
)
from boards.views.entries import CREATING, EntryView, OnBoard, written
from boards.views.uploads import TakesFiles
from common.idempotency import Idempotent
from common.parsers import WITH_ATTACHMENTS
from common.permissions import IsAuthorOrReadOnly


class WholePost(OnBoard):  # posts with what hangs on them
    def read_anew(self, entry: Entry) -> dict[str, Any]:
        return self.with_all(super().read_anew(entry))

    def with_all(self, row: dict[str, Any]) -> dict[str, Any]:
        """Attachments are one query of a post that has any, and a poll is two."""
        attachments = Attachment.objects.filter(post=row["id"]).shown() if row["attachment_count"] else ()
        polls = Poll.objects.seen_by(self.request.user).filter(pk=row["id"]) if row["has_poll"] else ()
        return row | {"attachments": list(attachments), "poll": next(iter(polls), None)}


@extend_schema(methods=["POST"], responses={201: PostSerializer})
class PostListView(TakesFiles, WholePost, Idempotent, generics.ListCreateAPIView):
    """새 글이 먼저 오는 목록이에요. 거르는 값은 함께 쓸 수 있고, 한글 한 글자로도 찾을 수 있어요.

    글을 쓰면서 파일을 5개까지 함께 올릴 수 있어요 (`multipart/form-data`의 `files`). 하나라도 올릴 수 없으면 글도
    저장되지 않고, 어느 파일이 왜 안 되는지 `files.0`처럼 답해요. 투표(`poll`)도 함께 올려요. 폼에서는 JSON으로 적어요.
    """

    summaries = {"GET": "글 목록", "POST": "글쓰기"}
    error_statuses = {"POST": (429,)}
    documented_headers = CREATING
    parser_classes = WITH_ATTACHMENTS
    permission_classes = [IsAuthorOrReadOnly]
    filterset_class = PostFilter
    pagination_class = PostPagination
    listed = Post.objects.summaries()

    @property
    def page_size(self) -> int:
        return self.board.page_size

    def get_queryset(self) -> QuerySet:
        return self.visible(self.listed).with_own_marks(self.request.user)

    def get_serializer_class(self) -> type[BaseSerializer]:
        return PostSummarySerializer if self.request.method in SAFE_METHODS else NewPostSerializer

    def perform_create(self, serializer: BaseSerializer) -> None:
        is_anonymous = serializer.validated_data["is_anonymous"]
        post = Post(board=self.board, author=self.request.user, is_anonymous=is_anonymous)
        post.write(**written(serializer))
        poll = serializer.validated_data.get("poll")
        if self.files or poll:
            post.save_with(self.files, poll)
        else:
            post.save()
        serializer.instance = self.read_anew(post)


class HotPostListView(OnBoard, generics.ListAPIView):
    """지난 7일의 글 가운데 지금 반응이 많은 글이에요. 5분마다 새로 매겨요.

    글쓴이가 아닌 사람의 좋아요 하나는 3점, 댓글을 단 사람 하나는 2점, 조회 20번은 1점이고, 5점이 넘는 글의 점수는
    12시간마다 절반이 돼요. 공지와 숨긴 글은 없어요. 게시판마다 50개까지예요.
    """

    summaries = {"GET": "인기글"}
    serializer_class = PostSummarySerializer
    filter_backends: list[type] = []
    ordering = "hot_rank"
    listed = Post.objects.summaries().hot()

    @property
    def page_size(self) -> int:
        return self.board.page_size

    def get_queryset(self) -> QuerySet:
        return self.listed.on(self.board).with_own_marks(self.request.user)


class NoticeListView(generics.ListAPIView):
    """두 게시판의 공지예요. 나중에 쓴 것이 먼저 와요."""

    summaries = {"GET": "공지"}
    serializer_class = PostSummarySerializer
    listed = Post.objects.summaries().notices()

    def get_queryset(self) -> QuerySet:
        return self.listed.with_own_marks(self.request.user)


class NeighborsView(OnBoard, generics.RetrieveAPIView):
    """같은 게시판에서 바로 앞에 쓴 글(`previous`)과 바로 뒤에 쓴 글(`next`)이에요. 없으면 `null`이에요."""

    summaries = {"GET": "앞뒤 글"}
    serializer_class = NeighborsSerializer
    lookup_field = "id"

    def get_object(self) -> dict[str, Any]:
        return self.entries().neighbors(self.kwargs["id"])


class PostView(WholePost, EntryView):
    """글 하나를 읽어요. 같은 사람이 한 시간 안에 여러 번 읽어도 조회수는 한 번만 올라요.

    고치기는 글쓴이만, 지우기는 글쓴이와 운영진만 할 수 있어요.
    """

    summaries = {"GET": "글 읽기", "PUT": "글 고치기", "PATCH": "글 일부 고치기", "DELETE": "글 지우기"}
    serializer_class = PostSerializer

    def get_object(self) -> Any:
        found = super().get_object()
        return self.with_all(found) if isinstance(found, dict) else found

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().get(request, *args, **kwargs)
        if request.method == "GET" and hits.is_new_view(request, kwargs["id"]):
            self.entries().filter(pk=kwargs["id"]).count_view()
            response.data["hits"] += 1
        return response
