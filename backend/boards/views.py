from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from boards import hits
from boards.filters import PostFilter
from boards.models import Board, Comment, CommentQuerySet, Entry, Post, PostQuerySet
from boards.serializers import CommentSerializer, LikeSerializer, PostSerializer, PostSummarySerializer
from common.permissions import IsAuthorOrReadOnly

WRITTEN = ("title", "content")


def written(serializer: BaseSerializer) -> dict[str, str]:
    """What the author wrote; nothing else in a body is the author's to say."""
    return {name: text for name, text in serializer.validated_data.items() if name in WRITTEN}


# The docstring of a view is its public text, also one that it inherits: these two have none.


class OnBoard:  # looks up posts of the board that the URL names
    queryset = Post.objects.all()
    request: Request
    kwargs: dict[str, Any]

    @property
    def board(self) -> Board:
        return self.kwargs["board"]

    def entries(self) -> PostQuerySet:
        return self.queryset.on(self.board)

    def read_anew(self, entry: Entry) -> dict[str, Any]:
        """The row as this user sees it after a write; it may have been deleted in the same moment."""
        return get_object_or_404(self.entries().shown_to(self.request.user), pk=entry.pk)


class UnderPost(OnBoard):  # looks up comments of the post that the URL names
    queryset = Comment.objects.all()  # type: ignore[assignment]

    @property
    def post_id(self) -> int:
        return self.kwargs["post_id"]

    def entries(self) -> CommentQuerySet:  # type: ignore[override]
        return self.queryset.under(self.board, self.post_id)


class PostListView(OnBoard, generics.ListCreateAPIView):
    """새 글이 먼저 오는 목록이에요. 거르는 값은 함께 쓸 수 있고, 한글 한 글자로도 찾을 수 있어요."""

    summaries = {"GET": "글 목록", "POST": "글쓰기"}
    permission_classes = [IsAuthorOrReadOnly]
    filterset_class = PostFilter

    @property
    def page_size(self) -> int:
        return self.board.page_size

    def get_queryset(self) -> QuerySet:
        return self.entries().listed_for(self.request.user)

    def get_serializer_class(self) -> type[BaseSerializer]:
        return PostSummarySerializer if self.request.method in SAFE_METHODS else PostSerializer

    def perform_create(self, serializer: BaseSerializer) -> None:
        post = Post(board=self.board, author=self.request.user)
        post.write(**written(serializer))
        post.save()
        serializer.instance = self.read_anew(post)


class EntryView(generics.RetrieveUpdateDestroyAPIView):
    """Reads a row as everyone sees it, changes and removes it as a model; a change answers the row read anew."""

    error_statuses = {"PUT": (403,), "PATCH": (403,), "DELETE": (403,)}
    permission_classes = [IsAuthorOrReadOnly]
    lookup_field = "id"

    def get_queryset(self) -> QuerySet:
        shown = self.request.method in SAFE_METHODS
        return self.entries().shown_to(self.request.user) if shown else self.entries()

    def perform_update(self, serializer: BaseSerializer) -> None:
        entry = serializer.instance
        entry.rewrite(**written(serializer))
        serializer.instance = self.read_anew(entry)

    def perform_destroy(self, entry: Entry) -> None:
        entry.remove()


class PostView(OnBoard, EntryView):
    """글 하나를 읽어요. 같은 사람이 한 시간 안에 여러 번 읽어도 조회수는 한 번만 올라요.

    고치기는 글쓴이만, 지우기는 글쓴이와 운영진만 할 수 있어요.
    """

    summaries = {"GET": "글 읽기", "PUT": "글 고치기", "PATCH": "글 일부 고치기", "DELETE": "글 지우기"}
    serializer_class = PostSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().get(request, *args, **kwargs)
        if request.method == "GET" and hits.is_new_view(request, kwargs["id"]):
            self.entries().filter(pk=kwargs["id"]).count_view()
            response.data["hits"] += 1
        return response


class CommentListView(UnderPost, generics.ListCreateAPIView):
    """먼저 쓴 댓글이 먼저 와요."""

    summaries = {"GET": "댓글 목록", "POST": "댓글 쓰기"}
    permission_classes = [IsAuthorOrReadOnly]
    serializer_class = CommentSerializer
    page_size = 50
    ordering = "id"

    def get_post(self) -> Post:
        return get_object_or_404(Post.objects.on(self.board).only("id"), pk=self.post_id)

    def get_queryset(self) -> QuerySet:
        self.get_post()
        return self.entries().shown_to(self.request.user)

    def perform_create(self, serializer: BaseSerializer) -> None:
        comment = self.get_post().comment(self.request.user, **written(serializer))
        serializer.instance = self.read_anew(comment)


class CommentView(UnderPost, EntryView):
    """고치기는 글쓴이만, 지우기는 글쓴이와 운영진만 할 수 있어요."""

    summaries = {
        "GET": "댓글 읽기",
        "PUT": "댓글 고치기",
        "PATCH": "댓글 일부 고치기",
        "DELETE": "댓글 지우기",
    }
    serializer_class = CommentSerializer


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
