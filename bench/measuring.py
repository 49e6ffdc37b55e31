"""Times what is compared in turns within one run, so that whatever else the machine does weighs on both alike."""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory


class Requests:
    """Calls the API in this process, as a WSGI server does."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()

    def get(self, url: str) -> bytes:
        statuses: list[str] = []
        environ = RequestFactory().get(url).environ

        def start_response(status: str, *rest: Any) -> Any:
            statuses.append(status)

        body = b"".join(self.handler(environ, start_response))
        if statuses != ["200 OK"]:
            raise SystemExit(f"{url} was answered with {statuses}: {body.decode()[:500]}")
        return body


def milliseconds(call: Callable[[], Any], times: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """Of one call, on the average."""
    before = clock()
    for _ in range(times):
        call()
    return (clock() - before) * 1000 / times


def in_turns(
    calls: Sequence[Callable[[], Any]], rounds: int, times: int, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """The median over the rounds for each call."""
    rows = [[milliseconds(call, times, clock) for call in calls] for _ in range(rounds + 1)]
    return [statistics.median(column) for column in zip(*rows[1:], strict=True)]  # the first one warms up


def count_queries(call: Callable[[], Any]) -> int:
    before = len(connection.queries_log)
    connection.force_debug_cursor = True
    call()
    connection.force_debug_cursor = False
    return len(connection.queries_log) - before


def tell(name: str, ratio: float, target: str, detail: str) -> None:
    sys.stdout.write(f"{name:44} {ratio:5.2f}  (target {target}; {detail})\n")
    sys.stdout.flush()
