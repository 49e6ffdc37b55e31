"""Puts the index into the database, and writes it anew."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps as global_apps
from django.apps.registry import Apps
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from boards.models import DETAIL_COLUMNS, Post
from boards.search.tokens import as_letters, post_tokens

SQL = Path(__file__).parent
BATCH = 1_000  # posts that are written anew in one transaction
# PostgreSQL fills a table faster before it has this. Without `fastupdate` no search has to read a list of what is not
# sorted in yet.
GIN = "CREATE INDEX IF NOT EXISTS boards_post_by_token ON boards_post_index USING gin (tokens) WITH (fastupdate = off)"
HAS_TRIGGER = {
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname = 'boards_post_written'",
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = 'boards_post_written'",
}
REWRITE = {
    "postgresql": (
        """INSERT INTO boards_post_index (post_id, tokens)
        SELECT id, boards_post_tokens(
            id, board, author_id, is_anonymous, searched_title, searched_content, detail_tokens
        )
        FROM boards_post WHERE id BETWEEN %s AND %s
        ON CONFLICT (post_id) DO UPDATE SET tokens = excluded.tokens
        WHERE boards_post_index.tokens IS DISTINCT FROM excluded.tokens""",
        """DELETE FROM boards_post_index WHERE post_id BETWEEN %s AND %s
        AND NOT EXISTS (SELECT 1 FROM boards_post WHERE boards_post.id = post_id)""",
    ),
    "sqlite": (
        "DELETE FROM boards_post_index WHERE rowid BETWEEN %s AND %s",
        """INSERT INTO boards_post_index (rowid, tokens)
        SELECT id, boards_post_tokens(board, author_id, is_anonymous, searched_title, searched_content, detail_tokens)
        FROM boards_post WHERE id BETWEEN %s AND %s""",
    ),
}
INDEXED_COLUMNS = {"board", "author", "is_anonymous", "searched_title", "searched_content", "detail_tokens"}
LAST_ID = {
    "postgresql": "SELECT max(post_id) FROM boards_post_index",
    "sqlite": "SELECT max(rowid) FROM boards_post_index",
}


def install(apps: Apps = global_apps, **kwargs: Any) -> None:
    """After each migration: one that makes the table of posts anew on SQLite takes its triggers with it.

    `apps` are those of the migration, which may have led back to before there was all that the index is made of.
    """
    if not has_indexed_columns(apps):
        return
    with connection.cursor() as cursor:
        cursor.execute(HAS_TRIGGER[connection.vendor])
        had_trigger = cursor.fetchone()[0]
        for statement in (SQL / f"{connection.vendor}.sql").read_text(encoding="utf-8").split("\n\n"):
            cursor.execute(statement)
    if not had_trigger:
        rewrite()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(GIN)


def has_indexed_columns(apps: Apps) -> bool:
    try:
        post = apps.get_model("boards", "Post")
    except LookupError:
        return False
    return {field.name for field in post._meta.get_fields()} >= INDEXED_COLUMNS


def uninstall() -> None:
    """Before the columns go that the index is made of."""
    statements = (SQL / f"{connection.vendor}_uninstall.sql").read_text(encoding="utf-8").split("\n\n")
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def rewrite(report: Callable[[int, int], object] = lambda done, last: None) -> None:
    """Folds every post and indexes it anew, while the site runs: in batches by id, each in a transaction of its own.

    What is right already is not written. `report` is told up to which id it is done, and the last id.
    """
    last = last_id()
    for start in range(1, last + 1, BATCH):
        rewrite_batch(start, end := start + BATCH - 1)
        report(min(end, last), last)


def rewrite_batch(start: int, end: int) -> None:
    with transaction.atomic():
        posts = Post.objects.filter(pk__range=(start, end)).order_by("pk")
        wrong = []
        for post in posts.select_for_update().only("title", "content", *DETAIL_COLUMNS, *Post.FOLDED_COLUMNS):
            before = folded(post)
            post.fold()
            if folded(post) != before:
                wrong.append(post)
        Post.objects.bulk_update(wrong, Post.FOLDED_COLUMNS, batch_size=100)
        with connection.cursor() as cursor:
            for statement in REWRITE[connection.vendor]:
                cursor.execute(statement, (start, end))


def folded(post: Post) -> tuple[str, ...]:
    return tuple(getattr(post, column) for column in Post.FOLDED_COLUMNS)


def last_id() -> int:
    """Of the posts, and of what the index holds of posts that are gone."""
    with connection.cursor() as cursor:
        cursor.execute(LAST_ID[connection.vendor])
        indexed = cursor.fetchone()[0]
    last = Post.objects.order_by("-pk").values_list("pk", flat=True).first()
    return max(indexed or 0, last or 0)


def bring_functions(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Gives a new connection to SQLite the function that the triggers call."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("boards_post_tokens", 6, sqlite_tokens, deterministic=True)


def sqlite_tokens(board: str, author_id: int, is_anonymous: int, title: str, content: str, details: str) -> str:
    return " ".join(sorted(map(as_letters, post_tokens(board, author_id, bool(is_anonymous), title, content, details))))
