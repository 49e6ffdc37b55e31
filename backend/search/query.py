"""What somebody looks for, over both boards and the FAQ."""

from dataclasses import dataclass, replace
from functools import cached_property

from boards.models import Board, Post, PostQuerySet
from common.highlights import Words
from qna.models import Faq, FaqQuerySet
from search.layouts import in_hangul, in_latin

FAQ_COLUMNS = {"title": "question", "content": "answer"}


@dataclass(frozen=True)
class Query:
    """Words that all have to stand in the title or the text; in one kind, board or place alone, if it is named."""

    q: str
    kind: str = ""
    board: str = ""
    within: str = ""

    @cached_property
    def words(self) -> Words:
        return Words(self.q.split())

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.within,) if self.within else tuple(FAQ_COLUMNS)

    def posts(self) -> PostQuerySet:
        if self.kind == "faq":
            return Post.objects.none()
        posts = Post.objects.on(Board(self.board)) if self.board else Post.objects.all()
        return posts.public().holding(self.q, *self.fields)

    def faqs(self) -> FaqQuerySet:
        if self.board or self.kind == "post":
            return Faq.objects.none()
        return Faq.objects.holding(self.q, *(FAQ_COLUMNS[field] for field in self.fields))

    def finds_anything(self) -> bool:
        """One query."""
        post = self.posts().newest(1).order_by().values_list("pk")
        return post.union(self.faqs().order_by().values_list("pk"), all=True).exists()

    def suggestion(self, *, found_nothing: bool) -> str | None:
        """The words as another keyboard layout would have typed them, if that finds something. At most one query.

        Hangul is taken for words of another layout only where it found nothing: almost all of it is what it seems.
        """
        other = in_hangul(self.q)
        if other == self.q and found_nothing:
            other = in_latin(self.q)
        return other if other != self.q and replace(self, q=other).finds_anything() else None
