"""The API of a laptop in one process: migrates, loads the demo content once, serves HTTP and sockets.

One process because Django takes seconds to load: a `manage.py` for each step would triple the start.
Runs inside .venv, with backend/ on the path.
"""

import asyncio
import os
import sys

import django
from daphne.cli import CommandLineInterface
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connections

from tools.loopback import addresses


def main(port: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    try:
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("demo")
    except ImproperlyConfigured as error:
        sys.exit(f"School Talks cannot start: {error}")
    except OperationalError as error:
        sys.exit(f"School Talks cannot start, its database (DATABASE_URL) does not work: {error}")
    connections.close_all()
    sys.stdout.flush()
    say_goodbye()
    CommandLineInterface().run(["--verbosity=0", *endpoints(port), "config.asgi:application"])


def say_goodbye() -> None:
    """Lets open sockets know of a restart, before daphne ends them without a word."""
    from twisted.internet import reactor
    from twisted.internet.defer import Deferred

    from common.sockets import close_all

    def close() -> "Deferred[None]":
        return Deferred.fromFuture(asyncio.ensure_future(close_all()))

    reactor.addSystemEventTrigger("before", "shutdown", close)  # type: ignore[attr-defined]


def endpoints(port: str) -> list[str]:
    """Where to listen, in Twisted's words, which separate their parts by colons."""
    interfaces = [address.replace(":", r"\:") for address in addresses()]
    return [f"--endpoint=tcp:port={port}:interface={interface}" for interface in interfaces]


if __name__ == "__main__":
    main(sys.argv[1])
