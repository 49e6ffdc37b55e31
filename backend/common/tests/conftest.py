"""Fixtures of the tests of what all apps share."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from common.testing import Person
from common.tests.house import NOWHERE, House
from config.env import OAuthClient

NOON = 1_800_000_000  # a Unix time at which windows of a minute, a quarter and an hour begin


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def house(make_person: Callable[..., Person], settings: Settings) -> House:
    settings.SOCIAL_PROVIDERS = {"google": OAuthClient("Google", "id", "secret", NOWHERE)}
    now = timezone.now()
    owner = make_person("owner", is_staff=True, email="owner@example.org", email_confirmed_at=now)
    leaver = make_person("leaver")
    leaver.user.withdraw()
    suspended = make_person("suspended")
    type(suspended.user).objects.filter(pk=suspended.id).update(is_suspended=True)
    return House(owner, make_person("neighbor"), leaver, suspended)
