"""Fixtures of all backend tests: a fast, empty world, and the people in it.

The cast is a set of relationships: the author wrote it, the classmate is another ordinary member, staff keep the house,
a guest has no account.
"""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import User
from boards.models import Board, Comment, Post
from common.testing import PASSWORD, Person


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
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


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
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.begin_login(user)['access']}")
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
