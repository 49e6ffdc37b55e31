"""Headers and cookies that no sane client sends, to every operation of the API document."""

import json

import pytest
from rest_framework.test import APIClient

from common.testing import assert_error
from common.tests.hostile import STRANGE_HEADERS, STRANGE_TOKENS
from common.tests.house import House, assert_answered_well
from common.tests.operations import Operation, operations

pytestmark = pytest.mark.hostile

COOKIES = ("refresh_token", "device", "code_asker", "social", "sessionid", "csrftoken")
WITH_HEADERS = [operation for operation in operations() if operation.headers]
WITH_TOKEN = [operation for operation in operations() if operation.takes_token]
CREATING = [operation for operation in operations() if "Idempotency-Key" in operation.headers and operation.fields]
EDITING = [
    operation for operation in operations() if "If-Match" in operation.headers and operation.method in {"PUT", "DELETE"}
]
TRANSPORTING = [operation for operation in operations() if "X-Token-Transport" in operation.headers]


def body_for(house: House, operation: Operation) -> bytes:
    return json.dumps(house.body(operation)).encode() if operation.fields else b""


@pytest.mark.parametrize("operation", WITH_HEADERS, ids=str)
def test_strange_headers_are_no_error_of_the_server(operation: Operation, house: House) -> None:
    for client in house.clients(operation):
        for name in operation.headers:
            for text in STRANGE_HEADERS:
                response = house.send(operation, body_for(house, operation), headers={name: text}, client=client)
                assert_answered_well(response, operation)


@pytest.mark.parametrize("operation", CREATING, ids=str)
def test_a_key_is_64_printable_letters_at_most(operation: Operation, house: House) -> None:
    for key in ["", "a" * 65, "é", "\u00ff", "a\tb", "\x00", "\x7f", "a" * 100_000]:
        response = house.send(operation, body_for(house, operation), headers={"Idempotency-Key": key})
        assert_error(response, 400, "invalid_idempotency_key")
    for key in [" ", "a", "~" * 64, "' OR 1=1 --", "%00", '{"$gt": ""}', "../../etc/passwd"]:
        response = house.send(operation, body_for(house, operation), headers={"Idempotency-Key": key})
        assert response.status_code == 201, key


@pytest.mark.parametrize("operation", EDITING, ids=str)
def test_a_version_is_a_tag_that_we_have_given(operation: Operation, house: House) -> None:
    for tag in ["", " ", "1", '"', '"1', "'1'", '"1" "2"', '"1",', "*, *", '"\x00"', 'w/"1"', "a" * 100_000]:
        response = house.send(operation, body_for(house, operation), headers={"If-Match": tag})
        assert_error(response, 400, "invalid_if_match")
    for tag in ['""', '"0"', '"-1"', '"１"'.encode().decode("latin-1"), '"1e0"', f'"{"9" * 5_000}"', '"01x", W/"2"']:
        response = house.send(operation, body_for(house, operation), headers={"If-Match": tag})
        assert_error(response, 412, "edited_meanwhile")
    response = house.send(operation, body_for(house, operation), headers={"If-Match": 'W/"0", "1"'})
    assert response.status_code < 300


@pytest.mark.parametrize("operation", operations(), ids=str)
def test_strange_cookies_are_no_error_of_the_server(operation: Operation, house: House) -> None:
    client = house.owner.client
    for text in ["", "a", "a:b:c", "a.b.c", "\u00ff", "é" * 100, '"', "1" * 4_000, "eyJhbGciOiJub25lIn0.e30."]:
        for name in COOKIES:
            client.cookies[name] = text
        assert_answered_well(house.send(operation, body_for(house, operation)))


@pytest.mark.parametrize("operation", TRANSPORTING, ids=str)
@pytest.mark.parametrize("cookie", STRANGE_TOKENS, ids=lambda cookie: cookie[:12])
def test_a_strange_token_in_the_cookie_is_no_token(operation: Operation, cookie: str, house: House) -> None:
    house.owner.client.cookies["refresh_token"] = cookie
    headers = {"X-Token-Transport": "cookie"}
    response = house.send(operation, body_for(house, operation), headers=headers)
    assert_answered_well(response, operation)
    assert "refresh" not in (response.data or {})
    assert response.status_code < 300 or "refresh" in operation.fields


@pytest.mark.parametrize("operation", WITH_TOKEN, ids=str)
def test_a_strange_token_is_no_token(operation: Operation, house: House) -> None:
    for token in STRANGE_TOKENS:
        headers = {"Authorization": f"Bearer {token}"}
        response = house.send(operation, body_for(house, operation), headers=headers, client=APIClient())
        assert_error(response, 401, "token_not_valid")
        assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("token", STRANGE_TOKENS, ids=lambda token: token[:12])
def test_a_strange_chat_token_is_a_new_guest(token: str, guest: APIClient) -> None:
    line = {"room": "lobby", "message": "다들 몇 시에 자?", "client_id": "5f0c2f7e-57c5-4b1b-8a53-4a9e7a5d0c11"}
    response = guest.post("/chat/api/chat-messages/", line, headers={"X-Chat-Token": token})
    assert response.status_code == 201
    assert response["X-Chat-Token"] != token


@pytest.mark.parametrize("operation", operations(), ids=str)
def test_strange_headers_of_every_browser_are_survived(operation: Operation, house: House) -> None:
    as_usual = house.send(operation, body_for(house, operation)).status_code
    for headers in [
        {"Accept-Language": "\u00ff;q=x,,,*;q=9"},
        {"Accept-Language": "a" * 10_000},
        {"Accept": "*/*;q=\u00ff"},
        {"User-Agent": "\u00ff" * 1_000},
        {"User-Agent": "\x00"},
        {"Origin": "null"},
        {"X-Forwarded-For": "' OR 1=1"},
        {"Range": "bytes=-1"},
    ]:
        response = house.send(operation, body_for(house, operation), headers=headers)
        assert response.status_code == as_usual, (headers, response.content.decode())


def test_a_host_that_is_not_ours_is_refused(guest: APIClient) -> None:
    assert_error(guest.get("/post/", headers={"Host": "evil.example"}), 400, "parse_error")
