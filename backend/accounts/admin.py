from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.admin_forms import NewPasswordForm
from accounts.models import Login, User
from common.admin import ListedFiltersOnly

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


@admin.register(User)
class MemberAdmin(ListedFiltersOnly, UserAdmin):
    list_display = (
        "picture",
        "nickname",
        "username",
        "school_name",
        "grade",
        "is_staff",
        "is_suspended",
        "created_at",
    )
    list_display_links = ("picture", "nickname")
    list_filter = ("is_staff", "is_suspended", "grade", "created_at")
    search_fields = ("nickname", "username", "school_name")
    ordering = ("-id",)
    readonly_fields = ("new_password", "created_at", "agreed_at", "withdrawn_at", "last_login")
    fieldsets = (
        (None, {"fields": ("username", "new_password", "nickname", "profile_picture", "about_me")}),
        (_("본인만 보는 정보"), {"fields": ("name", "school_name", "grade", "show_school", "email")}),
        (_("권한"), {"fields": ("is_suspended", *RIGHTS)}),
        (_("기록"), {"fields": ("created_at", "agreed_at", "withdrawn_at", "last_login")}),
    )
    change_password_form = NewPasswordForm
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username", "nickname", "password1", "password2")}),)

    @admin.display(description=_("사진"))
    def picture(self, user: User) -> str:
        if not user.profile_picture:
            return "–"
        return format_html('<img src="{}" width="32" height="32" alt="">', user.profile_picture.url)

    @admin.display(description=_("비밀번호"))
    def new_password(self, user: User) -> str:
        """In place of the digest, of which nobody has to see even a part."""
        return format_html('<a class="button" href="../password/">{}</a>', _("다시 정하기"))

    def get_readonly_fields(self, request: HttpRequest, user: User | None = None) -> tuple[str, ...]:
        """Only who may do everything hands out rights."""
        return self.readonly_fields if request.user.is_superuser else (*self.readonly_fields, *RIGHTS)

    def has_change_permission(self, request: HttpRequest, user: User | None = None) -> bool:
        return super().has_change_permission(request, user) and self.is_in_reach(request, user)

    def has_delete_permission(self, request: HttpRequest, user: User | None = None) -> bool:
        return super().has_delete_permission(request, user) and self.is_in_reach(request, user)

    def get_deleted_objects(self, users: Any, request: HttpRequest) -> Any:
        """Tells that there is something written, not what: some of it may be anonymous; of the rest nothing."""
        _rows, _counts, permissions, written = super().get_deleted_objects(users, request)
        names = [str(user) for user in users]
        if not written:
            return names, {self.opts.verbose_name_plural: len(names)}, permissions, written
        refusal = _("글, 댓글이나 좋아요를 남긴 회원은 지울 수 없어요. 정지하거나, 본인이 탈퇴하면 돼요.")
        return names, {}, set(), [refusal]

    def is_in_reach(self, request: HttpRequest, user: User | None) -> bool:
        """Staff are nobody's but who may do everything: with a password or an address of theirs one becomes them."""
        return user is None or request.user.is_superuser or not (user.is_staff or user.is_superuser)

    def save_model(self, request: HttpRequest, user: User, form: ModelForm, change: bool) -> None:
        if "email" in form.changed_data:
            user.email_confirmed_at = None  # the member has proved another one
            user.email_changes.all().delete()  # staff have heard whose account it is
        super().save_model(request, user, form, change)

    def delete_model(self, request: HttpRequest, user: User) -> None:
        """Erases first: files, and what only our keys lead back to the member, hang on no foreign key."""
        with transaction.atomic():
            held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
            held.erase()
            held.delete()

    def delete_queryset(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users:
            self.delete_model(request, user)


@admin.register(Login)
class LoginAdmin(admin.ModelAdmin):
    list_display = ("user", "device_words", "created_at", "last_used_at")
    list_filter = ("created_at", "last_used_at")
    search_fields = ("user__nickname", "user__username")
    list_select_related = ("user",)
    fields = ("user", "device_words", "created_at", "last_used_at")

    @admin.display(description=_("기기"))
    def device_words(self, login: Login) -> str:
        return login.device_words

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, login: Login | None = None) -> bool:
        return False
