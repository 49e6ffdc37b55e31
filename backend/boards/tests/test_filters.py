"""Filters of a list of posts."""

import pytest
from rest_framework.test import APIClient

from boards.models import Board
from boards.tests.test_posts import titles
from common.testing import Person, assert_error


@pytest.fixture
def shelf(make_post, author: Person, classmate: Person) -> None:
    make_post("수시로 지원한 후기", "논술이 어려웠다", board=Board.STUDY)
    make_post("정시 가군 고민", "수시는 다 떨어졌어요ㅠ", board=Board.STUDY, author=classmate.user)
    make_post("면접 준비물", "물이랑 초콜릿 100% 챙기기", board=Board.STUDY, is_notice=True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("title=수시", ["수시로 지원한 후기"]),
        ("title=로 지", ["수시로 지원한 후기"]),
        ("title=접", ["면접 준비물"]),
        ("content=수시", ["정시 가군 고민"]),
        ("title_content=수시", ["정시 가군 고민", "수시로 지원한 후기"]),
        ("author=온새", ["면접 준비물", "수시로 지원한 후기"]),
        ("author=모의고사요정", ["정시 가군 고민"]),
        ("author=author", []),
        ("search=모의고사", ["정시 가군 고민"]),
        ("search=수", ["정시 가군 고민", "수시로 지원한 후기"]),
        ("is_notice=true", ["면접 준비물"]),
        ("is_notice=false", ["정시 가군 고민", "수시로 지원한 후기"]),
        ("title=수시&author=모의고사요정", []),
        ("content=%25", ["면접 준비물"]),
        ("content=_", []),
        ("title=없는말", []),
        ("title=", ["면접 준비물", "정시 가군 고민", "수시로 지원한 후기"]),
    ],
)
def test_a_filter_finds_what_holds_the_words(guest: APIClient, shelf, query: str, found: list[str]) -> None:
    assert titles(guest.get(f"/study/?{query}")) == found


def test_latin_letters_match_in_any_case(guest: APIClient, make_post) -> None:
    make_post("EBS 연계 정리")
    assert titles(guest.get("/post/?title=ebs")) == ["EBS 연계 정리"]


def test_my_posts(author: Person, classmate: Person, shelf) -> None:
    assert titles(classmate.client.get("/study/?mine=true")) == ["정시 가군 고민"]
    assert titles(classmate.client.get("/study/?mine=false")) == ["면접 준비물", "수시로 지원한 후기"]


def test_the_posts_i_like(author: Person, classmate: Person, make_post) -> None:
    liked = make_post("좋아하는 글")
    make_post("그냥 그런 글")
    classmate.client.post(f"/post/{liked.pk}/like/")
    assert titles(classmate.client.get("/post/?liked=true")) == ["좋아하는 글"]
    assert titles(classmate.client.get("/post/?liked=false")) == ["그냥 그런 글"]
    assert titles(author.client.get("/post/?liked=true")) == []


@pytest.mark.parametrize("query", ["mine=true", "liked=true"])
def test_a_guest_has_nothing_own_to_filter_by(guest: APIClient, query: str) -> None:
    assert_error(guest.get(f"/post/?{query}"), 401, "not_authenticated")


@pytest.mark.parametrize(
    ("query", "attr"),
    [
        ("is_notice=글쎄", "is_notice"),
        ("is_notice=1", "is_notice"),
        ("mine=yes", "mine"),
        ("liked=%00", "liked"),
        ("title=%00", "title"),
        ("search=a%00b", "search"),
    ],
)
def test_a_filter_that_makes_no_sense_is_an_error(author: Person, query: str, attr: str) -> None:
    response = author.client.get(f"/post/?{query}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == attr


def test_pages_of_a_search_keep_the_search(guest: APIClient, make_post) -> None:
    for number in range(4):
        make_post(f"수시 {number}")
        make_post(f"정시 {number}")
    first = guest.get("/post/?title=수시&page_size=3").json()
    assert titles(guest.get(first["next"])) == ["수시 0"]


def test_a_filtered_list_takes_no_more_queries(author: Person, make_post, django_assert_num_queries) -> None:
    make_post()
    with django_assert_num_queries(2):  # 1 the token's login and user, 2 the page
        author.client.get("/post/?title_content=급식 마라탕&liked=false&mine=true&is_notice=false")
    with django_assert_num_queries(3):  # 1 the token's login and user, 2 who has such a nickname, 3 the page
        author.client.get("/post/?search=급식 온새/post/?search=급식&author=온새&liked=falseliked=false")
