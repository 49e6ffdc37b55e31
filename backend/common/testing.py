"""What tests of every app share: the cast, and how an error is checked."""

from typing import Any, NamedTuple

from rest_framework.response import Response
from rest_framework.test import APIClient

PASSWORD = "꾸준히-하면-된다-2027"


class Person(NamedTuple):
    """A member of the cast with a client that is logged in."""

    user: Any
    client: APIClient

    @property
    def id(self) -> int:
        return self.user.pk


def assert_error(response: Response, status: int, code: str, attr: str | None = None) -> None:
    """The answer is an error in the contract's form, with this code for this field, and a sentence for people."""
    assert response.status_code == status, (response.status_code, response.content.decode())
    body = response.json()
    kind = "validation_error" if status == 400 and code != "parse_error" else "client_error"
    assert body["type"] == (kind if status < 500 else "server_error")
    assert all(set(error) == {"code", "detail", "attr"} for error in body["errors"])
    assert (code, attr) in [(error["code"], error["attr"]) for error in body["errors"]], body
    assert all(is_korean(error["detail"]) for error in body["errors"]), body


def is_korean(text: str) -> bool:
    return any("가" <= character <= "힣" for character in text)
