"""Queries that no sane client sends, to every operation of the API document."""

from urllib.parse import quote

import pytest

from common.tests.hostile import RAW_PARAMETERS, STRANGE_HEADERS, STRANGE_TEXTS
from common.tests.house import House, assert_answered_well
from common.tests.operations import Operation, operations

pytestmark = pytest.mark.hostile

READING = [operation for operation in operations() if operation.method == "GET"]
WITH_QUERY = [operation for operation in operations() if operation.query]
PAGED = [operation for operation in WITH_QUERY if "page_size" in operation.query]
STRANGE = [*map(quote, [*STRANGE_TEXTS, "-1", "1e3", "٣", "true"]), *RAW_PARAMETERS]
VERIFIER_HASH = "c" * 43


def asked(operation: Operation, house: House) -> str:
    """The address with all that it needs, ready for one parameter more."""
    return f"{house.url(operation)}?" + "".join(f"{name}=수시&" for name in operation.needed)


@pytest.mark.parametrize("operation", WITH_QUERY, ids=str)
def test_strange_parameters_are_no_error_of_the_server(operation: Operation, house: House) -> None:
    url = asked(operation, house)
    for client in house.clients(operation):
        for name in operation.query:
            for text in STRANGE:
                response = house.send(operation, b"", url=f"{url}{name}={text}", client=client)
                assert_answered_well(response, operation)


@pytest.mark.parametrize("operation", READING, ids=str)
def test_parameters_that_nobody_asked_for_do_no_harm(operation: Operation, house: House) -> None:
    url = house.url(operation)
    for raw in RAW_PARAMETERS:
        assert_answered_well(house.send(operation, b"", url=f"{url}?{raw}"))


@pytest.mark.parametrize("operation", PAGED, ids=str)
def test_a_page_has_one_to_a_hundred_entries(operation: Operation, house: House) -> None:
    for size in ["0", "-1", "101", "abc", "1.5", "", "%00", str(10**9), "9" * 5_000]:
        response = house.send(operation, b"", url=f"{asked(operation, house)}page_size={size}")
        assert response.status_code == 400, size
        assert_answered_well(response, operation)
        assert {error["attr"] for error in response.json()["errors"]} == {"page_size"}


class TestWhoComesBackFromAProvider:
    """The one address that the document leaves out: a browser lands there, and is always sent on to the web client."""

    URL = "/accounts/social/google/callback/"

    def start(self, house: House) -> str:
        """The state of an attempt that this browser has begun."""
        [start] = [operation for operation in operations() if operation.path.endswith("/start/")]
        response = house.send(start, b"", url=f"{house.url(start)}?challenge={VERIFIER_HASH}")
        return response["Location"].partition("state=")[2].partition("&")[0]

    def assert_sent_on(self, house: House, query: str) -> None:
        response = house.owner.client.get(f"{self.URL}?{query}")
        assert response.status_code == 302, response.content.decode()
        assert response["Location"].partition("#")[2] in {"error=failed", "error=cancelled", "error=link_expired"}

    def test_strange_states(self, house: House) -> None:
        for text in STRANGE:
            self.start(house)
            self.assert_sent_on(house, f"code=x&state={text}")
            self.assert_sent_on(house, f"code=x&state=link-{text}")

    @pytest.mark.parametrize("name", ["code", "error", "scope"])
    def test_strange_answers_to_a_true_state(self, house: House, name: str) -> None:
        for text in STRANGE:
            self.assert_sent_on(house, f"state={self.start(house)}&{name}={text}")

    def test_strange_cookies(self, house: House) -> None:
        for text in STRANGE_HEADERS:
            state = self.start(house)
            house.owner.client.cookies["social"] = text
            self.assert_sent_on(house, f"code=x&state={state}")
