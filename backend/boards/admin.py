from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from boards.models import DETAIL_COLUMNS, Attachment, Ballot, Board, Comment, Entry, Like, Post, Report, Scrap
from common.admin import IsOpenFilter, ListedFiltersOnly


class EntryAdmin(ListedFiltersOnly):
    """Who wrote something anonymous is told to nobody: not shown, not searched for, not filtered by."""

    @admin.display(description=_("글쓴이"))
    def byline(self, entry: Entry) -> str:
        return _("익명") if entry.is_anonymous else str(entry.author)

    def get_search_results(self, request: HttpRequest, entries: QuerySet, term: str) -> tuple[QuerySet, bool]:
        found, may_repeat = super().get_search_results(request, entries, term)
        if term:
            found |= entries.filter(is_anonymous=False, author__nickname__icontains=term)
        return found, may_repeat


@admin.register(Post)
class PostAdmin(EntryAdmin):
    list_display = (
        "title",
        "board",
        "tag",
        "byline",
        "is_notice",
        "hits",
        "like_count",
        "comment_count",
        "attachment_count",
        "created_at",
    )
    list_filter = ("board", "tag", "is_notice", "is_anonymous", "created_at")
    list_editable = ("is_notice",)
    list_select_related = ("author",)
    search_fields = ("title", "content")
    autocomplete_fields = ("author",)
    readonly_fields = ("hits", "like_count", "comment_count", "attachment_count", "created_at", "updated_at")

    def get_exclude(self, request: HttpRequest, post: Post | None = None) -> tuple[str, ...]:
        return ("author",) if post and post.is_anonymous else ()

    def get_readonly_fields(self, request: HttpRequest, post: Post | None = None) -> tuple[str, ...]:
        return ("byline", *self.readonly_fields) if post and post.is_anonymous else self.readonly_fields

    def get_deleted_objects(self, posts: Any, request: HttpRequest) -> Any:
        """Tells of no scraps and ballots that go with a post: they are nobody's business but their members'."""
        _rows, counts, permissions, protected = super().get_deleted_objects(posts, request)
        for model in (Scrap, Ballot):
            counts.pop(str(model._meta.verbose_name_plural), None)
        return [str(post) for post in posts], counts, permissions, protected

    def save_model(self, request: HttpRequest, post: Post, form: object, change: bool) -> None:
        if change:
            stored = Post.objects.get(pk=post.pk)
            stored.move_to(Board(post.board))
            stored.rewrite(**{column: getattr(post, column) for column in ("title", "content", *DETAIL_COLUMNS)})
            post.save(update_fields=["author"])
            stored.set_notice(is_notice=post.is_notice)
        else:
            is_notice, post.is_notice = post.is_notice, False
            post.write(title=post.title, content=post.content)
            post.save()
            post.set_notice(is_notice=is_notice)


@admin.register(Comment)
class CommentAdmin(EntryAdmin):
    list_display = ("__str__", "post", "byline", "like_count", "created_at")
    list_filter = ("post__board", "is_anonymous", "created_at")
    list_select_related = ("post", "author")
    search_fields = ("content", "post__title")
    readonly_fields = ("post", "byline", "like_count", "created_at", "updated_at")
    exclude = ("author",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(is_deleted=False)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, comment: Comment, form: object, change: bool) -> None:
        Comment.objects.get(pk=comment.pk).rewrite(content=comment.content)

    def delete_model(self, request: HttpRequest, comment: Comment) -> None:
        comment.remove()

    def delete_queryset(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        for comment in comments:
            comment.remove()


@admin.register(Attachment)
class AttachmentAdmin(admin.ModelAdmin):
    list_display = ("name", "post", "content_type", "size", "created_at")
    list_filter = ("post__board", "content_type", "created_at")
    list_select_related = ("post",)
    search_fields = ("name", "alt", "post__title")
    fields = readonly_fields = ("name", "post", "content_type", "size", "alt", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def delete_model(self, request: HttpRequest, attachment: Attachment) -> None:
        attachment.remove()

    def delete_queryset(self, request: HttpRequest, attachments: QuerySet[Attachment]) -> None:
        for attachment in attachments:
            attachment.remove()


@admin.register(Like)
class LikeAdmin(admin.ModelAdmin):
    list_display = ("user", "post", "comment", "created_at")
    list_filter = ("created_at",)
    list_select_related = ("user", "post", "comment")
    fields = readonly_fields = ("user", "post", "comment", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, like: Like | None = None) -> bool:
        return False  # a like and its count change together, by its user alone


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """What was reported, by nobody in particular: who reports has nothing to fear."""

    list_display = ("reason", "detail", "reported", "created_at", "settled_at")
    list_filter = (IsOpenFilter, "reason", "created_at")
    list_select_related = ("post", "comment__post")
    fields = readonly_fields = ("reason", "detail", "reported", "content", "created_at", "settled_at")
    actions = ("settle",)

    @admin.display(description=_("신고된 것"))
    def reported(self, report: Report) -> str:
        entry = report.entry
        url = reverse(f"admin:boards_{entry._meta.model_name}_change", args=[entry.pk])
        return format_html('<a href="{}">{}</a>', url, entry)

    @admin.display(description=_("내용"))
    def content(self, report: Report) -> str:
        return report.entry.content

    @admin.action(description=_("문제없음: 그대로 두기"))
    def settle(self, request: HttpRequest, reports: Any) -> None:
        number = reports.settle()
        self.message_user(request, _("신고 %(number)d건을 처리했어요.") % {"number": number})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, report: Report | None = None) -> bool:
        return False  # it goes with what was reported, or is settled
