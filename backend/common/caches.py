"""Django's caches, with a step of their own for counting: Django's `incr` takes three to a number that has an end."""

from collections.abc import Mapping
from typing import cast

from django.core.cache import cache as configured_cache
from django.core.cache.backends import locmem, redis


class LocMemCache(locmem.LocMemCache):
    def count(self, lifetimes: Mapping[str, int], delta: int) -> dict[str, int]:
        """Adds to numbers that begin at 0, and are forgotten so many seconds after they have begun."""
        return {key: self.count_one(key, seconds, delta) for key, seconds in lifetimes.items()}

    def count_one(self, key: str, seconds: int, delta: int) -> int:
        try:
            return self.incr(key, delta)
        except ValueError:  # not there yet
            self.add(key, 0, seconds)
            return self.incr(key, delta)


class RedisCache(redis.RedisCache):
    def count(self, lifetimes: Mapping[str, int], delta: int) -> dict[str, int]:
        """Adds to numbers that begin at 0, and are forgotten so many seconds after they have begun."""
        with self._cache.get_client(write=True).pipeline() as transaction:
            for key, seconds in lifetimes.items():
                stored = self.make_and_validate_key(key)
                transaction.set(stored, 0, ex=seconds, nx=True)
                transaction.incrby(stored, delta)
            return dict(zip(lifetimes, transaction.execute()[1::2], strict=True))


cache = cast(LocMemCache | RedisCache, configured_cache)
