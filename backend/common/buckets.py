"""Token buckets: what comes in bursts, as people talk, and is bounded in the long run.

A bucket holds `capacity` tokens and is refilled with `per_second`; what is done takes tokens out and waits if there are
too few (https://en.wikipedia.org/wiki/Token_bucket). It is stored as one number, the moment in which it will be full
again, as the generic cell rate algorithm does (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm, "virtual
scheduling"): taking n tokens moves that moment n / per_second later, and it may lie no more than capacity / per_second
ahead of now.

    after = max(full_at, now) + cost / per_second
    wait  = after - now - capacity / per_second        (taken if that is 0 or less)

A bucket that nobody has touched is full and needs no row, so the cache may forget it from that moment on. Times in the
cache are whole microseconds of our own clock, and the length of a token is rounded down: `capacity` of them always fit.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from common.caches import Again, Level, cache
from common.counters import CLOCK_SKEW

SECOND = 1_000_000  # in microseconds


@dataclass(frozen=True)
class Size:
    capacity: int
    per_second: float

    @property
    def token(self) -> int:
        """Microseconds in which one token is refilled."""
        return int(SECOND / self.per_second)

    def level(self, key: str, cost: int = 1) -> Level:
        """What is taken from the bucket of this size at `key`; it never costs more than a full bucket holds."""
        return Level(key, min(cost, self.capacity) * self.token, self.capacity * self.token)


def take(levels: Sequence[Level], again: Again | None = None) -> int:
    """Takes from all buckets and returns 0, or from none and returns the whole seconds (≥ 1) until all have enough.

    If nothing else comes meanwhile, it passes after exactly that wait. With `again`, the first bucket pays its price
    instead of its own cost. Raises what the cache raises where it is away.
    """
    wait = cache.spend(int(time.time() * SECOND), levels, again, CLOCK_SKEW * SECOND)
    return ceil(wait / SECOND)


class Bucket:
    """A bucket of one process, such as that of one connection; not for several threads."""

    def __init__(self, capacity: float, per_second: float) -> None:
        self.capacity = capacity
        self.per_second = per_second
        self.tokens = capacity
        self.seen_at = time.monotonic()

    def take(self, cost: float = 1) -> float:
        """Takes `cost` tokens and returns 0.0, or takes none and returns the seconds until there are as many."""
        now = time.monotonic()
        self.tokens = min(self.capacity, self.tokens + (now - self.seen_at) * self.per_second)
        self.seen_at = now
        if self.tokens < cost:
            return (cost - self.tokens) / self.per_second
        self.tokens -= cost
        return 0.0
