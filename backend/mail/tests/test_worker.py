"""A real worker beside a real API, on both sizes: a folder for the queue, or Redis."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from django.conf import settings

from common.testing_mail import SmtpSink
from common.testing_servers import Api, running_api
from config.celery import app as celery
from tools.servers import serve_worker
from tools.services import Unavailable, redis


@pytest.fixture
def redis_url() -> Iterator[str]:
    """A Redis of its own where the tests have one: no other worker takes this one's work."""
    if not settings.REDIS_URL:
        yield ""
        return
    try:
        with redis() as url:
            yield url
    except Unavailable as reason:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(reason))


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    with SmtpSink() as running:
        yield running


@pytest.fixture
def api(tmp_path: Path, redis_url: str, sink: SmtpSink) -> Iterator[Api]:
    with running_api(tmp_path, REDIS_URL=redis_url, EMAIL_URL=f"smtp://{sink.host}:{sink.port}") as running:
        yield running


def call(api: Api, method: str, path: str, body: dict[str, str], token: str = "") -> dict[str, str]:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    with urlopen(Request(api.http(path), json.dumps(body).encode(), headers, method=method), timeout=60) as response:
        return json.load(response)


def test_an_answer_reaches_the_asker_through_worker_and_mail_server(api: Api, sink: SmtpSink) -> None:
    inquiry = {"email": "haneul@example.org", "subject": "bug", "content": "글이 두 번 올라가요."}
    asked = call(api, "POST", "/qna/inquiry/", inquiry)
    token = call(api, "POST", "/accounts/token/", {"username": "staff", "password": "school-talks-2026"})["access"]
    path = f"/qna/inquiry/{asked['id']}/answer/"
    call(api, "PUT", path, {"content": "확인해 볼게요."}, token)  # the work waits for its worker
    with serve_worker(api.env) as worker:
        assert "확인해 볼게요." in sink.take("haneul@example.org").text
        call(api, "PUT", path, {"content": "고쳐 두었어요."}, token)
        assert "고쳐 두었어요." in sink.take("haneul@example.org").text
        assert worker.is_running()
    assert sink.letters == []


def test_what_comes_round_by_itself_exists() -> None:
    celery.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(celery.tasks)
