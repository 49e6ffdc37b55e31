"""Pictures that people send: the only module that opens them."""

import warnings
from io import BytesIO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from rest_framework.exceptions import ValidationError

# Pillow would otherwise try every decoder it has, among them ones that run other programs.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000  # a phone's camera makes 12 to 50 million; a bomb unpacks to billions
QUALITY = 85


def square_picture(upload: UploadedFile, side: int) -> ContentFile:
    """The centre square of an uploaded picture, at most `side` pixels wide, encoded anew as WebP.

    Encoding anew leaves behind EXIF (which may hold a home's coordinates) and whatever hides behind the picture.
    Raises `ValidationError` for anything that is not a still, reasonable JPEG, PNG, WebP or GIF of at most 5 MB.
    """
    if upload.size is None or upload.size > MAX_BYTES:
        raise ValidationError(_("사진은 5MB까지 올릴 수 있어요."), code="file_too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=FORMATS) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise Image.DecompressionBombError
                picture.draft("RGB", (side, side))  # lets JPEG decode at a smaller scale
                upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_("사진의 가로세로가 너무 커요."), code="image_too_large") from None
    except Exception as error:  # a damaged file makes Pillow raise almost anything
        raise ValidationError(_("JPEG, PNG, WebP, GIF 사진만 올릴 수 있어요."), code="invalid_image") from error
    side = min(side, *upright.size)
    buffer = BytesIO()
    ImageOps.fit(upright, (side, side)).save(buffer, "WEBP", quality=QUALITY)
    return ContentFile(buffer.getvalue(), name=f"{uuid4().hex}.webp")
