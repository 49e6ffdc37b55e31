"""A PostgreSQL and a Redis of the test run's own: on a free port, in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.console import Problem
from tools.loopback import free_port
from tools.servers import Server

DATABASE = "schooltalks"


class Unavailable(Exception):
    """A program that a part of the tests needs is not on this machine."""


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of an empty database on a fast server that forgets everything; test databases are made beside it."""
    binaries = _postgresql_binaries()
    user = _unprivileged_user()
    port = str(free_port())
    with _folder(user) as folder:
        data = str(folder / "data")
        initdb = [f"{binaries}/initdb", "-D", data, "-U", DATABASE, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        done = subprocess.run(initdb, cwd=folder, user=user, capture_output=True, text=True)
        if done.returncode != 0:
            raise Problem(f"initdb failed: {done.stderr.strip()}")
        options = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": "",
            "max_connections": "300",
            # Nobody needs these data after a power cut.
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
        }
        command = [f"{binaries}/postgres", "-D", data, *[f"--{name}={value}" for name, value in options.items()]]
        is_ready = [f"{binaries}/pg_isready", "-q", "-h", "127.0.0.1", "-p", port]
        # SIGQUIT: at once, without waiting for clients that are still connected.
        with Server(
            "PostgreSQL", command, cwd=folder, user=user, log=folder / "log", stop_signal=signal.SIGQUIT
        ) as server:
            server.wait_until(lambda: subprocess.run(is_ready).returncode == 0)
            createdb = [f"{binaries}/createdb", "-h", "127.0.0.1", "-p", port, "-U", DATABASE, DATABASE]
            subprocess.run(createdb, check=True)
            yield f"postgres://{DATABASE}@127.0.0.1:{port}/{DATABASE}"


@contextmanager
def redis() -> Iterator[str]:
    """The URL of an empty Redis that keeps nothing on disk."""
    if shutil.which("redis-server") is None:
        raise Unavailable("redis-server is not installed")
    port = free_port()
    with _folder() as folder:
        command = [
            "redis-server",
            "--bind",
            "127.0.0.1",
            "--port",
            str(port),
            "--save",
            "",
            "--dir",
            str(folder),
        ]
        with Server("Redis", command, log=folder / "log") as server:
            server.wait_until(lambda: _redis_answers(port))
            yield f"redis://127.0.0.1:{port}/0"


def _postgresql_binaries() -> Path:
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    if newest := max(debian, key=lambda path: float(path.parts[-3]), default=None):
        return newest.parent
    raise Unavailable("PostgreSQL (initdb) is not installed")


def _unprivileged_user() -> str | None:
    """Whom PostgreSQL may run as: it refuses root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def _folder(owner: str | None = None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="school-talks-") as name:
        if owner:
            shutil.chown(name, owner)
        yield Path(name)


def _redis_answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
    except OSError:
        return False
