"""Pages of two lists in one: each is read by its own ids, and they are merged by time."""

import heapq
import re
from collections.abc import Mapping
from operator import itemgetter
from typing import Any

from django.db.models import F
from rest_framework.pagination import Cursor
from rest_framework.request import Request
from rest_framework.response import Response

from common.pagination import KeysetPagination, canonical_url
from search.query import Query

POSITION = re.compile(r"(\d{1,19})-(\d{1,19})", re.ASCII)
POST, FAQ = "post", "faq"
Row = dict[str, Any]
Border = Mapping[str, int | None]  # of each kind the id at which the page begins; None: at its newest


class QueryPagination(KeysetPagination):
    """The results of a query, newest first. A border lies between two results: smaller ids of each kind follow it."""

    def paginate_queryset(self, query: Query, request: Request, view: Any = None) -> list[Row]:  # type: ignore[override]
        self.size = self.get_page_size(request)
        cursor = self.decode_cursor(request)
        self.base_url = canonical_url(request)
        self.is_reverse = bool(cursor and cursor.reverse)
        self.start = border_of(cursor)
        rows = {POST: self.posts(query), FAQ: self.faqs(query)}
        in_order = heapq.merge(*rows.values(), key=itemgetter("created_at"), reverse=not self.is_reverse)
        page = list(in_order)
        self.has_more = len(page) > self.size
        page = page[: self.size]
        self.end = {kind: self.border_after(kind, rows[kind], page) for kind in rows}
        is_whole = cursor is None and not self.has_more
        self.suggestion = query.suggestion(found_nothing=not page) if is_whole else None
        return page[::-1] if self.is_reverse else page

    def posts(self, query: Query) -> list[Row]:
        border, count = self.start[POST], self.size + 1
        position = border - 1 if border is not None and self.is_reverse else border
        found = query.posts().page_after(position, reverse=self.is_reverse, count=count)
        rows = found.order_by("pk" if self.is_reverse else "-pk")
        return [
            {"kind": POST, **row}
            for row in rows.values("id", "board", "title", "excerpt", "content_html", "created_at")
        ]

    def faqs(self, query: Query) -> list[Row]:
        border, faqs = self.start[FAQ], query.faqs()
        if border is not None:
            faqs = faqs.filter(pk__gte=border) if self.is_reverse else faqs.filter(pk__lt=border)
        rows = faqs.order_by("pk" if self.is_reverse else "-pk")[: self.size + 1]
        return [
            {"kind": FAQ, "board": None, "excerpt": "", **row}
            for row in rows.values("id", "created_at", title=F("question"), content_html=F("answer_html"))
        ]

    def border_after(self, kind: str, rows: list[Row], page: list[Row]) -> int:
        """Where the next page in this direction begins."""
        seen = [row["id"] for row in page if row["kind"] == kind]
        if seen:
            return seen[-1] + 1 if self.is_reverse else seen[-1]
        if (border := self.start[kind]) is not None:
            return border
        # What is written from now on is newer than the first page, and must not turn up on a later one.
        return rows[0]["id"] + 1 if rows else 0

    def get_next_link(self) -> str | None:
        if self.is_reverse:
            return self.link(self.start, reverse=False)
        return self.link(self.end, reverse=False) if self.has_more else None

    def get_previous_link(self) -> str | None:
        if self.is_reverse:
            return self.link(self.end, reverse=True) if self.has_more else None
        return None if self.start == border_of(None) else self.link(self.start, reverse=True)

    def link(self, border: Border, *, reverse: bool) -> str:
        position = "-".join(str(border[kind] or 0) for kind in (POST, FAQ))
        return self.encode_cursor(Cursor(offset=0, reverse=reverse, position=position))

    def is_position(self, text: str) -> bool:
        match = POSITION.fullmatch(text)
        return match is not None and all(super(QueryPagination, self).is_position(number) for number in match.groups())

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        response.data["suggestion"] = self.suggestion
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        page = super().get_paginated_response_schema(schema)
        page["properties"]["suggestion"] = {
            "type": "string",
            "nullable": True,
            "example": None,
            "description": "다른 자판으로 잘못 친 말이면 원래 치려던 말. `tntl` → `수시`.",
        }
        return page


def border_of(cursor: Cursor | None) -> Border:
    if cursor is None or cursor.position is None:
        return {POST: None, FAQ: None}
    post, faq = map(int, cursor.position.split("-"))
    return {POST: post, FAQ: faq}
