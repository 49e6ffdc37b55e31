from typing import Any

from django.db.models import BigIntegerField, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.utils.urls import remove_query_param, replace_query_param

from common.pagination import KeysetPagination, canonical_url

PARAMETERS = {"before": "이 번호(`seq`)보다 앞의 메시지.", "after": "이 번호(`seq`)보다 뒤의 메시지."}


class SeqPagination(KeysetPagination):
    """Pages of one room (`view.room`), oldest first: the newest lines, those `before` a `seq`, or those `after` one.

    `previous` leads to older lines, `next` to newer ones; numbers without gaps tell where a room, or what is kept of
    it, begins and ends.
    """

    page_size = 50

    def paginate_queryset(self, queryset: QuerySet, request: Request, view: Any = None) -> list[Any]:
        self.request, self.room = request, view.room
        before, after = self.position("before"), self.position("after")
        if before is not None:
            queryset = queryset.filter(seq__lt=before)
        if after is not None:
            queryset = queryset.filter(seq__gt=after)
        forward = after is not None and before is None
        rows = list(queryset.order_by("seq" if forward else "-seq")[: self.get_page_size(request)])
        self.rows = rows if forward else rows[::-1]
        return self.rows

    def position(self, name: str) -> int | None:
        text = self.request.query_params.get(name)
        if text is None:
            return None
        try:
            return serializers.IntegerField(min_value=0, max_value=BigIntegerField.MAX_BIGINT).run_validation(text)
        except ValidationError as error:
            raise ValidationError({name: error.detail}) from error

    def get_previous_link(self) -> str | None:
        older = self.rows and self.rows[0]["seq"] > self.room.first_seq
        return self.link("before", self.rows[0]["seq"]) if older else None

    def get_next_link(self) -> str | None:
        newer = self.rows and self.rows[-1]["seq"] < self.room.last_seq
        return self.link("after", self.rows[-1]["seq"]) if newer else None

    def link(self, name: str, seq: int) -> str:
        url = canonical_url(self.request)
        for old in PARAMETERS:
            url = remove_query_param(url, old)
        return replace_query_param(url, name, seq)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        size = [
            parameter
            for parameter in super().get_schema_operation_parameters(view)
            if parameter["name"] == self.page_size_query_param
        ]
        return size + [
            {"name": name, "in": "query", "schema": {"type": "integer", "minimum": 0}, "description": text}
            for name, text in PARAMETERS.items()
        ]
