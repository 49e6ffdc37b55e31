"""What the views of posts and of comments share: where a row is looked up, and how it is read and changed."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import generics
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from boards.models import DETAIL_COLUMNS, Board, Comment, CommentQuerySet, Entry, Post, PostQuerySet
from common import idempotency
from common.etags import ETAG, IF_MATCH, expected_versions, tag_of
from common.permissions import IsAuthorOrReadOnly

WRITTEN = ("title", "content", *DETAIL_COLUMNS)
CREATING = {"POST": (idempotency.PARAMETER, ETAG)}
EDITING = {"GET": (ETAG,), "PUT": (IF_MATCH, ETAG), "PATCH": (IF_MATCH, ETAG), "DELETE": (IF_MATCH,)}


def written(serializer: BaseSerializer) -> dict[str, Any]:
    """What the author wrote; nothing else in a body is the author's to say."""
    return {name: value for name, value in serializer.validated_data.items() if name in WRITTEN}


# The docstring of a view is its public text, also one that it inherits: these two have none.


class OnBoard:  # looks up posts of the board that the URL names
    queryset = Post.objects.all()
    whole = Post.objects.whole()  # once for all: to name the columns takes a tenth of an answer
    request: Request
    kwargs: dict[str, Any]
    version = 0  # of the row that is answered

    @property
    def board(self) -> Board:
        return self.kwargs["board"]

    def visible(self, posts: PostQuerySet) -> PostQuerySet:
        return posts.on(self.board).visible_to(self.request.user)

    def entries(self) -> PostQuerySet:
        return self.visible(self.queryset)

    def rows(self) -> PostQuerySet:
        return self.visible(self.whole).with_own_marks(self.request.user)

    def read_anew(self, entry: Entry) -> dict[str, Any]:
        """The row as this user sees it after a write; it may have been deleted in the same moment."""
        row = get_object_or_404(self.rows(), pk=entry.pk)
        self.version = row["version"]
        return row

    def get_success_headers(self, data: Any) -> dict[str, str]:
        return {"ETag": tag_of(self.version)}


class UnderPost(OnBoard):  # looks up comments of the post that the URL names
    queryset = Comment.objects.all()  # type: ignore[assignment]
    whole = Comment.objects.whole()  # type: ignore[assignment]

    @property
    def post_id(self) -> int:
        return self.kwargs["post_id"]

    def visible(self, comments: CommentQuerySet) -> CommentQuerySet:  # type: ignore[override]
        return self.thread(comments).visible_to(self.request.user)

    def thread(self, comments: CommentQuerySet) -> CommentQuerySet:
        return comments.under(self.board, self.post_id)

    def rows_with_places(self) -> CommentQuerySet:
        return self.thread(self.whole).placed_for(self.request.user).with_own_marks(self.request.user)


class EntryView(generics.RetrieveUpdateDestroyAPIView):
    """Reads a row as everyone sees it, changes and removes it as a model; a change answers the row read anew."""

    error_statuses = {"PUT": (403,), "PATCH": (403,), "DELETE": (403,)}
    documented_headers = EDITING
    permission_classes = [IsAuthorOrReadOnly]
    lookup_field = "id"

    def get_queryset(self) -> QuerySet:
        return self.readable() if self.request.method in SAFE_METHODS else self.entries()

    def readable(self) -> QuerySet:
        """The rows that may be read, which are perhaps more than may be changed."""
        return self.rows()

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        return Response(self.get_serializer(row).data, headers={"ETag": tag_of(row["version"])})

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().update(request, *args, **kwargs)
        response["ETag"] = tag_of(self.version)
        return response

    def perform_update(self, serializer: BaseSerializer) -> None:
        entry = serializer.instance
        entry.rewrite(expected_versions(self.request), **written(serializer))
        serializer.instance = self.read_anew(entry)

    def perform_destroy(self, entry: Post | Comment) -> None:
        entry.remove(expected_versions(self.request))
