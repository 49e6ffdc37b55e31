"""The API document: complete, without a warning, and read in a page that calls nobody else."""

import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.urls import URLResolver, get_resolver
from rest_framework.test import APIClient

from common.testing import is_korean

METHODS = {"get", "post", "put", "patch", "delete"}
LOCAL_PAGES = ["/schema/swagger-ui/", "/schema/redoc/"]


@pytest.fixture
def document(guest: APIClient) -> dict[str, Any]:
    response = guest.get("/schema/", headers={"Accept": "application/vnd.oai.openapi+json"})
    assert response.status_code == 200
    return response.json()


@pytest.fixture
def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


def test_it_is_generated_without_a_warning() -> None:
    out, err = StringIO(), StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out, stderr=err)
    assert out.getvalue().startswith("openapi: 3.")
    assert "warning" not in err.getvalue().lower()


def test_every_endpoint_of_the_contract_is_in_it(operations: dict[str, Any]) -> None:
    boards = [
        f"{method} /{board}{rest}"
        for board in ("post", "study")
        for rest, methods in {
            "/": ["GET", "POST"],
            "/{id}/": ["GET", "PUT", "PATCH", "DELETE"],
            "/{id}/like/": ["POST", "DELETE"],
            "/{post_id}/attachment/": ["POST"],
            "/{post_id}/attachment/{id}/": ["PATCH", "DELETE"],
            "/{post_id}/comment/": ["GET", "POST"],
            "/{post_id}/comment/{id}/": ["GET", "PUT", "PATCH", "DELETE"],
            "/{post_id}/comment/{id}/like/": ["POST", "DELETE"],
        }.items()
        for method in methods
    ]
    assert set(operations) >= {
        *boards,
        "GET /files/{token}/",
        "GET /files/{token}/thumbnail/",
        "POST /accounts/signup/",
        "POST /accounts/token/",
        "POST /accounts/token/refresh/",
        "POST /accounts/token/verify/",
        "POST /accounts/token/blacklist/",
        "GET /accounts/user/",
        "PATCH /accounts/user/",
        "DELETE /accounts/user/",
        "POST /accounts/user/restore/",
        "GET /accounts/export/",
        "POST /accounts/erase/",
        "GET /accounts/user/{id}/",
        "GET /accounts/availability/",
        "POST /accounts/password/check/",
        "POST /accounts/password/change/",
        "GET /accounts/social/",
        "POST /accounts/social/token/",
        "POST /accounts/social/{provider}/",
        "DELETE /accounts/social/{provider}/",
        "GET /accounts/social/{provider}/start/",
        "GET /qna/inquiry/",
        "POST /qna/inquiry/",
        "GET /qna/inquiry/{id}/",
        "PUT /qna/inquiry/{id}/",
        "PATCH /qna/inquiry/{id}/",
        "DELETE /qna/inquiry/{id}/",
        "PUT /qna/inquiry/{id}/answer/",
        "GET /qna/faq/",
        "POST /qna/faq/",
        "GET /qna/faq/{id}/",
        "PUT /qna/faq/{id}/",
        "PATCH /qna/faq/{id}/",
        "DELETE /qna/faq/{id}/",
        "GET /schedule/",
        "POST /schedule/",
        "GET /schedule/{id}/",
        "PUT /schedule/{id}/",
        "PATCH /schedule/{id}/",
        "DELETE /schedule/{id}/",
        "GET /schedule/calendar.ics",
        "GET /notices/",
        "GET /search/",
        "GET /aichat/",
        "POST /aichat/",
        "DELETE /aichat/",
        "POST /aichat/{id}/retry/",
        "GET /chat/rooms/",
        "GET /chat/api/chat-messages/",
        "POST /chat/api/chat-messages/",
        "DELETE /chat/api/chat-messages/{id}/",
        "PUT /chat/api/chat-messages/{id}/report/",
        "PUT /chat/api/chat-messages/{id}/mute/",
        "DELETE /chat/api/chat-messages/{id}/mute/",
        "PUT /chat/api/chat-messages/{id}/ban/",
        "DELETE /chat/api/chat-messages/{id}/ban/",
    }


