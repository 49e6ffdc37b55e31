"""Token buckets: in memory, or on Redis where the tests run on it."""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from common.buckets import SECOND, Bucket, Size, take
from common.caches import Again, LocMemCache, cache
from common.tests.conftest import NOON

SMALL = Size(5, 0.5)
ODD = Size(30, 1.5)  # a token takes no whole number of microseconds


def fill_level(key: str = "x", size: Size = SMALL) -> int:
    """How many more pass at this moment."""
    passed = 0
    while take([size.level(key)]) == 0:
        passed += 1
    return passed


class TestABucket:
    @pytest.mark.parametrize("size", [SMALL, ODD, Size(600, 40), Size(1, 0.01)])
    def test_it_lets_as_many_through_as_it_holds(self, clock, size: Size) -> None:
        assert fill_level(size=size) == size.capacity

    def test_it_is_refilled_continuously(self, clock) -> None:
        fill_level()
        clock.move_to(NOON + 1.9)
        assert take([SMALL.level("x")]) == 1
        clock.move_to(NOON + 2)
        assert fill_level() == 1
        clock.move_to(NOON + 3.5)
        assert fill_level() == 0
        clock.move_to(NOON + 6)
        assert fill_level() == 2

    def test_it_never_holds_more_than_its_capacity(self, clock) -> None:
        fill_level()
        clock.move_to(NOON + 3600)
        assert fill_level() == 5

    def test_after_the_wait_it_passes_and_not_before(self, clock) -> None:
        fill_level()
        wait = take([SMALL.level("x", 3)])
        assert wait == 6
        clock.move_to(NOON + wait - 1)
        assert take([SMALL.level("x", 3)]) == 1
        clock.move_to(NOON + wait)
        assert take([SMALL.level("x", 3)]) == 0

    def test_a_wait_is_a_whole_second_at_least(self, clock) -> None:
        size = Size(600, 40)
        fill_level(size=size)
        assert take([size.level("x")]) == 1

    def test_what_costs_several_takes_several(self, clock) -> None:
        assert take([SMALL.level("x", 3)]) == 0
        assert fill_level() == 2

    def test_what_costs_more_than_it_holds_takes_a_full_one(self, clock) -> None:
        assert take([SMALL.level("x", 50)]) == 0
        assert take([SMALL.level("x", 50)]) == 10

    def test_a_refused_spend_takes_nothing(self, clock) -> None:
        take([SMALL.level("x", 3)])
        assert [take([SMALL.level("x", 3)]) for _ in range(20)] == [2] * 20
        assert fill_level() == 2

    def test_a_clock_that_is_set_back_gives_nothing_away(self, clock) -> None:
        fill_level()
        clock.move_to(NOON - 30)
        assert take([SMALL.level("x")]) == 32

    def test_no_key_lives_for_ever(self) -> None:
        take([SMALL.level("x")], Again("again", 60 * SECOND, (1,)))
        for key in ("x", "again"):
            stored = cache.make_and_validate_key(key)
            if settings.REDIS_URL:
                seconds = cache._cache.get_client().ttl(stored)
            else:
                seconds = cache._expire_info[stored] - time.time()
            assert 0 < seconds <= 130


class TestSeveralBuckets:
    def test_it_takes_from_all_or_from_none(self, clock) -> None:
        for _ in range(5):
            take([SMALL.level("empty")])
        assert take([SMALL.level("full"), SMALL.level("empty")]) == 2
        assert fill_level("full") == 5

    def test_the_longest_wait_is_told(self, clock) -> None:
        slow = Size(1, 0.1)
        assert take([SMALL.level("a", 5), slow.level("b")]) == 0
        assert take([SMALL.level("a"), slow.level("b")]) == 10


class TestAgain:
    PRICE = Again("again", 60 * SECOND, tuple(cost * SMALL.token for cost in (1, 2, 4)))

    def price(self) -> int:
        """What it costs the next time, in tokens; nothing is taken from the others' view of the bucket."""
        key = f"purse-{len(self.seen)}"
        self.seen.append(key)
        assert take([SMALL.level(key)], self.PRICE) == 0
        return SMALL.capacity - fill_level(key)

    @pytest.fixture(autouse=True)
    def purses(self) -> None:
        self.seen: list[str] = []

    def test_it_costs_more_each_time_up_to_the_last_price(self, clock) -> None:
        assert [self.price() for _ in range(5)] == [1, 2, 4, 4, 4]

    def test_it_is_new_again_after_its_time(self, clock) -> None:
        assert [self.price() for _ in range(2)] == [1, 2]
        clock.move_to(NOON + 59.9)
        assert self.price() == 4
        clock.move_to(NOON + 59.9 + 60)
        assert self.price() == 1

    def test_only_the_first_bucket_pays_for_it(self, clock) -> None:
        for number in range(3):
            assert take([SMALL.level(f"own-{number}"), SMALL.level("shared")], self.PRICE) == 0
        assert fill_level("shared") == 2

    def test_who_is_refused_has_not_said_it(self, clock) -> None:
        fill_level("empty")
        for _ in range(5):
            assert take([SMALL.level("empty")], self.PRICE) == 2
        assert self.price() == 1


