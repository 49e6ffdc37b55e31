"""What the boards hold of a member: posts with their files, comments, likes, and the shelf.

They stay when their author is gone, under nobody's name. Only what nobody else could see is erased: the shelf, what was
hidden, and what was edited away.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import Action, File, PersonalData, Row, Table
from boards.files import stored
from boards.models import (
    DETAIL_COLUMNS,
    Attachment,
    Ballot,
    Choice,
    Comment,
    CommentQuerySet,
    Folder,
    Like,
    Post,
    PostQuerySet,
    Pseudonym,
    Report,
    Revision,
    Scrap,
)

BATCH = 500  # rows
POST_COLUMNS = (
    "id",
    "board",
    "title",
    "content",
    *DETAIL_COLUMNS,
    "is_anonymous",
    "is_notice",
    "hits",
    "like_count",
    "comment_count",
    "attachment_count",
    "has_poll",
    "hidden_at",
    "version",
    "created_at",
    "updated_at",
)
COMMENT_COLUMNS = (
    "parent",
    "is_anonymous",
    "number",
    "content",
    "like_count",
    "is_deleted",
    "hidden_at",
    "version",
    "created_at",
    "updated_at",
)


def posts(user: User) -> QuerySet[Post, Row]:
    return Post.objects.by(user).order_by("pk").values(*POST_COLUMNS)


def comments(user: User) -> Iterator[Row]:
    rows = Comment.objects.by(user).order_by("pk").values("id", *COMMENT_COLUMNS, *columns_of("post__"))
    for row in rows.iterator(BATCH):
        yield {"id": row["id"], "post": post_of(row, "post__", user)} | {name: row[name] for name in COMMENT_COLUMNS}


def likes(user: User) -> Iterator[Row]:
    paths = ("post__", "comment__post__")
    titles = [column for path in paths for column in columns_of(path)]
    rows = Like.objects.filter(user=user).order_by("pk").values("comment_id", "created_at", *titles)
    for row in rows.iterator(BATCH):
        post = post_of(row, paths[row["comment_id"] is not None], user)
        yield {"post": post, "comment": row["comment_id"], "created_at": row["created_at"]}


def folders(user: User) -> QuerySet[Folder, Row]:
    return Folder.objects.of(user).order_by("pk").values("id", "name")


def scraps(user: User) -> Iterator[Row]:
    rows = Scrap.objects.of(user).order_by("pk").values("folder", "created_at", *columns_of("post__"))
    for row in rows.iterator(BATCH):
        post = post_of(row, "post__", user)
        yield {"post": post, "folder": row["folder"], "created_at": row["created_at"]}


def reports(user: User) -> Iterator[Row]:
    paths = ("post__", "comment__post__")
    titles = [column for path in paths for column in columns_of(path)]
    rows = Report.objects.filter(user=user).order_by("pk")
    for row in rows.values("comment_id", "reason", "detail", "created_at", "settled_at", *titles).iterator(BATCH):
        said = {name: row[name] for name in ("reason", "detail", "created_at", "settled_at")}
        yield {"post": post_of(row, paths[row["comment_id"] is not None], user), "comment": row["comment_id"], **said}


def revisions(user: User) -> QuerySet[Revision, Row]:
    columns = ("version", "title", "content", "details", "written_at")
    return Revision.objects.by(user).order_by("pk").values("post_id", "comment_id", *columns)


def choices(user: User) -> QuerySet[Choice, Row]:
    """How many chose which is told as everybody is told."""
    return Choice.objects.filter(poll__post__author=user).order_by("poll", "position").values("poll", "text")


def ballots(user: User) -> QuerySet[Ballot, Row]:
    return Ballot.objects.filter(user=user).order_by("pk").values("poll")


def pseudonyms(user: User) -> QuerySet[Pseudonym, Row]:
    return Pseudonym.objects.filter(user=user).order_by("pk").values("post", "number")


def attachments(user: User) -> Iterator[Row]:
    columns = ("id", "post_id", "name", "size", "content_type", "width", "height", "alt", "position", "created_at")
    for row in Attachment.objects.of(user).order_by("pk").values(*columns).iterator(BATCH):
        yield row | {"file": name_in_zip(row["id"], row["name"])}


def files(user: User) -> Iterator[File]:
    for row in Attachment.objects.of(user).order_by("pk").values("id", "name", "token").iterator(BATCH):
        yield name_in_zip(row["id"], row["name"]), stored.storage(), stored.path_of(row["token"])


def name_in_zip(attachment_id: int, name: str) -> str:
    return f"files/{attachment_id}/{name}"


def columns_of(path: str) -> list[str]:
    return [f"{path}{name}" for name in ("id", "title", "author_id", "hidden_at")]


def post_of(row: Row, path: str, user: User) -> Row:
    """A post is its author's: of one by somebody else only what it is called, unless hidden."""
    post_id, title, author_id, hidden_at = (row[column] for column in columns_of(path))
    return {"id": post_id, "title": title if hidden_at is None or author_id == user.pk else None}