def test_every_path_of_the_api_is_in_it(document: dict[str, Any]) -> None:
    """So that whoever goes by the document, as the tests with hostile input do, misses none."""

    def paths(resolver: URLResolver, before: str = "/") -> Iterator[str]:
        for entry in resolver.url_patterns:
            path = before + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(entry.pattern))
            if isinstance(entry, URLResolver):
                yield from paths(entry, path)
            else:
                yield path.replace("{pk}", "{id}")

    left_out = {"/accounts/social/{provider}/callback/", "/healthz", "/readyz"}
    others = ("/admin/", "/schema/", "/^media/")
    served = {path for path in paths(get_resolver()) if not path.startswith(others)}
    assert served == set(document["paths"]) | left_out


def test_every_operation_says_what_it_does(operations: dict[str, Any]) -> None:
    for name, operation in operations.items():
        assert is_korean(operation["summary"]), name
        assert is_korean(operation["description"]), name
        assert "security" in operation, name
    names = [operation["operationId"] for operation in operations.values()]
    assert len(set(names)) == len(names)


def test_every_operation_tells_its_errors(operations: dict[str, Any]) -> None:
    for name, operation in operations.items():
        responses = operation["responses"]
        needed = {"406", "503"}
        if "requestBody" in operation:
            needed |= {"400", "413", "415"}
        if "{" in name:
            needed.add("404")
        if not name.startswith("GET") and name.split()[1].startswith(("/post/", "/study/", "/aichat/")):
            needed.add("401")
        assert needed <= set(responses), (name, needed - set(responses))
        for status, response in responses.items():
            assert is_korean(response["description"]) or status.startswith("2"), (name, status)
            if status.startswith(("4", "5")):
                content = response["content"]["application/json"]
                assert content["schema"] == {"$ref": "#/components/schemas/Error"}


def test_every_body_has_an_example(operations: dict[str, Any], document: dict[str, Any]) -> None:
    def has_example(content: dict[str, Any]) -> bool:
        return "example" in content or "examples" in content

    for name, operation in operations.items():
        if json := operation.get("requestBody", {"content": {}})["content"].get("application/json"):
            assert has_example(json), name
        for status, response in operation["responses"].items():
            if "content" in response and "application/json" in response["content"]:
                assert has_example(response["content"]["application/json"]), (name, status)


def test_an_ordinary_text_matches_every_pattern(document: dict[str, Any]) -> None:
    """A pattern is what a value must look like: `\\n` and Korean letters are allowed in every text."""
    schemas = document["components"]["schemas"]
    patterns = {
        f"{name}.{field}": schema["pattern"]
        for name, component in schemas.items()
        for field, schema in component.get("properties", {}).items()
        if "pattern" in schema
        and field in {"title", "content", "about_me", "nickname", "password", "prompt", "message"}
    }
    assert all(re.search(pattern, "오늘도 한 걸음") for pattern in patterns.values()), patterns


def test_a_guest_may_call_what_the_contract_opens_to_anyone(operations: dict[str, Any]) -> None:
    for name in ("POST /accounts/signup/", "POST /accounts/token/", "GET /post/", "POST /qna/inquiry/"):
        assert {} in operations[name]["security"] or operations[name]["security"] == [], name
    for name in ("POST /post/", "GET /accounts/user/", "POST /aichat/"):
        assert operations[name]["security"] == [{"accessToken": []}], name


@pytest.mark.parametrize("url", LOCAL_PAGES)
def test_the_pages_call_no_other_host(guest: APIClient, url: str) -> None:
    response = guest.get(url, headers={"Accept": "text/html"})
    assert (response.status_code, response["Content-Type"].split(";")[0]) == (200, "text/html")
    page = response.content.decode()
    addresses = re.findall(r"""(?:src|href|url)\s*[=:]\s*["']([^"']+)""", page)
    assert addresses
    for address in addresses:
        assert not re.match(r"(https?:)?//", address), address
    assert not re.findall(r"""["'(](?:https?:)?//(?!testserver)[^"')]+""", page)


@pytest.mark.parametrize("url", LOCAL_PAGES)
def test_what_the_pages_load_is_served_by_us(guest: APIClient, url: str) -> None:
    page = guest.get(url, headers={"Accept": "text/html"}).content.decode()
    assets = re.findall(r"""(?:src|href)=["']/static/([^"'?]+)""", page)
    assert assets
    for asset in assets:
        assert finders.find(asset), asset
