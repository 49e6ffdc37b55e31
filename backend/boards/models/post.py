from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from boards.files.intake import MAX_FILES, NewFile
from boards.models.attachment import Attachment
from boards.models.board import Board
from boards.models.comment import Comment, check_parent
from boards.models.details import CONSTRAINTS, DETAIL_COLUMNS, Details
from boards.models.entry import AUTHOR_COLUMNS, Entry, EntryQuerySet, number_of
from boards.models.poll import Poll
from boards.models.pseudonym import WRITER_OF_POST, Pseudonym
from boards.models.report import Report
from boards.models.scrap import Scrap
from boards.search.queryset import SearchQuerySet
from boards.search.tokens import by_author, detail_tokens
from common import richtext
from common.errors import Conflict
from common.etags import check_version
from common.search_text import fold, fold_with_initials
from notifications.models import Notification, reference

EXCERPT_LENGTH = 120
LIST_COLUMNS = (
    "id",
    "board",
    "title",
    "excerpt",
    *AUTHOR_COLUMNS,
    "is_anonymous",
    "is_notice",
    "hits",
    "like_count",
    "comment_count",
    "attachment_count",
    "thumbnail",
    "has_poll",
    *DETAIL_COLUMNS,
    "hidden_at",
    "version",
    "created_at",
    "updated_at",
)


class TooManyFiles(Conflict):
    default_detail = _("글 하나에 파일은 5개까지 올릴 수 있어요. 다른 파일을 지우고 올려 주세요.")
    default_code = "too_many_files"


# The type of `as_manager` is of one class; two bases can't agree on it.
class PostQuerySet(EntryQuerySet, SearchQuerySet):  # type: ignore[override]
    def by(self, user: User) -> Self:
        return super().by(user).narrowed((by_author(user.pk),))

    def summaries(self) -> Self:
        """Rows of a list, as dictionaries: bodies stay in the database."""
        return self.values(*LIST_COLUMNS)  # type: ignore[return-value]

    def whole(self) -> Self:
        """Whole rows, as dictionaries."""
        return self.values(*LIST_COLUMNS, "content", "content_html")  # type: ignore[return-value]

    def hot(self) -> Self:
        """Those that move people just now, by `hot__rank`, which is a column more."""
        return self.public().not_reported().filter(hot__isnull=False).annotate(hot_rank=F("hot__rank"))

    def not_reported(self) -> Self:
        """Those of which staff need not see yet whether they should be there."""
        return self.filter(~Exists(Report.objects.open().filter(post=OuterRef("pk"))))

    def notices(self) -> Self:
        """What staff have pinned, on either board."""
        return self.public().filter(is_notice=True)

    def outdated(self) -> Self:
        """Those that say that they no longer hold."""
        return self.filter(valid_until__lt=timezone.localdate())

    def not_outdated(self) -> Self:
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=timezone.localdate()))

    def with_own_marks(self, user: User | AnonymousUser) -> Self:
        """Adds `is_scrapped`, too."""
        marked = super().with_own_marks(user)
        if not user.is_authenticated:
            return marked
        return marked.annotate(is_scrapped=Exists(Scrap.objects.of(user).filter(post=OuterRef("pk"))))

    def scrapped_by(self, user: User) -> Self:
        """Posts that this user keeps, each with the scrap that says so."""
        return self.filter(scraps__user=user).annotate(
            scrap_id=F("scraps__id"),
            scrapped_at=F("scraps__created_at"),
            folder_id=F("scraps__folder_id"),
            folder_name=F("scraps__folder__name"),
        )

    def neighbors(self, post_id: int) -> dict[str, Any]:
        """The posts just before and after this one, as `previous` and `next`: rows of `id` and `title`, or None.

        Raises `Http404` if the post is not among these. One query.
        """
        columns = {"id": F("pk"), "title": F("title")}
        older, newer = self.filter(pk__lt=post_id).order_by("-pk"), self.filter(pk__gt=post_id).order_by("pk")
        row: models.QuerySet[Any, dict[str, Any]] = self.filter(pk=post_id).values(
            previous=Subquery(older.values(row=JSONObject(**columns))[:1]),
            next=Subquery(newer.values(row=JSONObject(**columns))[:1]),
        )
        return get_object_or_404(row)

    def count_view(self) -> None:
        """Adds one to the hits in the database itself; an author's edit meanwhile and `updated_at` stay untouched."""
        self.update(hits=F("hits") + 1)

    def true_counts(self) -> dict[str, Coalesce]:
        public = Comment.objects.public().filter(post=OuterRef("pk"))
        files = Attachment.objects.filter(post=OuterRef("pk"))
        return super().true_counts() | {
            "comment_count": number_of(public, "post"),
            "attachment_count": number_of(files, "post"),
        }

    def count_comments(self) -> None:
        """Counts the comments of each post anew; the caller holds the posts."""
        self.update(comment_count=self.true_counts()["comment_count"])

    @transaction.atomic(savepoint=False)
    def hide(self) -> int:
        """What is told of them, and of what stands under them, is forgotten. The caller holds them."""
        Notification.objects.at([reference("post", pk) for pk in self.values_list("pk", flat=True)]).forget()
        return super().hide()

    def discard(self) -> int:
        """Deletes posts that the caller holds, with all that hangs on them; returns how many."""
        Comment.objects.filter(post__in=self.values("pk")).hold()
        Scrap.objects.filter(post__in=self.values("pk")).hold()  # their members take several, too
        return self.delete()[1].get(Post._meta.label, 0)


