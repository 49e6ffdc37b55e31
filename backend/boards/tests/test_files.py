"""/files/{token}/: how a file is served, to whom, and until when."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from asgiref.sync import sync_to_async
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import AsyncClient
from django.utils import timezone
from PIL import Image
from pytest_django import Settings
from rest_framework.test import APIClient

from boards.models import Attachment, Post
from boards.tests.documents import PDF
from common.testing import Person, assert_error


@pytest.fixture(autouse=True)
def served(settings: Settings) -> None:
    settings.SERVE_FILES = True


@pytest.fixture
def picture(attach, make_picture) -> dict:
    return attach(make_picture("JPEG", (1600, 900), name="칠판 사진.jpg")).json()


@pytest.fixture
def document(attach, pdf) -> dict:
    return attach(pdf("6월 모평 계획.pdf")).json()


@pytest.mark.parametrize("which", ["url", "thumbnail"])
def test_it_is_served_inert(guest: APIClient, picture: dict, which: str) -> None:
    response = guest.get(picture[which])
    assert response.status_code == 200
    assert Image.open(BytesIO(b"".join(response))).format == "WEBP"
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert not response.cookies


def test_a_document_keeps_its_name(guest: APIClient, document: dict) -> None:
    response = guest.get(document["url"])
    assert b"".join(response) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(PDF))
    encoded = "6%EC%9B%94%20%EB%AA%A8%ED%8F%89%20%EA%B3%84%ED%9A%8D.pdf"
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{encoded}"


def test_a_text_is_served_as_what_it_is(guest: APIClient, attach) -> None:
    body = attach(SimpleUploadedFile("메모.txt", "<b>아님".encode()[3:] + b" 1 < 2")).json()
    assert guest.get(body["url"])["Content-Type"] == "text/plain"


@pytest.mark.parametrize("accept", ["*/*", "image/avif,image/webp", "text/html", "application/json", ""])
def test_any_client_gets_it(guest: APIClient, picture: dict, accept: str) -> None:
    assert guest.get(picture["url"], headers={"Accept": accept}).status_code == 200


def test_who_has_it_need_not_load_it_again(guest: APIClient, picture: dict) -> None:
    tags = {which: guest.get(picture[which])["ETag"] for which in ("url", "thumbnail")}
    assert len(set(tags.values())) == 2
    for which, tag in tags.items():
        again = guest.get(picture[which], headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
        assert again["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert guest.get(picture["url"], headers={"If-None-Match": tags["thumbnail"]}).status_code == 200


@pytest.mark.parametrize("token", ["0" * 40, "x", "..%2f..%2fdb.sqlite3", "a" * 5_000, "%00", "-thumbnail"])
def test_a_name_that_nobody_gave_is_not_found(guest: APIClient, token: str) -> None:
    for path in (f"/files/{token}/", f"/files/{token}/thumbnail/"):
        assert_error(guest.get(path), 404, "not_found")


@pytest.mark.parametrize("by_us", [True, False])
def test_a_document_has_no_thumbnail(guest: APIClient, document: dict, settings: Settings, by_us: bool) -> None:
    settings.SERVE_FILES = by_us
    assert_error(guest.get(f"{document['url']}thumbnail/"), 404, "not_found")


def test_there_is_no_list_and_no_way_around(guest: APIClient, picture: dict, stored_files) -> None:
    assert_error(guest.get("/files/"), 404, "not_found")
    for path in stored_files():
        assert guest.get(f"/media/{path.parent.name}/{path.name}").status_code == 404
        assert guest.get(f"/media/files/{path.parent.name}/{path.name}").status_code == 404


def test_a_file_that_is_lost_is_not_found(guest: APIClient, picture: dict, stored_files) -> None:
    for path in stored_files():
        path.unlink()
    assert_error(guest.get(picture["url"]), 404, "not_found")


def test_it_takes_one_query(guest: APIClient, classmate: Person, picture: dict, django_assert_num_queries) -> None:
    for client in (guest, classmate.client):
        with django_assert_num_queries(1):  # 1 the file with its post; nobody asks who wants it
            client.get(picture["url"])


def test_in_production_nginx_sends_it(guest: APIClient, picture: dict, settings: Settings, stored_files) -> None:
    settings.SERVE_FILES = False
    [whole, small] = stored_files()
    for which, path in (("url", whole), ("thumbnail", small)):
        response = guest.get(picture[which])
        assert (response.status_code, response.content) == (200, b"")
        assert response["X-Accel-Redirect"] == f"/internal-files/{path.parent.name}/{path.name}"
        assert response["Content-Type"] == "image/webp"
        assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.django_db(transaction=True)
async def test_it_is_sent_piece_by_piece_under_asgi_too(picture: dict) -> None:
    response = await AsyncClient().get(picture["url"])
    assert response.is_async
    assert Image.open(BytesIO(b"".join([piece async for piece in response]))).size == (1600, 900)
    await sync_to_async(connections.close_all)()  # that of the view's thread


@pytest.fixture
def hidden(author: Person, picture: dict, post: Post) -> Callable[[], dict]:
    """The picture as its author sees it once the post is hidden."""
    Post.objects.filter(pk=post.pk).hide()
    return lambda: author.client.get(f"/post/{post.pk}/").json()


def test_while_a_post_is_hidden_its_author_alone_sees_its_files(guest: APIClient, picture: dict, hidden) -> None:
    shown = hidden()
    [file] = shown["attachments"]
    for which in ("url", "thumbnail"):
        assert_error(guest.get(picture[which]), 404, "not_found")
        response = guest.get(file[which])
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert shown["thumbnail"].startswith(f"{picture['thumbnail']}?key=")
    Post.objects.all().show()
    assert guest.get(picture["url"]).status_code == 200


@pytest.mark.parametrize("key", ["", "x", "1:2", ":", "\x00", "가"])
def test_a_made_up_key_opens_nothing(guest: APIClient, picture: dict, hidden, key: str) -> None:
    assert_error(guest.get(picture["url"], {"key": key}), 404, "not_found")


def test_a_key_opens_its_own_file_for_half_a_day(guest: APIClient, attach, pdf, hidden) -> None:
    attach(pdf())
    first, second = (file["url"] for file in hidden()["attachments"])
    swapped = f"{second.split('?')[0]}?{first.split('?')[1]}"
    assert_error(guest.get(swapped), 404, "not_found")
    for hours, status in ((11.9, 200), (12.1, 404)):
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            assert guest.get(first).status_code == status


def test_names_are_unguessable(picture: dict, document: dict) -> None:
    tokens = set(Attachment.objects.values_list("token", flat=True))
    assert len(tokens) == 2
    assert all(len(token) * 4 == 160 for token in tokens)
