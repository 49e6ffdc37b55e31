"""/post/ and /study/: the list and writing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from boards.models import DETAIL_COLUMNS, Board, Post
from common.testing import Person, assert_error

LIST_KEYS = {
    "id",
    "board",
    "title",
    "excerpt",
    "thumbnail",
    "author",
    "is_mine",
    "is_anonymous",
    "is_notice",
    "hits",
    "like_count",
    "comment_count",
    "is_liked",
    "is_hidden",
    "is_edited",
    *DETAIL_COLUMNS,
    "is_outdated",
    "attachment_count",
    "has_poll",
    "is_scrapped",
    "created_at",
    "updated_at",
}
DETAIL_KEYS = LIST_KEYS | {"content", "content_html", "attachments", "poll"}


def titles(response) -> list[str]:
    assert response.status_code == 200, response.content.decode()
    return [row["title"] for row in response.json()["results"]]


def test_a_guest_reads_the_newest_posts_first(guest: APIClient, make_post, author: Person) -> None:
    for title in ("첫 글", "둘째 글", "셋째 글"):
        make_post(title)
    response = guest.get("/post/")
    assert titles(response) == ["셋째 글", "둘째 글", "첫 글"]
    body = response.json()
    assert set(body) == {"next", "previous", "results"}
    assert (body["next"], body["previous"]) == (None, None)
    row = body["results"][0]
    assert set(row) == LIST_KEYS
    assert row["author"] == {"id": author.id, "name": "온새미", "profile_picture": None}
    assert (row["is_mine"], row["is_liked"], row["board"]) == (False, False, "free")
    assert row["created_at"].endswith("+09:00")


def test_each_board_shows_its_own_posts(guest: APIClient, make_post) -> None:
    make_post("급식 이야기")
    make_post("수시 이야기", board=Board.STUDY)
    assert titles(guest.get("/post/")) == ["급식 이야기"]
    assert titles(guest.get("/study/")) == ["수시 이야기"]


@pytest.mark.parametrize(("path", "board", "size"), [("/post/", Board.FREE, 30), ("/study/", Board.STUDY, 9)])
def test_a_page_has_the_size_of_its_board_and_leads_on(guest: APIClient, make_post, path, board, size) -> None:
    for number in range(size + 2):
        make_post(f"{number}번째", board=board)
    first = guest.get(path).json()
    assert len(first["results"]) == size
    second = guest.get(first["next"]).json()
    assert [row["title"] for row in second["results"]] == ["1번째", "0번째"]
    assert second["next"] is None
    back = guest.get(second["previous"]).json()
    assert back["results"] == first["results"]


def test_a_new_post_shifts_no_page(guest: APIClient, make_post) -> None:
    for number in range(4):
        make_post(f"{number}번째")
    first = guest.get("/post/?page_size=2").json()
    make_post("그 사이에 올라온 글")
    assert titles(guest.get(first["next"])) == ["1번째", "0번째"]


def test_a_list_of_thirty_takes_one_query_and_one_for_the_token(
    guest: APIClient, classmate: Person, make_post, django_assert_num_queries
) -> None:
    for number in range(31):
        make_post(f"{number}번째")
    with django_assert_num_queries(1):  # 1 the page with authors
        guest.get("/post/")
    with django_assert_num_queries(2):  # 1 the token's login and user, 2 the page with authors and own likes
        classmate.client.get("/post/?page_size=30")


def test_a_list_never_reads_the_bodies(guest: APIClient, post: Post) -> None:
    with CaptureQueriesContext(connection) as queries:
        guest.get("/post/")
    assert "content" not in queries[0]["sql"]


def test_writing_answers_the_whole_post(author: Person) -> None:
    response = author.client.post("/post/", {"title": "모의고사 끝!", "content": "**드디어** 끝났다\n집 가자"})
    body = response.json()
    assert response.status_code == 201, body
    assert set(body) == DETAIL_KEYS
    assert body["content"] == "**드디어** 끝났다\n집 가자"
    assert body["content_html"] == "<p><strong>드디어</strong> 끝났다<br>\n집 가자</p>\n"
    assert body["excerpt"] == "드디어 끝났다 집 가자"
    assert (body["is_mine"], body["hits"], body["like_count"], body["comment_count"]) == (True, 0, 0, 0)
    assert (body["is_anonymous"], body["attachments"], body["thumbnail"]) == (False, [], None)
    assert Post.objects.on(Board.FREE).get().author == author.user


def test_writing_takes_three_queries(author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):  # 1 the token's login and user, 2 the post, 3 the post as everyone sees it
        author.client.post("/post/", {"title": "제목", "content": "내용"})


def test_a_guest_cannot_write(guest: APIClient) -> None:
    assert_error(guest.post("/post/", {"title": "제목", "content": "내용"}), 401, "not_authenticated")
    assert not Post.objects.exists()


def test_what_only_the_server_says_is_ignored(author: Person, classmate: Person) -> None:
    response = author.client.post(
        "/study/",
        {
            "title": "제목",
            "content": "내용",
            "id": 999,
            "board": "free",
            "author": classmate.id,
            "hits": 777,
            "like_count": 777,
            "comment_count": 777,
            "is_notice": True,
            "is_staff": True,
            "created_at": "2000-01-01T00:00:00Z",
            "updated_at": "2000-01-01T00:00:00Z",
            "content_html": "<script>alert(1)</script>",
        },
    )
    post = Post.objects.get()
    assert response.status_code == 201
    assert (post.author, post.board, post.is_notice) == (author.user, Board.STUDY, False)
    assert (post.hits, post.like_count, post.comment_count) == (0, 0, 0)
    assert post.pk != 999
    assert post.created_at.year >= 2026
    assert post.content_html == "<p>내용</p>\n"


@pytest.mark.parametrize(
    ("body", "code", "attr"),
    [
        ({"content": "내용"}, "required", "title"),
        ({"title": "제목"}, "required", "content"),
        ({"title": "", "content": "내용"}, "blank", "title"),
        ({"title": "   ", "content": "내용"}, "blank", "title"),
        ({"title": "제목", "content": " \n\t "}, "blank", "content"),
        ({"title": "가" * 101, "content": "내용"}, "max_length", "title"),
        ({"title": "제목", "content": "가" * 20_001}, "max_length", "content"),
        ({"title": None, "content": "내용"}, "null", "title"),
        ({"title": 123, "content": "내용"}, "invalid", "title"),
        ({"title": ["제목"], "content": "내용"}, "invalid", "title"),
        ({"title": "제목", "content": {"글": "내용"}}, "invalid", "content"),
        ({"title": "제목\x00", "content": "내용"}, "control_character", "title"),
        ({"title": "제목", "content": "종\x07소리"}, "control_character", "content"),
        ({"title": "제목", "content": "내용", "is_anonymous": "글쎄"}, "invalid", "is_anonymous"),
        (["제목", "내용"], "invalid", None),
    ],
)
def test_bad_input_names_the_field_and_stores_nothing(author: Person, body, code: str, attr: str | None) -> None:
    assert_error(author.client.post("/post/", body), 400, code, attr)
    assert not Post.objects.exists()


def test_the_longest_texts_are_kept_as_they_were_written(author: Person) -> None:
    title, content = "수" * 100, "  능\t끝\n" * 2_857
    body = author.client.post("/post/", {"title": title, "content": content}).json()
    assert (body["title"], body["content"]) == (title, content)
