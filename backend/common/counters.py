"""How the limits count: integers in the cache, on memory and on Redis alike.

The time is that of our own clock, in whole seconds, and a part of each key: a window ends by that clock, and long
before the cache forgets it.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from common.caches import cache

CLOCK_SKEW = 60  # seconds that the clocks of two processes may differ

Found = dict[str, int]  # what the cache holds of a counter's keys


@dataclass(frozen=True)
class Counter(ABC):
    """Lets `amount` through in any `seconds`, of what `key` stands for, as seen at the Unix time `now`."""

    key: str
    amount: int
    seconds: int
    now: int

    @property
    def number(self) -> int:
        return self.now // self.seconds

    @property
    def elapsed(self) -> int:
        return self.now % self.seconds

    @property
    def previous(self) -> str:
        return f"{self.key}:{self.number - 1}"

    @property
    def current(self) -> str:
        return f"{self.key}:{self.number}"

    @property
    def keys(self) -> tuple[str, ...]:
        return self.previous, self.current

    @property
    def lifetime(self) -> int:
        """Seconds that a key lives: its own window and the next, in which it is still read."""
        return 2 * self.seconds + CLOCK_SKEW

    @abstractmethod
    def wait(self, found: Found) -> int:
        """Seconds until one more passes if nothing else comes; 0 is now, less than twice `seconds` at most."""


class SlidingWindow(Counter):
    """Two numbers for any amount: how many passed in this fixed window of time and in the one before, which counts
    by the share of it that still lies within the last `seconds`:

        previous × (1 - elapsed / seconds) + current ≤ amount

    (https://blog.cloudflare.com/counting-things-a-lot-of-different-things/). In the long run `amount` pass per
    `seconds`, never more than `amount` at one moment, fewer than twice as many in any `seconds`; only requests that
    race over the seam of two windows can fill both. The arithmetic is in integers, so that the wait that is told is
    exactly the wait that is needed.
    """

    def wait(self, found: Found) -> int:
        previous, current = found.get(self.previous, 0), found.get(self.current, 0)
        if current < self.amount:
            second = self.fades(previous, self.amount - 1 - current)
            if second < self.seconds:
                return max(0, second - self.elapsed)
        return self.seconds - self.elapsed + self.fades(current, self.amount - 1)

    def fades(self, count: int, room: int) -> int:
        """The second of a window from which on the count of the window before it weighs no more than `room`."""
        return max(0, self.seconds - room * self.seconds // count) if count else 0


class Cooldown(Counter):
    """Exactly one in any `seconds`: the key of a window holds the second in which one passed."""

    @property
    def next(self) -> str:
        return f"{self.key}:{self.number + 1}"

    @property
    def keys(self) -> tuple[str, ...]:
        return self.previous, self.current, self.next

    def wait(self, found: Found) -> int:
        stamps = [found[key] for key in self.keys if key in found]
        return max(0, max(stamps, default=0) + self.seconds - self.now)

    def take(self) -> int:
        """Remembers that one passes now and returns 0, or remembers nothing and returns the wait."""
        if not cache.add(self.current, self.now, self.lifetime):
            return max(1, self.wait(cache.get_many(self.keys)))
        # At the seam of two windows one may have passed in the other since we looked.
        wait = self.wait(cache.get_many([self.previous, self.next]))
        if wait:
            cache.delete(self.current)
        return wait


def take(counters: list[Counter], found: Found) -> int:
    """Counts one more in all of them and returns 0, or in none and returns the wait.

    Many may have found the same: the increments decide, as each of them answers another number.
    """
    windows = windows_of(counters)
    totals = cache.count({window.current: window.lifetime for window in windows}, 1)
    before = {**found, **{key: total - 1 for key, total in totals.items()}}
    taken: list[Counter] = [*windows]
    waits = [window.wait(before) for window in windows]
    # Who found no room in a window leaves the cooldown alone: taking it, only to give it back, would refuse others.
    for cooldown in cooldowns_of(counters) if not any(waits) else ():
        waits.append(cooldown.take())
        if waits[-1] == 0:
            taken.append(cooldown)
    if max(waits):
        give_back(taken)
    return max(waits)


def give_back(counters: list[Counter]) -> None:
    """Takes back from all of them what `take` has counted."""
    totals = cache.count({window.current: window.lifetime for window in windows_of(counters)}, -1)
    below = [key for key, total in totals.items() if total < 0]  # forgotten meanwhile
    cache.delete_many([*below, *(cooldown.current for cooldown in cooldowns_of(counters))])


def windows_of(counters: list[Counter]) -> list[SlidingWindow]:
    return [counter for counter in counters if isinstance(counter, SlidingWindow)]


def cooldowns_of(counters: list[Counter]) -> list[Cooldown]:
    return [counter for counter in counters if isinstance(counter, Cooldown)]
