"""The API of a laptop in one process: migrates, loads the demo content once, serves HTTP and sockets.

One process because Django takes seconds to load: a `manage.py` for each step would triple the start.
Runs inside .venv, with backend/ on the path.
"""

import os
import sys

import django
from daphne.cli import CommandLineInterface
from daphne.ws_protocol import WebSocketProtocol
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connections
from twisted.internet import reactor
from twisted.internet.defer import Deferred
from twisted.internet.task import deferLater

from tools.loopback import addresses

CLOSE_RESTART = 1012
GRACE_SECONDS = 0.2  # in which what is written goes out


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
    daphne = CommandLineInterface()
    reactor.addSystemEventTrigger("before", "shutdown", say_goodbye, daphne)  # type: ignore[arg-type]
    daphne.run(["--verbosity=0", *endpoints(port), "config.asgi:application"])


def say_goodbye(daphne: CommandLineInterface) -> "Deferred[None]":
    """Lets open sockets know of a restart: daphne would end them without a word, and refuses this code to an app."""
    for protocol in tuple(daphne.server.connections):
        if isinstance(protocol, WebSocketProtocol) and protocol.state == WebSocketProtocol.STATE_OPEN:
            protocol.sendCloseFrame(code=CLOSE_RESTART)
    return deferLater(reactor, GRACE_SECONDS)


def endpoints(port: str) -> list[str]:
    """Where to listen, in Twisted's words, which separate their parts by colons."""
    interfaces = [address.replace(":", r"\:") for address in addresses()]
    return [f"--endpoint=tcp:port={port}:interface={interface}" for interface in interfaces]


if __name__ == "__main__":
    main(sys.argv[1])
