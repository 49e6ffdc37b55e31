from django.contrib import admin
from django.http import HttpRequest

from qna.models import Faq, Inquiry


@admin.register(Inquiry)
class InquiryAdmin(admin.ModelAdmin):
    list_display = ("__str__", "subject", "status", "email", "owner", "created_at", "answered_at")
    list_filter = ("status", "subject", "created_at")
    list_select_related = ("owner",)
    search_fields = ("content", "email", "owner__nickname")
    fields = ("owner", "email", "subject", "content", "status", "created_at", "answered_at", "answer")
    readonly_fields = ("owner", "email", "subject", "content", "status", "created_at", "answered_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, inquiry: Inquiry, form: object, change: bool) -> None:
        if inquiry.answer.strip():
            inquiry.give_answer(inquiry.answer)


@admin.register(Faq)
class FaqAdmin(admin.ModelAdmin):
    list_display = ("question", "category", "position", "updated_at")
    list_editable = ("position",)
    list_filter = ("category",)
    search_fields = ("question", "answer")
