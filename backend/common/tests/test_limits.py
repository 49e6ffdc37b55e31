"""How the limits count: in memory, or on Redis where the tests run on it."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import override
from rest_framework.exceptions import PermissionDenied

from common import limits
from common.caches import cache
from common.errors import TooManyRequests
from common.testing import is_korean

ADDRESS = "203.0.113.7"
WORDS = {limits.MINUTE: "1 min", limits.QUARTER: "15 min", limits.HOUR: "1 h"}


def refusals(call: Callable[[], Any], times: int) -> int:
    refused = 0
    for _ in range(times):
        try:
            call()
        except TooManyRequests:
            refused += 1
    return refused


def wait_of(call: Callable[[], Any]) -> int:
    with pytest.raises(TooManyRequests) as refusal:
        call()
    return int(refusal.value.wait)


def export(member: int = 1) -> None:
    limits.count("export", member=member)  # 5 an hour


def mail(email: str = "haneul@example.com", address: str = ADDRESS) -> None:
    limits.count("email_code", email=email, address=address)  # 1 a minute, 5 an hour


def keys() -> list[str]:
    if settings.REDIS_URL:
        return [key.decode() for key in cache._cache.get_client().keys(f"{cache.key_prefix}:*")]
    return list(cache._cache)


def forget_everything() -> None:
    """Of this test alone: `clear` would empty the Redis that other tests use in the same moment."""
    if settings.REDIS_URL:
        cache._cache.get_client().delete(*keys())
    else:
        cache.clear()


class TestCounting:
    def test_as_many_pass_as_may(self, clock) -> None:
        assert refusals(export, 8) == 3

    def test_each_subject_has_a_count_of_its_own(self, clock) -> None:
        assert refusals(export, 6) == 1
        assert refusals(lambda: export(2), 5) == 0

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ({"email": "Haneul@Example.com"}, {"email": "haneul@example.COM"}),
            ({"email": "a@example.com", "address": "2001:db8:1:2::1"}, {"email": "a@example.com", "address": "::1"}),
        ],
    )
    def test_one_subject_has_one_count_however_it_is_spelt(self, clock, one: dict, other: dict) -> None:
        mail(**one)
        assert refusals(lambda: mail(**other), 1) == 1

    def test_a_household_of_ipv6_is_counted_as_one_address(self, clock) -> None:
        for number in range(600):
            mail(f"student{number}@example.com", f"2001:db8:1:2::{number:x}")
        assert refusals(lambda: mail("one-more@example.com", "2001:db8:1:2:ffff::1"), 1) == 1
        mail("one-more@example.com", "2001:db8:1:3::1")

    def test_who_is_refused_by_one_limit_is_counted_by_none(self, clock) -> None:
        for number in range(600):
            mail(f"student{number}@example.com")
        before = sorted(keys())
        assert refusals(lambda: mail("victim@example.com"), 20) == 20
        assert sorted(keys()) == before
        mail("victim@example.com", "203.0.113.8")

    def test_no_name_mail_or_address_stands_in_the_cache(self, clock) -> None:
        mail()
        limits.count("login", username="haneul", address=ADDRESS)
        names = keys()
        assert len(names) == 6
        assert not [key for key in names if re.search(r"haneul|example|203\.0", key)]

    def test_no_key_lives_for_ever(self) -> None:
        for _ in range(3):
            export()
        mail()
        with limits.count_success("signup", address=ADDRESS):
            pass
        for key in keys():
            if settings.REDIS_URL:
                seconds = cache._cache.get_client().ttl(key)
            else:
                seconds = cache._expire_info[key] - time.time()
            assert 0 < seconds <= 2 * limits.HOUR + 60


class TestGivingBack:
    def test_only_a_failure_is_counted_as_a_guess(self, clock) -> None:
        def guess(right: bool) -> None:
            with limits.count_failure("own_password", member=1, login=1):
                if not right:
                    raise PermissionDenied

        def wrong() -> None:
            with pytest.raises(PermissionDenied):
                guess(right=False)

        assert refusals(lambda: guess(right=True), 30) == 0
        for _ in range(10):
            wrong()
        assert refusals(lambda: guess(right=True), 1) == 1

    def test_a_fault_of_ours_is_no_guess(self, clock) -> None:
        def guess() -> None:
            with pytest.raises(ZeroDivisionError), limits.count_failure("own_password", member=1, login=1):
                _ = 1 / 0

        assert refusals(guess, 30) == 0

    def test_only_a_success_is_counted_as_a_sign_up(self, clock) -> None:
        def fail() -> None:
            with pytest.raises(PermissionDenied), limits.count_success("signup", address=ADDRESS):
                raise PermissionDenied

        def succeed() -> None:
            with limits.count_success("signup", address=ADDRESS):
                pass

        assert refusals(fail, 310) == 0
        assert refusals(succeed, 305) == 5

    def test_giving_back_what_was_forgotten_leaves_nothing(self, clock) -> None:
        with limits.count_failure("own_password", member=1, login=1):
            forget_everything()
        assert keys() == []

    def test_what_is_forgotten_is_that_of_these_subjects_alone(self, clock) -> None:
        def guess(username: str = "haneul", address: str = ADDRESS) -> None:
            limits.count("login", username=username, address=address)

        for number in range(100):
            guess(address=f"198.51.100.{number}")
        for number in range(290):
            guess(f"student{number}")
        assert refusals(guess, 1) == 1
        limits.forget("login", username="haneul")
        assert refusals(guess, 15) == 5  # an address guesses 10 times
        limits.forget("login", username="haneul", address=ADDRESS)
        assert refusals(guess, 1) == 1  # and all together 300 times
        assert refusals(lambda: guess(address="198.51.100.200"), 10) == 0


class TestTheTable:
    def test_it_is_read_only(self) -> None:
        with pytest.raises(TypeError):
            limits.LIMITS["login"] = ()  # type: ignore[index]

    def test_the_page_for_people_has_every_limit(self) -> None:
        page = (Path(__file__).parents[3] / "docs" / "limits.md").read_text(encoding="utf-8")
        rows = [
            f"| `{name}` | {limit.amount} in {WORDS[limit.seconds]} | {', '.join(limit.by)} | {limit.why} |"
            for name, several in limits.LIMITS.items()
            for limit in several
        ]
        assert [line for line in page.splitlines() if line.startswith("| `")] == rows


class TestTheSentence:
    @pytest.mark.parametrize(
        ("wait", "words"), [(1, "1초"), (59, "59초"), (60, "1분"), (61, "2분"), (180, "3분"), (3600, "60분")]
    )
    def test_it_says_how_long_to_wait(self, wait: int, words: str) -> None:
        assert f"{words} 뒤에 다시 시도해 주세요." in str(TooManyRequests(wait).detail)

    def test_it_is_said_in_english_to_those_who_ask(self) -> None:
        with override("en"):
            sentences = [str(TooManyRequests(wait).detail) for wait in (30, 180)]
        assert not any(is_korean(sentence) for sentence in sentences)
        assert [re.search(r"\d+ \w+", sentence)[0] for sentence in sentences] == ["30 sec", "3 min"]
