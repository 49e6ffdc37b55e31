"""A request is read, or refused, whatever its `Content-Type` says; as the servers hand it over."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.test import RequestFactory

from config.asgi import application as asgi
from config.wsgi import application as wsgi

PATIENCE = 60  # seconds
STRANGE = [
    "text/plain; charset=hex",
    "application/json; charset=undefined",
    "multipart/form-data; boundary=x; charset=idna",
    "text/plain; a*=nope''%41",
    "application/json; charset*=nope''utf-8",
]
SEARCH = "/post/?title=%EC%88%98%EC%8B%9C"


@pytest.fixture
def ask(db: None) -> Callable[..., tuple[int, Any]]:
    """Status and JSON of the answer to a request as a WSGI server hands it over."""

    def ask(method: str, path: str, content_type: str, body: bytes = b"") -> tuple[int, Any]:
        environ = RequestFactory().generic(method, path, body).environ
        environ |= {"CONTENT_TYPE": content_type, "wsgi.input": BytesIO(body)}
        # Not as a call of the application, which hangs up on the database, as between two requests.
        response = wsgi.get_response(wsgi.request_class(environ))
        return response.status_code, json.loads(response.content)

    return ask


@pytest.mark.parametrize("content_type", STRANGE)
def test_a_query_is_read(ask, make_post, content_type: str) -> None:
    make_post("수시 원서")
    status, answer = ask("GET", SEARCH, content_type)
    assert (status, [post["title"] for post in answer["results"]]) == (200, ["수시 원서"])


@pytest.mark.parametrize("content_type", STRANGE)
def test_a_body_is_read_or_refused(ask, content_type: str) -> None:
    status, answer = ask("POST", "/accounts/token/", content_type, '{"username": "온새미"}'.encode())
    assert status in {400, 415}
    assert answer["errors"][0]["code"] in {"required", "parse_error", "unsupported_media_type"}


def test_a_body_is_utf_8_whatever_charset_it_names(ask) -> None:
    status, answer = ask("POST", "/accounts/token/", "application/json; charset=hex", b'{"username": "a"}')
    assert (status, answer["errors"][0]["attr"]) == (400, "password")


@pytest.mark.parametrize("path", ["/nowhere/", "/static/nowhere.css"])
@pytest.mark.parametrize("content_type", STRANGE)
async def test_over_asgi_too(content_type: str, path: str) -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"title=%EC%88%98",
        "headers": [(b"host", b"localhost"), (b"content-type", content_type.encode())],
    }
    communicator = ApplicationCommunicator(asgi, scope)
    await communicator.send_input({"type": "http.request", "body": b""})
    assert (await communicator.receive_output(PATIENCE))["status"] == 404
