from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from mail import outbox
from mail.models import Mail

ADDRESS = "haneul@example.org"
WORDS = "내일은 <모의고사> & 급식"


@pytest.fixture(autouse=True)
def note(settings: Settings) -> None:
    """A kind of mail that always says the same."""
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [Path(__file__).parent / "templates"]}]
    outbox.register("note", lambda mail: outbox.Message("쪽지가 왔어요", "note", {"words": WORDS}))


@pytest.fixture
def queue(db: None) -> Callable[..., Mail]:
    """Queues a note and returns its row."""

    def put(to: str = ADDRESS, about: int | None = None) -> Mail:
        outbox.queue("note", to=to, about=about)
        return Mail.objects.latest("pk")

    return put