class TestAtOnce:
    @pytest.fixture(autouse=True)
    def threads_that_interrupt_each_other(self) -> Iterator[None]:
        usual = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        yield
        sys.setswitchinterval(usual)

    @staticmethod
    def at_once(number: int, *sizes: Size, again: Again | None = None) -> int:
        start = Barrier(number)

        def call(_: int) -> bool:
            start.wait()
            return take([size.level(f"size-{size.capacity}") for size in sizes], again) == 0

        with ThreadPoolExecutor(number) as pool:
            return sum(pool.map(call, range(number)))

    def test_as_many_of_a_hundred_pass_as_one_after_the_other(self, clock) -> None:
        assert self.at_once(100, ODD) == 30

    def test_of_two_buckets_neither_loses_what_the_other_refuses(self, clock) -> None:
        assert self.at_once(60, Size(40, 1), Size(10, 1)) == 10
        assert fill_level("size-40", Size(40, 1)) == 30

    def test_each_repeat_has_a_price_of_its_own(self, clock) -> None:
        again = Again("again", 60 * SECOND, tuple(cost * ODD.token for cost in (1, 2, 4, 8, 16, 30)))
        assert self.at_once(50, ODD, again=again) == 4  # 1 + 2 + 4 + 8 of 30, and 16 more don't fit
        assert fill_level("size-30", ODD) == 15


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 8_000_000), st.integers(1, 6), st.booleans(), st.booleans()), min_size=1, max_size=30
    )
)
def test_memory_and_redis_count_the_same(steps: list) -> None:
    """Where there is no Redis it only shows that every wait is as long as it has to be."""
    run = uuid4()  # the cache outlives an example
    memory = LocMemCache("twin", {"OPTIONS": {"MAX_ENTRIES": 100_000}})
    now = NOON * SECOND
    for later, cost, both, repeated in steps:
        now += later
        levels = [SMALL.level(f"{run}:a", cost)] + ([ODD.level(f"{run}:b", cost)] if both else [])
        again = Again(f"{run}:c", 9 * SECOND, (SMALL.token, 3 * SMALL.token)) if repeated else None
        # Redis forgets by its own clock, which is not the one of these steps.
        slack = 10_000 * SECOND + int(abs(time.time() - NOON)) * SECOND
        waits = {one.spend(now, levels, again, slack) for one in (cache, memory)}
        assert len(waits) == 1
        [wait] = waits
        assert 0 <= wait <= 10 * SECOND
        if wait:
            for at, rest in [(now + wait - 1, {1}), (now + wait, {0})] if not again else []:
                assert {one.spend(at, levels, None, slack) for one in (cache, memory)} == rest
            now += wait


class TestABucketOfOneProcess:
    @pytest.fixture
    def seconds(self, monkeypatch) -> list[float]:
        """The monotonic clock, which no traveller moves."""
        now = [1000.0]
        monkeypatch.setattr("common.buckets.time.monotonic", lambda: now[0])
        return now

    def test_it_lets_as_many_through_as_it_holds(self, seconds: list[float]) -> None:
        bucket = Bucket(3, 2)
        assert [bucket.take() for _ in range(5)] == [0, 0, 0, 0.5, 0.5]

    def test_it_is_refilled_continuously_up_to_its_capacity(self, seconds: list[float]) -> None:
        bucket = Bucket(3, 2)
        assert bucket.take(3) == 0
        seconds[0] += 0.25
        assert bucket.take() == 0.25
        seconds[0] += 0.25
        assert bucket.take() == 0
        seconds[0] += 100
        assert [bucket.take() for _ in range(4)] == [0, 0, 0, 0.5]

    def test_what_costs_several_takes_several_or_none(self, seconds: list[float]) -> None:
        bucket = Bucket(5, 1)
        assert bucket.take(4) == 0
        assert bucket.take(4) == 3
        assert bucket.take(1) == 0
