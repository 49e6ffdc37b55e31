"""What a file is, by its content."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from boards.files import archives, compound, plain
from boards.files.refusals import Unsupported


@dataclass(frozen=True)
class Kind:
    content_type: str
    extensions: tuple[str, ...]  # the first is given to files that have none of them
    is_picture: bool = False


PICTURE = Kind("image/webp", (".webp",), is_picture=True)  # what every picture becomes
PDF = Kind("application/pdf", (".pdf",))
TEXT = Kind("text/plain", (".txt",))
HWP = Kind("application/x-hwp", (".hwp",))
HWPX = Kind("application/hwp+zip", (".hwpx",))
DOC = Kind("application/msword", (".doc",))
XLS = Kind("application/vnd.ms-excel", (".xls",))
PPT = Kind("application/vnd.ms-powerpoint", (".ppt",))
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = Kind(f"{OFFICE}wordprocessingml.document", (".docx",))
XLSX = Kind(f"{OFFICE}spreadsheetml.sheet", (".xlsx",))
PPTX = Kind(f"{OFFICE}presentationml.presentation", (".pptx",))

PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
HEIF_BRANDS = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif")
PARTS = {"hwp": HWP, "hwpx": HWPX, "doc": DOC, "xls": XLS, "ppt": PPT, "docx": DOCX, "xlsx": XLSX, "pptx": PPTX}


def kind_of(content: bytes, name: str) -> Kind:
    """Raises `ValidationError` for whatever is none of ours, or more than one thing at once."""
    if content.startswith(PICTURE_STARTS) or (content[:4], content[8:12]) == (b"RIFF", b"WEBP"):
        return PICTURE
    if content[4:8] == b"ftyp" and content[8:12] in HEIF_BRANDS:
        raise ValidationError(_("HEIC 사진은 올릴 수 없어요. JPEG로 바꿔서 올려 주세요."), code="unsupported_file")
    for start, look in LOOKS.items():
        if content.startswith(start):
            return look(content)
    if PurePath(name).suffix.lower() == ".txt" and plain.is_text(content):
        return TEXT
    raise Unsupported


def pdf(content: bytes) -> Kind:
    """Starts and ends as a PDF, and is no archive behind that."""
    if b"%%EOF" not in content[-1024:] or archives.is_archive(content):
        raise Unsupported
    return PDF


LOOKS: dict[bytes, Callable[[bytes], Kind]] = {
    b"%PDF-": pdf,
    compound.START: lambda content: PARTS[compound.document(content)],
    archives.START: lambda content: PARTS[archives.document(content)],
}
