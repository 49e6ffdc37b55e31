"""Searching posts in the lists: what is found, and in which pages."""

import unicodedata
from base64 import b64encode
from itertools import chain

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from rest_framework.test import APIClient

from boards.models import Board, Post
from boards.tests.test_posts import titles
from common.testing import Person


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("수시로 지원한 후기", "수"),
        ("수시로 지원한 후기", "시로"),
        ("수시로 지원한 후기", "후기 수시"),
        ("수시로 지원한 후기", "ㅅㅅ"),
        ("수시로 지원한 후기", "ㅅㅅㄹ ㅈㅇ"),
        ("감사합니다 선생님", "ㄳ"),  # what a keyboard makes of ㄱㅅ
        ("감사합니다 선생님", "ㄱㅅ"),
        ("웃기다 ㅋㅋㅋ", "ㅋㅋ"),
        ("EBS 연계 정리", "ebs"),
        ("EBS연계", "bsㅇㄱ"),
        ("Straße", "STRASSE"),
        ("STRASSE", "straße"),
        ("İstanbul", "i̇stanbul"),
        ("ΌΣΟΣ", "όσος"),
        (unicodedata.normalize("NFD", "수시 é"), "수시 É"),
        ("수시 é", unicodedata.normalize("NFD", "수시 É")),
        ("합격률 100%", "100%"),
        ("a_b", "_"),
        ("C++ \\ 'x' \"y\"", "+ \\ 'x' \"y\""),
        ("👩‍👩‍👧 가족", "👩‍👩‍👧"),
    ],
)
def test_what_is_found(guest: APIClient, make_post, title: str, query: str) -> None:
    make_post(title, "다른 말")
    assert titles(guest.get("/post/", {"title_content": query})) == [title]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("수시로 지원한 후기", "수시 정시"),
        ("수시로 지원한 후기", "수ㅅ"),  # half a word is neither written so nor consonants alone
        ("수시로 지원한 후기", "시수"),
        ("수시 로", "시로"),
        ("ab", "a_"),
        ("ab", "%"),
        ("Istanbul", "ı"),
        ("가 나", "각"),
    ],
)
def test_what_is_not_found(guest: APIClient, make_post, title: str, query: str) -> None:
    make_post(title, "다른 말")
    assert titles(guest.get("/post/", {"title_content": query})) == []


def test_first_consonants_are_looked_for_in_titles_alone(guest: APIClient, make_post) -> None:
    make_post("제목", "수시로 지원했다 ㄱㅅ")
    assert titles(guest.get("/post/?content=ㅅㅅ")) == titles(guest.get("/post/?search=ㅅㅅ")) == []
    assert titles(guest.get("/post/?content=ㄱㅅ")) == titles(guest.get("/post/?search=ㄳ")) == ["제목"]


def test_each_word_may_stand_somewhere_else(guest: APIClient, make_post) -> None:
    make_post("정시 이야기", "수시는 다 떨어졌다")
    for query in ("title_content=수시 정시", "search=온새 수시 정시", "title=정시&content=수시&author=온새미"):
        assert titles(guest.get(f"/post/?{query}")) == ["정시 이야기"]
    for query in ("title=수시 정시", "title_content=온새 수시", "search=모의고사 수시"):
        assert titles(guest.get(f"/post/?{query}")) == []


def test_nicknames_that_many_have_find_all_the_same(
    guest: APIClient, make_person, make_post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boards.search.names.MAX_AUTHORS", 2)
    for number in range(4):
        person = make_person(f"person{number}", nickname=f"Ün다람쥐 {number}")
        make_post(f"글 {number}", author=person.user)
        make_post(f"이름 없는 글 {number}", author=person.user, is_anonymous=True)
    make_post("남의 글")
    assert titles(guest.get("/post/?author=다람쥐")) == ["글 3", "글 2", "글 1", "글 0"]
    assert titles(guest.get("/post/?author=다람쥐 2")) == ["글 2"]
    assert titles(guest.get("/post/?search=다람쥐 글")) == ["글 3", "글 2", "글 1", "글 0"]
    assert titles(guest.get("/post/?author=üN다람쥐")) == []  # the case of a nickname is folded in ASCII alone
    assert titles(guest.get("/post/?author=ÜN다람쥐 1")) == ["글 1"]


def test_who_has_left_is_found_by_no_name(guest: APIClient, author: Person, make_post) -> None:
    make_post("남은 글")
    assert titles(guest.get("/post/?author=온새미")) == ["남은 글"]
    with transaction.atomic():
        author.user.withdraw()
    assert titles(guest.get("/post/?author=온새미")) == titles(guest.get("/post/?search=온새미")) == []
    assert titles(guest.get("/post/?search=남은")) == ["남은 글"]


def test_a_new_nickname_finds_at_once(guest: APIClient, author: Person, make_post) -> None:
    make_post("내 글")
    author.client.patch("/accounts/user/", {"nickname": "바뀐이름"})
    assert titles(guest.get("/post/?author=온새미")) == []
    assert titles(guest.get("/post/?author=바뀐")) == ["내 글"]


# Around the edges of the windows in which PostgreSQL looks, and far apart.
IDS = [1, 2, 1023, 1024, 1025, 8191, 8192, 8193, 65535, 65536, 65537, 200_000, 200_001, 262_144]


@pytest.mark.parametrize("page_size", [1, 3, 14, 100])
def test_pages_follow_each_other_without_gap_or_double(
    guest: APIClient, author: Person, make_post, page_size: int
) -> None:
    for number in IDS:
        make_post(f"수시 {number}", pk=number)
        make_post(f"정시 {number}", pk=number + 300_000, board=Board.STUDY)
    make_post("딴 이야기", pk=700_000)
    url: str | None = f"/post/?title=수시&page_size={page_size}"
    seen: list[list[int]] = []
    last = ""
    while url:
        page = guest.get(url).json()
        seen.append([row["id"] for row in page["results"]])
        last, url = url, page["next"]
    assert list(chain.from_iterable(seen)) == IDS[::-1]
    url = guest.get(last).json()["previous"]
    back: list[list[int]] = []
    while url:
        page = guest.get(url).json()
        back.append([row["id"] for row in page["results"]])
        url = page["previous"]
    assert back == seen[-2::-1] if len(seen) > 1 else back == []


def test_a_forged_cursor_costs_nothing(guest: APIClient, make_post) -> None:
    make_post("수시")
    for cursor in ("p=9223372036854775807", "p=0", "r=1&p=0", "r=1&p=9223372036854775807", "o=1000", "o=1000&r=1"):
        response = guest.get("/post/", {"title": "수시", "cursor": b64encode(cursor.encode()).decode()})
        assert response.status_code == 200, cursor


def test_an_offset_that_we_never_gave_counts_in_a_search_as_in_a_list(guest: APIClient, make_post) -> None:
    for number in range(4):
        make_post(f"수시 {number}")
    for query in ({}, {"title": "수시"}):
        forged = {"cursor": b64encode(b"o=2").decode(), "page_size": 2}
        assert titles(guest.get("/post/", query | forged)) == ["수시 1", "수시 0"]


def test_a_search_that_is_not_paged_finds_the_same(post: Post) -> None:
    assert list(Post.objects.visible_to(AnonymousUser()).holding("급식", "title")) == [post]
