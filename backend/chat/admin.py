from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.layer import send_hint
from chat.models import CARE, Message, MessageReport, Room, Sanction
from common.admin import IsOpenFilter, ListedFiltersOnly
from common.reports import OwnEntry

DAY = 24 * 60  # minutes


@admin.register(Room)
class RoomAdmin(ListedFiltersOnly):
    list_display = ("name", "slug", "description", "is_read_only", "slow_seconds", "position", "last_seq")
    list_editable = ("is_read_only", "slow_seconds", "position")

    def get_prepopulated_fields(self, request: HttpRequest, room: Room | None = None) -> dict[str, Sequence[str]]:
        return {} if room and room.is_lobby else {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, room: Room | None = None) -> tuple[str, ...]:
        return ("slug", "last_seq") if room and room.is_lobby else ("last_seq",)

    def has_delete_permission(self, request: HttpRequest, room: Room | None = None) -> bool:
        return not (room and room.is_lobby) and super().has_delete_permission(request, room)

    def save_model(self, request: HttpRequest, room: Room, form: Any, change: bool) -> None:
        """Only what was changed: messages are counted meanwhile."""
        room.save(update_fields=form.changed_data if change else None)
        transaction.on_commit(lambda: send_hint(room.pk), robust=True)


class IsReportedFilter(admin.SimpleListFilter):
    title = gettext_lazy("신고")
    parameter_name = "reported"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("open", _("아직 보지 않은 신고가 있는 것"))]

    def queryset(self, request: HttpRequest, lines: QuerySet) -> QuerySet:
        if self.value() == "open":
            return lines.filter(Exists(MessageReport.objects.open().filter(message=OuterRef("pk"))))
        return lines


class Untouchable(ListedFiltersOnly):
    """Rows that are read here and changed by actions alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, row: Any = None) -> bool:
        return False


@admin.register(Message)
class MessageAdmin(Untouchable):
    """Who needs help comes first. The names are those that everybody sees; who speaks is told to nobody."""

    list_display = ("seq", "room", "author_name", "text", "needs_care", "is_deleted", "created_at")
    list_filter = (IsReportedFilter, "needs_care", "room", "is_deleted", "created_at")
    list_select_related = ("room",)
    search_fields = ("text", "author_name")
    ordering = ("-needs_care", "-id")
    fields = readonly_fields = ("room", "seq", "author_name", "text", "needs_care", "is_deleted", "created_at")
    actions = ("blank_out",)

    @admin.action(description=gettext_lazy("고른 메시지를 모두의 화면에서 지우기"), permissions=["change"])
    def blank_out(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        for message in queryset:
            message.blank_out()
        self.message_user(request, _("메시지를 지웠어요."), messages.SUCCESS)


@admin.register(MessageReport)
class MessageReportAdmin(Untouchable):
    """What was said, by nobody in particular, and reported by nobody in particular. Who needs help comes first."""

    list_display = ("reason", "detail", "said", "room", "created_at", "settled_at")
    list_filter = (IsOpenFilter, "reason", "message__room", "created_at")
    list_select_related = ("message__room",)
    ordering = (Case(When(reason=CARE, then=0), default=1), "-id")
    fields = readonly_fields = ("reason", "detail", "said", "room", "created_at", "settled_at")
    actions = ("settle", "blank_out", "mute_for_ten_minutes", "mute_for_an_hour", "mute_for_a_day", "ban")

    @admin.display(description=gettext_lazy("신고된 말"))
    def said(self, report: MessageReport) -> str:
        url = reverse("admin:chat_message_change", args=[report.message_id])
        return format_html('<a href="{}">{}</a>', url, report.message.text or _("(지워진 말)"))

    @admin.display(description=gettext_lazy("방"))
    def room(self, report: MessageReport) -> str:
        return f"{report.message.room} {report.message.seq}"

    @admin.action(description=gettext_lazy("다 살펴봄: 목록에서 내리기"), permissions=["change"])
    def settle(self, request: HttpRequest, reports: Any) -> None:
        number = reports.settle()
        self.message_user(request, _("신고 %(number)d건을 처리했어요.") % {"number": number})

    @admin.action(description=gettext_lazy("그 말을 모두의 화면에서 지우기"), permissions=["change"])
    def blank_out(self, request: HttpRequest, reports: QuerySet[MessageReport]) -> None:
        for message in reported(reports):
            message.blank_out()
        self.message_user(request, _("메시지를 지웠어요."), messages.SUCCESS)

    @admin.action(description=gettext_lazy("말한 사람을 10분 동안 멈추기"), permissions=["change"])
    def mute_for_ten_minutes(self, request: HttpRequest, reports: QuerySet[MessageReport]) -> None:
        self.impose(request, reports, minutes=10)

    @admin.action(description=gettext_lazy("말한 사람을 1시간 동안 멈추기"), permissions=["change"])
    def mute_for_an_hour(self, request: HttpRequest, reports: QuerySet[MessageReport]) -> None:
        self.impose(request, reports, minutes=60)

    @admin.action(description=gettext_lazy("말한 사람을 하루 동안 멈추기"), permissions=["change"])
    def mute_for_a_day(self, request: HttpRequest, reports: QuerySet[MessageReport]) -> None:
        self.impose(request, reports, minutes=DAY)

    @admin.action(description=gettext_lazy("말한 사람을 채팅에서 막기"), permissions=["change"])
    def ban(self, request: HttpRequest, reports: QuerySet[MessageReport]) -> None:
        self.impose(request, reports, minutes=None)

    def impose(self, request: HttpRequest, reports: QuerySet[MessageReport], minutes: int | None) -> None:
        staff: Any = request.user
        try:
            with transaction.atomic():
                for message in reported(reports):
                    if minutes is None:
                        Sanction.objects.ban(message, staff)
                    else:
                        Sanction.objects.mute(message, minutes, staff)
        except OwnEntry as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, _("말하기를 막았어요."), messages.SUCCESS)


def reported(reports: QuerySet[MessageReport]) -> Iterable[Message]:
    """Each line once, in the order in which everybody takes several."""
    return Message.objects.filter(reports__in=reports).distinct().order_by("pk")


@admin.register(Sanction)
class SanctionAdmin(Untouchable):
    """Those that hold now, with what was said, not by whom."""

    list_display = ("kind", "said", "until", "created_at", "by")
    list_filter = ("kind", "created_at")
    list_select_related = ("message", "by")
    ordering = ("-id",)
    fields = readonly_fields = ("kind", "said", "until", "created_at", "by")
    actions = ("lift",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Sanction.objects.active()

    @admin.display(description=gettext_lazy("까닭이 된 말"))
    def said(self, sanction: Sanction) -> str:
        return sanction.message.text if sanction.message else ""

    @admin.action(description=gettext_lazy("풀어 주기"), permissions=["change"])
    def lift(self, request: HttpRequest, sanctions: Any) -> None:
        self.log_deletions(request, sanctions)
        sanctions.lift()
        self.message_user(request, _("다시 말할 수 있게 했어요."), messages.SUCCESS)
