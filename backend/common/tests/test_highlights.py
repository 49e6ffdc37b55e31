"""Where the words of a search stand in what was written, and what is shown of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.tests.search_corpus import filled_texts, holds, texts
from common.highlights import Words, cut_around, parts

pytestmark = pytest.mark.serviceless


def marked(text: str, query: str, *, is_title: bool = False) -> str:
    pieces = parts(text, Words(query.split()).find(text, is_title=is_title))
    return "".join(f"[{piece['text']}]" if piece["is_match"] else piece["text"] for piece in pieces)


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("수시로 지원한 수시 후기", "수시", "[수시]로 지원한 [수시] 후기"),
        ("수시로 지원한 후기", "후기 수시", "[수시]로 지원한 [후기]"),
        ("수시시", "수시 시시", "[수시시]"),  # what overlaps or touches is one
        ("EBS 연계", "ebs", "[EBS] 연계"),
        ("Straße", "ss", "Stra[ß]e"),
        ("ﬀ", "f", "[ﬀ]"),
        ("İstanbul", "i", "[İ]stanbul"),
        ("<b>수시</b> & 'x'", "b & '", "<[b]>수시</[b]> [&] [']x[']"),
        ("👩‍👩‍👧 가족", "가족", "👩‍👩‍👧 [가족]"),
        ("🐿 수시 🐿", "수시", "🐿 [수시] 🐿"),
        (unicodedata.normalize("NFD", "각 수시"), "시", unicodedata.normalize("NFD", "각 수[시]")),
        ("수시", "정시", "수시"),
        ("수시", "ㅅㅅ", "수시"),
        ("ㅋㅋ 웃기다", "ㅋ", "[ㅋㅋ] 웃기다"),
        ("", "수시", ""),
    ],
)
def test_what_is_marked(text: str, query: str, shown: str) -> None:
    assert marked(text, query) == shown


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("수시로 지원한 후기", "ㅅㅅㄹ ㅎㄱ", "[수시로] 지원한 [후기]"),
        ("감사합니다", "ㄳ", "[감사]합니다"),
        ("ㄳ합니다", "ㅅ", "[ㄳ]합니다"),
        ("ㅅㅅ 수시", "ㅅㅅ", "[ㅅㅅ] [수시]"),
        (unicodedata.normalize("NFD", "각 수시"), "ㅅㅅ", unicodedata.normalize("NFD", "각 [수시]")),
    ],
)
def test_in_a_title_first_consonants_are_marked(text: str, query: str, shown: str) -> None:
    assert marked(text, query, is_title=True) == shown


@given(text=texts, query=filled_texts)
def test_parts_are_the_text_and_what_is_marked_is_what_was_found(text: str, query: str) -> None:
    for word in query.split():
        pieces = parts(text, Words([word]).find(text))
        assert "".join(piece["text"] for piece in pieces) == text
        assert all(piece["text"] for piece in pieces)
        entry = type("Entry", (), {"content": text})
        assert any(piece["is_match"] for piece in pieces) == holds(entry, word, "content")


LONG = "앞말 " * 100 + "수시 이야기 " + "사이 " * 100 + "논술이랑 수시 " + "뒷말 " * 100


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("수시", "…앞말 앞말 수시 이야기 사이 사이 사이 사이 사이…"),
        ("수시 논술", "…사이 사이 논술이랑 수시 뒷말 뒷말 뒷말 뒷말 뒷말…"),
        ("정시", "앞말 앞말 앞말 앞말 앞말 앞말 앞말 앞말 앞말 앞말…"),
        ("앞말", "앞말 앞말 앞말 앞말 앞말 앞말 앞말 앞말 앞말 앞말…"),
    ],
)
def test_a_long_text_is_cut_where_the_most_words_stand(query: str, shown: str) -> None:
    assert cut_around(LONG, Words(query.split()).find(LONG), 30) == shown


def test_a_text_is_shown_to_its_end_rather_than_half_empty() -> None:
    text = "앞말 " * 40 + "수시"
    shown = cut_around(text, Words(["수시"]).find(text), 30)
    assert shown.endswith("앞말 수시")
    assert 25 <= len(shown) <= 30


def test_a_short_text_is_shown_whole() -> None:
    assert cut_around("수시로 지원한 후기", Words(["후기"]).find("수시로 지원한 후기"), 30) == "수시로 지원한 후기"


@given(
    before=st.text(st.sampled_from("앞말 aé🐿"), max_size=200),
    word=st.text(st.sampled_from("수시"), min_size=1, max_size=5),
    after=st.text(st.sampled_from("뒤말 aé🐿"), max_size=200),
    length=st.integers(10, 60),
)
def test_what_is_cut_out_shows_the_match(before: str, word: str, after: str, length: int) -> None:
    text = before + word + after
    shown = cut_around(text, Words([word]).find(text), length)
    assert len(shown) <= length
    assert shown.strip("…").rstrip() in text
    assert word in shown


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", ["수 " * 10_000, "a" * 20_000, "é" * 10_000, "각" * 6_000, "가" + "\u0301" * 20_000])
def test_a_hostile_text_takes_no_time(text: str) -> None:
    words = Words(["수", "a", "각", "é", "없다", "\u0301"])
    for _ in range(100):
        cut_around(text, words.find(text), 120)
