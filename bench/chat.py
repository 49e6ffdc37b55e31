"""How fast the live chat hands a room's lines to its sockets, beside what else could do it, in one run.

- Deliveries per second: a burst of lines is published, and every socket waits until it has all of them. The chat's
  lines are stored in transactions of a hundred with a hint each; the others' are published one by one. The clock
  starts before that and stops when the last socket has the last line.
- From sending to the last delivery: five times a second one of the sockets sends a line, the whole way through the
  database.
- Memory: the resident set of the chat's process meanwhile.

All servers run as one process over the same Redis; the sockets live in this process, so one core is the server's.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import django
import orjson

from bench.chat_load import Crowd
from bench.chat_publish import WORDS
from bench.measuring import tell
from tools.envfile import private_environment
from tools.loopback import free_port, is_open
from tools.paths import BACKEND, ROOT
from tools.servers import Server
from tools.services import postgresql, redis

# sockets → deliveries in one burst, and the least ratios to the bare consumer and to the raw server
CROWDS = {100: (100_000, 6, 0.5), 500: (200_000, 8, 0.45), 1000: (200_000, 10, 0.4)}
ROUNDS = 3
LINES_PER_SECOND, SECONDS = 5, 20
LATENCY_MS, MEMORY_MB = 40, 100
UVICORN = [
    sys.executable,
    "-m",
    "uvicorn",
    "--log-level=warning",
    "--ws-per-message-deflate=false",
    "--ws-ping-interval=0",  # the random bytes of a ping could be counted as a line
]


@dataclass(frozen=True)
class Contender:
    command: tuple[str, ...]
    path: str
    hello: str
    awaited: bytes  # what the server says when a socket is in
    slowness: int = 1  # a burst is so many times shorter

    @contextmanager
    def crowd(self, name: str, size: int) -> Iterator[tuple[Crowd, "subprocess.Popen[str]", int]]:
        """So many sockets at a server of its own, with a publisher and the server's process id."""
        port = free_port()
        command = [part.format(port=port) for part in self.command]
        publish = [sys.executable, "-m", "bench.chat_publish", name]
        with Server(name, command) as server:
            server.wait_until(lambda: is_open(port))
            crowd = Crowd(port, self.path, size, self.hello, self.awaited)
            with subprocess.Popen(publish, stdin=subprocess.PIPE, text=True, cwd=ROOT) as publisher:
                yield crowd, publisher, server.pid
                publisher.stdin.close()  # type: ignore[union-attr]
            crowd.close()


CONTENDERS = {
    "chat": Contender(
        (*UVICORN, "--port={port}", "config.asgi:application"), "/ws/chat/lobby/", '{"type":"hello"}', b'"ready"'
    ),
    "bare": Contender((*UVICORN, "--port={port}", "bench.chat_floor:bare"), "/", "", b"", slowness=8),
    "raw": Contender((sys.executable, "-m", "bench.chat_floor", "{port}"), "/", "", b""),
}


def main() -> None:
    with ExitStack() as services:
        prepare(services)
        for size, (deliveries, of_bare, of_raw) in CROWDS.items():
            rates = {name: measure_rate(name, size, deliveries) for name in CONTENDERS}
            detail = ", ".join(f"{name} {rate:,.0f}/s" for name, rate in rates.items())
            tell(f"{size} sockets: chat / bare consumer", rates["chat"] / rates["bare"], f"≥ {of_bare}", detail)
            tell(f"{size} sockets: chat / raw server", rates["chat"] / rates["raw"], f"≥ {of_raw}", detail)
        tell_latency(max(CROWDS))


def prepare(services: ExitStack) -> None:
    os.environ.update(
        private_environment(
            DATABASE_URL=os.environ.get("BENCH_DATABASE_URL") or services.enter_context(postgresql()),
            REDIS_URL=services.enter_context(redis()),
            ALLOWED_HOSTS="127.0.0.1",
            DEBUG="false",
            DJANGO_SETTINGS_MODULE="config.settings",
            PYTHONPATH=f"{BACKEND}:{ROOT}",
        )
    )
    sys.path.insert(0, str(BACKEND))
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    connection.close()


def measure_rate(name: str, size: int, deliveries: int) -> float:
    """Deliveries per second, the median of some bursts after one that warms up."""
    contender = CONTENDERS[name]
    lines = deliveries // size // contender.slowness
    rates = []
    with contender.crowd(name, size) as (crowd, publisher, _):
        for _round in range(ROUNDS + 1):
            begin = time.perf_counter()
            print(lines, file=publisher.stdin, flush=True)
            rates.append(lines * size / (crowd.await_each(lines) - begin))
            crowd.reset()
    return statistics.median(rates[1:])


def tell_latency(size: int) -> None:
    """How long a line takes from one socket through the database to the last of all of them."""
    took = []
    with CONTENDERS["chat"].crowd("chat", size) as (crowd, _publisher, pid):
        for line in range(LINES_PER_SECOND * SECONDS):
            begin = time.perf_counter()
            crowd.send(
                line % size, orjson.dumps({"type": "send", "client_id": str(uuid4()), "message": WORDS}).decode()
            )
            took.append((crowd.await_each(1) - begin) * 1000)
            crowd.reset()
            time.sleep(max(0, begin + 1 / LINES_PER_SECOND - time.perf_counter()))
        megabytes = resident_bytes(pid) / 1e6
    p50, p99 = statistics.median(took), statistics.quantiles(took, n=100)[98]
    tell(
        f"{size} sockets: p99 of a line / {LATENCY_MS} ms", p99 / LATENCY_MS, "≤ 1", f"p50 {p50:.1f}, p99 {p99:.1f} ms"
    )
    tell(f"{size} sockets: memory / {MEMORY_MB} MB", megabytes / MEMORY_MB, "≤ 1", f"{megabytes:.0f} MB")


def resident_bytes(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
