from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import generics
from rest_framework.permissions import IsAuthenticated
from rest_framework.serializers import BaseSerializer

from boards.models import Comment, Post
from boards.pagination import CommentPagination
from boards.serializers.comments import CommentSerializer, OwnCommentSerializer, as_seen
from boards.views.entries import CREATING, EntryView, UnderPost
from common.idempotency import Idempotent
from common.permissions import IsAuthorOrReadOnly


class CommentListView(UnderPost, Idempotent, generics.ListCreateAPIView):
    """먼저 쓴 댓글이 먼저 오고, 댓글마다 그 답글이 바로 뒤에 와요.

    익명 댓글의 이름은 그 글 안에서만 쓰는 `익명 1`, `익명 2` …예요. 익명 글을 쓴 사람이 익명으로 달면 `글쓴이`예요.
    답글이 있는 댓글을 지우면 `is_deleted`가 `true`인 빈자리가 남아요. 빈자리는 고치거나 좋아할 수 없고(404),
    답글도 달 수 없어요(400 `does_not_exist`).
    """

    summaries = {"GET": "댓글 목록", "POST": "댓글 쓰기"}
    documented_headers = CREATING
    permission_classes = [IsAuthorOrReadOnly]
    serializer_class = CommentSerializer
    pagination_class = CommentPagination
    page_size = 50

    def get_queryset(self) -> QuerySet:
        return self.rows_with_places()

    def paginate_queryset(self, queryset: QuerySet) -> list[Any] | None:
        """A comment stands under a post that can be read; only where there is none the post has to be looked for."""
        page = super().paginate_queryset(queryset)
        if not page:
            posts = Post.objects.on(self.board).visible_to(self.request.user)
            get_object_or_404(posts.only("id"), pk=self.post_id)
        return page

    def perform_create(self, serializer: BaseSerializer) -> None:
        post = Post(pk=self.post_id, board=self.board)  # whether it is there, it finds out as it takes the comment
        comment = post.comment(self.request.user, **serializer.validated_data)
        serializer.instance = comment.as_shown()
        self.version = comment.version


class CommentView(UnderPost, EntryView):
    """고치기는 글쓴이만, 지우기는 글쓴이와 운영진만 할 수 있어요. 답글이 있으면 지워도 빈자리가 남아요."""

    summaries = {
        "GET": "댓글 읽기",
        "PUT": "댓글 고치기",
        "PATCH": "댓글 일부 고치기",
        "DELETE": "댓글 지우기",
    }
    serializer_class = CommentSerializer

    def get_object(self) -> Any:
        """What is answered is seen first: its tag must tell no more than its text."""
        found = super().get_object()
        return as_seen(found, self.request.user.pk) if isinstance(found, dict) else found

    def readable(self) -> QuerySet:
        return self.rows_with_places()


class OwnCommentListView(generics.ListAPIView):
    """두 게시판에 내가 쓴 댓글과 답글이에요. 나중에 쓴 것이 먼저 오고, 지운 것은 없어요."""

    summaries = {"GET": "내 댓글"}
    permission_classes = [IsAuthenticated]
    serializer_class = OwnCommentSerializer
    queryset = Comment.objects.standing().whole_with_posts()
    page_size = 50

    def get_queryset(self) -> QuerySet:
        user = self.request.user
        return self.queryset.by(user).with_own_marks(user)
