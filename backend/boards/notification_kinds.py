"""What the boards tell members of.

The names are those that everybody sees; who liked or kept something is told to nobody.
"""

from typing import Any

from django.db.models import OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from boards.models import Comment, Post, Scrap
from boards.models.entry import number_of
from boards.serializers.entries import signature
from common import richtext
from notifications.kinds import Kind, Part, Row, Told

EXCERPT_LENGTH = 80
KINDS = (
    Kind("comment", gettext_lazy("내 글에 달린 댓글")),
    Kind("reply", gettext_lazy("내가 쓴 댓글에 달린 답글")),
    Kind("like", gettext_lazy("내 글과 댓글의 좋아요")),
    Kind("scrap", gettext_lazy("내 글의 스크랩")),
    Kind("notice", gettext_lazy("새 공지")),
)


def describe(reader: User, rows: list[Row]) -> dict[int, Told]:
    """Two queries at most: what has happened to comments, and what to posts."""
    things = {"post": posts(reader, ids(rows, "post")), "comment": comments(reader, ids(rows, "comment"))}
    told = {}
    for row in rows:
        name, pk = row["about"].split(":")
        if thing := things[name].get(int(pk)):
            says = comment_told(row["kind"], thing) if name == "comment" else post_told(row["kind"], thing)
            if says.count:
                told[row["id"]] = says
    return told


def ids(rows: list[Row], name: str) -> set[int]:
    return {int(row["about"].removeprefix(f"{name}:")) for row in rows if row["about"].startswith(f"{name}:")}


def comments(reader: User, pks: set[int]) -> dict[int, dict[str, Any]]:
    found: Any = Comment.objects.visible_to(reader).filter(pk__in=pks).whole_with_posts().with_own_marks(reader)
    return {row["id"]: row for row in found} if pks else {}


def posts(reader: User, pks: set[int]) -> dict[int, dict[str, Any]]:
    scraps = number_of(Scrap.objects.filter(post=OuterRef("pk")).exclude(user=reader), "post")
    found: Any = Post.objects.visible_to(reader).filter(pk__in=pks).with_own_marks(reader)
    rows = found.values("id", "board", "title", "like_count", "is_liked", scrap_count=scraps)
    return {row["id"]: row for row in rows} if pks else {}


def comment_told(kind: str, comment: dict[str, Any]) -> Told:
    title = comment["post__title"]
    excerpt = richtext.excerpt(richtext.text_of(comment["content_html"]), EXCERPT_LENGTH)
    place = {"kind": "post", "board": comment["post__board"], "id": comment["post_id"], "comment": comment["id"]}
    if kind == "like":
        count = others_likes(comment)
        return Told(title, _("내 댓글을 %(count)d명이 좋아해요.") % {"count": count}, place, excerpt, count=count)
    actor = signature(comment)
    sentence = _("%(name)s님이 답글을 남겼어요.") if kind == "reply" else _("%(name)s님이 댓글을 남겼어요.")
    return Told(title, sentence % actor, place, excerpt, actor)


def post_told(kind: str, post: dict[str, Any]) -> Told:
    place = {"kind": "post", "board": post["board"], "id": post["id"], "comment": None}
    if kind == "notice":
        return Told(post["title"], _("새 공지가 올라왔어요."), place)
    if kind == "scrap":
        count, sentence = post["scrap_count"], _("내 글을 %(count)d명이 스크랩했어요.")
    else:
        count, sentence = others_likes(post), _("내 글을 %(count)d명이 좋아해요.")
    return Told(post["title"], sentence % {"count": count}, place, count=count)


def others_likes(row: dict[str, Any]) -> int:
    return row["like_count"] - row["is_liked"]


PART = Part(KINDS, describe, places=(Post,))
