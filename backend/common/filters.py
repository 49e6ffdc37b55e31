from typing import Any

import django_filters
from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request


class QueriedFilterBackend(DjangoFilterBackend):
    """Builds a filter set, which copies and validates a whole form, only for a request that names one of its filters.

    Else its `unfiltered` says what there is: that was a quarter of the cost of a list.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        filterset_class = getattr(view, "filterset_class", None)
        if filterset_class and filterset_class.base_filters.keys().isdisjoint(request.query_params):
            return filterset_class.unfiltered(queryset, request.user)
        return super().filter_queryset(request, queryset, view)


class FlagFilter(django_filters.TypedChoiceFilter):
    """`true` or `false`; anything else is an error instead of being silently passed over."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=(("true", "true"), ("false", "false")), coerce=lambda value: value == "true", **kwargs)
