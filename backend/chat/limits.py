"""How much one may say: token buckets (`common.buckets`) of a speaker and of an address; for people: docs/limits.md."""

import logging
import time
import unicodedata
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from common.addresses import home_of
from common.buckets import SECOND, Size, take
from common.caches import Again
from common.errors import TooManyRequests

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    size: Size
    why: str


@dataclass(frozen=True)
class Repeat:
    """What the same text of the same speaker costs the first time, the second … and from the last one on."""

    costs: tuple[int, ...]  # tokens of the speaker's bucket
    why: str


BUCKETS: Final = MappingProxyType(
    {
        "speaker": Limit(Size(30, 1.5), "who types fast says a line a second, and now and then ten at once"),
        "address": Limit(Size(600, 40), "a school is one address: 300 in the hall say two lines each at once"),
    }
)
REPEATS: Final = MappingProxyType(
    {
        "short": Repeat(tuple(range(1, 31)), "people laugh and nod"),
        "long": Repeat((1, 2, 4, 8, 16, 30), "who pastes a text over and over drowns the talk"),
    }
)
SHORT_LETTERS = 4  # as normalised: however long it is held, a laugh is short
REPEAT_SECONDS = 60  # after which the same text is new again
REST_SECONDS = 5.0  # in which a cache that did not answer is not asked again


class Outage:
    """Until when (of the monotonic clock) this process does not ask the cache, as it was away."""

    until = 0.0


def spend(speaker: str, address: str, text: str) -> None:
    """Takes what saying `text` costs from the buckets of the speaker and the address, or raises `TooManyRequests`
    with the wait and takes nothing.

    Where the cache is away or slow the talk goes on without limits: it needs the database alone.
    """
    if time.monotonic() < Outage.until:
        return
    own, shared = BUCKETS["speaker"].size, BUCKETS["address"].size
    letters = normalised(text)
    costs = REPEATS["short" if len(letters) <= SHORT_LETTERS else "long"].costs
    again = Again(key_of("again", speaker, letters), REPEAT_SECONDS * SECOND, tuple(cost * own.token for cost in costs))
    levels = [own.level(key_of("speaker", speaker)), shared.level(key_of("address", home_of(address)))]
    try:
        wait = take(levels, again)
    except (RedisError, OSError):
        Outage.until = time.monotonic() + REST_SECONDS
        logger.warning("The cache is away: for %d s messages are not limited", REST_SECONDS, exc_info=True)
        return
    if wait:
        raise TooManyRequests(wait)


def key_of(kind: str, *values: str) -> str:
    """The key holds a digest that only we can make: no speaker, address or text stands in the cache."""
    digest = salted_hmac("chat.limits", repr((kind, *values)), algorithm="sha256").hexdigest()[:32]
    return f"bucket:chat:{kind}:{digest}"


def normalised(text: str) -> str:
    """What is the same to a reader: compatibility forms (NFKC), case, white space, and how long a letter is held; a
    digit is not held, 11 is not 1."""
    letters: list[str] = []
    for letter in unicodedata.normalize("NFKC", text).casefold():
        if not letter.isspace() and (letter.isdigit() or letters[-1:] != [letter]):
            letters.append(letter)
    return "".join(letters)
