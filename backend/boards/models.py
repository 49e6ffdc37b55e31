from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Value
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import richtext

EXCERPT_LENGTH = 120
AUTHOR_COLUMNS = ("author_id", "author__nickname", "author__profile_picture")


class Board(models.TextChoices):
    """What differs between the boards; everything else is the same code."""

    FREE = "free", _("자유게시판")
    STUDY = "study", _("입시정보")

    @property
    def page_size(self) -> int:
        return {Board.FREE: 30, Board.STUDY: 9}[self]


class EntryQuerySet(models.QuerySet):
    def with_is_liked(self, user: User | AnonymousUser) -> Self:
        """Adds `is_liked`: whether this user likes the row."""
        if not user.is_authenticated:
            return self.annotate(is_liked=Value(False))
        own = Like.objects.filter(**{like_target(self.model): OuterRef("pk")}, user=user)
        return self.annotate(is_liked=Exists(own))


def like_target(model: type[models.Model]) -> str:
    """The name of the foreign key by which a like of this kind of entry points at it."""
    return model._meta.model_name or ""


class Entry(models.Model):
    """What a post and a comment have in common: written by someone, in Markdown, liked by each user at most once."""

    WRITTEN_COLUMNS: ClassVar[tuple[str, ...]] = ("content", "content_html")

    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("글쓴이"))
    content = models.TextField(_("내용"))
    content_html = models.TextField(editable=False)
    like_count = models.PositiveIntegerField(_("좋아요"), default=0, editable=False)
    created_at = models.DateTimeField(_("작성"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("수정"), default=timezone.now, editable=False)  # by its author

    class Meta:
        abstract = True

    def write(self, **written: str) -> None:
        """Sets what the author wrote (by column) and what follows from it; nothing is saved."""
        for column, text in written.items():
            setattr(self, column, text)
        if "content" in written:
            self.follow(richtext.render(self.content))

    def follow(self, rendered: richtext.Rendered) -> None:
        self.content_html = rendered.html

    def rewrite(self, **written: str) -> None:
        """Saves an author's edit, and nothing else of the row: counters may have moved meanwhile.

        Raises `Http404` if the row is gone.
        """
        self.write(**written)
        columns = {name: getattr(self, name) for name in self.WRITTEN_COLUMNS}
        if not self.row().update(**columns, updated_at=timezone.now()):
            raise Http404

    def remove(self) -> None:
        """Deletes the entry with all that hangs on it, after what is just being written below it."""
        with transaction.atomic():
            self.lock()
            self.delete()

    def row(self) -> models.QuerySet:
        return type(self)._default_manager.filter(pk=self.pk)

    def lock(self) -> None:
        """Holds the row until the transaction ends and reads its counter anew; raises `Http404` if it is gone."""
        self.like_count = get_object_or_404(self.row().select_for_update().only("like_count")).like_count

    def like(self, user: User) -> None:
        self._set_like(user, is_liked=True)

    def unlike(self, user: User) -> None:
        self._set_like(user, is_liked=False)

    def _set_like(self, user: User, *, is_liked: bool) -> None:
        """Idempotent. The row's lock puts concurrent taps in a line, so that the count is exact."""
        with transaction.atomic():
            self.lock()
            own = Like.objects.filter(**{like_target(type(self)): self}, user=user)
            if own.exists() is is_liked:
                return
            if is_liked:
                Like.objects.create(**{like_target(type(self)): self}, user=user)
            else:
                own.delete()
            self.like_count += 1 if is_liked else -1
            self.row().update(like_count=self.like_count)


class PostQuerySet(EntryQuerySet):
    def on(self, board: Board) -> Self:
        return self.filter(board=board)

    def listed_for(self, user: User | AnonymousUser) -> models.QuerySet[Any, dict[str, Any]]:
        """Rows of a list, as dictionaries: bodies stay in the database. One query."""
        return self.with_is_liked(user).values(*LIST_COLUMNS, "is_liked")

    def shown_to(self, user: User | AnonymousUser) -> models.QuerySet[Any, dict[str, Any]]:
        """Whole rows, as dictionaries."""
        return self.with_is_liked(user).values(*LIST_COLUMNS, "content", "content_html", "is_liked")

    def count_view(self) -> None:
        """Adds one to the hits in the database itself; an author's edit meanwhile and `updated_at` stay untouched."""
        self.update(hits=F("hits") + 1)


class Post(Entry):
    WRITTEN_COLUMNS = ("title", "content", "content_html", "excerpt")

    board = models.CharField(_("게시판"), max_length=10, choices=Board)
    title = models.CharField(_("제목"), max_length=100)
    excerpt = models.CharField(max_length=EXCERPT_LENGTH, editable=False)
    is_notice = models.BooleanField(_("공지"), default=False)
    hits = models.PositiveIntegerField(_("조회"), default=0, editable=False)
    comment_count = models.PositiveIntegerField(_("댓글"), default=0, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("글")
        verbose_name_plural = _("글")
        indexes = [
            models.Index(fields=["board", "-id"], name="post_by_board"),
            models.Index(fields=["author", "-id"], name="post_by_author"),
            models.Index(fields=["board", "-id"], name="post_notices", condition=Q(is_notice=True)),
        ]
        constraints = [models.CheckConstraint(condition=Q(board__in=Board.values), name="post_board_is_known")]

    def __str__(self) -> str:
        return self.title

    def follow(self, rendered: richtext.Rendered) -> None:
        super().follow(rendered)
        self.excerpt = richtext.excerpt(rendered.text, EXCERPT_LENGTH)

    def comment(self, author: User, content: str) -> "Comment":
        """Adds a comment and counts it. Raises `Http404` if the post is gone meanwhile."""
        with transaction.atomic():
            # Counting first takes the row's lock, so that the post can't vanish before the comment is in.
            if not self.row().update(comment_count=F("comment_count") + 1):
                raise Http404
            comment = Comment(post=self, author=author)
            comment.write(content=content)
            comment.save()
        return comment


LIST_COLUMNS = (
    "id",
    "board",
    "title",
    "excerpt",
    *AUTHOR_COLUMNS,
    "is_notice",
    "hits",
    "like_count",
    "comment_count",
    "created_at",
    "updated_at",
)


class CommentQuerySet(EntryQuerySet):
    def under(self, board: Board, post_id: int) -> Self:
        # By `post__id`, not `post_id`: only a plain column knows that an id over 2**63 can't be there.
        return self.filter(post__id=post_id, post__board=board)

    def shown_to(self, user: User | AnonymousUser) -> models.QuerySet[Any, dict[str, Any]]:
        """Whole rows, as dictionaries."""
        return self.with_is_liked(user).values(
            "id",
            "post_id",
            *AUTHOR_COLUMNS,
            "content",
            "content_html",
            "like_count",
            "created_at",
            "updated_at",
            "is_liked",
        )


class Comment(Entry):
    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, related_name="comments", verbose_name=_("글"), db_index=False
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("댓글")
        verbose_name_plural = _("댓글")
        indexes = [models.Index(fields=["post", "id"], name="comment_by_post")]

    def __str__(self) -> str:
        return richtext.excerpt(self.content, 30)

    def remove(self) -> None:
        """Deletes the comment and takes it off the count, once, however often it is asked for."""
        with transaction.atomic():
            self.post.lock()
            deleted = self.row().delete()[1]
            self.post.row().update(comment_count=F("comment_count") - deleted.get(Comment._meta.label, 0))


class Like(models.Model):
    """One user likes one post or one comment."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="likes", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, blank=True, related_name="likes")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="likes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("좋아요")
        verbose_name_plural = _("좋아요")
        constraints = [
            models.UniqueConstraint(fields=["user", "post"], name="like_post_once"),
            models.UniqueConstraint(fields=["user", "comment"], name="like_comment_once"),
            models.CheckConstraint(
                condition=Q(post__isnull=False, comment__isnull=True) | Q(post__isnull=True, comment__isnull=False),
                name="like_has_one_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.post_id or self.comment_id}"
