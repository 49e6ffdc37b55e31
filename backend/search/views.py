from functools import cached_property
from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import generics

from search.pagination import QueryPagination
from search.query import Query
from search.serializers import QuerySerializer, SearchResultSerializer


@extend_schema(parameters=[QuerySerializer])
class SearchView(generics.ListAPIView):
    """두 게시판의 글과 자주 묻는 질문을 한꺼번에 찾아요. 새것이 먼저 와요.

    한글 한 글자로도, 첫소리로도(`ㅅㅅ` → 수시) 찾을 수 있어요. `title_parts`와 `excerpt_parts`는 제목과 발췌를 찾은
    말에서 나눈 것이라, 이어 붙이면 원래 글이 돼요. `suggestion`은 다른 자판으로 잘못 친 듯할 때(`tntl`)
    바로잡은 말이에요.
    """

    summaries = {"GET": "모두 찾기"}
    serializer_class = SearchResultSerializer
    pagination_class = QueryPagination
    filter_backends: ClassVar[list[type]] = []

    @cached_property
    def query(self) -> Query:
        asked = QuerySerializer(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        return Query(**asked.validated_data)

    def get_queryset(self) -> Query:
        return self.query
