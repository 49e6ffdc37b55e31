"""Fixtures of the board tests."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings
from rest_framework.response import Response

from boards.models import Post
from boards.tests.documents import PDF
from common.testing import Person


@pytest.fixture
def stored_files(settings: Settings) -> Callable[[], list[Path]]:
    """What lies in the storage of attachments."""
    folder = Path(settings.STORAGES["attachments"]["OPTIONS"]["location"])
    return lambda: sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def pdf() -> Callable[..., SimpleUploadedFile]:
    return lambda name="계획.pdf": SimpleUploadedFile(name, PDF, "application/octet-stream")


@pytest.fixture
def attach(author: Person, post: Post) -> Callable[..., Response]:
    """Sends a file to the author's post."""

    def send(file: SimpleUploadedFile, to: Post = post, **more: Any) -> Response:
        headers = more.pop("headers", {})
        url = f"/{'study' if to.board == 'study' else 'post'}/{to.pk}/attachment/"
        return author.client.post(url, {"file": file, **more}, format="multipart", headers=headers)

    return send
