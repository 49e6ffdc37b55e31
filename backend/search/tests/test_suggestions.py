"""Words that were typed on the wrong keyboard layout: what they should have been is offered, if it finds something."""

import pytest
from rest_framework.test import APIClient

from boards.models import Board, Post
from qna.models import Faq
from search.layouts import in_hangul, in_latin


def suggestion(guest: APIClient, query: str) -> str | None:
    response = guest.get("/search/", {"q": query})
    assert response.status_code == 200, response.content.decode()
    return response.json()["suggestion"]


@pytest.mark.parametrize(
    ("text", "hangul"),
    [
        ("tntl", "수시"),
        ("TNTL", "수시"),  # with Caps Lock on
        ("2027 tntl", "2027 수시"),
        ("tntl wjdtl", "수시 정시"),
        ("Rnaql", "꿈비"),
        ("ahdmlrhtk!", "모의고사!"),
        ("hello", "hello"),  # ㅗ디ㅣㅐ is no word
        ("수시 tntl", "수시 수시"),
        ("수시", "수시"),
        ("수tl", "수tl"),
        ("ㅅㅅ", "ㅅㅅ"),
        ("2027", "2027"),
        ("é", "é"),
        ("%_", "%_"),
    ],
)
def test_latin_letters_become_what_the_same_keys_type_in_korean(text: str, hangul: str) -> None:
    assert in_hangul(text) == hangul


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("ㅗ디ㅣㅐ", "hello"),
        ("듄", "ebs"),
        ("ㄸㅠㄴ", "ebs"),
        ("ㅅㅅ", "ㅅㅅ"),  # first consonants
        ("ㅋㅋ", "ㅋㅋ"),
        ("2027", "2027"),
        ("hello", "hello"),
    ],
)
def test_hangul_becomes_what_the_same_keys_type_in_english(text: str, latin: str) -> None:
    assert in_latin(text) == latin


@pytest.mark.parametrize("where", ["title", "content", "question", "answer"])
def test_a_suggestion_is_made_wherever_it_finds_something(guest: APIClient, make_post, where: str) -> None:
    assert suggestion(guest, "tntl") is None
    if where in {"title", "content"}:
        make_post(**{"title": "제목", "content": "내용", where: "수시 이야기"}, board=Board.STUDY)
    else:
        Faq.objects.create(**{"question": "질문", "answer": "답", where: "수시 이야기"}, category="입시")
    assert suggestion(guest, "tntl") == "수시"
    assert suggestion(guest, "tntl tntl") == "수시 수시"


def test_it_finds_in_what_is_asked_for(guest: APIClient, make_post) -> None:
    make_post("수시 이야기", board=Board.STUDY)
    for query, offered in [("board=study", "수시"), ("board=free", None), ("kind=faq", None), ("within=content", None)]:
        assert guest.get(f"/search/?q=tntl&{query}").json()["suggestion"] == offered


def test_what_nobody_may_see_is_not_offered(guest: APIClient, make_post) -> None:
    Post.objects.filter(pk=make_post("수시 이야기").pk).hide()
    assert suggestion(guest, "tntl") is None


def test_english_that_was_typed_in_korean(guest: APIClient, make_post) -> None:
    make_post("Hello 첫 글")
    assert suggestion(guest, "ㅗ디ㅣㅐ") == "hello"
    make_post("ㅗ디ㅣㅐ 라고 쳤다")
    assert suggestion(guest, "ㅗ디ㅣㅐ") is None  # it finds what it says


def test_a_full_page_wants_no_suggestion(guest: APIClient, make_post) -> None:
    make_post("수시 이야기")
    for number in range(3):
        make_post(f"tntl {number}")
    assert guest.get("/search/?q=tntl&page_size=3").json()["suggestion"] == "수시"
    page = guest.get("/search/?q=tntl&page_size=2").json()
    assert page["suggestion"] is None
    assert guest.get(page["next"]).json()["suggestion"] is None
