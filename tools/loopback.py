"""The machine's own addresses and ports. `localhost` may mean ::1 to a browser, so both families count."""

import errno
import os
import socket
from functools import cache

from tools.console import Problem


@cache
def addresses() -> list[str]:
    """127.0.0.1, and ::1 where the machine has it."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return ["127.0.0.1"]
    return ["127.0.0.1", "::1"]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_open(port: int) -> bool:
    """Whether somebody listens there."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def port_from_environment(name: str, default: int) -> int:
    """The port that a variable sets, if nobody else has it."""
    value = os.environ.get(name) or str(default)
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65535:
        raise Problem(f"{name} must be a port number from 1 to 65535, not {value!r}.")
    port = int(value)
    for address in addresses():
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            # As servers do: a port whose last connections are still fading away is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError as error:
                reason = "is taken by another program" if error.errno == errno.EADDRINUSE else "may not be used"
                raise Problem(
                    f"port {port} {reason}; stop that, or choose another: {name}={port + 80} make run"
                ) from None
    return port
