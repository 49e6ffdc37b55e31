"""The picture of a profile: what comes in, what is kept of it, and what becomes of the old one."""

import struct
import zlib
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_save
from django.utils import timezone
from PIL import Image
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tasks import erase_withdrawn
from common.testing import PASSWORD, Person, assert_error

URL = "/accounts/user/"
SIGNUP = {
    "username": "haneul_01",
    "password": "달빛-산책-좋아-77",
    "nickname": "하늘다람쥐",
    "agreed_terms": True,
    "is_over_14": True,
}
ORIENTATION, GPS = 0x0112, 0x8825


@pytest.fixture
def folder(settings) -> Path:
    return Path(settings.MEDIA_ROOT) / "profiles"


def send(person: Person, picture: SimpleUploadedFile) -> Response:
    return person.client.patch(URL, {"profile_picture": picture}, format="multipart")


def stored(folder: Path) -> Image.Image:
    [path] = folder.iterdir()
    return Image.open(path)


def png_header(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("size", [(1200, 900), (900, 1200), (600, 600)])
def test_a_picture_becomes_a_square_webp(author: Person, make_picture, folder: Path, kind: str, size) -> None:
    response = send(author, make_picture(kind, size))
    assert response.status_code == 200
    picture = stored(folder)
    assert (picture.format, picture.size) == ("WEBP", (512, 512))
    assert response.json()["profile_picture"] == f"http://testserver/media/profiles/{next(folder.iterdir()).name}"


def test_a_small_picture_is_not_blown_up(author: Person, make_picture, folder: Path) -> None:
    send(author, make_picture("PNG", (90, 40)))
    assert stored(folder).size == (40, 40)


def test_the_middle_of_a_picture_is_kept(author: Person, folder: Path) -> None:
    wide = Image.new("RGB", (300, 100), "red")
    wide.paste(Image.new("RGB", (100, 100), "blue"), (100, 0))
    buffer = BytesIO()
    wide.save(buffer, "PNG")
    send(author, SimpleUploadedFile("wide.png", buffer.getvalue(), "image/png"))
    picture = stored(folder).convert("RGB")
    for point in [(5, 5), (50, 50), (95, 95)]:
        red, _, blue = picture.getpixel(point)
        assert blue > 200 > 50 > red


def test_a_see_through_picture_stays_see_through(author: Person, folder: Path) -> None:
    buffer = BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(buffer, "PNG")
    send(author, SimpleUploadedFile("clear.png", buffer.getvalue(), "image/png"))
    assert stored(folder).convert("RGBA").getpixel((25, 25))[3] == 0


def test_where_a_picture_was_taken_is_forgotten(author: Person, make_picture, folder: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "학교 앞 사진관"
    exif.get_ifd(GPS)[2] = (37.0, 33.0, 59.0)
    upload = make_picture("JPEG", (64, 64), exif=exif.tobytes(), comment=b"secret place")
    assert Image.open(upload).getexif().get_ifd(GPS)
    upload.seek(0)
    send(author, upload)
    picture = stored(folder)
    assert not picture.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(picture.info)
    assert "사진관".encode() not in next(folder.iterdir()).read_bytes()


def test_what_hides_behind_a_picture_is_left_behind(author: Person, make_picture, folder: Path) -> None:
    upload = make_picture("PNG")
    polyglot = SimpleUploadedFile("나.html", upload.read() + b"<script>alert(1)</script>", "text/html")
    assert send(author, polyglot).status_code == 200
    [path] = folder.iterdir()
    assert path.suffix == ".webp"
    assert b"<script>" not in path.read_bytes()


def test_a_picture_taken_sideways_stands_upright(author: Person, folder: Path) -> None:
    sideways = Image.new("RGB", (100, 100), "blue")
    sideways.paste(Image.new("RGB", (50, 100), "red"), (0, 0))  # the left half is red
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # to be turned by 90 degrees clockwise: left becomes top
    buffer = BytesIO()
    sideways.save(buffer, "JPEG", exif=exif.tobytes(), quality=95)
    send(author, SimpleUploadedFile("side.jpg", buffer.getvalue(), "image/jpeg"))
    picture = stored(folder).convert("RGB")
    assert picture.getpixel((50, 10))[0] > 200
    assert picture.getpixel((50, 90))[2] > 200


def test_the_name_of_the_file_is_ours(author: Person, make_picture, folder: Path) -> None:
    for name in ["../../../evil.py", "a" * 300 + ".jpg", "나의 사진.PNG", "c:\\con"]:
        assert send(author, make_picture(name=name)).status_code == 200
    for path in folder.iterdir():
        assert (path.stem.isalnum(), len(path.stem), path.suffix) == (True, 32, ".webp")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["replaced", "removed by JSON", "removed by a form", "erased"])
def test_the_old_picture_is_removed(author: Person, make_picture, folder: Path, how: str) -> None:
    send(author, make_picture())
    [old] = folder.iterdir()
    match how:
        case "replaced":
            assert send(author, make_picture(colour="#dd3333")).status_code == 200
        case "removed by JSON":
            assert author.client.patch(URL, {"profile_picture": None}).json()["profile_picture"] is None
        case "removed by a form":
            answer = author.client.patch(URL, {"profile_picture": ""}, format="multipart")
            assert answer.json()["profile_picture"] is None
        case "erased":
            assert author.client.delete(URL, {"password": PASSWORD}).status_code == 204
            assert old.exists()
            with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
                erase_withdrawn()
    assert not old.exists()
    assert len(list(folder.iterdir())) == (1 if how == "replaced" else 0)


@pytest.mark.django_db(transaction=True)
def test_the_old_picture_stays_when_the_new_one_is_refused(author: Person, make_picture, folder: Path) -> None:
    send(author, make_picture())
    before = list(folder.iterdir())
    form = {"profile_picture": make_picture(), "nickname": ""}
    assert_error(author.client.patch(URL, form, format="multipart"), 400, "blank", "nickname")
    send(author, SimpleUploadedFile("x.png", b"not a picture", "image/png"))
    assert list(folder.iterdir()) == before


@pytest.fixture
def breaking(db: None) -> Iterator[None]:
    """Every save of a member breaks once the row is written."""

    def break_down(**kwargs: object) -> None:
        raise RuntimeError

    post_save.connect(break_down, sender=User)
    yield
    post_save.disconnect(break_down, sender=User)


def test_no_picture_is_left_of_a_save_that_breaks(author: Person, make_picture, folder: Path, request) -> None:
    send(author, make_picture())
    before = list(folder.iterdir())
    request.getfixturevalue("breaking")
    author.client.raise_request_exception = False
    assert send(author, make_picture(colour="#dd3333")).status_code == 500
    form = SIGNUP | {"profile_picture": make_picture()}
    answer = APIClient(raise_request_exception=False).post("/accounts/signup/", form, format="multipart")
    assert answer.status_code == 500
    assert list(folder.iterdir()) == before
    assert User.objects.get(pk=author.id).profile_picture.name == f"profiles/{before[0].name}"


def test_no_picture_is_left_of_names_that_were_taken_meanwhile(at_once, make_picture, folder: Path) -> None:
    forms = [SIGNUP | {"username": f"haneul_{number}", "profile_picture": make_picture()} for number in range(8)]
    answers = at_once(
        *[lambda form=form: APIClient().post("/accounts/signup/", form, format="multipart") for form in forms]
    )
    assert sorted(answer.status_code for answer in answers) == [201, *[400] * 7]
    [kept] = folder.iterdir()
    assert User.objects.get().profile_picture.name == f"profiles/{kept.name}"


def test_no_picture_is_left_of_who_leaves_at_once(at_once, author: Person, make_picture, folder: Path) -> None:
    pictures = [make_picture() for _ in range(4)]
    sending = [lambda picture=picture: send(author, picture) for picture in pictures]
    at_once(*sending, lambda: author.client.delete(URL, {"password": PASSWORD}))
    author.user.refresh_from_db()
    kept = [f"profiles/{path.name}" for path in folder.iterdir()] if folder.exists() else []
    assert kept == ([author.user.profile_picture.name] if author.user.profile_picture else [])


@pytest.mark.django_db(transaction=True)
def test_a_change_of_something_else_keeps_the_picture(author: Person, make_picture, folder: Path) -> None:
    picture = send(author, make_picture()).json()["profile_picture"]
    assert author.client.patch(URL, {"about_me": "안녕"}).json()["profile_picture"] == picture
    assert len(list(folder.iterdir())) == 1


def test_of_pictures_sent_at_once_one_stays(at_once, author: Person, make_picture, folder: Path) -> None:
    pictures = [make_picture() for _ in range(6)]
    answers = at_once(*[lambda picture=picture: send(author, picture) for picture in pictures])
    assert {answer.status_code for answer in answers} == {200}
    author.user.refresh_from_db()
    assert [path.name for path in folder.iterdir()] == [Path(author.user.profile_picture.name).name]


def disguised() -> dict[str, bytes]:
    """Files that are no picture we take, whatever they call themselves."""
    jpeg = BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(jpeg, "JPEG")
    tiff, bitmap = BytesIO(), BytesIO()
    Image.new("RGB", (20, 20)).save(tiff, "TIFF")
    Image.new("RGB", (20, 20)).save(bitmap, "BMP")
    return {
        "text": "사진이에요".encode(),
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "html": b"<html><img src=x onerror=alert(1)></html>",
        "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        "pdf": b"%PDF-1.7\n",
        "tiff": tiff.getvalue(),
        "bmp": bitmap.getvalue(),
        "truncated": jpeg.getvalue()[: len(jpeg.getvalue()) // 2],
        "only the first bytes": b"\xff\xd8\xff\xe0",
        "a broken PNG": png_header(10, 10)[:40],
    }


@pytest.mark.parametrize("kind", disguised())
def test_what_is_no_picture_is_refused(author: Person, folder: Path, kind: str) -> None:
    upload = SimpleUploadedFile("나.jpg", disguised()[kind], "image/jpeg")
    assert_error(send(author, upload), 400, "invalid_image", "profile_picture")
    assert not folder.exists()


@pytest.mark.parametrize("size", [(8_000, 8_000), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_would_fill_the_memory_is_refused(author: Person, size: tuple[int, int]) -> None:
    upload = SimpleUploadedFile("bomb.png", png_header(*size), "image/png")
    assert_error(send(author, upload), 400, "image_too_large", "profile_picture")


def test_an_empty_file_is_refused(author: Person) -> None:
    assert_error(send(author, SimpleUploadedFile("a.png", b"")), 400, "empty", "profile_picture")


def test_a_picture_may_have_five_megabytes(author: Person, make_picture) -> None:
    fits = make_picture().read().ljust(5 * 1024 * 1024, b"\0")
    assert send(author, SimpleUploadedFile("a.jpg", fits, "image/jpeg")).status_code == 200
    over = SimpleUploadedFile("a.jpg", fits + b"\0", "image/jpeg")
    assert_error(send(author, over), 400, "file_too_large", "profile_picture")


def test_a_body_of_more_than_six_megabytes_is_not_read(author: Person) -> None:
    upload = SimpleUploadedFile("a.jpg", b"\0" * (6 * 1024 * 1024), "image/jpeg")
    assert_error(send(author, upload), 413, "payload_too_large")
