"""From what a client sends to files that are stored and described: whole, or not at all."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from rest_framework.exceptions import APIException, ValidationError

from boards.files import stored
from boards.files.kinds import kind_of
from boards.files.names import clean_name
from boards.files.refusals import FileTooLarge
from common.uploads import store, web_picture

MAX_FILES = 5  # of one post
MAX_BYTES = 10 * 1024 * 1024  # of one file
TOKEN_BYTES = 20  # 160 random bits: nobody finds a file by trying names


@dataclass
class Upload:
    """A file as it was sent, and by what path a refusal of it is told."""

    file: UploadedFile
    alt: str
    attr: tuple[str, ...]


@dataclass
class NewFile:
    """A file that was looked into, with the columns of its attachment."""

    content: bytes
    thumbnail: bytes | None
    columns: dict[str, Any]
    token: str = field(default_factory=lambda: secrets.token_hex(TOKEN_BYTES))
    is_kept: bool = False  # by a row

    def store(self) -> None:
        store(stored.storage(), stored.path_of(self.token), ContentFile(self.content))
        if self.thumbnail is not None:
            store(stored.storage(), stored.thumbnail_of(self.token), ContentFile(self.thumbnail))


@contextmanager
def taken_in(uploads: Sequence[Upload]) -> Iterator[list[NewFile]]:
    """Looks into files and stores them; what no row keeps at the end of the block, or if it fails, goes again.

    Raises `FileTooLarge` or `ValidationError`, with the reason for every file that is refused.
    """
    files = looked_into(uploads)
    is_done = False
    try:
        for file in files:
            file.store()
        yield files
        is_done = True
    finally:
        for file in files:
            if not (is_done and file.is_kept):
                with suppress(OSError):  # what can't be deleted now is swept
                    stored.delete(file.token)


def looked_into(uploads: Sequence[Upload]) -> list[NewFile]:
    """Sizes first: nobody waits for the decoding of four files to hear that the fifth is too large."""
    refuse([(upload, FileTooLarge()) for upload in uploads if (upload.file.size or 0) > MAX_BYTES])
    files, refused = [], []
    for upload in uploads:
        try:
            files.append(look_into(upload))
        except ValidationError as error:
            refused.append((upload, error))
    refuse(refused)
    return files


def look_into(upload: Upload) -> NewFile:
    upload.file.seek(0)
    content = upload.file.read()
    kind = kind_of(content, upload.file.name or "")
    columns = {
        "name": clean_name(upload.file.name or "", kind),
        "content_type": kind.content_type,
        "alt": upload.alt,
        "size": len(content),
    }
    if not kind.is_picture:
        return NewFile(content, None, columns)
    picture = web_picture(upload.file)
    columns |= {"size": len(picture.content), "width": picture.width, "height": picture.height}
    return NewFile(picture.content, picture.thumbnail, columns)


def refuse(refused: list[tuple[Upload, Any]]) -> None:
    if not refused:
        return
    details: dict[str, Any] = {}
    for upload, error in refused:
        inner = details
        for name in upload.attr[:-1]:
            inner = inner.setdefault(name, {})
        inner[upload.attr[-1]] = error.detail if isinstance(error.detail, list) else [error.detail]
    error_class: type[APIException] = FileTooLarge if isinstance(refused[0][1], FileTooLarge) else ValidationError
    raise error_class(details)
