"""What a person at the terminal meets: messages, one-sentence problems, Ctrl-C."""

import signal
from types import FrameType


class Problem(Exception):
    """Something the person at the terminal can mend; its text is one clear sentence."""


class Interrupted(BaseException):
    """Ctrl-C, `kill` or a closed terminal: everything that was started gets stopped on the way out."""


def say(text: str = "") -> None:
    """Prints at once, so that our lines and those of child processes keep their order."""
    print(text, flush=True)


def listen_for_stop() -> None:
    """Turns every polite way of stopping into `Interrupted`."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    # Only once: an impatient second Ctrl-C must not break off the tidying up.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Interrupted
