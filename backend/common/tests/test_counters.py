"""How the limits count over time, and when many come at once: in memory, or on Redis where the tests run on it."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.exceptions import PermissionDenied

from common import limits
from common.caches import LocMemCache, cache
from common.counters import Cooldown, Counter, SlidingWindow, take
from common.errors import TooManyRequests
from common.tests.conftest import NOON
from common.tests.test_limits import ADDRESS, export, forget_everything, mail, refusals, wait_of


class LookingTogether(LocMemCache):
    """Nobody goes on until ten have looked."""

    ten = Barrier(10)

    def get_many(self, *args: Any, **kwargs: Any) -> dict[str, int]:
        found = super().get_many(*args, **kwargs)
        self.ten.wait()
        return found


class RememberingAdditions(LocMemCache):
    added: list[str] = []

    def add(self, key: str, *args: Any, **kwargs: Any) -> bool:
        self.added.append(key)
        return super().add(key, *args, **kwargs)


class TestAtOnce:
    """Real threads at the same moment: exactly as many pass as may."""

    @pytest.fixture(autouse=True)
    def threads_that_interrupt_each_other(self) -> Iterator[None]:
        usual = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        yield
        sys.setswitchinterval(usual)

    @staticmethod
    def passed(calls: list[Callable[[], Any]]) -> int:
        start = Barrier(len(calls))

        def call(one: Callable[[], Any]) -> bool:
            start.wait()
            try:
                one()
            except TooManyRequests:
                return False
            return True

        with ThreadPoolExecutor(len(calls)) as pool:
            return sum(pool.map(call, calls))

    def test_each_gets_a_number_of_its_own(self) -> None:
        def count() -> list[int]:
            return [cache.count({"race": 60}, 1)["race"] for _ in range(200)]

        with ThreadPoolExecutor(10) as pool:
            numbers = [number for task in [pool.submit(count) for _ in range(10)] for number in task.result()]
        assert sorted(numbers) == list(range(1, 2001))

    def test_ten_of_fifty_guesses(self, clock) -> None:
        def guess() -> None:
            with limits.count_failure("login", username="haneul", address=ADDRESS):
                raise PermissionDenied

        def wrong() -> None:
            with pytest.raises(PermissionDenied):
                guess()

        assert self.passed([wrong] * 50) == 10
        assert refusals(wrong, 1) == 1

    def test_a_hundred_of_a_hundred_and_twenty_addresses(self, clock) -> None:
        def guess(number: int) -> Callable[[], Any]:
            return lambda: limits.count("login", username="haneul", address=f"198.51.100.{number}")

        assert self.passed([guess(number) for number in range(120)]) == 100

    def test_who_loses_the_race_is_not_counted(self) -> None:
        seen = SlidingWindow("limit:race", 2, 60, NOON)
        assert [take([seen], {}) for _ in range(5)] == [0, 0, 90, 90, 90]
        assert cache.get(seen.current) == 2

    def test_who_loses_over_one_limit_is_not_counted_by_the_others(self, clock, settings) -> None:
        """Ten look at the counts at once, when the account has room for five."""

        def guess(number: int) -> Callable[[], Any]:
            return lambda: limits.count("login", username="haneul", address=f"198.51.100.{number}")

        one_memory = {**settings.CACHES["default"], "LOCATION": "race"}
        memory = "common.caches.LocMemCache"
        settings.CACHES = {"default": {**one_memory, "BACKEND": memory}}
        for number in range(95):
            guess(100 + number)()
        settings.CACHES = {"default": {**one_memory, "BACKEND": f"{__name__}.LookingTogether"}}
        assert self.passed([guess(number) for number in range(10)]) == 5
        settings.CACHES = {"default": {**one_memory, "BACKEND": memory}}
        refused = 0
        for number in range(10):
            limits.forget("login", username="haneul")
            refused += refusals(guess(number), 10)
        assert refused == 5

    def test_one_of_fifty_mails(self, clock) -> None:
        assert self.passed([mail] * 50) == 1

    def test_who_finds_no_room_in_a_window_leaves_the_cooldown_to_others(self, settings) -> None:
        settings.CACHES = {"default": {**settings.CACHES["default"], "BACKEND": f"{__name__}.RememberingAdditions"}}
        window, cooldown = SlidingWindow("limit:room", 1, 60, NOON), Cooldown("limit:rest", 1, 60, NOON)
        counters: list[Counter] = [window, cooldown]
        cache.set(window.current, 1)
        assert take(counters, {}) == 120
        assert cooldown.current not in RememberingAdditions.added
        cache.delete(window.current)
        assert take(counters, {}) == 0
        assert cooldown.current in RememberingAdditions.added

    def test_one_of_two_mails_at_the_seam_of_two_windows(self) -> None:
        seen: list[Counter] = [Cooldown("limit:seam", 1, 60, NOON + 59), Cooldown("limit:seam", 1, 60, NOON + 60)]
        assert [take([counter], {}) for counter in seen] == [0, 59]
        forget_everything()
        assert [take([counter], {}) for counter in reversed(seen)] == [0, 61]


class TestTime:
    def test_a_count_fades_with_the_window_before(self, clock) -> None:
        """5 an hour, all at the beginning: after an hour and a fifth of one there is room for one more."""
        assert refusals(export, 5) == 0
        clock.move_to(NOON + limits.HOUR + 719)
        assert refusals(export, 1) == 1
        clock.move_to(NOON + limits.HOUR + 720)
        assert refusals(export, 2) == 1
        clock.move_to(NOON + limits.HOUR * 3)
        assert refusals(export, 6) == 1

    def test_the_seam_of_two_windows_is_no_gate(self, clock) -> None:
        clock.move_to(NOON + limits.HOUR - 1)
        assert refusals(export, 5) == 0
        clock.move_to(NOON + limits.HOUR)
        assert refusals(export, 5) == 5

    @pytest.mark.parametrize("moment", [0, 1, 1799, 3599])
    def test_after_retry_after_one_more_passes_and_not_before(self, clock, moment: int) -> None:
        clock.move_to(NOON + moment)
        assert refusals(export, 5) == 0
        for _ in range(3):
            now = NOON + moment
            wait = wait_of(export)
            assert 1 <= wait <= 2 * limits.HOUR
            clock.move_to(now + wait - 1)
            assert wait_of(export) == 1
            clock.move_to(now + wait)
            export()
            moment += wait

    @pytest.mark.parametrize("moment", [0, 0.9, 30, 59, 59.9])
    def test_a_mail_goes_out_a_minute_after_the_one_before(self, clock, moment: float) -> None:
        clock.move_to(NOON + moment)
        mail()
        assert wait_of(mail) == 60
        clock.move_to(NOON + moment + 59)
        assert wait_of(mail) == 1
        clock.move_to(NOON + moment + 60)
        mail()

    def test_the_longest_wait_is_told(self, clock) -> None:
        for minute in range(5):
            clock.move_to(NOON + 60 * minute)
            mail()
        wait = wait_of(mail)
        assert wait > 60
        clock.move_to(NOON + 60 * 4 + wait)
        mail()

    @given(
        amount=st.integers(2, 600),
        seconds=st.sampled_from([60, 900, 3600]),
        now=st.integers(NOON, NOON + 7200),
        data=st.data(),
    )
    def test_every_wait_is_honest_and_bounded(self, amount: int, seconds: int, now: int, data) -> None:
        counter = SlidingWindow("limit:x", amount, seconds, now)
        previous, current = (data.draw(st.integers(0, amount)) for _ in range(2))
        found = {counter.previous: previous, counter.current: current}
        wait = counter.wait(found)
        assert 0 <= wait < 2 * seconds
        if wait == 0:
            assert previous * (1 - counter.elapsed / seconds) + current + 1 <= amount + 1e-6
        else:
            later = [SlidingWindow("limit:x", amount, seconds, now + rest) for rest in (wait - 1, wait)]
            assert [counter.wait(found) for counter in later] == [1, 0]

    @given(gaps=st.lists(st.integers(0, 40), max_size=60), amount=st.integers(2, 6))
    def test_in_no_stretch_of_time_do_twice_as_many_pass(self, gaps: list[int], amount: int) -> None:
        now, passed = NOON, []
        found: dict[str, int] = {}
        for gap in gaps:
            now += gap
            counter = SlidingWindow("limit:x", amount, 60, now)
            if counter.wait(found) == 0:
                found[counter.current] = found.get(counter.current, 0) + 1
                passed.append(now)
        for first in passed:
            assert sum(first <= moment < first + 60 for moment in passed) < 2 * amount
