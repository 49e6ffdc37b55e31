"""The database for asynchronous code, by the one thread that Channels keeps for it."""

import time
from typing import Any

from asgiref.sync import SyncToAsync
from django.db import connections

KEPT_SECONDS = 60


class InDatabase(SyncToAsync):
    """A decorator as Channels' `database_sync_to_async`, but the thread keeps its connection for a minute.

    Each call would make a connection of its own otherwise: without a request there is nothing that `CONN_MAX_AGE` could
    hold it for. One that the database has ended meanwhile is noticed before it is used.
    """

    def thread_handler(self, loop: Any, *args: Any, **kwargs: Any) -> Any:
        renew_connections()
        try:
            return super().thread_handler(loop, *args, **kwargs)
        finally:
            renew_connections()


def renew_connections() -> None:
    for connection in connections.all(initialized_only=True):
        expired = connection.close_at is not None and time.monotonic() > connection.close_at + KEPT_SECONDS
        if expired or connection.errors_occurred:
            connection.close_if_unusable_or_obsolete()
        connection.health_check_done = False  # type: ignore[attr-defined]  # Django has it since 4.1


in_database = InDatabase
