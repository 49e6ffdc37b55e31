"""Fixtures of the account tests."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


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
