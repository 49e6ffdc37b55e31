from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from boards.models import Comment, Like, Post


@admin.register(Post)
class PostAdmin(admin.ModelAdmin):
    list_display = (
        "title",
        "board",
        "author",
        "is_notice",
        "hits",
        "like_count",
        "comment_count",
        "created_at",
    )
    list_filter = ("board", "is_notice", "created_at")
    list_editable = ("is_notice",)
    list_select_related = ("author",)
    search_fields = ("title", "content", "author__nickname")
    autocomplete_fields = ("author",)
    readonly_fields = ("hits", "like_count", "comment_count", "created_at", "updated_at")

    def save_model(self, request: HttpRequest, post: Post, form: object, change: bool) -> None:
        post.write(title=post.title, content=post.content)
        super().save_model(request, post, form, change)


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    list_display = ("__str__", "post", "author", "like_count", "created_at")
    list_filter = ("post__board", "created_at")
    list_select_related = ("post", "author")
    search_fields = ("content", "author__nickname", "post__title")
    readonly_fields = ("post", "author", "like_count", "created_at", "updated_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, comment: Comment, form: object, change: bool) -> None:
        comment.rewrite(content=comment.content)

    def delete_model(self, request: HttpRequest, comment: Comment) -> None:
        comment.remove()

    def delete_queryset(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        for comment in comments:
            comment.remove()


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
