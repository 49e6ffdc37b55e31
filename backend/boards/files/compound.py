"""Documents that are compound files ([MS-CFB]): HWP, and those of Office until 2007. Only their directory is read."""

import struct
from collections.abc import Iterator

from boards.files.refusals import HasMacros, Unsupported

START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# [MS-CFB] 2.2, from byte 24: minor and major version, byte order, sector and mini sector shift, then numbers of sectors
HEADER = struct.Struct("<5H6x9L")
HEADER_AT = 24
TABLE_IN_HEADER = struct.Struct("<109L")
TABLE_AT = 76
MAX_SECTOR = 0xFFFFFFFA  # beyond stand marks such as the end of a chain
ENTRY_SIZE = 128
SECTOR_SHIFTS = {3: 9, 4: 12}  # by major version

HWP_SIGNATURE = b"HWP Document File"
# The streams that tell what it is
DOCUMENTS = {
    "hwp": {"FileHeader", "DocInfo", "BodyText"},
    "doc": {"WordDocument"},
    "xls": {"Workbook"},
    "ppt": {"PowerPoint Document"},
}
MACROS = {"Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}


def document(content: bytes) -> str:
    """`hwp`, `doc`, `xls` or `ppt`; raises `ValidationError` for any other compound file."""
    try:
        names = set(directory(content))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Unsupported from error
    kinds = [kind for kind, streams in DOCUMENTS.items() if streams <= names]
    if len(kinds) != 1 or (kinds == ["hwp"] and HWP_SIGNATURE not in content):
        raise Unsupported
    if names & MACROS:
        raise HasMacros
    return kinds[0]


def directory(content: bytes) -> Iterator[str]:
    """The names of all streams and storages."""
    _, major, _, shift, _, _, _, first, *_, next_table, tables = HEADER.unpack_from(content, HEADER_AT)
    if SECTOR_SHIFTS.get(major) != shift:
        raise Unsupported
    sectors = Sectors(content, 1 << shift, next_table, tables)
    for sector in sectors.chain(first):
        for start in range(0, len(sector), ENTRY_SIZE):
            entry = sector[start : start + ENTRY_SIZE]
            [length] = struct.unpack_from("<H", entry, 64)  # bytes of the name, with its closing zero
            if 2 <= length <= 64:
                yield entry[: length - 2].decode("utf-16-le")


class Sectors:
    def __init__(self, content: bytes, size: int, next_table: int, tables: int) -> None:
        self.content, self.size = content, size
        self.number = max(0, len(content) - 1) // size  # the first is the header
        self.tables = self.tables_in_header() + self.further_tables(next_table, tables)

    def tables_in_header(self) -> list[int]:
        return [number for number in TABLE_IN_HEADER.unpack_from(self.content, TABLE_AT) if number < MAX_SECTOR]

    def further_tables(self, sector: int, count: int) -> list[int]:
        found: list[int] = []
        for _ in range(min(count, self.number)):
            if sector >= MAX_SECTOR:
                break
            *numbers, sector = self.numbers_in(sector)
            found += [number for number in numbers if number < MAX_SECTOR]
        return found

    def chain(self, sector: int) -> Iterator[bytes]:
        """The sectors that hang together, as the tables say; a chain in a circle ends with the file's size."""
        for _ in range(self.number):
            if sector >= MAX_SECTOR:
                return
            yield self.read(sector)
            table, place = divmod(sector, self.size // 4)
            sector = self.numbers_in(self.tables[table])[place]
        if sector < MAX_SECTOR:
            raise Unsupported

    def numbers_in(self, sector: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self.size // 4}L", self.read(sector))

    def read(self, sector: int) -> bytes:
        start = (sector + 1) * self.size
        return self.content[start : start + self.size].ljust(self.size, b"\0") if start < len(self.content) else b""
