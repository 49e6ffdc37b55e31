"""The commands behind the Makefile. This file parses on any Python 3, so that an old one gets a sentence."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (the very version that reads this line)
    sys.exit("School Talks needs Python 3.11 or newer; name one, such as: make run PYTHON=python3.11")

from importlib import import_module

from tools.console import Interrupted, Problem, listen_for_stop

COMMANDS = ("run", "test", "lint", "lock")


def main(arguments: list[str]) -> int | str:
    if not arguments or arguments[0] not in COMMANDS:
        return f"Usage: python3 -m tools {'|'.join(COMMANDS)}"
    listen_for_stop()
    try:
        return import_module(f"tools.{arguments[0]}").main(arguments[1:])
    except Problem as problem:
        return f"School Talks: {problem}"
    except Interrupted:
        return 130


sys.exit(main(sys.argv[1:]))
