"""Pictures that people send: the only module that opens them."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db.models import FileField
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from rest_framework.exceptions import ValidationError

from common.errors import StorageUnavailable

# Pillow would otherwise try every decoder it has, among them ones that run other programs.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_BYTES = 5 * 1024 * 1024  # of a profile's picture
MAX_PIXELS = 40_000_000  # a bomb unpacks to billions
MAX_JPEG_PIXELS = 64_000_000  # a phone's camera makes 12 to 50 million, and these can be unpacked at a smaller scale
QUALITY = 85
THUMBNAIL_QUALITY = 75
PICTURE_SIDE = 2560  # pixels
THUMBNAIL_SIDE = 640
ORIENTATION = 0x0112  # of the camera, in EXIF
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

one_at_a_time = Lock()  # a phone's picture takes 100 MB while it is worked on, the worst ones 400 MB


@dataclass(frozen=True)
class Picture:
    """A picture for a page, and its thumbnail: both WebP."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int


def square_picture(upload: UploadedFile, side: int) -> ContentFile:
    """The centre square of an uploaded picture, at most `side` pixels wide, encoded anew as WebP.

    Raises `ValidationError` for anything that is not a reasonable JPEG, PNG, WebP or GIF of at most 5 MB.
    """
    if upload.size is None or upload.size > MAX_BYTES:
        raise ValidationError(_("사진은 5MB까지 올릴 수 있어요."), code="file_too_large")
    with decoded(upload, side) as (picture, turn):
        side = min(side, *picture.size)
        square = upright(ImageOps.fit(picture, (side, side)), turn)
        return ContentFile(as_webp(square, QUALITY), name=f"{uuid4().hex}.webp")


def web_picture(upload: UploadedFile) -> Picture:
    """An uploaded picture upright, at most 2560 pixels wide and high; of a moving one the first scene.

    Raises `ValidationError` for anything that is not a reasonable JPEG, PNG, WebP or GIF.
    """
    with decoded(upload, PICTURE_SIDE) as (picture, turn):
        picture.thumbnail((PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.LANCZOS)
        whole = upright(picture, turn)
        small = whole.copy()
        small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
        return Picture(as_webp(whole, QUALITY), as_webp(small, THUMBNAIL_QUALITY), *whole.size)


@contextmanager
def decoded(upload: UploadedFile, side: int) -> Iterator[tuple[Image.Image, Image.Transpose | None]]:
    """The pixels of a picture, `side` of them each way or more where it has as many, and how they are to be turned.

    Nothing else of the file comes along: EXIF may hold a home's coordinates.
    """
    with one_at_a_time:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # about what a camera has noted: strangers' files are odd
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                with Image.open(upload, formats=FORMATS) as picture:
                    if picture.width * picture.height > max_pixels(picture):
                        raise Image.DecompressionBombError
                    picture.draft("RGB", (side, side))  # lets JPEG decode at a smaller scale
                    picture.load()
                    turn = TURNS.get(picture.getexif().get(ORIENTATION, 1))
                    mode = "RGBA" if picture.has_transparency_data else "RGB"
                    pixels = picture if picture.mode == mode else picture.convert(mode)  # which copies even the same
                    pixels.info.clear()
                    del picture
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise ValidationError(_("사진의 가로세로가 너무 커요."), code="image_too_large") from None
        except Exception as error:  # a damaged file makes Pillow raise almost anything
            raise ValidationError(
                _("사진을 열 수 없어요. 온전한 JPEG, PNG, WebP, GIF 사진인지 확인해 주세요."), code="invalid_image"
            ) from error
        yield pixels, turn


def max_pixels(picture: Image.Image) -> int:
    """A progressive JPEG is held whole while it is decoded, at whatever scale."""
    is_scalable = picture.format == "JPEG" and not picture.info.get("progressive")
    return MAX_JPEG_PIXELS if is_scalable else MAX_PIXELS


def upright(picture: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    return picture if turn is None else picture.transpose(turn)


def as_webp(picture: Image.Image, quality: int) -> bytes:
    """Encoding anew leaves behind whatever hides behind the picture."""
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=quality)
    return buffer.getvalue()


@contextmanager
def stored(content: ContentFile, field: FileField) -> Iterator[str]:
    """Stores a file for the row that the block saves, and gives its name; if the block fails, the file goes again."""
    name = f"{field.upload_to}{content.name}"
    store(field.storage, name, content)
    try:
        yield name
    except BaseException:
        field.storage.delete(name)
        raise


def store(storage: Storage, name: str, content: ContentFile) -> None:
    """Stores a file whole or not at all, under a name that no other can have.

    Raises `StorageUnavailable` if the storage is full or refuses.
    """
    try:
        storage.save(name, content)
    except OSError as error:
        with suppress(OSError):
            storage.delete(name)  # what was written before it was full
        raise StorageUnavailable from error
