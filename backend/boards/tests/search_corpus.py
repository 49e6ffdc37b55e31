"""What the tests of searching share: hostile texts, what a search means said once more, and a look into the index."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from accounts.models import User
from boards.models import Board, Post
from common.hangul import initials

fuzzed = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
# Few letters, so that they meet; among them all that means something to SQL, to an index or to one of the databases.
HOSTILE = "수시시숫ㅅㄱㄳㅏ aAbZ%_\\'\"&|!()*:<-@^{}+;\n\t\u3000ßſİıéÉK９漢あア🐿🇰🇷👩‍👩‍👧ﬀǅΣς" + unicodedata.normalize(
    "NFD", "수각é"
)
OPERATORS = [
    "AND",
    "OR",
    "NOT",
    "NEAR(수 시)",
    "수*",
    "^수",
    "tokens:수",
    '"수시"',
    "-수",
    "{수}",
    "수 AND 시",
    "수:*",
    "!수",
]
texts = st.text(st.sampled_from(HOSTILE), max_size=12) | st.sampled_from(OPERATORS)
filled_texts = texts.filter(str.strip)


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is rolled back."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def new_post(author: User, title: str, content: str, **values: Any) -> Post:
    post = Post(**{"board": Board.FREE, "author": author, **values})
    post.write(title=title, content=content)
    post.save()
    return post


def folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def holds(entry: Any, query: str, *fields: str, titles: tuple[str, ...] = ("title",)) -> bool:
    """What a search means, without any database: each word stands in one of these attributes."""

    def stands_in(word: str, field: str) -> bool:
        text = folded(getattr(entry, field))
        return word in text or (field in titles and word in initials(text))

    return all(
        any(stands_in(spelling, field) for spelling in (word, in_pairs(word)) for field in fields)
        for word in map(folded, query.split())
    )


def in_pairs(word: str) -> str:
    """ㄳ is ㄱㅅ, as long as nothing but consonants is typed."""
    return word.replace("ㄳ", "ㄱㅅ") if set(word) <= set("ㅅㄱㄳ") else word


def cut_from(texts: list[str], start: int, length: int) -> str:
    """A piece of what was written: a query that finds something."""
    return " ".join(texts)[start : start + length]


def indexed() -> dict[int, Any]:
    key = {"postgresql": "post_id", "sqlite": "rowid"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, tokens FROM boards_post_index")
        return dict(cursor.fetchall())


def indexed_anew() -> dict[int, Any]:
    """What the index should hold."""
    with connection.cursor() as cursor:
        key = "id, " if connection.vendor == "postgresql" else ""
        cursor.execute(
            f"SELECT id, boards_post_tokens({key}board, author_id, is_anonymous, searched_title, searched_content, "
            "detail_tokens) FROM boards_post"
        )
        return dict(cursor.fetchall())
