"""Who has a name that somebody looks for."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Q, Transform
from django.db.models.sql.compiler import SQLCompiler

from accounts.models import User
from common.search_text import as_name

MAX_AUTHORS = 200  # whom the index is asked for; where more have such a name, the newest posts are gone through


class AsciiLower(Transform):
    """Small letters as far as ASCII goes, on every database."""

    function = "LOWER"
    lookup_name = "ascii_lower"

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        return self.as_sql(compiler, connection, template='LOWER(%(expressions)s COLLATE "C")')


CharField.register_lookup(AsciiLower)


def named(word: str, path: str = "") -> Q:
    """That a member's nickname holds the word; who has left has no name any more."""
    return Q(**{f"{path}nickname__ascii_lower__contains": as_name(word), f"{path}withdrawn_at": None})


def authors_named(words: list[str]) -> dict[str, list[int]]:
    """For each word who has it in the nickname; nothing at all if these are too many to name."""
    either = reduce(or_, map(named, words), Q(pk=None))
    members = list(User.objects.filter(either).values_list("pk", "nickname")[: MAX_AUTHORS + 1])
    if len(members) > MAX_AUTHORS:
        return {}
    return {word: [pk for pk, nickname in members if as_name(word) in as_name(nickname)] for word in words}
