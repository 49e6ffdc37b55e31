"""A database of the benchmarks' own on PostgreSQL, filled with posts of the demo's kind; gone afterwards.

`BENCH_DATABASE_URL` names one that is kept instead, and filled if it holds too few: for whoever measures often.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import django
from django.core.management import call_command
from django.db import connection, transaction

from tools.envfile import private_environment
from tools.paths import BACKEND
from tools.services import postgresql

USERS = 1_000
WRITTEN = 4_000  # posts that the demo generates, with comments and likes; all others are copies of them

COPY = """
    INSERT INTO boards_post ({columns})
    SELECT {values} FROM boards_post CROSS JOIN generate_series(1, %(copies)s - 1) AS copy
    WHERE id <= %(written)s ORDER BY copy, id
"""
OF_A_COPY = {
    "id": "id + %(written)s * copy",
    "created_at": "created_at + %(written)s * copy * interval '7 minutes'",
    "like_count": "0",
    "comment_count": "0",
}
# What the triggers would write, but not letter by letter: only the windows of ids differ from copy to copy.
COPY_INDEX = """
    INSERT INTO boards_post_index (post_id, tokens)
    SELECT id, array_to_tsvector(
        letters || ARRAY['w10_' || (id >> 10), 'w13_' || (id >> 13), 'w16_' || (id >> 16), 'w19_' || (id >> 19)]
    )
    FROM (
        SELECT post_id + %(written)s * copy AS id, letters
        FROM (
            SELECT post_id, ARRAY(
                SELECT token FROM unnest(tsvector_to_array(tokens)) AS token WHERE token !~ '^w1[0369]_'
            ) AS letters
            FROM boards_post_index WHERE post_id <= %(written)s
        ) AS first CROSS JOIN generate_series(1, %(copies)s - 1) AS copy
    ) AS copied
    ORDER BY id
"""
CHECK = """
    SELECT count(*) FROM boards_post JOIN boards_post_index ON post_id = id
    WHERE id % 9973 = 0 AND tokens <> boards_post_tokens(
        id, board, author_id, is_anonymous, searched_title, searched_content, detail_tokens
    )
"""


@contextmanager
def world(posts: int) -> Iterator[None]:
    """Django, set up on a database that holds so many posts."""
    with ExitStack() as services:
        url = os.environ.get("BENCH_DATABASE_URL") or services.enter_context(postgresql())
        os.environ.update(
            private_environment(DATABASE_URL=url, REDIS_URL="", DEBUG="false", ALLOWED_HOSTS="testserver")
        )
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        sys.path.insert(0, str(BACKEND))
        django.setup()
        call_command("migrate", verbosity=0)
        fill(posts)
        # As in production; a connection of its own for each request would hide the rest.
        connection.settings_dict["CONN_MAX_AGE"] = None
        connection.close_at = None
        try:
            yield
        finally:
            connection.close()


def fill(posts: int) -> None:
    from boards.models import Post

    if Post.objects.count() >= posts:
        return
    call_command("demo", users=USERS, posts=WRITTEN, verbosity=0)
    with connection.cursor() as cursor:
        # Oldest first, by their ids; and one after the other, as if no transaction had ever been undone.
        cursor.execute("UPDATE boards_post SET created_at = now() - interval '20 years' + id * interval '7 minutes'")
    if posts > WRITTEN:
        copy(-(-posts // WRITTEN))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def copy(copies: int) -> None:
    from boards.models import Post
    from boards.search import index

    if Post.objects.order_by("-pk").values_list("pk", flat=True).first() != WRITTEN:
        raise SystemExit("The database was not empty.")
    counts = {"written": WRITTEN, "copies": copies}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers
        cursor.execute("DROP INDEX boards_post_by_token")
        columns = [str(field.column) for field in Post._meta.concrete_fields]
        values = ", ".join(OF_A_COPY.get(column, column) for column in columns)
        cursor.execute(COPY.format(columns=", ".join(columns), values=values), counts)
        cursor.execute("SELECT setval(pg_get_serial_sequence('boards_post', 'id'), max(id)) FROM boards_post")
        cursor.execute(COPY_INDEX, counts)
        cursor.execute(index.GIN)
        cursor.execute(CHECK)
        if cursor.fetchone() != (0,):
            raise SystemExit("The copied index is not what the triggers write.")