def publish(user: User, action: Action) -> Counter[str]:
    posts, comments = Post.objects.by(user), Comment.objects.by(user).standing()
    match action:
        case Action.HIDE:
            return change(posts.public(), comments.public(), lambda entries: entries.hide())
        case Action.SHOW:
            return change(posts.hidden(), comments.hidden(), lambda entries: entries.show())
        case Action.DELETE:
            return change(posts, comments, lambda entries: entries.discard())


def erase(user: User) -> None:
    Report.objects.forget_reporter(user)
    Revision.objects.by(user).delete()
    Pseudonym.objects.filter(user=user).delete()  # the comments hold their numbers themselves
    change(Post.objects.by(user).hidden(), Comment.objects.by(user).hidden(), lambda entries: entries.discard())
    scraps = Scrap.objects.of(user)
    scraps.hold()  # after all posts: who deletes one holds it before what members keep of it
    scraps.delete()
    Folder.objects.of(user).delete()


def change(
    posts: PostQuerySet, comments: CommentQuerySet, how: Callable[[PostQuerySet | CommentQuerySet], int]
) -> Counter[str]:
    """Changes these posts and comments, in the caller's transaction; returns how many of each that were.

    It goes thread by thread in batches. Whatever changes a thread holds its post, and everybody takes several in the
    order of their ids: so the counters stay exact, and nobody waits for somebody who waits for them.
    """
    changed: Counter[str] = Counter()
    threads = sorted({*comments.values_list("post_id", flat=True), *posts.values_list("pk", flat=True)})
    for start in range(0, len(threads), BATCH):
        held = Post.objects.filter(pk__in=threads[start : start + BATCH]).hold()
        changed["comments"] += how(comments.filter(post__in=held))
        changed["posts"] += how(posts.filter(pk__in=held))
        Post.objects.filter(pk__in=held).count_comments()
    return changed


PERSONAL_DATA = PersonalData(
    models=(Post, Comment, Like, Pseudonym, Folder, Scrap, Ballot, Report),
    tables=(
        Table("posts", _("내가 쓴 글. 숨긴 글은 hidden_at에 숨긴 시각이 있어요."), posts),
        Table(
            "comments", _("내가 쓴 댓글과, 어느 글에 달았는지. 지웠지만 답글이 있는 것은 빈자리로 있어요."), comments
        ),
        Table("pseudonyms", _("익명으로 댓글을 단 글과, 거기에서의 익명 번호"), pseudonyms),
        Table("attachments", _("내 글에 올린 파일과, files 폴더의 어디에 있는지"), attachments),
        Table("revisions", _("내 글과 댓글의 고치기 전 내용"), revisions),
        Table("choices", _("내 글의 투표에서 고를 수 있는 것"), choices),
        Table("ballots", _("투표한 글의 번호. 무엇을 골랐는지는 저장하지 않아요."), ballots),
        Table("likes", _("내가 좋아한 글과 댓글"), likes),
        Table("reports", _("내가 신고한 글과 댓글"), reports),
        Table("folders", _("내 스크랩 폴더"), folders),
        Table("scraps", _("내가 스크랩한 글과, 들어 있는 폴더의 번호"), scraps),
    ),
    files=files,
    publish=publish,
    erase=erase,
)
