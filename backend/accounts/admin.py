from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import Login, User


@admin.register(User)
class MemberAdmin(UserAdmin):
    list_display = (
        "picture",
        "nickname",
        "username",
        "school_name",
        "grade",
        "is_staff",
        "is_active",
        "created_at",
    )
    list_display_links = ("picture", "nickname")
    list_filter = ("is_staff", "is_active", "grade", "created_at")
    search_fields = ("nickname", "username", "school_name")
    ordering = ("-id",)
    readonly_fields = ("created_at", "agreed_at", "withdrawn_at", "last_login")
    fieldsets = (
        (None, {"fields": ("username", "password", "nickname", "profile_picture", "about_me")}),
        (_("본인만 보는 정보"), {"fields": ("name", "school_name", "grade", "show_school", "email")}),
        (_("권한"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("기록"), {"fields": ("created_at", "agreed_at", "withdrawn_at", "last_login")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username", "nickname", "password1", "password2")}),)

    @admin.display(description=_("사진"))
    def picture(self, user: User) -> str:
        if not user.profile_picture:
            return "–"
        return format_html('<img src="{}" width="32" height="32" alt="">', user.profile_picture.url)


@admin.register(Login)
class LoginAdmin(admin.ModelAdmin):
    list_display = ("user", "created_at", "last_used_at")
    list_filter = ("created_at", "last_used_at")
    search_fields = ("user__nickname", "user__username")
    list_select_related = ("user",)
    readonly_fields = ("user", "created_at", "last_used_at")
    fields = readonly_fields

    def has_add_permission(self, request: object) -> bool:
        return False
