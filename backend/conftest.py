"""Fixtures of all backend tests: a fast, empty world, and the people in it.

The cast is a set of relationships: the author wrote it, the classmate is another ordinary member, staff keep the house,
a guest has no account.
"""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import User
from boards.models import Board, Comment, Post
from common.testing import PASSWORD, Person
from common.testing_mail import Letter, SmtpSink
from config.celery import app as celery
from mail.tasks import deliver_due


@pytest.fixture(autouse=True)
def own_world(settings: Settings, tmp_path: Path) -> None:
    """Each test has a cache, a channel layer and files of its own, and passwords that cost nothing."""
    key = uuid.uuid4().hex
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "KEY_PREFIX": key, "LOCATION": settings.REDIS_URL or key}
    }
    if settings.REDIS_URL:
        layer = settings.CHANNEL_LAYERS["default"]
        settings.CHANNEL_LAYERS = {"default": {**layer, "CONFIG": {**layer["CONFIG"], "prefix": key}}}
    settings.MEDIA_ROOT = str(tmp_path)
    files = settings.STORAGES["attachments"] | {"OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = settings.STORAGES | {"attachments": files}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A full hour, which lasts: whoever fills a limit must not reach the next window of time meanwhile."""
    with time_machine.travel(timezone.now().replace(minute=0, second=0, microsecond=0), tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="session", autouse=True)
def own_broker() -> None:
    """Work that is handed over stays in this process's memory: tests call the tasks themselves."""
    celery.conf.update(broker_url="memory://", broker_transport=None, broker_transport_options={})


@pytest.fixture
def smtp_sink(settings: Settings) -> Iterator[SmtpSink]:
    """A real mail server, to which the backend sends; see `SmtpSink` for how to let it refuse."""
    with SmtpSink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
        yield sink


@pytest.fixture
def mailbox(smtp_sink: SmtpSink, db: None) -> Callable[[], list[Letter]]:
    """Sends what waits in the outbox, and returns what has arrived since the last call: `[letter] = mailbox()`.

    Nothing has to be committed for it. Text and HTML are in `letter.text` and `letter.html`.
    """
    seen = 0

    def look() -> list[Letter]:
        nonlocal seen
        deliver_due()
        new, seen = smtp_sink.letters[seen:], len(smtp_sink.letters)
        return new

    return look


@pytest.fixture
def guest(db: None) -> APIClient:
    return APIClient()


@pytest.fixture
def make_person(db: None) -> Callable[..., Person]:
    def make(username: str, **values: Any) -> Person:
        user = User(**{"username": username, "nickname": username, **values})
        user.set_password(PASSWORD)
        user.save()
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.begin_login(user).access}")
        return Person(user, client)

    return make


@pytest.fixture
def author(make_person: Callable[..., Person]) -> Person:
    return make_person("author", nickname="온새미")


@pytest.fixture
def classmate(make_person: Callable[..., Person]) -> Person:
    return make_person("classmate", nickname="모의고사요정")


@pytest.fixture
def staff(make_person: Callable[..., Person]) -> Person:
    return make_person("staff", nickname="운영지기", is_staff=True)


@pytest.fixture
def head(make_person: Callable[..., Person]) -> Client:
    """The one who may do everything, in the back office."""
    client = Client()
    client.force_login(make_person("head", is_staff=True, is_superuser=True).user)
    return client


@pytest.fixture
def make_post(author: Person) -> Callable[..., Post]:
    """A post of the author on the free board, unless said otherwise."""

    def make(title: str = "급식에 마라탕", content: str = "오늘 급식 보고 울었다", **values: Any) -> Post:
        post = Post(**{"board": Board.FREE, "author": author.user, **values})
        post.write(title=title, content=content)
        post.save()
        return post

    return make


@pytest.fixture
def post(make_post: Callable[..., Post]) -> Post:
    return make_post()


@pytest.fixture
def comment(post: Post, classmate: Person) -> Comment:
    """The classmate's comment under the author's post."""
    return post.comment(classmate.user, "우리 학교는 카레였는데 부럽다")


@pytest.fixture
def make_picture() -> Callable[..., SimpleUploadedFile]:
    """A picture as a phone would send it, in one colour."""

    def make(
        kind: str = "JPEG",
        size: tuple[int, int] = (64, 48),
        *,
        colour: str = "#3355dd",
        name: str = "나.jpg",
        **options: object,
    ) -> SimpleUploadedFile:
        buffer = BytesIO()
        Image.new("RGB", size, colour).save(buffer, kind, **options)
        return SimpleUploadedFile(name, buffer.getvalue(), f"image/{kind.lower()}")

    return make


@pytest.fixture
def at_once(transactional_db: None) -> Callable[..., list[Any]]:
    """Calls functions at the same moment, each on a thread and a database connection of its own.

    Only PostgreSQL shows a real race: SQLite lets one writer in at a time.
    """
    if connection.vendor != "postgresql":
        pytest.skip("races are tested on PostgreSQL")

    def run(*calls: Callable[[], Any], workers: int = 20) -> list[Any]:
        def call_and_hang_up(call: Callable[[], Any]) -> Any:
            try:
                return call()
            finally:
                connection.close()

        with ThreadPoolExecutor(min(workers, len(calls))) as pool:
            return list(pool.map(call_and_hang_up, calls))

    return run
