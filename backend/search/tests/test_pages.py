"""Pages of posts and FAQ together: each result once, in the order of time, in both directions."""

from base64 import b64encode
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from boards.models import Board, Post
from boards.tests.search_corpus import fuzzed, new_post, undone
from common.testing import Person
from qna.models import Faq

NOW = timezone.now()


def write(author: Person, kind: str, minutes: int) -> str:
    """Something of that kind, so many minutes after the first; returns its title."""
    title = f"수시 {minutes}"
    at = NOW + timedelta(minutes=minutes)
    if kind == "faq":
        faq = Faq.objects.create(question=title, answer="답", category="입시")
        Faq.objects.filter(pk=faq.pk).update(created_at=at)
    else:
        new_post(author.user, title, "내용", board=Board(kind), created_at=at)
    return title


def walk(guest: APIClient, url: str, towards: str) -> list[list[str]]:
    pages = []
    following: str | None = url
    while following:
        page = guest.get(following).json()
        pages.append([result["title"] for result in page["results"]])
        following = page[towards]
    return pages


def last_page(guest: APIClient, url: str) -> str:
    while following := guest.get(url).json()["next"]:
        url = following
    return url


@fuzzed
@given(kinds=st.lists(st.sampled_from(["free", "study", "faq"]), max_size=12), size=st.integers(1, 5))
def test_pages_follow_each_other_without_gap_or_double(author: Person, guest: APIClient, kinds, size) -> None:
    with undone():
        newest_first = [write(author, kind, minutes) for minutes, kind in enumerate(kinds)][::-1]
        url = f"/search/?q=수시&page_size={size}"
        there = walk(guest, url, "next")
        assert [title for page in there for title in page] == newest_first
        assert all(len(page) == size for page in there[:-1])
        back = walk(guest, last_page(guest, url), "previous")
        assert [title for page in back[::-1] for title in page] == newest_first


def test_what_is_written_meanwhile_shifts_nothing(author: Person, guest: APIClient) -> None:
    older = [write(author, "free", minutes) for minutes in range(4)]
    first = guest.get("/search/?q=수시&page_size=2").json()
    newer = [write(author, "faq", 10), write(author, "free", 11)]
    second = guest.get(first["next"]).json()
    assert [result["title"] for result in second["results"]] == older[1::-1]
    assert second["next"] is None
    before = guest.get(second["previous"]).json()
    assert [result["title"] for result in before["results"]] == older[3:1:-1]
    before = guest.get(before["previous"]).json()
    assert [result["title"] for result in before["results"]] == newer[::-1]
    assert before["previous"] is None


def test_what_vanishes_meanwhile_breaks_no_page(author: Person, guest: APIClient) -> None:
    titles = [write(author, kind, minutes) for minutes, kind in enumerate(["free", "faq"] * 4)]
    first = guest.get("/search/?q=수시&page_size=4").json()
    Post.objects.filter(title__in=[titles[6], titles[4], titles[2]]).delete()
    Faq.objects.filter(question=titles[3]).delete()
    second = guest.get(first["next"]).json()
    assert [result["title"] for result in second["results"]] == [titles[1], titles[0]]
    before = guest.get(second["previous"]).json()
    assert [result["title"] for result in before["results"]] == [titles[7], titles[5]]


def test_the_addresses_of_pages_keep_the_query(author: Person, guest: APIClient) -> None:
    for minutes in range(3):
        write(author, "study", minutes)
        write(author, "free", minutes + 10)
    first = guest.get("/search/?q=수시&board=study&within=title&page_size=2").json()
    second = guest.get(first["next"]).json()
    assert [result["title"] for result in second["results"]] == ["수시 0"]
    before = guest.get(second["previous"]).json()
    assert before["results"] == first["results"]


@pytest.mark.parametrize("cursor", ["p=0-0", "r=1&p=0-0", "p=9223372036854775807-9223372036854775807", "r=1&p=9-9", ""])
def test_a_forged_cursor_is_a_page_like_others(author: Person, guest: APIClient, cursor: str) -> None:
    for kind in ("free", "faq"):
        write(author, kind, 1)
    response = guest.get("/search/", {"q": "수시", "cursor": b64encode(cursor.encode()).decode()})
    assert response.status_code == 200
    assert response.json()["suggestion"] is None
