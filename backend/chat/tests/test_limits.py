"""How much one may say: in memory, or on Redis where the tests run on it."""

import os
import re
import signal
import time
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytest_django import Settings
from redis import Redis

from chat import limits
from chat.limits import BUCKETS, REPEATS, Outage, normalised, spend
from common.errors import TooManyRequests
from common.tests.test_limits import keys
from tools.services import Unavailable, redis

ADDRESS = "203.0.113.7"
SPEAKER = "g0000000000000000000000000000001"


def passes(text: str, speaker: str = SPEAKER, address: str = ADDRESS) -> bool:
    try:
        spend(speaker, address, text)
    except TooManyRequests:
        return False
    return True


def say_until_refused(texts: Iterator[str], speaker: str = SPEAKER) -> int:
    said = 0
    while passes(next(texts), speaker):
        said += 1
    return said


def chatter() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"{number}번째로 하는 말"


def repeated(text: str) -> Iterator[str]:
    while True:
        yield text


def test_thirty_lines_at_once_and_then_three_in_two_seconds(clock) -> None:
    lines = chatter()
    assert say_until_refused(lines) == 30
    clock.shift(2)
    assert say_until_refused(lines) == 3


def test_an_hour_of_a_line_a_second_is_never_refused(clock) -> None:
    lines = chatter()
    for _ in range(0, 3600, 7):
        clock.shift(7)
        assert all(passes(next(lines)) for _ in range(7))


def test_a_school_behind_one_address_talks(clock) -> None:
    assert all(passes("안녕하세요 반갑습니다", f"m{number:031}") for number in range(600))
    assert not passes("나도 안녕", f"m{600:031}")
    assert passes("나도 안녕", f"m{600:031}", "203.0.113.8")


def test_a_household_of_ipv6_is_one_address(clock) -> None:
    assert all(passes("안녕", f"g{number:031}", f"2001:db8:1:2::{number:x}") for number in range(600))
    assert not passes("안녕", "g" + "a" * 31, "2001:db8:1:2:ffff::1")
    assert passes("안녕", "g" + "a" * 31, "2001:db8:1:3::1")


def test_the_same_text_over_and_over_is_damped(clock) -> None:
    assert say_until_refused(repeated("우리 학교 축제 보러 오세요")) == 4  # 1 + 2 + 4 + 8 of 30
    assert say_until_refused(chatter()) == 15


def test_laughing_is_damped_less(clock) -> None:
    assert say_until_refused(repeated("ㅋㅋㅋ")) == 7  # 1 + 2 + … + 7 of 30


def test_a_laugh_is_short_however_long_it_is_held(clock) -> None:
    laughs = (("ㅋ" * length) for length in range(1, 100))
    assert say_until_refused(laughs) == 7


@pytest.mark.parametrize(
    "other",
    [
        "우리  학교 축제 보러 오세요",
        "우리학교축제보러오세요",
        "우리 학교 축제 보러 오세요오오오"[:-3] + "요요요",
        "우리 학교 축제 보러\n오세요",
        "우우우리 학교 축제 보러 오세요",
        unicodedata.normalize("NFD", "우리 학교 축제 보러 오세요"),
    ],
    ids=["spaced wider", "not spaced", "held at the end", "in two lines", "held at the beginning", "decomposed"],
)
def test_another_spelling_is_the_same_text(clock, other: str) -> None:
    texts = iter(["우리 학교 축제 보러 오세요", other] * 10)
    assert say_until_refused(texts) == 4


def test_case_width_and_composition_make_no_other_text() -> None:
    assert normalised("ＨＥＬＬＯ  World") == normalised("hello world") == normalised("heLlo\tworlddd")
    assert normalised("\u1112\u1161\u11ab") == normalised("한")
    assert normalised("안녕") != normalised("안년")
    assert normalised("1반 모여") != normalised("11반 모여")


def test_the_same_text_a_minute_later_is_new(clock) -> None:
    for _ in range(4):
        assert passes("우리 학교 축제 보러 오세요")
    clock.shift(60)
    assert say_until_refused(repeated("우리 학교 축제 보러 오세요")) == 4


def test_what_another_says_is_not_repeated(clock) -> None:
    assert all(passes("우리 학교 축제 보러 오세요", f"m{number:031}") for number in range(20))