class Post(Details, Entry):
    FOLDED_COLUMNS = ("searched_title", "searched_content", "detail_tokens")
    WRITTEN_COLUMNS = ("title", "content", "content_html", "excerpt", *DETAIL_COLUMNS, *FOLDED_COLUMNS)

    board = models.CharField(_("게시판"), max_length=10, choices=Board)
    title = models.CharField(_("제목"), max_length=100)
    excerpt = models.CharField(max_length=EXCERPT_LENGTH, editable=False)
    searched_title = models.TextField(editable=False)
    searched_content = models.TextField(editable=False)
    detail_tokens = models.TextField(default="", editable=False)
    is_notice = models.BooleanField(_("공지"), default=False)
    hits = models.PositiveIntegerField(_("조회"), default=0, editable=False)
    comment_count = models.PositiveIntegerField(_("댓글"), default=0, editable=False)
    attachment_count = models.PositiveSmallIntegerField(_("첨부 파일"), default=0, editable=False)
    has_poll = models.BooleanField(default=False, editable=False)
    thumbnail = models.CharField(max_length=40, blank=True, editable=False)  # the token of the first picture

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("글")
        verbose_name_plural = _("글")
        indexes = [
            models.Index(fields=["board", "-id"], name="post_by_board"),
            models.Index(fields=["author", "-id"], name="post_by_author"),
            models.Index(fields=["board", "-id"], name="post_notices", condition=Q(is_notice=True)),
            models.Index(fields=["-id"], name="post_notices_of_all", condition=Q(is_notice=True)),
            models.Index(fields=["board", "created_at"], name="post_by_time"),
            models.Index(fields=["board", "-id"], name="post_dated", condition=Q(valid_until__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(board__in=Board.values), name="post_board_is_known"),
            models.CheckConstraint(condition=~Q(searched_title=""), name="post_can_be_found"),
            *CONSTRAINTS,
        ]

    def __str__(self) -> str:
        return self.title

    def write(self, **written: Any) -> None:
        super().write(**written)
        self.fold()

    def fold(self) -> None:
        """Sets what searches and filters look into."""
        self.searched_title, self.searched_content = fold_with_initials(self.title), fold(self.content)
        self.detail_tokens = detail_tokens(self.tag, self.school_year, self.university, self.admission_type)

    def follow(self, rendered: richtext.Rendered) -> None:
        super().follow(rendered)
        self.excerpt = richtext.excerpt(rendered.words, EXCERPT_LENGTH)

    @property
    def place(self) -> str:
        return self.reference

    def set_notice(self, *, is_notice: bool) -> None:
        """Pins it, of which everybody hears, or takes it down again; nothing else of the row is saved."""
        with transaction.atomic():
            changed = self.row().exclude(is_notice=is_notice).update(is_notice=is_notice)
            if changed and not is_notice:
                Notification.objects.about([self.reference], [self.place]).filter(kind="notice").delete()
            elif changed and self.hidden_at is None:
                Notification.objects.tell_everybody(self.reference, "notice", but=self.author)
        self.is_notice = is_notice

    def move_to(self, board: Board) -> None:
        """Takes the post to another board, where its details mean nothing."""
        if board == self.board:
            return
        self.board = board
        for column in DETAIL_COLUMNS:
            setattr(self, column, None)
        self.fold()
        self.save(update_fields=["board", *DETAIL_COLUMNS, *self.FOLDED_COLUMNS])

    def comment(self, author: User, content: str, *, is_anonymous: bool = False, parent: int | None = None) -> Comment:
        """Adds a comment, or an answer to the comment `parent`, and counts it.

        Of the post nothing but id and board has to be known. Raises `Http404` if it is not there or hidden, and
        `ValidationError` for a `parent` that can't be answered to.
        """
        with transaction.atomic():
            # Counting first takes the row's lock, so that the post can't vanish before the comment is in, and that
            # numbers and answers wait for each other.
            there = Post.objects.filter(pk=self.pk, board=self.board).visible_to(author)
            if not there.update(comment_count=F("comment_count") + 1):
                raise Http404
            comment = Comment(post=self, author=author, is_anonymous=is_anonymous, parent_id=parent)
            if is_anonymous or parent is not None:
                self._place(comment)
            comment.write(content=content)
            comment.save()
            comment.tell()
        return comment

    def _place(self, comment: Comment) -> None:
        """Finds out where an answer belongs, and by which number somebody anonymous goes; the caller holds the row."""
        numbers = Pseudonym.objects.under_post()
        answered = Comment.objects.visible_to(comment.author).filter(pk=comment.parent_id or 0, post=OuterRef("pk"))
        thread = (
            self.row()
            .values("author", "is_anonymous")
            .annotate(
                own=Subquery(numbers.filter(user=comment.author).values("number")),
                last=Coalesce(Subquery(numbers.values("number")[:1]), 0),
                top=Subquery(answered.values("thread")),
            )
            .get()
        )
        if comment.parent_id is not None:
            check_parent(comment.parent_id, thread["top"])
        if comment.is_anonymous:
            if thread["is_anonymous"] and thread["author"] == comment.author_id:
                comment.number = WRITER_OF_POST
            else:
                comment.number = thread["own"] or self._name_anew(comment.author, thread["last"] + 1)

    def _name_anew(self, user: User, number: int) -> int:
        return Pseudonym.objects.create(post=self, user=user, number=number).number

    def save_with(self, files: list[NewFile], poll: dict[str, Any] | None = None) -> None:
        """Saves a new post with all its files and its poll (`choices`, `is_multiple`, `closes_at`), or nothing."""
        self.has_poll = poll is not None
        with transaction.atomic():
            self.save()
            if poll is not None:
                Poll.objects.open(self, **poll)
            if files:
                self.attach(files)

    def attach(self, files: list[NewFile]) -> list[int]:
        """Adds files behind those that hang on the post, and returns their ids.

        Of any number at once no more get through than there is room for. Raises `TooManyFiles`, and `Http404` if the
        post is gone.
        """
        with transaction.atomic():
            self.lock()
            present = list(self.attachments.in_order())
            if len(present) + len(files) > MAX_FILES:
                raise TooManyFiles
            new = [
                self.attachments.create(token=file.token, position=position, **file.columns)
                for position, file in enumerate(files, len(present))
            ]
            self.put_in_order(present + new)
        for file in files:
            file.is_kept = True
        return [attachment.pk for attachment in new]

    def put_in_order(self, attachments: list[Attachment]) -> None:
        """Numbers all that hangs on the post, and notes what lists show of it. The caller holds the post."""
        for position, attachment in enumerate(attachments):
            if attachment.position != position:
                attachment.position = position
                attachment.save(update_fields=["position"])
        pictures = (attachment.token for attachment in attachments if attachment.is_picture)
        self.attachment_count, self.thumbnail = len(attachments), next(pictures, "")
        self.row().update(attachment_count=self.attachment_count, thumbnail=self.thumbnail)

    def remove(self, expected: frozenset[int] | None = None) -> None:
        """Deletes the post with all that hangs on it, after what is just being written below it."""
        with transaction.atomic():
            self.lock()
            check_version(self.version, expected)
            self.comments.hold()  # a like that comes in now would point at nothing
            self.delete()
