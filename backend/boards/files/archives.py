"""Documents that are ZIP archives: HWPX and those of Office since 2007. Nothing is unpacked but a list of the parts."""

import struct
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from boards.files.refusals import Bomb, HasMacros, Unsupported

START = b"PK\x03\x04"
# APPNOTE 4.3.16, the end of the central directory: its size and where it begins stand before the length of a comment.
END, END_START = struct.Struct("<4s4H2LH"), b"PK\x05\x06"
MAX_DIRECTORY = 1024 * 1024  # bytes; some 10,000 parts
MAX_UNPACKED = 300 * 1024 * 1024
MAX_LIST = 1024 * 1024
ENCRYPTED = 0x1

CONTENT_TYPES = "[Content_Types].xml"
OFFICE = b"application/vnd.openxmlformats-officedocument."
# The main part, and what the list of content types calls it
DOCUMENTS = {
    "docx": ("word/document.xml", OFFICE + b"wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", OFFICE + b"spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", OFFICE + b"presentationml.presentation.main+xml"),
}
HWPX_TYPE = b"application/hwp+zip"
HWPX_MAIN = "Contents/content.hpf"


def is_archive(content: bytes) -> bool:
    return END_START in content[-(END.size + 0xFFFF) :]


def document(content: bytes) -> str:
    """`docx`, `xlsx`, `pptx` or `hwpx`; raises `ValidationError` for any other archive."""
    check_directory(content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            return document_in(archive)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, struct.error) as error:
        raise Unsupported from error


def check_directory(content: bytes) -> None:
    """The archive is the whole file, from its first byte to its last, and its directory is of a reasonable size."""
    if len(content) < END.size:
        raise Unsupported
    mark, *_, size, offset, comment = END.unpack(content[-END.size :])
    if mark != END_START or comment or offset + size + END.size != len(content):
        raise Unsupported
    if size > MAX_DIRECTORY:
        raise Bomb


def document_in(archive: ZipFile) -> str:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(names) < len(parts) or any(part.flag_bits & ENCRYPTED for part in parts):
        raise Unsupported
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Bomb
    if parts[0].filename == "mimetype":
        if HWPX_MAIN in names and start_of(archive, "mimetype") == HWPX_TYPE:
            return "hwpx"
        raise Unsupported
    if CONTENT_TYPES not in names:
        raise Unsupported
    types = start_of(archive, CONTENT_TYPES)
    if b"macroenabled" in types.lower() or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise HasMacros
    for kind, (main, content_type) in DOCUMENTS.items():
        if main in names and content_type in types:
            return kind
    raise Unsupported


def start_of(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(MAX_LIST)
