from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from accounts.models import User
from boards.models.board import Board
from boards.models.entry import AUTHOR_COLUMNS, Entry, EntryQuerySet, visible
from boards.models.like import Like
from boards.models.revision import Revision
from common import richtext
from common.etags import check_version
from notifications.models import Notification, reference

OWN_COLUMNS = (
    "id",
    "post_id",
    "parent_id",
    "thread",
    "is_anonymous",
    "number",
    "content",
    "content_html",
    "like_count",
    "is_deleted",
    "hidden_at",
    "version",
    "created_at",
    "updated_at",
)
POST_COLUMNS = ("post__board", "post__title", "post__author_id", "post__hidden_at")


def check_parent(parent: int, top: int | None) -> None:
    """Raises `ValidationError` unless `parent` is there, and is itself what stands on top of its thread."""
    if top is None:
        raise ValidationError({"parent": _("답글을 달 댓글이 없어요. 지워졌을 수도 있어요.")}, code="does_not_exist")
    if top != parent:
        raise ValidationError(
            {"parent": _("답글에는 답글을 달 수 없어요. 맨 위 댓글에 달아 주세요.")}, code="not_top_level"
        )


class CommentQuerySet(EntryQuerySet):
    def under(self, board: Board, post_id: int) -> Self:
        # By `post__id`, not `post_id`: only a plain column knows that an id over 2**63 can't be there.
        return self.filter(post__id=post_id, post__board=board)

    def standing(self) -> Self:
        """Without the places of those that are deleted."""
        return self.filter(is_deleted=False)

    def public(self) -> Self:
        return super().public().standing()

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What this user may see, under posts that they may see."""
        return super().visible_to(user).standing().filter(visible(user, "post__"))

    def placed_for(self, user: User | AnonymousUser) -> Self:
        """What this user may see, and the places of what they may not or nobody may any more, if it has answers."""
        answers = Comment.objects.standing().filter(visible(user), parent=OuterRef("pk"))
        shown = Q(is_deleted=False) & visible(user)
        return self.filter(shown | Q(Exists(answers), parent=None), visible(user, "post__"))

    def whole(self) -> Self:
        """Whole rows, as dictionaries."""
        return self.values(*OWN_COLUMNS, *AUTHOR_COLUMNS)  # type: ignore[return-value]

    def whole_with_posts(self) -> Self:
        """Whole rows, each with what tells of its post."""
        return self.values(*OWN_COLUMNS, *AUTHOR_COLUMNS, *POST_COLUMNS)  # type: ignore[return-value]

    @transaction.atomic(savepoint=False)
    def hide(self) -> int:
        held = Comment.objects.filter(pk__in=self.hold())
        held.forget_notifications()
        return super(CommentQuerySet, held).hide()

    def forget_notifications(self) -> None:
        """Of what is gone or hidden nothing is told any more. The caller holds them, as does whoever tells of one."""
        rows = list(self.order_by().values_list("pk", "post"))
        comments, posts = {reference("comment", pk) for pk, _post in rows}, {reference("post", pk) for _pk, pk in rows}
        Notification.objects.about(comments, posts).forget()

    def discard(self) -> int:
        """Deletes comments whose posts the caller holds, but counts nothing; returns how many."""
        ids = self.hold()
        held = Comment.objects.filter(pk__in=ids)
        held.forget_notifications()
        posts = list(held.order_by().values_list("post", flat=True).distinct())
        answered = Exists(Comment.objects.filter(parent=OuterRef("pk")).exclude(pk__in=ids))
        held.filter(answered).empty()
        held.standing().delete()
        Comment.objects.filter(post__in=posts).drop_places()
        return len(ids)

    def empty(self) -> None:
        """Leaves nothing but the place of comments that others have answered to."""
        gone = list(self.values_list("pk", flat=True))
        Like.objects.filter(comment__in=gone).delete()
        Revision.objects.filter(comment__in=gone).delete()
        # When they were deleted shows nowhere: it would tell which ones went together.
        Comment.objects.filter(pk__in=gone).update(
            is_deleted=True,
            content="",
            content_html="",
            like_count=0,
            hidden_at=None,
            version=1,
            updated_at=F("created_at"),
        )

    def drop_places(self) -> None:
        """Deletes the places that nobody's answer needs any more."""
        self.filter(~Exists(Comment.objects.filter(parent=OuterRef("pk"))), is_deleted=True).delete()


