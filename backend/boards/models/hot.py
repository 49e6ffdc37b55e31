"""The posts that move people just now (인기글), ranked beside the requests."""

from datetime import datetime, timedelta
from heapq import nlargest

from django.db import models, transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards.models.board import Board
from boards.models.comment import Comment
from boards.models.entry import number_of
from boards.models.like import Like
from boards.models.post import Post

KEPT = timedelta(days=7)  # no older post is hot, whatever happens below it
HALF_LIFE = timedelta(hours=12)
RANKED = 50  # posts of a board
LIKE, COMMENTER, VIEWS = 3, 2, 20  # points for a like and for each who comments; so many views are one
ENOUGH = 5  # points, or it moves nobody yet


def heat(likes: int, commenters: int, hits: int, age: timedelta) -> float:
    """Points that halve every `HALF_LIFE`; 0.0 of a post that few have noticed.

    `likes` and `commenters` are people other than the author, each counted once.
    """
    points = LIKE * likes + COMMENTER * commenters + hits // VIEWS
    return points * 0.5 ** (age / HALF_LIFE) if points >= ENOUGH else 0.0


class HotPostManager(models.Manager["HotPost"]):
    def rank(self, board: Board) -> None:
        """Ranks the newest posts of a board anew; its cost depends on how much is written in a week, not in all."""
        now = timezone.now()
        hottest = nlargest(RANKED, ((hotness, pk) for hotness, pk in heats(board, now) if hotness))
        order = [pk for _hotness, pk in hottest]
        with transaction.atomic():
            there = set(Post.objects.filter(pk__in=order).hold())  # one may be deleted in this moment
            ranked = [pk for pk in order if pk in there]
            self.filter(post__board=board).exclude(pk__in=ranked).delete()
            self.bulk_create(
                (HotPost(post_id=pk, rank=rank) for rank, pk in enumerate(ranked, 1)),
                update_conflicts=True,
                unique_fields=["post"],
                update_fields=["rank"],
            )


def heats(board: Board, now: datetime) -> list[tuple[float, int]]:
    """The heat of each public post of the last days, and its id. One query."""
    likes = Like.objects.filter(post=OuterRef("pk")).exclude(user=OuterRef("author"))
    comments = Comment.objects.public().filter(post=OuterRef("pk")).exclude(author=OuterRef("author"))
    commenters = comments.order_by().values("post").annotate(number=Count("author", distinct=True)).values("number")
    posts = Post.objects.on(board).public().not_reported().filter(is_notice=False, created_at__range=(now - KEPT, now))
    rows = posts.order_by().values_list(
        "pk", number_of(likes, "post"), Coalesce(Subquery(commenters), 0), "hits", "created_at"
    )
    return [(heat(liked, talked, hits, now - written), pk) for pk, liked, talked, hits, written in rows]


class HotPost(models.Model):
    """Which place a post has among the hot ones of its board, from 1."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="hot")
    rank = models.PositiveSmallIntegerField()

    objects = HotPostManager()

    class Meta:
        verbose_name = _("인기글")
        verbose_name_plural = _("인기글")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.rank}: {self.post_id}"
