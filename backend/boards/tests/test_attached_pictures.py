"""What becomes of a picture that hangs on a post."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms
from rest_framework.test import APIClient

from common.testing import assert_error

ORIENTATION, GPS = 0x0112, 0x8825


@pytest.fixture(autouse=True)
def served(settings) -> None:
    settings.SERVE_FILES = True


def load(guest: APIClient, url: str) -> Image.Image:
    return Image.open(BytesIO(b"".join(guest.get(url))))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize(
    ("size", "whole", "small"),
    [
        ((4000, 3000), (2560, 1920), (640, 480)),
        ((3000, 4000), (1920, 2560), (480, 640)),
        ((1280, 640), (1280, 640), (640, 320)),
        ((30, 20), (30, 20), (30, 20)),
        ((6000, 1), (2560, 1), (640, 1)),
    ],
)
def test_it_becomes_a_webp_of_a_bounded_size(guest, attach, make_picture, kind, size, whole, small) -> None:
    body = attach(make_picture(kind, size)).json()
    assert (body["width"], body["height"]) == whole
    for which, expected in (("url", whole), ("thumbnail", small)):
        picture = load(guest, body[which])
        assert (picture.format, picture.size) == ("WEBP", expected)
    assert body["size"] == int(guest.get(body["url"])["Content-Length"])


def test_where_it_was_taken_is_forgotten(guest, attach, make_picture, stored_files) -> None:
    exif = Image.Exif()
    exif[0x010F] = "학교 앞 사진관"
    exif.get_ifd(GPS)[2] = (37.0, 33.0, 59.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()  # of a camera, perhaps a rare one
    upload = make_picture("JPEG", (64, 64), exif=exif.tobytes(), comment=b"secret place", icc_profile=profile)
    body = attach(upload).json()
    for which in ("url", "thumbnail"):
        picture = load(guest, body[which])
        assert not picture.getexif()
        assert not {"exif", "comment", "icc_profile", "xmp"} & set(picture.info)
    assert all("사진관".encode() not in path.read_bytes() for path in stored_files())


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_stands_upright(guest, attach, kind: str, orientation: int) -> None:
    """A picture of four colours, stored as a camera does that was held this way."""
    upright = Image.new("RGB", (200, 100))
    corners = {(0, 0): "#ff0000", (100, 0): "#00ff00", (0, 50): "#0000ff", (100, 50): "#ffffff"}
    for corner, colour in corners.items():
        upright.paste(Image.new("RGB", (100, 50), colour), corner)
    undone = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose; 6 and 8 undo each other
    stored = upright.transpose(Image.Transpose(undone[orientation])) if orientation > 1 else upright
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    buffer = BytesIO()
    stored.save(buffer, kind, exif=exif.tobytes(), **({} if kind == "PNG" else {"quality": 95}))
    body = attach(SimpleUploadedFile("나.jpg", buffer.getvalue())).json()
    assert (body["width"], body["height"]) == (200, 100)
    for which, scale in (("url", 1), ("thumbnail", 1)):
        picture = load(guest, body[which]).convert("RGB")
        for (left, top), colour in corners.items():
            expected = tuple(bytes.fromhex(colour[1:]))
            found = picture.getpixel(((left + 50) * scale, (top + 25) * scale))
            assert all(abs(a - b) < 40 for a, b in zip(found, expected, strict=True)), (left, top, found)


def test_a_see_through_picture_stays_see_through(guest, attach) -> None:
    for mode, colour in (("RGBA", (255, 0, 0, 0)), ("LA", (9, 0))):
        buffer = BytesIO()
        Image.new(mode, (50, 50), colour).save(buffer, "PNG")
        body = attach(SimpleUploadedFile("clear.png", buffer.getvalue())).json()
        assert load(guest, body["url"]).convert("RGBA").getpixel((25, 25))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
def test_strange_colours_are_taken(attach, mode: str) -> None:
    buffer = BytesIO()
    Image.new(mode, (50, 50)).save(buffer, "JPEG" if mode == "CMYK" else "PNG")
    assert attach(SimpleUploadedFile("사진.png", buffer.getvalue())).status_code == 201


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_scene_stays(guest, attach, kind: str) -> None:
    scenes = [Image.new("RGB", (60, 40), colour) for colour in ("#ff0000", "#00ff00", "#0000ff")]
    buffer = BytesIO()
    scenes[0].save(buffer, kind, save_all=True, append_images=scenes[1:], duration=100)
    picture = load(guest, attach(SimpleUploadedFile("나.gif", buffer.getvalue())).json()["url"])
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.convert("RGB").getpixel((30, 20))[0] > 200


def test_what_hides_behind_it_is_left_behind(attach, make_picture, stored_files) -> None:
    polyglot = SimpleUploadedFile("나.html", make_picture("GIF").read() + b"<script>alert(1)</script>PK\x05\x06")
    assert attach(polyglot).json()["name"] == "나.html.webp"
    assert all(b"<script>" not in path.read_bytes() for path in stored_files())


def png(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + content


@pytest.mark.parametrize("size", [(8_000, 8_000), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_one_that_would_fill_the_memory_is_refused(attach, stored_files, size) -> None:
    assert_error(attach(SimpleUploadedFile("bomb.png", png(*size))), 400, "image_too_large", "file")
    assert stored_files() == []


def test_a_phones_fifty_million_pixels_are_taken_but_not_progressively(attach) -> None:
    large = Image.new("RGB", (8_660, 5_774), "#446688")
    for progressive, status in ((False, 201), (True, 400)):
        buffer = BytesIO()
        large.save(buffer, "JPEG", quality=50, progressive=progressive)
        assert attach(SimpleUploadedFile("사진.jpg", buffer.getvalue())).status_code == status


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_broken_one_is_refused(attach, stored_files, part: float) -> None:
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        buffer = BytesIO()
        Image.effect_noise((300, 300), 90).convert("RGB").save(buffer, kind)
        broken = buffer.getvalue()[: int(len(buffer.getvalue()) * part)]
        assert_error(attach(SimpleUploadedFile("사진.jpg", broken)), 400, "invalid_image", "file")
    assert stored_files() == []


@pytest.mark.filterwarnings("error::UserWarning")
def test_strange_notes_of_a_camera_do_no_harm_and_are_no_news(attach, make_picture) -> None:
    for exif in (b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 400, b"\xff" * 60):
        assert attach(make_picture("JPEG", exif=exif)).status_code == 201
