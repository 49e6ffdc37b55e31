"""Searching as a part of a query: its conditions decide, and it remembers by what the index can narrow them down."""

from collections.abc import Iterable
from typing import Self

from django.db.models import Q, QuerySet

from boards.models.board import Board
from boards.search.found import Found
from boards.search.names import authors_named, named
from boards.search.tokens import (
    ADMISSION_TYPE,
    CONTENT,
    TITLE,
    UNIVERSITY,
    Alternative,
    Group,
    for_year,
    in_the_name_of,
    on_board,
    place_on,
    with_tag,
    word_tokens,
)
from common.search_text import as_name, holds, spellings

TEXTS = {"title": ("searched_title", TITLE), "content": ("searched_content", CONTENT)}
AUTHOR = "author"


class SearchQuerySet(QuerySet):
    groups: tuple[Group, ...] = ()
    boards: tuple[str, ...] = tuple(Board.values)
    is_search = False

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone.groups, clone.boards, clone.is_search = self.groups, self.boards, self.is_search
        return clone

    def narrowed(self, *alternatives: Alternative, is_search: bool = False) -> Self:
        """Promises that every row has one of these in the index, which a search goes through."""
        clone = self._chain()  # type: ignore[attr-defined]
        clone.groups += (alternatives,)
        clone.is_search |= is_search
        return clone

    def on(self, board: Board) -> Self:
        found = self.filter(board=board)
        found.boards = (board,)
        return found

    def with_tag(self, tag: str) -> Self:
        return self.filter(tag=tag).narrowed((with_tag(tag),), is_search=True)

    def for_year(self, school_year: int) -> Self:
        return self.filter(school_year=school_year).narrowed((for_year(school_year),), is_search=True)

    def about_university(self, name: str) -> Self:
        """Those about universities with this in their names."""
        return self.named("university", UNIVERSITY, name)

    def about_admission_type(self, name: str) -> Self:
        return self.named("admission_type", ADMISSION_TYPE, name)

    def named(self, column: str, place: str, name: str) -> Self:
        folded = as_name(" ".join(name.split()))
        found = self.filter(**{f"{column}__ascii_lower__contains": folded})
        for word in folded.split():
            found = found.narrowed(word_tokens(place, word), is_search=True)
        return found

    def holding(self, text: str, *fields: str) -> Self:
        """Those in which every word of the text stands in one of these: `title`, `content`, `author` (the nickname).

        Nobody's nickname stands in an anonymous post. A title also holds the first consonants of its syllables. With
        `author` it takes one query more.
        """
        words = list(dict.fromkeys(text.split()))
        authors = authors_named(words) if AUTHOR in fields else {}
        found = self
        for word in words:
            found = found.holding_one_of([word], *fields, authors=authors.get(word))
        return found

    def holding_one_of(self, words: Iterable[str], *fields: str, authors: list[int] | None = None) -> Self:
        """Those in which at least one of the words stands; `authors` are all who have one in the nickname."""
        texts = [TEXTS[field] for field in fields if field in TEXTS]
        places = [place_on(board, place) for board in self.boards for _, place in texts]
        condition = Q()
        # The board is no group of its own: to look for it beside each word again made that several times slower.
        names = [in_the_name_of(author) for author in authors or ()]
        alternatives: list[Alternative] = [(name, on_board(board)) for name in names for board in self.boards]
        for word in words:
            condition |= holds(word, (column for column, _ in texts))
            if AUTHOR in fields:
                condition |= Q(is_anonymous=False) & named(word, "author__")
            alternatives += [word_tokens(place, spelling) for place in places for spelling in spellings(word)]
        found = self.filter(condition)
        found.is_search = True
        if AUTHOR in fields and authors is None:
            return found
        return found.narrowed(*alternatives) if alternatives else found.none()

    def newest(self, count: int) -> Self:
        """The first of what was found."""
        return self.page_after(None, reverse=False, count=count).order_by("-pk")

    def page_after(self, position: int | None, *, reverse: bool, count: int) -> Self:
        """Of a search the rows that a page by id can show, through the index."""
        groups = self.groups or (tuple((on_board(board),) for board in self.boards),)
        rows = self._chain()  # type: ignore[attr-defined]
        # What is found meets the conditions. Asked again, they would let the planner think that almost nothing does.
        rows.query.clear_where()
        return rows.filter(pk__in=Found(self, groups, position, reverse=reverse, count=count))