class Comment(Entry):
    """A comment, or an answer to one. One that is deleted stays as an empty place while it has answers."""

    post = models.ForeignKey(
        "Post", on_delete=models.CASCADE, related_name="comments", verbose_name=_("글"), db_index=False
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        editable=False,
        related_name="replies",
        verbose_name=_("윗댓글"),
        db_index=False,
    )
    # The comment at the top; what has one thread stands together.
    thread = models.GeneratedField(
        expression=Coalesce("parent", "id"), output_field=models.BigIntegerField(), db_persist=True
    )
    number = models.PositiveIntegerField(null=True, editable=False)  # of an anonymous author in this thread
    is_deleted = models.BooleanField(_("지워짐"), default=False, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("댓글")
        verbose_name_plural = _("댓글")
        indexes = [
            models.Index(fields=["author", "-id"], name="comment_by_author"),
            models.Index(fields=["post", "id"], name="comment_by_post"),
            models.Index(fields=["post", "thread", "id"], name="comment_by_thread"),
            models.Index(fields=["parent"], name="comment_replies", condition=Q(parent__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_anonymous=True, number__isnull=False) | Q(is_anonymous=False, number__isnull=True),
                name="comment_number_is_anonymous",
            ),
            models.CheckConstraint(
                condition=Q(is_deleted=False) | Q(content="", content_html="", like_count=0, hidden_at__isnull=True),
                name="deleted_comment_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return richtext.excerpt(self.content, 30)

    @property
    def place(self) -> str:
        return reference("post", self.post_id)

    def tell(self) -> None:
        """Tells the others of its thread that there is an answer, and the post's author that there is a comment."""
        others = User.objects.exclude(pk=self.author_id)
        public = Comment.objects.visible_to(AnonymousUser()).filter(post=self.post_id)
        talked = Q(pk__in=public.filter(thread=self.parent_id or self.pk).order_by().values("author"))
        wrote = Q(pk__in=public.filter(pk=self.pk).values("post__author"))
        recipients = {"comment": others.filter(wrote & ~talked)}  # who also talked hears of it as of an answer
        if self.parent_id is not None:
            recipients["reply"] = others.filter(talked)
        Notification.objects.tell_few(self.reference, self.place, **recipients)

    def row(self) -> models.QuerySet:
        """Of one that is deleted there is none: who wants to like it or edit it hears that it is gone."""
        return super().row().filter(is_deleted=False)

    def as_shown(self) -> dict[str, Any]:
        """The row of `whole` of a comment that its author has written in this moment."""
        return {name: getattr(self, name) for name in OWN_COLUMNS} | {
            "author_id": self.author.pk,
            "author__nickname": self.author.nickname,
            "author__profile_picture": self.author.profile_picture.name,
            "author__withdrawn_at": self.author.withdrawn_at,
            "is_liked": False,
        }

    def remove(self, expected: frozenset[int] | None = None) -> None:
        """Deletes the comment and takes it off the count, once, however often it is asked for."""
        with transaction.atomic():
            self.lock_post()
            self.lock()
            check_version(self.version, expected)
            Notification.objects.about([self.reference], [self.place]).delete()
            if self.replies.exists():
                Comment.objects.filter(pk=self.pk).empty()
            else:
                self.delete()
                if self.parent_id:
                    Comment.objects.filter(pk=self.parent_id).drop_places()
            if self.hidden_at is None:  # a hidden one is on no count
                self.post.row().update(comment_count=F("comment_count") - 1)

    def lock_post(self) -> None:
        """As `lock`, for the post; raises `Http404` if it has gone since the comment was read."""
        try:
            self.post.lock()
        except ObjectDoesNotExist as error:
            raise Http404 from error
