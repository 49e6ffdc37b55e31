from django.contrib import admin
from django.http import HttpRequest


class ListedFiltersOnly(admin.ModelAdmin):
    """Lists of the back office are filtered by what they offer, and by nothing that an address is made to say.

    Django takes any column and any row that points at the model (`?author=5`, `?posts=12`), which would tell whose an
    anonymous post is.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        is_offered = any(lookup == name or lookup.startswith(f"{name}__") for name in self.list_filter)
        return is_offered and super().lookup_allowed(lookup, value, request)
