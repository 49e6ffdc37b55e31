from datetime import UTC
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

MAX_POSITION = BigIntegerField.MAX_BIGINT


class KeysetPagination(CursorPagination):
    """Pages by the last seen key: page 10,000 costs what page 1 costs, and a new post shifts nothing.

    A view may set `page_size` and `ordering` (by integers; unique in its last field).
    """

    page_size_query_param = "page_size"
    page_size_query_description = _("한 쪽에 담을 개수 (1–100).")
    cursor_query_description = _("`next` 나 `previous` 주소에 들어 있는 값.")
    max_page_size = 100
    page_size = 30
    ordering = "-id"

    def paginate_queryset(self, queryset: QuerySet, request: Request, view: Any = None) -> list[Any] | None:
        self.page_size = getattr(view, "page_size", self.page_size)
        self.ordering = getattr(view, "ordering", self.ordering)
        page = super().paginate_queryset(self.narrow(queryset, request), request, view)
        self.base_url = canonical_url(request)
        return page

    def narrow(self, queryset: QuerySet, request: Request) -> QuerySet:
        """A hook: the same rows, or at least all that the page can show."""
        return queryset

    def get_page_size(self, request: Request) -> int:
        text = request.query_params.get(self.page_size_query_param)
        if text is None:
            return self.page_size
        field = serializers.IntegerField(min_value=1, max_value=self.max_page_size)
        try:
            return field.run_validation(text)
        except ValidationError as error:
            raise ValidationError({self.page_size_query_param: error.detail}) from error

    def decode_cursor(self, request: Request) -> Cursor | None:
        broken = ValidationError(
            {self.cursor_query_param: _("쪽 표시가 올바르지 않아요. 첫 쪽부터 다시 열어 주세요.")},
            code="invalid",
        )
        try:
            cursor = super().decode_cursor(request)
        except (NotFound, UnicodeError) as error:
            raise broken from error
        # A forged position would reach the database as it is.
        position = cursor.position if cursor else None
        if position is not None and not self.is_position(position):
            raise broken
        return cursor

    def is_position(self, text: str) -> bool:
        return text.isdecimal() and len(text) < 20 and int(text) <= MAX_POSITION


class TimeKeysetPagination(KeysetPagination):
    """For a list that a view orders by a time first."""

    def is_position(self, text: str) -> bool:
        try:
            time = parse_datetime(text)
            return time is not None and time.tzinfo is not None and bool(time.astimezone(UTC))
        except (ValueError, OverflowError):
            return False


def canonical_url(request: Request) -> str:
    """The address of the request, percent-encoded even where the client sent Korean letters as they are."""
    query = request.query_params.urlencode()
    return request.build_absolute_uri(request.path) + (f"?{query}" if query else "")
