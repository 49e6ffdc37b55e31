"""How often what may be done: the one table of all limits (for people: docs/limits.md), and how a request is counted.

A school is one address. So whoever has an account is counted by it, and an address has ceilings that a class of 30 or a
hall of 300 does not reach.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from rest_framework.exceptions import APIException

from common.addresses import home_of
from common.counters import Cooldown, Counter, SlidingWindow, give_back, take
from common.errors import TooManyRequests

MINUTE = 60
QUARTER = 15 * MINUTE
HOUR = 60 * MINUTE


@dataclass(frozen=True)
class Limit:
    amount: int
    seconds: int
    by: tuple[str, ...]  # what is counted together: all that has the same values of these
    why: str


# name → its limits, the narrowest first; a request must pass them all
LIMITS: Mapping[str, tuple[Limit, ...]] = MappingProxyType(
    {
        "login": (
            Limit(10, QUARTER, ("username", "address"), "mistyping is human, guessing is not"),
            Limit(100, HOUR, ("username",), "a thousand addresses guess no faster than ten"),
            Limit(300, QUARTER, ("address",), "one password tried on many accounts; of 30 each may mistype 10 times"),
        ),
        "login_on_known_device": (
            Limit(10, QUARTER, ("username", "device"), "strangers' guesses don't lock the owner out of an own device"),
        ),
        "own_password": (
            Limit(10, QUARTER, ("member", "login"), "who found an open browser must not find out the password"),
        ),
        "signup": (
            Limit(300, HOUR, ("address",), "a whole school year signs up in the hall; a machine would do more"),
        ),
        "signup_picture": (
            Limit(600, HOUR, ("address",), "decoding a picture is much work; two tries for each of 300 in the hall"),
        ),
        "email_code": (
            Limit(1, MINUTE, ("email",), "the mail is on its way"),
            Limit(5, HOUR, ("email",), "nobody's mailbox is filled by a stranger"),
            Limit(600, HOUR, ("address",), "two codes for each of 300 in the hall, but no mail to a list of addresses"),
        ),
        "password_reset": (
            Limit(1, MINUTE, ("email",), "the mail is on its way"),
            Limit(5, HOUR, ("email",), "nobody's mailbox is filled by a stranger"),
            Limit(120, HOUR, ("address",), "no mail to a list of addresses"),
        ),
        "email_undo": (
            Limit(60, HOUR, ("address",), "a link from a mail is opened once; nobody has to try many"),
        ),
        "unproved_address": (
            Limit(5, HOUR, ("email",), "a member may have typed a stranger's address"),
        ),
        "social_login": (
            Limit(600, HOUR, ("address",), "each asks Google or Kakao; two tries for each of 300 in the hall"),
        ),
        "availability": (
            Limit(600, MINUTE, ("address",), "30 who type in one room, 20 names a minute each"),
        ),
        "password_check": (
            Limit(600, MINUTE, ("address",), "30 who type in one room, 20 passwords a minute each"),
        ),
        "export": (
            Limit(5, HOUR, ("member",), "reading everything of a member is much work"),
        ),
        "preview": (
            Limit(120, MINUTE, ("member",), "who types sees the preview anew after each pause; a machine renders more"),
        ),
        "picture": (
            Limit(30, HOUR, ("member",), "decoding a picture is much work"),
        ),
        "attachment": (
            Limit(100, HOUR, ("member",), "20 posts with all their files; looking into a file is much work"),
        ),
        "chat_report": (
            Limit(60, HOUR, ("address",), "two reports of each in a class; nobody needs an account to send them"),
        ),
    }
)  # fmt: skip


def count(name: str, **subjects: object) -> list[Counter]:
    """Counts a request under `name`, or raises `TooManyRequests` and counts nothing.

    `subjects` are the values of all that the limits of this name count by; an `address` is that of
    `common.addresses.client_address`.
    """
    now = int(time.time())
    counters = [counter_of(name, limit, subjects, now) for limit in LIMITS[name]]
    found = cache.get_many([key for counter in counters for key in counter.keys])
    # Who finds no room leaves at once; who finds some may have to share it.
    if wait := max(counter.wait(found) for counter in counters) or take(counters, found):
        raise TooManyRequests(wait)
    return counters


@contextmanager
def count_success(name: str, **subjects: object) -> Iterator[None]:
    """As `count`, but gives the count back if the block raises."""
    counters = count(name, **subjects)
    try:
        yield
    except BaseException:
        give_back(counters)
        raise


@contextmanager
def count_failure(name: str, **subjects: object) -> Iterator[None]:
    """As `count`, but gives the count back unless the block refuses (raises an `APIException`).

    It is counted before the block runs: of a hundred guesses at the same moment no more get through than one by one.
    """
    counters = count(name, **subjects)
    refused = False
    try:
        yield
    except APIException:
        refused = True
        raise
    finally:
        if not refused:
            give_back(counters)


def forget(name: str, **subjects: object) -> None:
    """Forgets what was counted under `name` by exactly these subjects."""
    now = int(time.time())
    limits = [limit for limit in LIMITS[name] if set(limit.by) == set(subjects)]
    cache.delete_many([key for limit in limits for key in counter_of(name, limit, subjects, now).keys])


def counter_of(name: str, limit: Limit, subjects: Mapping[str, object], now: int) -> Counter:
    """The key holds a digest that only we can make: no name, mail or network address stands in the cache."""
    values = [(kind, as_counted(kind, subjects[kind])) for kind in limit.by]
    digest = salted_hmac("common.limits", repr(values), algorithm="sha256").hexdigest()[:32]
    kind = Cooldown if limit.amount == 1 else SlidingWindow
    return kind(f"limit:{name}:{limit.seconds}:{digest}", limit.amount, limit.seconds, now)


def as_counted(kind: str, value: object) -> str:
    """One spelling of what is the same: names and mail addresses in lower case, an address by its household."""
    text = str(value).lower()
    return home_of(text) if kind == "address" else text
