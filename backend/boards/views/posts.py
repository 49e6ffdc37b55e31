from typing import Any

from django.db.models import QuerySet
from rest_framework import generics
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from boards import hits
from boards.filters import PostFilter
from boards.models import Attachment, Entry, Post
from boards.pagination import PostPagination
from boards.serializers.posts import NewPostSerializer, PostSerializer, PostSummarySerializer
from boards.views.entries import CREATING, EntryView, OnBoard, written
from boards.views.uploads import TakesFiles
from common.idempotency import Idempotent
from common.parsers import WITH_ATTACHMENTS
from common.permissions import IsAuthorOrReadOnly


class WholePost(OnBoard):  # posts with what hangs on them
    def read_anew(self, entry: Entry) -> dict[str, Any]:
        return with_attachments(super().read_anew(entry))


def with_attachments(row: dict[str, Any]) -> dict[str, Any]:
    """One query, of a post that has any."""
    attachments = Attachment.objects.filter(post=row["id"]).shown() if row["attachment_count"] else ()
    return row | {"attachments": list(attachments)}


class PostListView(TakesFiles, WholePost, Idempotent, generics.ListCreateAPIView):
    """새 글이 먼저 오는 목록이에요. 거르는 값은 함께 쓸 수 있고, 한글 한 글자로도 찾을 수 있어요.

    글을 쓰면서 파일을 5개까지 함께 올릴 수 있어요 (`multipart/form-data`의 `files`). 하나라도 올릴 수 없으면 글도
    저장되지 않고, 어느 파일이 왜 안 되는지 `files.0`처럼 답해요.
    """

    summaries = {"GET": "글 목록", "POST": "글쓰기"}
    error_statuses = {"POST": (429,)}
    documented_headers = CREATING
    parser_classes = WITH_ATTACHMENTS
    permission_classes = [IsAuthorOrReadOnly]
    filterset_class = PostFilter
    pagination_class = PostPagination

    @property
    def page_size(self) -> int:
        return self.board.page_size

    def get_queryset(self) -> QuerySet:
        return self.entries().listed_for(self.request.user)

    def get_serializer_class(self) -> type[BaseSerializer]:
        return PostSummarySerializer if self.request.method in SAFE_METHODS else NewPostSerializer

    def perform_create(self, serializer: BaseSerializer) -> None:
        is_anonymous = serializer.validated_data["is_anonymous"]
        post = Post(board=self.board, author=self.request.user, is_anonymous=is_anonymous)
        post.write(**written(serializer))
        if self.files:
            post.save_with(self.files)
        else:
            post.save()
        serializer.instance = self.read_anew(post)


class PostView(WholePost, EntryView):
    """글 하나를 읽어요. 같은 사람이 한 시간 안에 여러 번 읽어도 조회수는 한 번만 올라요.

    고치기는 글쓴이만, 지우기는 글쓴이와 운영진만 할 수 있어요.
    """

    summaries = {"GET": "글 읽기", "PUT": "글 고치기", "PATCH": "글 일부 고치기", "DELETE": "글 지우기"}
    serializer_class = PostSerializer

    def get_object(self) -> Any:
        found = super().get_object()
        return with_attachments(found) if isinstance(found, dict) else found

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().get(request, *args, **kwargs)
        if request.method == "GET" and hits.is_new_view(request, kwargs["id"]):
            self.entries().filter(pk=kwargs["id"]).count_view()
            response.data["hits"] += 1
        return response
