"""The posts of one page of a search, as a subquery of their ids: two indexes, the same answer."""

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from boards.search.tokens import Group, fts5_query, tsquery

# The index tells the newest ids first: within narrow windows, then wider and wider ones, each a token of its own, until
# the page is full. So a frequent word costs what the newest posts cost, and a rare one little more than its own posts.
# Two of each width: the first may have just begun. What is lateral runs in the order of the windows, and no further
# than the last LIMIT asks.
POSTGRESQL = """(
SELECT found.post_id
FROM (SELECT {first} AS bound, max(post_id) AS last FROM boards_post_index) AS first
CROSS JOIN LATERAL (SELECT {past_first} AS bound) AS second
CROSS JOIN LATERAL (SELECT {past_second} AS bound) AS third
CROSS JOIN LATERAL (SELECT {past_third} AS bound) AS fourth
CROSS JOIN LATERAL (SELECT {past_fourth} AS bound) AS fifth
CROSS JOIN LATERAL (SELECT {past_fifth} AS bound) AS sixth
CROSS JOIN LATERAL (SELECT {past_sixth} AS bound) AS seventh
CROSS JOIN LATERAL (
    SELECT 0 AS place, 'w10_' || (first.bound >> 10) AS part, first.bound
    UNION ALL SELECT 1, 'w10_' || (second.bound >> 10), second.bound
    UNION ALL SELECT 2, 'w13_' || (third.bound >> 13), third.bound
    UNION ALL SELECT 3, 'w13_' || (fourth.bound >> 13), fourth.bound
    UNION ALL SELECT 4, 'w16_' || (fifth.bound >> 16), fifth.bound
    UNION ALL SELECT 5, 'w16_' || (sixth.bound >> 16), sixth.bound
    UNION ALL SELECT 6, 'w19_' || (seventh.bound >> 19), seventh.bound
    UNION ALL SELECT 6 + abs((seventh.bound >> 19) - number), 'w19_' || number, {whole}
    FROM generate_series((seventh.bound >> 19) {step}, {end}, {step}) AS number
    ORDER BY 1
) AS parts
CROSS JOIN LATERAL (
    SELECT candidate.post_id
    FROM boards_posts_within(parts.part, %s::tsquery, parts.bound, {newest_first})
        WITH ORDINALITY AS candidate (post_id, place)
    WHERE candidate.post_id = {subquery}
    ORDER BY candidate.place LIMIT %s
) AS found
LIMIT %s)"""
WIDTHS = {"first": 10, "second": 10, "third": 13, "fourth": 13, "fifth": 16, "sixth": 16}
NEWEST_FIRST = {
    "newest_first": "true",
    "first": "least(%s - 1, max(post_id))",
    **{f"past_{name}": f"(({name}.bound >> {width}) << {width}) - 1" for name, width in WIDTHS.items()},
    "whole": "((number + 1) << 19) - 1",
    "step": "- 1",
    "end": "0",
}
OLDEST_FIRST = {
    "newest_first": "false",
    "first": "least(%s, max(post_id)) + 1",
    **{f"past_{name}": f"(({name}.bound >> {width}) + 1) << {width}" for name, width in WIDTHS.items()},
    "whole": "number << 19",
    "step": "+ 1",
    "end": "first.last >> 19",
}
# FTS5 gives the ids in their order, one by one.
SQLITE = """(
SELECT candidate.post_id
FROM (
    SELECT rowid AS post_id FROM boards_post_index
    WHERE boards_post_index MATCH %s AND rowid {within} %s ORDER BY rowid {direction}
) AS candidate
WHERE candidate.post_id = {subquery}
LIMIT %s)"""


class Found(Subquery):
    """The ids of the first `count` of these posts after `position` that have what the groups ask for.

    Newest first, or oldest first if `reverse`; without a position from the very beginning.
    """

    def __init__(
        self, posts: QuerySet, groups: Iterable[Group], position: int | None, *, reverse: bool, count: int
    ) -> None:
        super().__init__(posts.order_by().filter(pk=RawSQL("candidate.post_id", ())).values("pk"))
        self.groups = tuple(groups)
        self.position, self.is_reverse, self.count = position, reverse, count

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        subquery, params = self.query.as_sql(compiler, connection)
        parts = {"subquery": subquery, **(OLDEST_FIRST if self.is_reverse else NEWEST_FIRST)}
        first = (self.position, tsquery(self.groups))
        return POSTGRESQL.format_map(parts), (*first, *params, self.count, self.count)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        subquery, params = self.query.as_sql(compiler, connection)
        order = ("ASC", ">") if self.is_reverse else ("DESC", "<")
        parts = {"subquery": subquery, "direction": order[0], "within": order[1]}
        position = self.position
        if position is None:
            position = 0 if self.is_reverse else BigIntegerField.MAX_BIGINT
        return SQLITE.format_map(parts), (fts5_query(self.groups), position, *params, self.count)
