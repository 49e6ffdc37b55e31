"""Runs the parts of a test or lint run, all of them whatever happens, and sums them up in a table."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from tools.console import Problem, say
from tools.services import Unavailable

Part = Callable[[], bool]  # whether it passed; raises Unavailable where the machine lacks what it needs


@dataclass
class Result:
    name: str
    outcome: Literal["passed", "failed", "skipped"]
    seconds: float


def run_parts(parts: Mapping[str, Part]) -> int:
    """Runs every part and returns the exit code: 0 if none failed."""
    results = [_run(name, part) for name, part in parts.items()]
    width = max(len(name) for name in parts)
    say("\n" + "─" * (width + 20))
    for result in results:
        say(f"{result.name:{width}}  {result.outcome:7}  {result.seconds:7.1f} s")
    return int(any(result.outcome == "failed" for result in results))


def _run(name: str, part: Part) -> Result:
    say(f"\n━━ {name} ━━")
    start = time.monotonic()
    outcome: Literal["passed", "failed", "skipped"]
    try:
        outcome = "passed" if part() else "failed"
    except Unavailable as reason:
        # A laptop may lack a browser; a machine that decides about merges may not.
        outcome = "failed" if os.environ.get("CI") == "true" else "skipped"
        say(f"!!! {name} {outcome.upper()}: {reason} !!!")
    except Problem as problem:
        outcome = "failed"
        say(f"!!! {name} FAILED: {problem} !!!")
    return Result(name, outcome, time.monotonic() - start)
