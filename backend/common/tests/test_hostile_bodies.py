"""Bodies that no sane client sends, to every operation of the API document."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from common.testing import assert_error
from common.tests.hostile import NOT_OBJECTS, STRANGE_VALUES, UNREADABLE
from common.tests.house import House, assert_answered_well
from common.tests.operations import Operation, operations

pytestmark = pytest.mark.hostile

WITH_BODY = [operation for operation in operations() if operation.fields]
WITHOUT_BODY = [operation for operation in operations() if not operation.fields]


def spoilt(body: dict[str, Any], fields: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The body without each of its fields, and with each of them strange; and with fields that are not a client's."""
    for field in fields:
        yield {name: value for name, value in body.items() if name != field}
        for value in STRANGE_VALUES:
            yield body | {field: value}
    yield {}
    yield body | {"\x00": 1, "": 2, "__proto__": {}, "id": [], "author": {}, "수시": "정시"}


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
def test_the_body_that_is_spoilt_is_a_good_one(operation: Operation, house: House) -> None:
    response = house.send(operation, json.dumps(house.body(operation)).encode())
    assert response.status_code < 300, response.content.decode()


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
def test_strange_values_are_refused_politely(operation: Operation, house: House) -> None:
    for client in house.clients(operation):
        for strange in spoilt(house.body(operation), operation.fields):
            response = house.send(operation, json.dumps(strange).encode(), client=client)
            assert_answered_well(response, operation)


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
def test_a_body_that_is_no_object_is_refused(operation: Operation, house: House) -> None:
    for body in NOT_OBJECTS:
        response = house.send(operation, json.dumps(body).encode())
        assert_answered_well(response, operation)
        assert response.status_code == 400, (body, response.content.decode())


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
def test_what_is_no_json_is_refused(operation: Operation, house: House) -> None:
    for name, body in UNREADABLE.items():
        response = house.send(operation, body)
        assert_answered_well(response, operation)
        if name != "nothing":
            assert_error(response, 400, "parse_error")


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
def test_ten_megabytes_are_too_much(operation: Operation, house: House) -> None:
    body = b'{"content": "' + b"a" * 10_000_000 + b'"}'
    assert_error(house.send(operation, body), 413, "payload_too_large")


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
def test_another_media_type_is_refused(operation: Operation, house: House) -> None:
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "application/xml", "??"]:
        response = house.send(operation, b"title=1", content_type=content_type)
        assert_error(response, 415, "unsupported_media_type")


@pytest.mark.parametrize("operation", WITHOUT_BODY, ids=str)
def test_a_body_that_nobody_asked_for_does_no_harm(operation: Operation, house: House) -> None:
    for content_type in ["application/json", "text/plain", "multipart/form-data", "??"]:
        for body in UNREADABLE.values():
            assert_answered_well(house.send(operation, body, content_type=content_type))
