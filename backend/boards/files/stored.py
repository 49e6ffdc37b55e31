"""Where the files of attachments lie: a folder that no web server shows by itself, two files for a picture."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import Storage, storages
from django.utils import timezone

THUMBNAIL = "-thumbnail"
MAX_AGE_OF_STRAYS = timedelta(hours=1)  # longer than any request that is about to name its files takes


def storage() -> Storage:
    return storages["attachments"]


def path_of(token: str) -> str:
    """256 folders: one for all would be slow to look through."""
    return f"{token[:2]}/{token}"


def thumbnail_of(token: str) -> str:
    return path_of(token) + THUMBNAIL


def token_in(name: str) -> str:
    return name.removesuffix(THUMBNAIL)


def delete(token: str) -> None:
    for name in (path_of(token), thumbnail_of(token)):
        storage().delete(name)


def old_files() -> Iterator[dict[str, list[str]]]:
    """Folder by folder the files that no request is still about to name: token → paths."""
    place = storage()
    if not place.exists(""):
        return
    until = timezone.now() - MAX_AGE_OF_STRAYS
    for folder in sorted(place.listdir("")[0]):
        found: dict[str, list[str]] = {}
        for name in place.listdir(folder)[1]:
            path = f"{folder}/{name}"
            try:
                is_old = place.get_modified_time(path) < until
            except FileNotFoundError:  # deleted in this moment
                continue
            if is_old:
                found.setdefault(token_in(name), []).append(path)
        yield found
