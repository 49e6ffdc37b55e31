"""Everything about a member as one ZIP: a JSON file for each table, the member's files, and a README."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import orjson
from django.core.files.storage import Storage
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import personal_data
from accounts.models import User
from accounts.personal_data import Row, Table

IN_MEMORY = 2 * 1024 * 1024  # bytes; a larger one goes to the disk while it is made
ROWS_AT_A_TIME = 500
FILE_CHUNK = 64 * 1024  # bytes
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # of every entry, so that the same data gives the same file
JSON_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_PASSTHROUGH_DATETIME


def export(user: User) -> IO[bytes]:
    """The ZIP, ready to be read from its beginning; the caller closes it."""
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    tables = [table for part in personal_data.parts() for table in part.tables]
    with ZipFile(file, "w") as archive:
        with archive.open(entry("README.txt"), "w") as text:
            text.write(readme(tables).encode())
        for table in tables:
            with archive.open(entry(f"{table.name}.json"), "w") as lines:
                lines.writelines(as_json(table.rows(user)))
        for part in personal_data.parts():
            for file_in_zip in part.files(user):
                copy_file(archive, *file_in_zip)
    file.seek(0)
    return file


def entry(name: str, compression: int = ZIP_DEFLATED) -> ZipInfo:
    info = ZipInfo(name, LONG_AGO)
    info.compress_type = compression
    return info


def copy_file(archive: ZipFile, name: str, storage: Storage, stored: str) -> None:
    try:
        source = storage.open(stored)
    except FileNotFoundError:  # replaced in this moment
        return
    with source, archive.open(entry(name, ZIP_STORED), "w") as target:
        for chunk in source.chunks(FILE_CHUNK):
            target.write(chunk)


def as_json(rows: Iterable[Row] | Row) -> Iterator[bytes]:
    """One object, or a list of them written as it is read from the database."""
    if isinstance(rows, Mapping):
        yield dump(rows) + b"\n"
        return
    between = b"["
    for row in rows.iterator(ROWS_AT_A_TIME) if isinstance(rows, QuerySet) else rows:
        yield between + b"\n  " + dump(row).replace(b"\n", b"\n  ")
        between = b","
    yield b"[]\n" if between == b"[" else b"\n]\n"


def dump(row: Row) -> bytes:
    return orjson.dumps(row, default=as_text, option=JSON_OPTIONS)


def as_text(value: Any) -> str:
    return localtime(value).isoformat() if isinstance(value, datetime) else str(value)


def readme(tables: list[Table]) -> str:
    lines = [
        _("스쿨톡스에 있는 내 정보예요."),
        "",
        *(f"- {table.name}.json: {table.about}" for table in tables),
        f"- files/: {_('내가 올린 파일')}",
        "",
        _("글자는 UTF-8이고, 시각은 한국 시간이에요. .json 파일은 메모장이나 웹 브라우저로 열 수 있어요."),
        _("비밀번호는 우리도 모르기 때문에 들어 있지 않아요."),
        _("다른 사람이 쓴 글과 댓글은 그 사람의 것이라 들어 있지 않아요."),
        "",
    ]
    return "\n".join(lines)
