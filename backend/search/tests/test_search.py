"""GET /search/: one list over both boards and the FAQ."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from boards.models import Board, Post
from boards.tests.search_corpus import cut_from, filled_texts, fuzzed, holds, new_post, undone
from common.testing import Person, assert_error
from qna.models import Faq

KEYS = {"kind", "board", "id", "title", "title_parts", "excerpt", "excerpt_parts", "created_at"}


@pytest.fixture
def make_faq(db: None) -> Callable[..., Faq]:
    def make(question: str = "수시가 뭐예요?", answer: str = "수능 전에 뽑는 전형이에요.") -> Faq:
        return Faq.objects.create(question=question, answer=answer, category="입시")

    return make


@pytest.fixture
def shelf(make_post, make_faq) -> None:
    make_post("수시로 지원한 후기", "논술이 어려웠다", board=Board.STUDY)
    make_faq("수시가 뭐예요?", "정시보다 먼저 뽑는 전형이에요.")
    make_post("정시 가군 고민", "수시는 다 떨어졌어요ㅠ")


def results(response: Any) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.content.decode()
    return response.json()["results"]


def titles(response: Any) -> list[str]:
    return [result["title"] for result in results(response)]


def marked(parts: list[dict[str, Any]]) -> str:
    return "".join(f"[{part['text']}]" if part["is_match"] else part["text"] for part in parts)


def test_both_boards_and_the_faq_are_one_list_newest_first(guest: APIClient, shelf) -> None:
    response = guest.get("/search/?q=수시")
    assert [(result["kind"], result["board"], result["title"]) for result in results(response)] == [
        ("post", "free", "정시 가군 고민"),
        ("faq", None, "수시가 뭐예요?"),
        ("post", "study", "수시로 지원한 후기"),
    ]
    body = response.json()
    assert set(body) == {"next", "previous", "results", "suggestion"}
    assert (body["next"], body["previous"], body["suggestion"]) == (None, None, None)
    for result in body["results"]:
        assert set(result) == KEYS
        assert result["created_at"].endswith("+09:00")
    ids = [result["id"] for result in body["results"] if result["kind"] == "post"]
    assert ids == list(Post.objects.order_by("-pk").values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=수", ["정시 가군 고민", "수시가 뭐예요?", "수시로 지원한 후기"]),
        ("q=수시 정시", ["정시 가군 고민", "수시가 뭐예요?"]),
        ("q=ㅅㅅ", ["수시가 뭐예요?", "수시로 지원한 후기"]),
        ("q=ㅈㅅ ㄱㅁ", ["정시 가군 고민"]),
        ("q=수시&kind=post", ["정시 가군 고민", "수시로 지원한 후기"]),
        ("q=수시&kind=faq", ["수시가 뭐예요?"]),
        ("q=수시&board=free", ["정시 가군 고민"]),
        ("q=수시&board=study", ["수시로 지원한 후기"]),
        ("q=수시&board=study&kind=faq", []),
        ("q=수시&within=title", ["수시가 뭐예요?", "수시로 지원한 후기"]),
        ("q=수시&within=content", ["정시 가군 고민"]),
        ("q=정시&within=content", ["수시가 뭐예요?"]),
        ("q=수시&within=title&kind=post&board=study", ["수시로 지원한 후기"]),
        ("q=수시&kind=&board=&within=", ["정시 가군 고민", "수시가 뭐예요?", "수시로 지원한 후기"]),
        ("q=  수시  정시  ", ["정시 가군 고민", "수시가 뭐예요?"]),
        ("q=온새미", []),  # nicknames are not searched here
        ("q=%25", []),
        ("q=없는말", []),
    ],
)
def test_filters_combine(guest: APIClient, shelf, query: str, found: list[str]) -> None:
    assert titles(guest.get(f"/search/?{query}")) == found


def test_what_was_found_is_marked(guest: APIClient, make_post, make_faq) -> None:
    make_post(
        "수시로 지원한 후기", "오늘 **논술** 보고 왔어요. " + "이런저런 이야기를 적어 볼게요. " * 20 + "`ebs` 최고"
    )
    make_faq("EBS는 어디서 보나요?", "<b>[여기](https://ebs.example)</b>에서 EBS & 수시를")
    [faq, post] = results(guest.get("/search/?q=Ebs"))
    assert marked(post["title_parts"]) == "수시로 지원한 후기"
    assert marked(post["excerpt_parts"]).startswith("…")
    assert marked(post["excerpt_parts"]).endswith("이야기를 적어 볼게요. [ebs] 최고")
    assert marked(faq["title_parts"]) == "[EBS]는 어디서 보나요?"
    assert marked(faq["excerpt_parts"]) == "<b>여기</b>에서 [EBS] & 수시를"
    [by_consonants] = results(guest.get("/search/?q=ㅈㅇㅎ"))
    assert marked(by_consonants["title_parts"]) == "수시로 [지원한] 후기"
    for result in (faq, post):
        assert "".join(part["text"] for part in result["title_parts"]) == result["title"]
        assert "".join(part["text"] for part in result["excerpt_parts"]) == result["excerpt"]
        assert len(result["excerpt"]) <= 120


def test_an_excerpt_begins_at_the_beginning_if_the_words_stand_there(guest: APIClient, make_post) -> None:
    """There its formulas are as they were written."""
    make_post("미분", "$x^2$ 미분하면 $2x$ 맞죠? " + "아무 말 " * 100 + "미분")
    [post] = results(guest.get("/search/?q=미분"))
    assert marked(post["excerpt_parts"]).startswith("x^2 [미분]하면 2x 맞죠?")
    make_post("적분", "$x^2$ 미분하면 $2x$ 맞죠? " + "아무 말 " * 100 + "적분 넓이")
    [post] = results(guest.get("/search/?q=적분 넓이"))
    assert marked(post["excerpt_parts"]).endswith("아무 말 [적분] [넓이]")


def test_who_finds_by_markup_sees_the_beginning(guest: APIClient, make_post) -> None:
    make_post("링크", "[여기](https://ebs.example)를 보세요")
    [post] = results(guest.get("/search/?q=https"))
    assert post["excerpt_parts"] == [{"text": "여기를 보세요", "is_match": False}]


def test_hidden_posts_are_found_by_nobody(guest: APIClient, author: Person, staff: Person, post: Post) -> None:
    assert titles(guest.get("/search/?q=급식")) == [post.title]
    Post.objects.filter(pk=post.pk).hide()
    for client in (guest, author.client, staff.client):
        assert titles(client.get("/search/?q=급식")) == []


def test_what_is_gone_or_edited_away_is_not_found(
    guest: APIClient, author: Person, staff: Person, post: Post, make_faq
) -> None:
    faq = make_faq("급식은 몇 시예요?", "열두 시예요.")
    author.client.patch(f"/post/{post.pk}/", {"title": "점심에 마라탕"})
    staff.client.patch(f"/qna/faq/{faq.pk}/", {"question": "점심은 몇 시예요?"})
    assert titles(guest.get("/search/?q=급식&within=title")) == []
    assert titles(guest.get("/search/?q=점심")) == ["점심은 몇 시예요?", "점심에 마라탕"]
    author.client.delete(f"/post/{post.pk}/")
    staff.client.delete(f"/qna/faq/{faq.pk}/")
    assert titles(guest.get("/search/?q=점심")) == []


@pytest.mark.parametrize("query", ["straße", "ＥBS", "όσος", "é"])
def test_the_faq_is_folded_as_posts_are(guest: APIClient, make_faq, make_post, query: str) -> None:
    make_faq("STRASSE ＥBS", "ΌΣΟΣ e\u0301")
    make_post("STRASSE ＥBS", "ΌΣΟΣ e\u0301")
    assert len(titles(guest.get("/search/", {"q": query}))) == 2


@pytest.mark.parametrize(
    ("query", "code", "attr"),
    [
        ("", "required", "q"),
        ("q=", "blank", "q"),
        ("q=%20%09%0a%e3%80%80", "blank", "q"),
        (f"q={'가' * 101}", "max_length", "q"),
        ("q=수%00시", "control_character", "q"),
        ("q=%00", "control_character", "q"),
        ("q=%07", "control_character", "q"),
        ("q=수시&kind=comment", "invalid_choice", "kind"),
        ("q=수시&board=secret", "invalid_choice", "board"),
        ("q=수시&within=author", "invalid_choice", "within"),
        ("q=수시&page_size=0", "min_value", "page_size"),
        ("q=수시&page_size=101", "max_value", "page_size"),
        ("q=수시&cursor=x", "invalid", "cursor"),
        ("q=수시&cursor=cD0x", "invalid", "cursor"),  # p=1, a position of another list
        ("q=수시&cursor=cD05OTk5OTk5OTk5OTk5OTk5OTk5LTE=", "invalid", "cursor"),  # p=9999999999999999999-1
        ("q=수시&cursor=cD3Zoy3Zow==", "invalid", "cursor"),  # p=٣-٣
    ],
)
def test_a_query_that_makes_no_sense_is_an_error(guest: APIClient, shelf, query: str, code: str, attr: str) -> None:
    assert_error(guest.get(f"/search/?{query}"), 400, code, attr)


def test_nothing_is_written_here(author: Person) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert_error(getattr(author.client, method)("/search/?q=수시", {"q": "수시"}), 405, "method_not_allowed")


def test_errors_are_told_in_english_too(guest: APIClient) -> None:
    response = guest.get("/search/", headers={"Accept-Language": "en"})
    assert response.json()["errors"][0]["detail"].isascii()


def test_the_queries_of_a_search(guest: APIClient, author: Person, shelf, make_post, django_assert_num_queries) -> None:
    for number in range(40):
        make_post(f"수시 {number}")
    with django_assert_num_queries(2):  # 1 the posts, 2 the FAQ
        guest.get("/search/?q=논술")
    with django_assert_num_queries(2):  # 1 the posts, 2 the FAQ
        guest.get("/search/?q=수시&page_size=30")
    with django_assert_num_queries(3):  # 1 the posts, 2 the FAQ, 3 whether the suggestion finds anything
        guest.get("/search/?q=tntl ahdmlrhtk")
    with django_assert_num_queries(2):  # 1 the token's login and user, 2 the FAQ
        author.client.get("/search/?q=수시&kind=faq")
    with django_assert_num_queries(1):  # 1 the posts
        guest.get("/search/?q=수시&board=free")


def test_the_index_is_what_finds(guest: APIClient, post: Post) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM boards_post_index")
    assert titles(guest.get("/search/?q=급식")) == []


entries = st.tuples(st.sampled_from(["free", "study", "faq", "hidden"]), filled_texts, filled_texts)


@fuzzed
@given(
    written=st.lists(entries, min_size=1, max_size=6),
    query=filled_texts,
    within=st.sampled_from(["", "title", "content"]),
    kind=st.sampled_from(["", "post", "faq"]),
    board=st.sampled_from(["", "", "free", "study"]),
    place=st.tuples(st.integers(0, 60), st.integers(1, 6)),
    page_size=st.sampled_from([1, 2, 100]),
)
def test_it_finds_what_stands_there_whatever_was_written(
    author: Person, guest: APIClient, written, query, within, kind, board, place, page_size
) -> None:
    def found(words: str) -> list[tuple[str, int]]:
        url = "/search/"
        parameters = {"q": words, "within": within, "kind": kind, "board": board, "page_size": page_size}
        rows = []
        page = guest.get(url, parameters)
        while True:
            rows += [(result["kind"], result["id"]) for result in results(page)]
            for result in page.json()["results"]:
                assert "".join(part["text"] for part in result["title_parts"]) == result["title"]
                assert "".join(part["text"] for part in result["excerpt_parts"]) == result["excerpt"]
            if (following := page.json()["next"]) is None:
                return rows
            page = guest.get(following)

    def is_wanted(entry: Any) -> bool:
        if isinstance(entry, Faq):
            return not board and kind != "post"
        return entry.hidden_at is None and kind != "faq" and board in {"", entry.board}

    def stands_in(entry: Any, words: str) -> bool:
        if isinstance(entry, Faq):
            fields = [{"title": "question", "content": "answer"}[field] for field in fields_sought]
            return holds(entry, words, *fields, titles=("question",))
        return holds(entry, words, *fields_sought)

    fields_sought = (within,) if within else ("title", "content")
    with undone():
        stored: list[Any] = []
        for where, title, content in written:
            if where == "faq":
                stored.append(Faq.objects.create(question=title, answer=content, category="입시"))
            else:
                stored.append(new_post(author.user, title, content, board="free" if where == "hidden" else where))
                if where == "hidden":
                    Post.objects.filter(pk=stored[-1].pk).hide()
                    stored[-1].refresh_from_db()
        pieces = [f"{title} {content}" for _, title, content in written]
        for words in filter(str.strip, (query, cut_from(pieces, *place))):
            expected = [
                ("faq" if isinstance(entry, Faq) else "post", entry.pk)
                for entry in reversed(stored)
                if is_wanted(entry) and stands_in(entry, words)
            ]
            assert found(words) == expected, words
