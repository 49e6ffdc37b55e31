"""/notices/: what staff have pinned, over both boards."""

from collections.abc import Callable

import pytest
from django.db import connection
from rest_framework.test import APIClient

from boards.models import Board, Post
from boards.tests.test_posts import titles
from common.testing import Person, assert_error

URL = "/notices/"


@pytest.fixture
def notices(make_post: Callable[..., Post]) -> list[Post]:
    """One of each board, and posts around them that are none."""
    make_post("급식 이야기")
    free = make_post("[공지] 처음 온 사람에게", is_notice=True)
    study = make_post("[공지] 출처를 적어 주세요", board=Board.STUDY, is_notice=True)
    make_post("수시 이야기", board=Board.STUDY)
    return [free, study]


def test_notices_of_both_boards_come_newest_first(notices: list[Post], guest: APIClient, author: Person) -> None:
    for client in (guest, author.client):
        rows = client.get(URL).json()["results"]
        assert [(row["board"], row["id"]) for row in rows] == [("study", notices[1].pk), ("free", notices[0].pk)]
        assert all(row["is_notice"] for row in rows)


def test_they_are_what_the_lists_of_the_boards_show(notices: list[Post], classmate: Person) -> None:
    notices[0].like(classmate.user)
    listed = [
        row
        for url in ("/study/", "/post/")
        for row in classmate.client.get(url, {"is_notice": "true"}).json()["results"]
    ]
    assert classmate.client.get(URL).json()["results"] == listed
    assert [row["is_liked"] for row in listed] == [False, True]


def test_a_hidden_one_is_not_there_for_its_author_either(notices: list[Post], author: Person, guest: APIClient) -> None:
    Post.objects.filter(pk=notices[1].pk).hide()
    for client in (guest, author.client):
        assert titles(client.get(URL)) == [notices[0].title]


def test_none_is_an_empty_list(post: Post, guest: APIClient) -> None:
    assert guest.get(URL).json() == {"next": None, "previous": None, "results": []}


def test_they_are_paged(make_post: Callable[..., Post], guest: APIClient) -> None:
    for number in range(5):
        make_post(f"{number}번째 공지", board=list(Board)[number % 2], is_notice=True)
    page = guest.get(f"{URL}?page_size=2").json()
    assert [row["title"] for row in page["results"]] == ["4번째 공지", "3번째 공지"]
    make_post("그사이 공지", is_notice=True)
    assert titles(guest.get(page["next"])) == ["2번째 공지", "1번째 공지"]
    assert_error(guest.get(f"{URL}?page_size=101"), 400, "max_value", "page_size")
    assert_error(guest.get(f"{URL}?cursor=x"), 400, "invalid", "cursor")


def test_nobody_writes_here(staff: Person) -> None:
    assert_error(staff.client.post(URL, {"title": "공지", "content": "여기가 아니에요"}), 405, "method_not_allowed")


def test_they_take_one_query_and_one_for_the_token(
    make_post: Callable[..., Post], guest: APIClient, author: Person, django_assert_num_queries
) -> None:
    for number in range(20):
        make_post(f"공지 {number}", is_notice=True)
    with django_assert_num_queries(1):  # 1 the page with authors
        assert len(titles(guest.get(URL))) == 20
    with django_assert_num_queries(2):  # 1 the token's login and user, 2 the page with authors and own marks
        assert len(titles(author.client.get(URL))) == 20


def test_they_are_looked_up_in_an_index_of_their_own(notices: list[Post]) -> None:
    """Else the newest posts would be read one by one until enough notices are among them."""
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL reads so few rows without any index")
    page = Post.objects.summaries().notices().order_by("-id")[:3]
    assert "post_notices_of_all" in page.explain()
