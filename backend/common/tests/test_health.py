from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import OperationalError, connection
from rest_framework.test import APIClient

from common.testing import assert_error

NOBODY_LISTENS = "redis://127.0.0.1:1/0"


def test_a_process_that_lives_says_so(guest: APIClient, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        response = guest.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_a_process_whose_parts_answer_is_ready(guest: APIClient, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        # 1 SELECT 1
        response = guest.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.fixture
def away(settings) -> Iterator[Callable[[str], None]]:
    """Takes a part away: it is looked for where nobody listens; the database's connection is broken."""
    with ExitStack() as broken:

        def take(part: str) -> None:
            match part:
                case "database":
                    broken.enter_context(connection.execute_wrapper(refuse))
                case "cache":
                    cache = "django.core.cache.backends.redis.RedisCache"
                    settings.CACHES = {"default": {"BACKEND": cache, "LOCATION": NOBODY_LISTENS}}
                case "channel_layer":
                    layer = "channels_redis.pubsub.RedisPubSubChannelLayer"
                    config = {"hosts": [NOBODY_LISTENS]}
                    settings.CHANNEL_LAYERS = {"default": {"BACKEND": layer, "CONFIG": config}}

        yield take


def refuse(*args: Any) -> None:
    raise OperationalError


@pytest.mark.parametrize("part", ["database", "cache", "channel_layer"])
def test_the_part_that_is_away_is_named(guest: APIClient, away: Callable[[str], None], part: str) -> None:
    away(part)
    response = guest.get("/readyz")
    assert_error(response, 503, part)
    assert part in response.json()["errors"][0]["detail"]
    assert int(response["Retry-After"]) > 0
    assert guest.get("/healthz").status_code == 200


@pytest.mark.parametrize("part", ["database", "cache"])
def test_a_request_that_needs_what_is_away_is_told_to_come_back(guest: APIClient, post, away, part: str) -> None:
    away(part)
    response = guest.get(f"/post/{post.pk}/")
    assert_error(response, 503, "unavailable")
    assert int(response["Retry-After"]) > 0


def test_a_chat_line_is_stored_though_nobody_can_be_told(
    guest: APIClient, away: Callable[[str], None], django_capture_on_commit_callbacks
) -> None:
    away("channel_layer")
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        response = guest.post("/chat/api/chat-messages/", {"message": "들리나요?"})
    assert len(callbacks) == 1
    assert response.status_code == 201
    assert guest.get("/chat/api/chat-messages/").json()["results"][0]["message"] == "들리나요?"
