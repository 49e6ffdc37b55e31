"""Django's caches, with two steps of their own.

`count`: Django's `incr` takes three steps to a number that has an end. `spend`: several buckets are looked at and taken
from in one step, or many who look at the same moment would all find the last token (`common.buckets` explains them).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from threading import Lock
from typing import cast

from django.core.cache import cache as configured_cache
from django.core.cache.backends import locmem, redis


@dataclass(frozen=True)
class Level:
    """A bucket as the cache sees it, in microseconds."""

    key: str
    cost: int  # how much later it will be full
    capacity: int  # how far ahead of now it may be full again


@dataclass(frozen=True)
class Again:
    """What costs more each time that it comes `within` microseconds of the time before; times in microseconds."""

    key: str
    within: int
    costs: tuple[int, ...]  # of the first time, the second … and of all that follow the last


class LocMemCache(locmem.LocMemCache):
    spending = Lock()  # one for all: what is done under it takes microseconds

    def count(self, lifetimes: Mapping[str, int], delta: int) -> dict[str, int]:
        """Adds to numbers that begin at 0, and are forgotten so many seconds after they have begun."""
        return {key: self.count_one(key, seconds, delta) for key, seconds in lifetimes.items()}

    def count_one(self, key: str, seconds: int, delta: int) -> int:
        try:
            return self.incr(key, delta)
        except ValueError:  # not there yet
            self.add(key, 0, seconds)
            return self.incr(key, delta)

    def spend(self, now: int, levels: Sequence[Level], again: Again | None, slack: int) -> int:
        """Takes from all buckets and returns 0, or from none and returns the longest wait in microseconds.

        Keys are forgotten `slack` microseconds after they have lost their meaning.
        """
        with self.spending:
            times, at = self.get(again.key, (0, 0)) if again else (0, 0)
            if again and now - at >= again.within:
                times = 0
            afters = []
            longest = 0
            for number, level in enumerate(levels):
                cost = again.costs[min(times, len(again.costs) - 1)] if again and number == 0 else level.cost
                afters.append(max(self.get(level.key, 0), now) + cost)
                longest = max(longest, afters[-1] - now - level.capacity)
            if longest == 0:
                for level, after in zip(levels, afters, strict=True):
                    self.set(level.key, after, (after - now + slack) / 1_000_000)
                if again:
                    self.set(again.key, (times + 1, now), (again.within + slack) / 1_000_000)
        return longest


class RedisCache(redis.RedisCache):
    def count(self, lifetimes: Mapping[str, int], delta: int) -> dict[str, int]:
        """Adds to numbers that begin at 0, and are forgotten so many seconds after they have begun."""
        with self._cache.get_client(write=True).pipeline() as transaction:
            for key, seconds in lifetimes.items():
                stored = self.make_and_validate_key(key)
                transaction.set(stored, 0, ex=seconds, nx=True)
                transaction.incrby(stored, delta)
            return dict(zip(lifetimes, transaction.execute()[1::2], strict=True))

    def spend(self, now: int, levels: Sequence[Level], again: Again | None, slack: int) -> int:
        """Takes from all buckets and returns 0, or from none and returns the longest wait in microseconds.

        Keys are forgotten `slack` microseconds after they have lost their meaning.
        """
        keys = [self.make_and_validate_key(level.key) for level in levels]
        if again:
            keys.append(self.make_and_validate_key(again.key))
        asked = {"now": now, "slack": slack, "levels": [asdict(level) for level in levels]}
        if again:
            asked["again"] = asdict(again)
        return self._cache.get_client(write=True).eval(SPEND, len(keys), *keys, json.dumps(asked))


# As `LocMemCache.spend`, in one step of Redis, which runs a script alone
# (https://redis.io/docs/latest/develop/programmability/eval-intro/). Its numbers are exact up to 2⁵³, and a moment in
# microseconds is below 2⁵¹; but as text they need a format of their own, or they are cut to 14 digits.
SPEND = """
local asked = cjson.decode(ARGV[1])
local now, levels, again = asked.now, asked.levels, asked.again
local times, at = 0, 0
if again then
  local found = redis.call('HMGET', KEYS[#levels + 1], 'times', 'at')
  times, at = tonumber(found[1]) or 0, tonumber(found[2]) or 0
  if now - at >= again.within then times = 0 end
end
local afters, longest = {}, 0
for number, level in ipairs(levels) do
  local cost = level.cost
  if again and number == 1 then cost = again.costs[math.min(times + 1, #again.costs)] end
  afters[number] = math.max(tonumber(redis.call('GET', KEYS[number])) or 0, now) + cost
  longest = math.max(longest, afters[number] - now - level.capacity)
end
if longest == 0 then
  for number, after in ipairs(afters) do
    local lives = math.ceil((after - now + asked.slack) / 1000)
    redis.call('SET', KEYS[number], string.format('%.0f', after), 'PX', lives)
  end
  if again then
    local key = KEYS[#levels + 1]
    redis.call('HSET', key, 'times', times + 1, 'at', string.format('%.0f', now))
    redis.call('PEXPIRE', key, math.ceil((again.within + asked.slack) / 1000))
  end
end
return longest
"""


cache = cast(LocMemCache | RedisCache, configured_cache)
