"""A storage that is full or refuses: a clear error, nothing half-written, and what was there stays."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings
from rest_framework.response import Response

from accounts.models import User
from boards.models import Attachment, Post
from boards.tests.documents import PDF
from common.testing import Person, assert_error

LARGE = PDF[:9] + bytes(300_000) + PDF[9:]


@contextmanager
def full_after(size: int) -> Iterator[None]:
    """The kernel lets no file of this process grow beyond this: it refuses in the middle of writing, as a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def refusing(settings: Settings, tmp_path: Path) -> None:
    """A storage that takes nothing: where its folder should be, there is a file."""
    (tmp_path / "files").write_bytes(b"")


class KeepsAll(FileSystemStorage):
    """Takes files and deletes none, as one that has become read-only meanwhile."""

    def delete(self, name: str) -> None:
        raise PermissionError


@pytest.fixture
def keeping(settings: Settings) -> None:
    files = settings.STORAGES["attachments"] | {"BACKEND": f"{__name__}.KeepsAll"}
    settings.STORAGES = settings.STORAGES | {"attachments": files}


def assert_unavailable(response: Response) -> None:
    assert_error(response, 503, "storage_unavailable")
    assert int(response["Retry-After"]) > 0


def test_a_disk_that_fills_up_leaves_no_half_post(author: Person, pdf, stored_files) -> None:
    form = {"title": "수시", "content": "표", "files": [pdf(), SimpleUploadedFile("큰.pdf", LARGE), pdf()]}
    with full_after(100_000):
        response = author.client.post("/post/", form, format="multipart", headers={"Idempotency-Key": "full"})
    assert_unavailable(response)
    assert (Post.objects.exists(), Attachment.objects.exists(), stored_files()) == (False, False, [])
    form["files"] = [pdf(), SimpleUploadedFile("큰.pdf", LARGE), pdf()]
    again = author.client.post("/post/", form, format="multipart", headers={"Idempotency-Key": "full"})
    assert again.status_code == 201
    assert len(stored_files()) == 3


def test_a_disk_that_fills_up_leaves_the_other_files(attach, pdf, stored_files, post: Post) -> None:
    attach(pdf())
    with full_after(100_000):
        assert_unavailable(attach(SimpleUploadedFile("큰.pdf", LARGE)))
    assert (post.attachments.count(), len(stored_files())) == (1, 1)


def test_a_disk_with_no_room_for_the_request_is_told_as_well(attach, stored_files) -> None:
    """What is large of a body waits on the disk before anybody looks into it."""
    with full_after(100_000):
        assert_unavailable(attach(SimpleUploadedFile("큰.pdf", PDF[:9] + bytes(4_000_000) + PDF[9:])))
    assert stored_files() == []


def test_a_storage_that_refuses_leaves_no_half_post(refusing, author: Person, make_picture, attach) -> None:
    form = {"title": "수시", "content": "표", "files": [make_picture()]}
    assert_unavailable(author.client.post("/post/", form, format="multipart"))
    assert list(Post.objects.filter(title="수시")) == []
    assert_unavailable(attach(make_picture()))
    assert not Attachment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_storage_that_deletes_nothing_keeps_nobody_from_deleting(keeping, author: Person, attach, pdf, post) -> None:
    """What stays behind is swept later."""
    url = f"/post/{post.pk}/"
    file = f"{url}attachment/{attach(pdf()).json()['id']}/"
    attach(pdf())
    assert author.client.delete(file).status_code == 204
    assert author.client.delete(url).status_code == 204
    assert not Attachment.objects.exists()


def test_who_is_refused_hears_why_even_if_nothing_can_be_deleted(keeping, attach, pdf, post: Post) -> None:
    for _ in range(5):
        attach(pdf())
    assert_error(attach(pdf()), 409, "too_many_files")
    assert post.attachments.count() == 5


def test_posts_without_files_do_not_mind(refusing, author: Person) -> None:
    assert author.client.post("/post/", {"title": "수시", "content": "표"}).status_code == 201


def test_a_profile_picture_is_refused_in_the_same_words(author: Person, make_picture, tmp_path: Path) -> None:
    (tmp_path / "profiles").write_bytes(b"")
    response = author.client.patch("/accounts/user/", {"profile_picture": make_picture()}, format="multipart")
    assert_unavailable(response)
    assert not User.objects.get(pk=author.id).profile_picture
