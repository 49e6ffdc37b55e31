from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from schedule.models import KeyDate

# Shortly before midnight in Seoul: in Universal Time the day is another one for nine more hours.
LATE = datetime(2026, 12, 23, 14, 59, 30, tzinfo=UTC)  # 23:59:30 on Wednesday, 23 December


@pytest.fixture
def evening() -> Iterator[time_machine.Traveller]:
    """Thirty seconds before Christmas Eve, in Seoul."""
    with time_machine.travel(LATE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def make_key_date(db: None) -> Callable[..., KeyDate]:
    def make(title: str, first: date, last: date | None = None, **values: object) -> KeyDate:
        return KeyDate.objects.create(title=title, kind="other", starts_on=first, ends_on=last or first, **values)

    return make
