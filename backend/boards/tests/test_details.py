"""The tag of a post, and what one about admissions says of where and how long it holds."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from rest_framework.test import APIClient

from boards.models import Board, Post
from boards.tests.search_corpus import indexed, indexed_anew
from boards.tests.test_posts import titles
from common.testing import Person, assert_error

ADMISSIONS = {
    "tag": "수시",
    "school_year": 2027,
    "university": "한빛대학교",
    "admission_type": "학생부종합",
    "source_url": "https://admission.example.ac.kr/2027?kind=종합",
    "valid_until": "2026-12-15",
}
TEXT = {"title": "한빛대 종합 1단계 발표", "content": "발표가 앞당겨졌대요."}


@pytest.fixture
def write(author: Person):
    """Writes on the study board, or on another one."""

    def send(url: str = "/study/", **details: Any) -> Any:
        return author.client.post(url, TEXT | details)

    return send


def details_of(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ADMISSIONS}


def test_a_post_about_admissions_keeps_what_it_says_of_itself(write, guest: APIClient) -> None:
    response = write(**ADMISSIONS)
    assert response.status_code == 201, response.json()
    assert details_of(response.json()) == ADMISSIONS
    assert details_of(guest.get(f"/study/{response.json()['id']}/").json()) == ADMISSIONS
    assert details_of(guest.get("/study/").json()["results"][0]) == ADMISSIONS


@pytest.mark.parametrize("url", ["/post/", "/study/"])
def test_without_details_all_of_them_are_null(write, url: str) -> None:
    row = write(url).json()
    assert details_of(row) == dict.fromkeys(ADMISSIONS)
    assert row["is_outdated"] is False


@pytest.mark.parametrize("board", list(Board))
def test_each_tag_of_a_board_can_be_chosen(write, guest: APIClient, board: Board) -> None:
    url = {Board.FREE: "/post/", Board.STUDY: "/study/"}[board]
    for tag in board.tags:
        assert write(url, tag=tag).json()["tag"] == tag
    for tag in board.tags:
        assert [row["tag"] for row in guest.get(url, {"tag": tag}).json()["results"]] == [tag]


def test_a_form_can_say_all_of_it_too(author: Person) -> None:
    response = author.client.post("/study/", TEXT | ADMISSIONS, format="multipart")
    assert details_of(response.json()) == ADMISSIONS


@pytest.mark.parametrize("empty", [None, ""])
def test_what_is_left_empty_says_nothing(author: Person, write, empty: Any) -> None:
    post = write(**ADMISSIONS).json()
    changed = author.client.patch(f"/study/{post['id']}/", dict.fromkeys(ADMISSIONS, empty))
    assert changed.status_code == 200, changed.json()
    assert details_of(changed.json()) == dict.fromkeys(ADMISSIONS)
    assert author.client.get("/study/?university=한빛").json()["results"] == []


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("tag", "급식", "invalid_choice"),
        ("tag", "잡담", "not_on_this_board"),
        ("tag", 1, "invalid_choice"),
        ("tag", ["수시"], "invalid_choice"),
        ("school_year", 1993, "min_value"),
        ("school_year", 2101, "max_value"),
        ("school_year", "내년", "invalid"),
        ("school_year", 2027.5, "invalid"),
        ("university", "가" * 41, "max_length"),
        ("university", 7, "invalid"),
        ("university", "   ", "blank"),
        ("university", "한빛\x00대", "control_character"),
        ("admission_type", "가" * 41, "max_length"),
        ("source_url", "javascript:alert(1)", "invalid_url"),
        ("source_url", "ftp://example.org/요강", "invalid_url"),
        ("source_url", "//example.org", "invalid_url"),
        ("source_url", "https://", "invalid_url"),
        ("source_url", "https://example.org/" + "a" * 500, "max_length"),
        ("source_url", {"href": "https://example.org"}, "invalid"),
        ("valid_until", "내일", "invalid"),
        ("valid_until", "2026-02-30", "invalid"),
        ("valid_until", 20261231, "invalid"),
    ],
)
def test_what_cannot_be_so_is_refused_with_its_field(write, field: str, value: Any, code: str) -> None:
    assert_error(write(**{field: value}), 400, code, field)
    assert not Post.objects.exists()


@pytest.mark.parametrize("field", [name for name in ADMISSIONS if name != "tag"])
def test_the_free_board_knows_no_admissions(write, author: Person, post: Post, field: str) -> None:
    assert_error(write("/post/", **{field: ADMISSIONS[field]}), 400, "not_on_this_board", field)
    refused = author.client.patch(f"/post/{post.pk}/", {field: ADMISSIONS[field]})
    assert_error(refused, 400, "not_on_this_board", field)


def test_the_database_refuses_what_no_board_has(post: Post) -> None:
    for column, value in [
        ("tag", "수시"),
        ("tag", "아무거나"),
        ("school_year", 2027),
        ("valid_until", date(2026, 1, 1)),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.filter(pk=post.pk).update(**{column: value})


def test_a_stranger_cannot_change_details(write, classmate: Person, guest: APIClient) -> None:
    url = f"/study/{write(**ADMISSIONS).json()['id']}/"
    assert_error(classmate.client.patch(url, {"tag": "정시"}), 403, "permission_denied")
    assert_error(guest.patch(url, {"tag": "정시"}), 401, "not_authenticated")
    assert details_of(guest.get(url).json()) == ADMISSIONS


def test_a_change_of_details_is_an_edit_like_any_other(write, author: Person) -> None:
    url = f"/study/{write(**ADMISSIONS).json()['id']}/"
    tag = author.client.get(url)["ETag"]
    changed = author.client.patch(url, {"valid_until": "2026-12-20"}, headers={"If-Match": tag})
    assert changed.json()["is_edited"] is True
    assert_error(author.client.patch(url, {"tag": "정시"}, headers={"If-Match": tag}), 412, "edited_meanwhile")
    [revision] = author.client.get(f"{url}revision/").json()["results"]
    assert revision["details"] == ADMISSIONS


def test_saying_the_same_again_is_no_edit(write, author: Person) -> None:
    url = f"/study/{write(**ADMISSIONS).json()['id']}/"
    assert author.client.patch(url, ADMISSIONS).json()["is_edited"] is False
    assert author.client.get(f"{url}revision/").json()["results"] == []


def test_what_is_not_mentioned_stays(write, author: Person) -> None:
    url = f"/study/{write(**ADMISSIONS).json()['id']}/"
    for method in (author.client.patch, author.client.put):
        assert details_of(method(url, {"title": "새 제목", "content": "새 내용"}).json()) == ADMISSIONS


# The day itself still counts, in Korea: it ends at three in the afternoon of Greenwich.
@pytest.mark.parametrize(
    ("now", "is_outdated"),
    [
        (datetime(2026, 12, 15, 14, 59, tzinfo=UTC), False),
        (datetime(2026, 12, 15, 15, 1, tzinfo=UTC), True),
    ],
)
def test_a_post_is_outdated_from_the_day_after_its_date(
    write, guest: APIClient, now: datetime, is_outdated: bool
) -> None:
    dated, timeless = write(**ADMISSIONS).json(), write(title="언제나 맞는 말").json()
    with time_machine.travel(now):
        assert guest.get(f"/study/{dated['id']}/").json()["is_outdated"] is is_outdated
        past, present = titles(guest.get("/study/?is_outdated=true")), titles(guest.get("/study/?is_outdated=false"))
    assert past == ([TEXT["title"]] if is_outdated else [])
    assert present == [timeless["title"], *([] if is_outdated else [TEXT["title"]])]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tag=수시", ["가", "나"]),
        ("tag=정시", ["다"]),
        ("school_year=2027", ["가", "다"]),
        ("university=한빛", ["가", "나"]),
        ("university=한", ["가", "나"]),
        ("university=빛대학교", ["가"]),
        ("university=한빛대", ["가", "나"]),
        ("university=kaist", ["다"]),
        ("university=대전 KAIST", ["다"]),
        ("university=대전  KAIST", ["다"]),
        ("university=전 K", ["다"]),
        ("university=KAIST 대전", []),
        ("university=없는대", []),
        ("university=%25", []),
        ("university=_빛", []),
        ("admission_type=종합", ["가", "다"]),
        ("admission_type=논술", ["나"]),
        ("tag=수시&school_year=2027", ["가"]),
        ("tag=수시&title=나", ["나"]),
        ("tag=수시&university=한빛&admission_type=논술&school_year=2028", ["나"]),
        ("tag=수시&search=없는말", []),
    ],
)
def test_filters_find_by_details_and_combine(write, guest: APIClient, query: str, found: list[str]) -> None:
    write(title="가", tag="수시", school_year=2027, university="한빛대학교", admission_type="학생부종합")
    write(title="나", tag="수시", school_year=2028, university="한빛대", admission_type="논술")
    write(title="다", tag="정시", school_year=2027, university="대전 KAIST", admission_type="학생부종합전형")
    write(title="라")
    assert sorted(titles(guest.get(f"/study/?{query}"))) == found


@pytest.mark.parametrize(
    ("query", "attr"),
    [
        ("tag=급식", "tag"),
        ("school_year=내년", "school_year"),
        ("school_year=1", "school_year"),
        ("school_year=2027.5", "school_year"),
        ("school_year=1e400", "school_year"),
        ("university=" + "가" * 41, "university"),
        ("admission_type=" + "가" * 41, "admission_type"),
        ("is_outdated=maybe", "is_outdated"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(guest: APIClient, query: str, attr: str) -> None:
    response = guest.get(f"/study/?{query}")
    assert response.status_code == 400
    assert [error["attr"] for error in response.json()["errors"]] == [attr]


def test_pages_of_a_filter_meet_without_a_gap(write, guest: APIClient) -> None:
    for number in range(5):
        write(title=str(number), tag="자료", university="한빛대")
        write(title="다른 글", tag="수시")
    seen: list[str] = []
    url = "/study/?tag=자료&university=한빛&page_size=2"
    while url:
        page = guest.get(url)
        seen += titles(page)
        url = page.json()["next"]
    assert seen == list("43210")


@pytest.mark.parametrize("query", ["tag=수시", "school_year=2027", "university=한빛", "is_outdated=true"])
def test_a_filter_costs_one_query(write, guest: APIClient, query: str, django_assert_num_queries) -> None:
    write(**ADMISSIONS)
    with django_assert_num_queries(1):  # the posts
        guest.get(f"/study/?{query}")


def test_the_index_follows_the_details(write, author: Person) -> None:
    post = write(**ADMISSIONS).json()
    assert indexed() == indexed_anew()
    author.client.patch(f"/study/{post['id']}/", {"university": "바다대학교", "tag": "정시"})
    assert indexed() == indexed_anew()
    assert titles(author.client.get("/study/?university=바다&tag=정시")) == [TEXT["title"]]
    assert titles(author.client.get("/study/?university=한빛")) == []


def test_the_index_is_what_filters(write, guest: APIClient) -> None:
    write(**ADMISSIONS)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM boards_post_index")
    for query in ("tag=수시", "school_year=2027", "university=한빛", "admission_type=종합"):
        assert titles(guest.get(f"/study/?{query}")) == []


def test_staff_move_a_post_to_the_board_where_it_belongs(admin_client, write, guest: APIClient) -> None:
    post = Post.objects.get(pk=write(**ADMISSIONS).json()["id"])
    form = {"title": post.title, "content": post.content, "author": post.author_id, "is_notice": ""}
    url = f"/admin/boards/post/{post.pk}/change/"
    assert "없는 말머리" in admin_client.post(url, form | {"board": "free", "tag": "수시"}).content.decode()
    assert admin_client.post(url, form | {"board": "free", "tag": "고민"}).status_code == 302
    row = guest.get(f"/post/{post.pk}/").json()
    assert details_of(row) == dict.fromkeys(ADMISSIONS) | {"tag": "고민"}
    assert indexed() == indexed_anew()