def test_who_is_refused_loses_nothing_and_waits_as_told(clock) -> None:
    lines = chatter()
    say_until_refused(lines)
    for _ in range(50):
        with pytest.raises(TooManyRequests) as refusal:
            spend(SPEAKER, ADDRESS, "이건 아직 안 돼")
        assert refusal.value.wait == 1
    clock.shift(1)
    assert passes("이제 됐다")


def test_no_speaker_address_or_text_stands_in_the_cache(clock) -> None:
    spend(SPEAKER, ADDRESS, "hello there")
    names = keys()
    assert len(names) == 3
    assert not [key for key in names if re.search(r"0000001|203\.0|hello", key)]


class TestWithoutACache:
    @pytest.fixture(autouse=True)
    def nothing_known_yet(self) -> Iterator[None]:
        Outage.until = 0.0
        yield
        Outage.until = 0.0

    @pytest.fixture
    def redis_server(self, settings: Settings) -> Iterator[tuple[Redis, ExitStack]]:
        """A Redis of this test's own behind the cache, which ends with its stack."""
        with ExitStack() as running:
            try:
                url = running.enter_context(redis())
            except Unavailable as reason:
                if os.environ.get("CI") == "true":
                    raise
                pytest.skip(str(reason))
            own = {"BACKEND": "common.caches.RedisCache", "LOCATION": url, "OPTIONS": settings.REDIS_TIMEOUTS}
            settings.CACHES = {"default": own}
            yield Redis.from_url(url), running

    def test_when_redis_is_gone_all_get_through_and_it_is_said_once(self, redis_server, caplog) -> None:
        _, running = redis_server
        spend(SPEAKER, ADDRESS, "레디스야 있니")
        running.close()
        for number in range(100):
            spend(SPEAKER, ADDRESS, f"{number}번째로 하는 말")
        assert [record.levelname for record in caplog.records] == ["WARNING"]

    def test_when_redis_stands_still_all_get_through_and_it_is_said_once(self, redis_server, caplog) -> None:
        own_client, _ = redis_server
        process = own_client.info()["process_id"]
        os.kill(process, signal.SIGSTOP)
        try:
            for number in range(100):
                spend(SPEAKER, ADDRESS, f"{number}번째로 하는 말")
        finally:
            os.kill(process, signal.SIGCONT)
        assert [record.levelname for record in caplog.records] == ["WARNING"]

    def test_it_counts_again_after_a_rest(self, redis_server) -> None:
        own_client, _ = redis_server
        Outage.until = time.monotonic() + limits.REST_SECONDS
        assert all(passes("우리 학교 축제 보러 오세요") for _ in range(40))
        assert own_client.dbsize() == 0
        Outage.until = time.monotonic()
        assert not all(passes("우리 학교 축제 보러 오세요") for _ in range(40))

    def test_an_attempt_takes_about_a_second_at_most(self, settings: Settings) -> None:
        assert sum(settings.REDIS_TIMEOUTS.values()) <= 1.5


class TestTheTable:
    def test_it_is_read_only(self) -> None:
        with pytest.raises(TypeError):
            BUCKETS["speaker"] = None  # type: ignore[index]

    def test_the_page_for_people_has_every_number(self) -> None:
        page = (Path(__file__).parents[3] / "docs" / "limits.md").read_text(encoding="utf-8")
        section = page.split("## What is said in the live chat")[1].split("\n## ")[0]
        rows = [
            f"| one {name} | {limit.size.capacity} | {limit.size.per_second:g} a second | {limit.why} |"
            for name, limit in BUCKETS.items()
        ]
        short, long = REPEATS["short"], REPEATS["long"]
        assert short.costs == tuple(range(1, BUCKETS["speaker"].size.capacity + 1))
        rows += [
            f"| of up to {limits.SHORT_LETTERS} letters | 1, 2, 3 … {short.costs[-1]} | {short.why} |",
            f"| of more | {', '.join(map(str, long.costs))} | {long.why} |",
        ]
        found = [line for line in section.splitlines() if line.startswith("| o")]
        assert found == rows
        assert f"less than {limits.REPEAT_SECONDS} s after" in section
        assert f"for {limits.REST_SECONDS:g} s before it asks again" in " ".join(page.split())
