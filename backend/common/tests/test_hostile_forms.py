"""Forms that no sane client sends, to every operation of the API document that takes files."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image
from pytest_django import Settings
from rest_framework.response import Response
from rest_framework.test import APIClient

from common.fields import CONTROL_CHARACTER, INVISIBLE
from common.tests.hostile import STRANGE_FILE_NAMES
from common.tests.house import House, assert_answered_well
from common.tests.operations import Operation, operations

pytestmark = pytest.mark.hostile

FORMS = [operation for operation in operations() if operation.form]
BOUNDARY = "a-boundary-that-stands-in-no-part"
UNSAFE = re.compile(r'[<>:"/\\|?*]')
DISPOSITIONS = [
    '{}',
    '{}; filename="a.png"; filename="b.png"',
    "{}; filename*=utf-8''%00%2e%2e%2f.png",
    "{}; filename*=nowhere''%41.png",
    "{}; filename*=hex''%41.png",
    "{}; filename*='",
    '{}; filename="a.png',
    '{}; name=""; filename="a.png"',
    '{}; name="unknown"; filename="a.png"',
    'filename="a.png"',
    "",
]  # fmt: skip
HEADS = [
    "Content-Type: text/html",
    "Content-Type: image/png; charset=nowhere",
    "Content-Type: image/png; charset*=nowhere''%41",
    "Content-Transfer-Encoding: base64",
    "Content-Transfer-Encoding: nowhere",
    "Content-Length: -1",
    "\u00ff: \u00ff",
    ":",
]


class File(NamedTuple):
    name: str
    content: bytes


Form = dict[str, list[str | File]]


def picture() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (8, 8), "#3355dd").save(buffer, "PNG")
    return buffer.getvalue()


PICTURE = File("나.png", picture())
STRANGE_PARTS: list[list[str | File]] = [
    [""],
    ["수\x00시"],
    [PICTURE],
    [File("빈.png", b"")],
    [File("", b"")],  # what a browser sends of a file that was not chosen
    [File("", PICTURE.content)],
    [File("글.txt", "수시".encode())],
    [File("글.png", "수시".encode())],
    ["true", "false"],
    ["수시", PICTURE],
    [PICTURE, "수시"],
    [PICTURE] * 9,
]


def encoded(parts: Iterator[tuple[str, str, bytes]]) -> bytes:
    """A body of parts: each with its disposition, further header lines and content, all of them as they are."""
    body = b"".join(
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n{more}\r\n".encode() + content + b"\r\n"
        for disposition, more, content in parts
    )
    return body + f"--{BOUNDARY}--\r\n".encode()


def parts_of(form: Form) -> Iterator[tuple[str, str, bytes]]:
    for name, values in form.items():
        for value in values:
            if isinstance(value, File):
                yield f'name="{name}"; filename="{value.name}"', "Content-Type: image/png\r\n", value.content
            else:
                yield f'name="{name}"', "", value.encode()


@pytest.fixture
def good(house: House) -> Callable[[Operation], Form]:
    """A form that is accepted: the document's example, and a picture wherever one may be."""

    def fill(operation: Operation) -> Form:
        texts = {name: value for name, value in house.body(operation).items() if name in operation.form}
        form: Form = {name: [as_text(value)] for name, value in texts.items() if value is not None}
        return form | {name: [PICTURE] for name in operation.files}

    return fill


def as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.fixture
def send(house: House, settings: Settings) -> Callable[..., Response]:
    """Sends a form; of one that is refused no file stays."""

    def files() -> list[Path]:
        return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())

    def send(operation: Operation, body: bytes, client: APIClient | None = None) -> Response:
        before = files()
        content_type = f"multipart/form-data; boundary={BOUNDARY}"
        response = house.send(operation, body, content_type=content_type, client=client)
        assert_answered_well(response, operation)
        assert response.status_code < 300 or files() == before
        return response

    return send


@pytest.mark.parametrize("operation", FORMS, ids=str)
def test_the_form_that_is_spoilt_is_a_good_one(operation: Operation, good, send) -> None:
    response = send(operation, encoded(parts_of(good(operation))))
    assert response.status_code < 300, response.content.decode()
    assert ".webp" in response.content.decode()


@pytest.mark.parametrize("operation", FORMS, ids=str)
def test_strange_parts_are_refused_politely(operation: Operation, house: House, good, send) -> None:
    for client in house.clients(operation):
        form = good(operation)
        for name in (*operation.form, "unknown", "\u00ff", "files[0]", f"files[{'9' * 5_000}]", "file_alts[0]x"):
            send(operation, encoded(parts_of({field: form[field] for field in form if field != name})), client)
            for values in STRANGE_PARTS:
                send(operation, encoded(parts_of(form | {name: values})), client)


@pytest.mark.parametrize("operation", FORMS, ids=str)
def test_a_file_may_be_called_anything_and_gets_a_name_that_harms_nobody(operation: Operation, good, send) -> None:
    form = good(operation)
    for name in STRANGE_FILE_NAMES:
        named = {field: [File(name, PICTURE.content)] for field in operation.files}
        response = send(operation, encoded(parts_of(form | named)))
        kept = list(names_in(response.json()))
        assert response.status_code < 300 or "file" in operation.form, name  # without a name it is none
        for text in kept:
            assert text.endswith(".webp")
            assert len(text.encode()) <= 255
            assert not any(expression.search(text) for expression in (CONTROL_CHARACTER, INVISIBLE, UNSAFE)), text


def names_in(body: dict[str, Any]) -> Iterator[str]:
    """What attachments are called."""
    for file in chain([body], body.get("attachments", ())):
        if "thumbnail" in file and "name" in file:
            yield file["name"]


@pytest.mark.parametrize("operation", FORMS, ids=str)
def test_strange_heads_of_a_part_are_survived(operation: Operation, good, send) -> None:
    form = good(operation)
    for field in operation.form:
        others = {name: values for name, values in form.items() if name != field}
        name = f'name="{field}"'
        for disposition in DISPOSITIONS:
            part = (disposition.format(name), "", PICTURE.content)
            send(operation, encoded(chain(parts_of(others), [part])))
        for head in HEADS:
            part = (f'{name}; filename="나.png"', f"{head}\r\n", PICTURE.content)
            send(operation, encoded(chain(parts_of(others), [part])))
