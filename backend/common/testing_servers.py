"""The real thing for tests: daphne processes on free ports, over a database of their own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from django.conf import settings

from tools.envfile import private_environment
from tools.loopback import free_port
from tools.paths import BACKEND, VENV_PYTHON
from tools.servers import Server, answers, serve_api


@dataclass(frozen=True)
class Api:
    """The processes of one API, by host and port."""

    hosts: list[str]
    env: dict[str, str]
    servers: list[Server]

    def http(self, path: str, process: int = 0) -> str:
        return f"http://{self.hosts[process]}{path}"

    def ws(self, path: str, process: int = 0) -> str:
        return f"ws://{self.hosts[process]}{path}"

    def run_beside(self, code: str) -> None:
        """Runs Python on the same database in a process that the others hear nothing of: it has no Redis."""
        command = [str(VENV_PYTHON), "manage.py", "shell", "--no-imports", "--command", code]
        subprocess.run(command, cwd=BACKEND, env={**self.env, "REDIS_URL": ""}, check=True)


@contextmanager
def running_api(folder: Path, processes: int = 1, **values: str) -> Iterator[Api]:
    """An API with the demo content; `values` as in .env.example. Several processes need the services of production."""
    with own_database(folder) as url, ExitStack() as servers:
        own = {
            "DATABASE_URL": url,
            "REDIS_URL": settings.REDIS_URL,
            "MEDIA_ROOT": str(folder),
            "WORK_ROOT": str(folder),
        }
        env = private_environment(**{**own, **values})
        hosts, started = [], []
        for _ in range(processes):  # one after the other: the first one migrates
            port = free_port()
            server = servers.enter_context(serve_api(port, env))
            server.wait_until(partial(answers, f"http://127.0.0.1:{port}/readyz"))
            hosts.append(f"127.0.0.1:{port}")
            started.append(server)
        yield Api(hosts, env, started)


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """The URL of an empty database of the kind on which the tests run."""
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    server = urlsplit(os.environ["DATABASE_URL"])
    name = f"school_talks_{uuid4().hex}"
    with psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True) as maintenance:
        maintenance.execute(f"CREATE DATABASE {name}")
        try:
            yield server._replace(path=f"/{name}").geturl()
        finally:
            maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")
