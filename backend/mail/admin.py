from django.contrib import admin
from django.http import HttpRequest

from mail.models import Mail


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin):
    """Where a mail is, for the staff who are asked; what it says is nowhere."""

    list_display = ("id", "kind", "to", "status", "attempts", "created_at", "ended_at")
    list_filter = ("status", "kind", "created_at")
    search_fields = ("to",)
    ordering = ("-id",)
    fields = readonly_fields = (
        "kind",
        "to",
        "about",
        "status",
        "attempts",
        "next_try_at",
        "message_id",
        "created_at",
        "ended_at",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, mail: Mail | None = None) -> bool:
        return False
