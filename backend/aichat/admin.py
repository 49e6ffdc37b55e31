from django.contrib import admin
from django.http import HttpRequest

from aichat.models import Turn


@admin.register(Turn)
class TurnAdmin(admin.ModelAdmin):
    """How the tutor fares. What a student asked it is nobody else's to read."""

    list_display = ("id", "user", "mode", "status", "is_from_ai", "created_at")
    list_filter = ("mode", "status", "created_at")
    list_select_related = ("user",)
    fields = readonly_fields = ("user", "mode", "status", "sources", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
