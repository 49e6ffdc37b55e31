"""What no sane client puts where a path names something, to every operation of the API document."""

import re

import pytest

from common.testing import assert_error
from common.tests.house import House
from common.tests.operations import Operation, operations

pytestmark = pytest.mark.hostile

VARIABLE = re.compile(r"{(\w+)}")
WITH_VARIABLES = [operation for operation in operations() if "{" in operation.path]
NUMBERS = ["0", str(2**31), str(2**63 - 1), str(2**63), str(2**64), "9" * 30, "9" * 5_000]
NO_NUMBERS = ["-1", "1.0", "abc", "１", "%00", "1%00", "%ff", "..%2f..", "1'", "<b>", "수시"]
WORDS = ["googl", "GOOGLE", "-", "_", "0", "callback", "g" * 5_000]
NO_WORDS = ["%00", "google%00", "%ff", "..%2f..", "google'", "<b>", "구글", "g.o", "%20google"]
TOKENS = ["0", "-", "_", "f" * 40, "f" * 5_000, "-thumbnail"]
NO_TOKENS = ["%00", "%ff", "..", "..%2f..", "a.b", "a'", "<b>", "사진", "%20a"]
ABSENT = {"provider": WORDS, "token": TOKENS}
IMPOSSIBLE = {"provider": NO_WORDS, "token": NO_TOKENS}


@pytest.mark.parametrize("operation", WITH_VARIABLES, ids=str)
def test_what_is_not_there_is_not_found(operation: Operation, house: House) -> None:
    for variable in VARIABLE.findall(operation.path):
        for value in ABSENT.get(variable, NUMBERS):
            response = house.send(operation, b'{"content": "x"}', url=house.url(operation, **{variable: value}))
            assert_error(response, 404, "not_found")


@pytest.mark.parametrize("operation", WITH_VARIABLES, ids=str)
def test_what_cannot_be_is_an_unknown_path(operation: Operation, house: House) -> None:
    for variable in VARIABLE.findall(operation.path):
        for value in IMPOSSIBLE.get(variable, NO_NUMBERS):
            response = house.send(operation, b"", url=house.url(operation, **{variable: value}))
            assert_error(response, 404, "not_found")
