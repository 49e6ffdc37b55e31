"""`make test`: the backend on both its sizes, the web client's logic, and whole journeys in a browser."""

import os
import shutil
import tempfile
from contextlib import ExitStack

from tools.browser import find_browser
from tools.commands import succeeds
from tools.console import Problem
from tools.envfile import private_environment
from tools.environment import install
from tools.parts import run_parts
from tools.paths import FRONTEND, VENV_PYTHON
from tools.services import Unavailable, postgresql, redis

# Two halve the time, even on two cores; every worker has a database of its own.
IN_PARALLEL = ["--numprocesses=2"]


def main(arguments: list[str]) -> int:
    parts = {"sqlite": test_sqlite, "postgres": test_postgres, "node": test_node, "journeys": test_journeys}
    if unknown := set(arguments) - set(parts):
        raise Problem(f"there is no part {', '.join(unknown)}; choose among {', '.join(parts)}.")
    install("test")
    return run_parts({name: part for name, part in parts.items() if not arguments or name in arguments})


def test_sqlite() -> bool:
    """The size of a laptop: no service at all. What is hostile comes to the other size."""
    return pytest("backend", *IN_PARALLEL, "-m", "not hostile")


def test_postgres() -> bool:
    """The size of production: on the services that the environment names, or on private ones.

    What asks neither a database nor Redis has been asked on the other size.
    """
    with ExitStack() as services:
        database = os.environ.get("TEST_DATABASE_URL") or services.enter_context(postgresql())
        cache = os.environ.get("TEST_REDIS_URL") or services.enter_context(redis())
        return pytest("backend", *IN_PARALLEL, "-m", "not serviceless", DATABASE_URL=database, REDIS_URL=cache)


def test_node() -> bool:
    """The web client's logic without a DOM."""
    if shutil.which("node") is None:
        raise Unavailable("Node is not installed (20 or newer)")
    return succeeds("node", "--test", "--test-reporter=spec", *sorted(FRONTEND.glob("tests/**/*.test.js")))


def test_journeys() -> bool:
    """Real browsers against real servers; in a process of its own, as Playwright leaves a loop running."""
    if find_browser() is None:
        raise Unavailable("no Chromium or Chrome is installed")
    return pytest("journeys", *IN_PARALLEL, "--timeout=300")


def pytest(*arguments: str, **settings: str) -> bool:
    with tempfile.TemporaryDirectory(prefix="school-talks-media-") as media:
        env = private_environment(MEDIA_ROOT=media, **settings)
        return succeeds(VENV_PYTHON, "-m", "pytest", *arguments, env=env)
