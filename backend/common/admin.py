from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ListedFiltersOnly(admin.ModelAdmin):
    """Lists of the back office are filtered by what they offer, and by nothing that an address is made to say.

    Django takes any column and any row that points at the model (`?author=5`, `?posts=12`), which would tell whose an
    anonymous post is.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        offered = [str(getattr(one, "parameter_name", one)) for one in self.list_filter]
        is_offered = any(lookup == name or lookup.startswith(f"{name}__") for name in offered)
        return is_offered and super().lookup_allowed(lookup, value, request)


class IsOpenFilter(admin.SimpleListFilter):
    """Open ones first: without a choice the settled ones are not listed."""

    title = gettext_lazy("처리")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("settled", _("처리한 것")), ("all", _("모두"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": _("아직 보지 않은 것")}
        yield from others

    def queryset(self, request: HttpRequest, reports: QuerySet) -> QuerySet:
        match self.value():
            case "all":
                return reports
            case "settled":
                return reports.exclude(settled_at=None)
        return reports.filter(settled_at=None)
