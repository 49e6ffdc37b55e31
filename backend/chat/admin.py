from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.models import Message, Room


@admin.register(Room)
class RoomAdmin(admin.ModelAdmin):
    list_display = ("name", "slug", "description", "is_read_only", "position", "last_seq")
    list_editable = ("is_read_only", "position")
    prepopulated_fields = {"slug": ("name",)}
    readonly_fields = ("last_seq",)


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    list_display = ("seq", "room", "author_name", "text", "is_deleted", "created_at")
    list_filter = ("room", "is_deleted", "created_at")
    list_select_related = ("room",)
    search_fields = ("text", "author_name")
    ordering = ("-id",)
    fields = readonly_fields = ("room", "seq", "author_name", "text", "is_deleted", "created_at")
    actions = ("blank_out",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, message: Message | None = None) -> bool:
        return False  # the numbers of a room have no gaps

    @admin.action(description=gettext_lazy("고른 메시지를 모두의 화면에서 지우기"))
    def blank_out(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        for message in queryset:
            message.blank_out()
        self.message_user(request, _("메시지를 지웠어요."), messages.SUCCESS)
