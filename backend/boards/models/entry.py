"""What a post and a comment have in common."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from boards.models.like import Like, like_target
from common import richtext
from common.etags import check_version
from notifications.models import Notification, reference

if TYPE_CHECKING:
    from boards.models.revision import Revision

AUTHOR_COLUMNS = ("author_id", "author__nickname", "author__profile_picture", "author__withdrawn_at")


def visible(user: User | AnonymousUser, path: str = "") -> Q:
    """That an entry, or the one to which `path` leads, is hidden from nobody or is this user's own."""
    public = Q(**{f"{path}hidden_at": None})
    return public | Q(**{f"{path}author": user}) if user.is_authenticated else public


def number_of(rows: models.QuerySet, target: str) -> Coalesce:
    """How many of these rows belong to the one outside, which `target` names."""
    return Coalesce(Subquery(rows.order_by().values(target).annotate(number=Count("pk")).values("number")), 0)


class EntryQuerySet(models.QuerySet):
    def by(self, user: User) -> Self:
        return self.filter(author=user)

    def public(self) -> Self:
        """What its authors have not hidden."""
        return self.filter(hidden_at=None)

    def hidden(self) -> Self:
        return self.exclude(hidden_at=None)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What this user may see: what is public, and everything of their own."""
        return self.filter(visible(user))

    def hide(self) -> int:
        return self.update(hidden_at=timezone.now())

    def show(self) -> int:
        return self.update(hidden_at=None)

    def true_counts(self) -> dict[str, Coalesce]:
        """What the counters of each row should say, by their column."""
        target = like_target(self.model)
        return {"like_count": number_of(Like.objects.filter(**{target: OuterRef("pk")}), target)}

    def count_anew(self) -> None:
        """Sets the counters of rows that the caller holds."""
        self.update(**self.true_counts())

    def with_true_counts(self) -> Self:
        """Adds `true_like_count` and so on: one statement, so a write meanwhile is seen whole or not at all."""
        return self.annotate(**{f"true_{column}": count for column, count in self.true_counts().items()})

    def miscounted(self) -> Self:
        """Rows of which a counter says something else than is there."""
        differs = [~Q(**{column: F(f"true_{column}")}) for column in self.true_counts()]
        return self.with_true_counts().filter(reduce(or_, differs))

    def hold(self) -> list[int]:
        """Locks the rows until the transaction ends, in the order in which everybody takes several; returns the ids."""
        return list(self.select_for_update().order_by("pk").values_list("pk", flat=True))

    def with_own_marks(self, user: User | AnonymousUser) -> Self:
        """Adds `is_liked`: whether this user likes the row; a guest's rows have none."""
        if not user.is_authenticated:
            return self
        own = Like.objects.filter(**{like_target(self.model): OuterRef("pk")}, user=user)
        return self.annotate(is_liked=Exists(own))


class Entry(models.Model):
    """What a post and a comment have in common: written by someone, in Markdown, liked by each user at most once."""

    WRITTEN_COLUMNS: ClassVar[tuple[str, ...]] = ("content", "content_html")
    revisions: Any  # the texts of the earlier versions

    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("글쓴이"))
    content = models.TextField(_("내용"))
    content_html = models.TextField(editable=False)
    is_anonymous = models.BooleanField(_("익명"), default=False, editable=False)  # from the beginning, for good
    version = models.PositiveIntegerField(default=1, editable=False)  # of the text
    like_count = models.PositiveIntegerField(_("좋아요"), default=0, editable=False)
    hidden_at = models.DateTimeField(_("숨김"), null=True, blank=True, editable=False)  # by its author
    created_at = models.DateTimeField(_("작성"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("수정"), default=timezone.now, editable=False)  # by its author

    class Meta:
        abstract = True

    def write(self, **written: Any) -> None:
        """Sets what the author wrote (by column) and what follows from it; nothing is saved."""
        for column, value in written.items():
            setattr(self, column, value)
        if "content" in written:
            self.follow(richtext.render(self.content))

    def follow(self, rendered: richtext.Rendered) -> None:
        self.content_html = rendered.html

    def rewrite(self, expected: frozenset[int] | None = None, **written: Any) -> None:
        """Saves an edit of the text, and nothing else of the row; what it said before becomes a revision.

        An edit that changes nothing leaves no trace. Raises `EditedMeanwhile` unless the row is of one of the
        `expected` versions (None: any will do), and `Http404` if it is gone.
        """
        while True:
            check_version(self.version, expected)
            if all(getattr(self, column) == value for column, value in written.items()):
                return
            before = self.as_revision()
            self.write(**written)
            if self._replace(before):
                return
            self._read_text_anew()

    def _replace(self, before: "Revision") -> bool:
        """Saves the text unless somebody has saved another one since it was read."""
        columns = {name: getattr(self, name) for name in self.WRITTEN_COLUMNS}
        self.version, self.updated_at = before.version + 1, timezone.now()
        with transaction.atomic():
            read = self.row().filter(version=before.version)
            if not read.update(**columns, version=self.version, updated_at=self.updated_at):
                return False
            before.keep()
        return True

    def _read_text_anew(self) -> None:
        columns = (*self.WRITTEN_COLUMNS, "version", "updated_at")
        now = get_object_or_404(self.row().only(*columns))
        for name in columns:
            setattr(self, name, getattr(now, name))

    def as_revision(self) -> "Revision":
        """What the entry says now, to be kept when it says something else."""
        return self.revisions.model(
            **{like_target(type(self)): self},
            version=self.version,
            title=getattr(self, "title", ""),
            details=self.details(),
            content=self.content,
            content_html=self.content_html,
            written_at=self.updated_at,
        )

    def details(self) -> dict[str, Any]:
        """What it says of itself beside the text, as JSON."""
        return {}

    def row(self) -> models.QuerySet:
        return type(self)._default_manager.filter(pk=self.pk)

    def lock(self) -> None:
        """Holds the row until the transaction ends and reads anew what moves; raises `Http404` if it is gone."""
        now = get_object_or_404(self.row().select_for_update().only("like_count", "hidden_at", "version"))
        self.like_count, self.hidden_at, self.version = now.like_count, now.hidden_at, now.version

    def like(self, user: User) -> None:
        self._set_like(user, is_liked=True)

    def unlike(self, user: User) -> None:
        self._set_like(user, is_liked=False)

    @property
    def reference(self) -> str:
        """How notifications name it."""
        return reference(like_target(type(self)), self.pk)

    @property
    def place(self) -> str:
        """How notifications name the post with which it goes."""
        raise NotImplementedError

    def author_unless(self, user: User) -> models.QuerySet[User]:
        """The author, if it is somebody else and may see it. Of the row no more than the id has to be known."""
        row: Any = self.row()
        return User.objects.filter(pk__in=row.visible_to(AnonymousUser()).values("author")).exclude(pk=user.pk)

    def forget_likes(self) -> None:
        """Takes back what the author was told, if nobody else likes it any more."""
        others = Like.objects.filter(**{like_target(type(self)): self}).exclude(user=OuterRef("user"))
        told = Notification.objects.about([self.reference], [self.place]).filter(kind="like")
        told.filter(~Exists(others)).delete()

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
            if is_liked:
                Notification.objects.tell_few(self.reference, self.place, like=self.author_unless(user))
            elif self.like_count <= 1:  # the one that is left may be the author's own
                self.forget_likes()
