from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThan
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import Cursor
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from boards.models import MAX_FOLDERS, PostQuerySet, Scrap
from common.pagination import MAX_POSITION, KeysetPagination, canonical_url

Row = dict[str, Any]
NEWEST = "newest"


class PostPagination(KeysetPagination):
    """Finds the posts of one page of a search through the index."""

    def narrow(self, posts: PostQuerySet, request: Request) -> QuerySet:  # type: ignore[override]
        if not posts.is_search:
            return posts
        cursor = self.decode_cursor(request) or Cursor(offset=0, reverse=False, position=None)
        return posts.page_after(
            cursor.position and int(cursor.position),
            reverse=cursor.reverse,
            count=cursor.offset + self.get_page_size(request) + 1,
        )


class FolderPagination(KeysetPagination):
    """All folders are one page, unless a client wants less; with it comes how many scraps are in none."""

    page_size = MAX_FOLDERS

    def paginate_queryset(self, folders: QuerySet, request: Request, view: Any = None) -> list[Any] | None:
        self.unfiled = Scrap.objects.of(request.user).unfiled().count()
        return super().paginate_queryset(folders, request, view)

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        response.data["unfiled"] = self.unfiled
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        page = super().get_paginated_response_schema(schema)
        page["properties"]["unfiled"] = {
            "type": "integer",
            "example": 3,
            "description": "폴더에 넣지 않은 스크랩의 수.",
        }
        return page


class CommentPagination(KeysetPagination):
    """Thread by thread, each with its answers: the key is the pair of thread and id.

    A client may ask for the page that holds one comment (`at`), or for what was written after one (`after`), which
    comes in the order in which it was written.
    """

    at_query_param = "at"
    at_query_description = _(
        "이 번호의 댓글이 들어 있는 쪽 (`newest`는 가장 나중에 쓴 댓글). "
        "그 댓글의 윗댓글부터 (답글이 아주 많으면 그 댓글부터) 시작하고, "
        "앞뒤는 `previous`와 `next`로 이어 읽어요. 없는 댓글이면 404예요."
    )
    after_query_param = "after"
    after_query_description = _(
        "이 번호보다 나중에 쓴 댓글과 답글만, 쓴 순서대로. 마지막으로 받은 번호를 보내면 그 뒤로 온 것만 와요."
    )

    def paginate_queryset(self, comments: QuerySet, request: Request, view: Any = None) -> list[Row]:
        self.page_size = getattr(view, "page_size", self.page_size)
        self.base_url = canonical_url(request)
        self.next: str | None = None
        self.previous: str | None = None
        size = self.get_page_size(request)
        after = self.get_id(request, self.after_query_param)
        if after is not None:
            return self.page_after(comments, after, size)
        if request.query_params.get(self.at_query_param) == NEWEST:
            newest = comments.order_by("-id").values_list("id", flat=True).first()
            return [] if newest is None else self.page_at(comments, newest, size)
        at = self.get_id(request, self.at_query_param)
        if at is not None:
            return self.page_at(comments, at, size)
        return self.page_from(comments, self.decode_cursor(request) or Cursor(0, False, None), size)

    def page_from(self, comments: QuerySet, cursor: Cursor, size: int) -> list[Row]:
        if cursor.position is not None:
            comments = comments.filter(stands(LessThan if cursor.reverse else GreaterThan, *key_of(cursor.position)))
        rows = list(comments.order_by(*(("-thread", "-id") if cursor.reverse else ("thread", "id")))[: size + 1])
        page, has_more = rows[:size], len(rows) > size
        if cursor.reverse:
            page.reverse()
            self.link(page, has_previous=has_more, has_next=True)
        else:
            self.link(page, has_previous=cursor.position is not None, has_next=has_more)
        return page

    def page_at(self, comments: QuerySet, at: int, size: int) -> list[Row]:
        ordered = comments.order_by("thread", "id")
        rows = list(ordered.filter(thread__gte=comments.filter(pk=at).values("thread"))[: size + 1])
        if not rows:
            raise NotFound
        if at not in (row["id"] for row in rows[:size]):  # an answer far down in its thread
            rows = list(ordered.filter(stands(GreaterThanOrEqual, rows[0]["thread"], at))[: size + 1])
        page = rows[:size]
        before = comments.filter(stands(LessThan, page[0]["thread"], page[0]["id"]))
        self.link(page, has_previous=before.exists(), has_next=len(rows) > size)
        return page

    def page_after(self, comments: QuerySet, after: int, size: int) -> list[Row]:
        rows = list(comments.filter(pk__gt=after).order_by("id")[: size + 1])
        if len(rows) > size:
            self.next = replace_query_param(self.base_url, self.after_query_param, rows[size - 1]["id"])
        return rows[:size]

    def link(self, page: list[Row], *, has_previous: bool, has_next: bool) -> None:
        if page:
            self.base_url = remove_query_param(self.base_url, self.at_query_param)
            self.next = self.encode_cursor(Cursor(0, False, position_of(page[-1]))) if has_next else None
            self.previous = self.encode_cursor(Cursor(0, True, position_of(page[0]))) if has_previous else None

    def get_next_link(self) -> str | None:
        return self.next

    def get_previous_link(self) -> str | None:
        return self.previous

    def get_id(self, request: Request, param: str) -> int | None:
        text = request.query_params.get(param)
        if text is None:
            return None
        try:
            return serializers.IntegerField(min_value=0, max_value=MAX_POSITION).run_validation(text)
        except ValidationError as error:
            raise ValidationError({param: error.detail}) from error

    def is_position(self, text: str) -> bool:
        thread, separator, number = text.partition("-")
        return bool(separator) and super().is_position(thread) and super().is_position(number)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        own = (
            (self.at_query_param, self.at_query_description, "string"),
            (self.after_query_param, self.after_query_description, "integer"),
        )
        return super().get_schema_operation_parameters(view) + [
            {"name": name, "required": False, "in": "query", "description": str(words), "schema": {"type": kind}}
            for name, words, kind in own
        ]


def stands(how: type[GreaterThan] | type[GreaterThanOrEqual] | type[LessThan], thread: int, comment_id: int) -> Any:
    """Where a comment stands, compared with this place; one comparison of rows, so that one index answers it."""
    return how(pair(F("thread"), F("id")), pair(Value(thread), Value(comment_id)))


def pair(*values: Any) -> Func:
    return Func(*values, template="(%(expressions)s)", output_field=BooleanField())


def position_of(row: Row) -> str:
    return f"{row['thread']}-{row['id']}"


def key_of(position: str) -> tuple[int, int]:
    thread, _separator, number = position.partition("-")
    return int(thread), int(number)
