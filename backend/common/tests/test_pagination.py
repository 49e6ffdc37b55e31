"""Keyset pages, on the lists that clients page through."""

from base64 import b64encode
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from rest_framework.test import APIClient

from common.testing import Person, assert_error


@pytest.fixture
def ids(make_post) -> list[int]:
    """Twenty-five posts, newest first, as the list shows them."""
    return [make_post(f"{number}번째 글").pk for number in range(25)][::-1]


def page(guest: APIClient, url: str) -> tuple[list[int], str | None, str | None]:
    body = guest.get(url).json()
    assert set(body) == {"next", "previous", "results"}
    return [row["id"] for row in body["results"]], body["next"], body["previous"]


def cursor(**tokens: str) -> str:
    return b64encode(urlencode(tokens).encode()).decode()


def test_a_page_holds_as_many_as_asked_for(guest: APIClient, ids: list[int]) -> None:
    assert page(guest, "/post/?page_size=1")[0] == ids[:1]
    assert page(guest, "/post/?page_size=24")[0] == ids[:24]
    assert page(guest, "/post/?page_size=100")[0] == ids
    assert page(guest, "/post/?page_size=25")[1] is None


def test_an_empty_list_is_a_page_without_neighbours(guest: APIClient) -> None:
    assert guest.get("/post/").json() == {"next": None, "previous": None, "results": []}


def test_forward_and_back_each_row_is_seen_once(guest: APIClient, ids: list[int]) -> None:
    seen, last = [], None
    url: str | None = "/post/?page_size=7"
    while url:
        last = url
        rows, url, _ = page(guest, url)
        seen += rows
    assert seen == ids
    back, url = [], last
    while url:
        rows, _, url = page(guest, url)
        back = rows + back
    assert back == ids


def test_new_rows_shift_nothing(guest: APIClient, ids: list[int], make_post) -> None:
    rows, following, _ = page(guest, "/post/?page_size=10")
    seen = rows
    new = []
    while following:
        new += [make_post("그사이에 올라온 글").pk for _ in range(3)]
        rows, following, previous = page(guest, following)
        seen += rows
    assert seen == ids
    back = []
    while previous:
        rows, _, previous = page(guest, previous)
        back = rows + back
    assert back[: len(new)] == new[::-1]
    assert back[len(new) :] == ids[: len(back) - len(new)]


def test_rows_that_go_make_no_gap(guest: APIClient, ids: list[int], author: Person) -> None:
    _, following, _ = page(guest, "/post/?page_size=10")
    for gone in (ids[0], ids[9], ids[10]):
        author.client.delete(f"/post/{gone}/")
    assert page(guest, following)[0] == ids[11:21]


def test_the_neighbours_keep_the_filters_and_the_size(guest: APIClient, ids: list[int]) -> None:
    _, following, _ = page(guest, "/post/?page_size=3&title=번째&is_notice=false")
    assert following.startswith("http://testserver/post/?")
    query = parse_qs(urlsplit(following).query)
    assert (query["page_size"], query["title"], query["is_notice"]) == (["3"], ["번째"], ["false"])


def test_the_pages_of_the_faq_follow_its_order_even_where_places_are_shared(staff: Person, guest: APIClient) -> None:
    """Keysets go by the first column; rows that share a place are told apart by an offset within it."""
    for number, position in enumerate([5, 1, 1, 1, 3, 1, 0, 5]):
        faq = {"question": f"질문 {number}", "answer": "답", "category": "기타", "position": position}
        assert staff.client.post("/qna/faq/", faq).status_code == 201
    everything = page(guest, "/qna/faq/")[0]
    for size in (1, 2, 3):
        seen, url = [], f"/qna/faq/?page_size={size}"
        while url:
            last = url
            rows, url, _ = page(guest, url)
            seen += rows
        assert seen == everything
        back, url = [], last
        while url:
            rows, _, url = page(guest, url)
            back = rows + back
        assert back == everything


@pytest.mark.parametrize("board", ["post", "study"])
def test_each_list_has_a_size_of_its_own(guest: APIClient, make_post, board: str) -> None:
    for number in range(35):
        make_post(f"{number}", board="free" if board == "post" else "study")
    assert len(page(guest, f"/{board}/")[0]) == {"post": 30, "study": 9}[board]


@pytest.mark.parametrize(
    "broken",
    [
        "x",
        "cD0",  # bad padding
        "가나다",
        "%00",
        b64encode(b"\xff\xfe").decode(),
        cursor(p="수시"),
        cursor(p="-1"),
        cursor(p="1.5"),
        cursor(p="1 OR 1=1"),
        cursor(p="\x00"),
        cursor(p=str(2**63)),
        cursor(p="9" * 40),
        cursor(p="0" * 20 + "9" * 40),
        cursor(p="2026-11-19T00:00:00Z"),
        cursor(p="1", o="-1"),
        cursor(p="1", o="앞"),
        cursor(p="1", r="뒤"),
    ],
)
@pytest.mark.parametrize("url", ["/post/", "/qna/faq/", "/chat/rooms/"])
def test_a_broken_cursor_is_refused(guest: APIClient, ids: list[int], url: str, broken: str) -> None:
    assert_error(guest.get(url, {"cursor": broken}), 400, "invalid", "cursor")


def test_a_forged_cursor_costs_no_more_than_a_page(guest: APIClient, ids: list[int]) -> None:
    for forged in (cursor(p=str(2**63 - 1)), cursor(o=str(10**12)), cursor(p="0", r="1")):
        response = guest.get("/post/", {"cursor": forged})
        assert response.status_code == 200
        assert len(response.json()["results"]) <= 30


def test_a_cursor_that_is_a_long_way_off_ends_the_list(guest: APIClient, ids: list[int]) -> None:
    assert page(guest, f"/post/?cursor={cursor(p='0')}")[0] == []


def test_every_page_costs_the_same(guest: APIClient, ids: list[int], django_assert_num_queries) -> None:
    url: str | None = "/post/?page_size=7"
    while url:
        with django_assert_num_queries(1):
            # 1 the page
            url = page(guest, url)[1]
