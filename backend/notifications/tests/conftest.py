"""Daytime, unless a test says otherwise: at night the bell keeps still."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from common.testing import Person

SEOUL = ZoneInfo("Asia/Seoul")
NOON = datetime(2027, 3, 4, 12, 0, tzinfo=SEOUL)


@pytest.fixture
def at() -> Iterator[Callable[[datetime], None]]:
    """Moves the clock, which stands still in between."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def noon(at: Callable[[datetime], None]) -> None:
    """Logins made before would be too old, or not yet: ask for it first."""


def told(person: Person, query: str = "") -> list[dict[str, Any]]:
    response = person.client.get(f"/notifications/{query}")
    assert response.status_code == 200, response.content.decode()
    return response.json()["results"]


def sentences(person: Person) -> list[str]:
    return [row["message"] for row in told(person)]


def unread(person: Person) -> int:
    return person.client.get("/notifications/unread/").json()["count"]
