"""What a hostile text costs, counted in calls of functions, which no busy machine makes more of."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from common import richtext
from common.richtext.bounds import MAX_CELLS

pytestmark = pytest.mark.serviceless

LENGTH = 20_000  # of the longest post
PLAIN = "오늘 급식은 맛있었다. 내일은 시험이다.\n"
MAX_CALLS = 60  # per character


class Calls:
    number = 0


@contextmanager
def counted() -> Iterator[Calls]:
    calls = Calls()

    def count(frame: FrameType, event: str, argument: object) -> None:
        calls.number += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(before)


def calls_of(source: str) -> int:
    with counted() as calls:
        richtext.render(source)
    return calls.number


@pytest.mark.parametrize(
    "unit",
    [
        *("http://a.", "www.a.", "a@a.", "a.kr ", "://", "//", "_http://a.kr", "@"),
        *(
            r"\(",
            r"\( a",
            r"\[",
            "\\[\n\n",
            "# a\n\\[a\n",
            "- $$a\n",
            "$$a\n\n",
            "# a\n$$a\n",
            "$",
            "$a$",
            "$a",
            r"$\frac{a}{b}$ ",
        ),
        *("*", "_", "**a", "*a_b", "가*", "*a **b", "[", "![", "[](", "[a](", "[[a]", "`", "`a", "~~a", "<", "&", "\\"),
        *(
            "> ",
            "- ",
            "- a\n",
            "1. a\n",
            "# a\n",
            "* * * a\n",
            "|",
            "a|b\n-|-\n\n",
            "```\n",
            "a\n===",
            "[a]: b\n",
            "<\n\n",
        ),
    ],
)
def test_no_text_costs_out_of_proportion(unit: str) -> None:
    assert calls_of((unit * LENGTH)[:LENGTH]) < MAX_CALLS * LENGTH


@pytest.mark.parametrize(
    "source",
    [
        "[" * (LENGTH // 2) + "]" * (LENGTH // 2),
        "$" + "{" * (LENGTH // 2) + "}" * (LENGTH // 2) + "$",
        "".join("`" * number + "a" for number in range(1, 198)),
        "".join("  " * number + "- a\n" for number in range(139)),
        "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + "|\n" * 7000,
        ("|a" * 40 + "|\n" + "|-" * 40 + "|\n" + "|\n" * 100 + "\n") * 55,
    ],
    ids=["brackets", "braces", "backticks", "list", "wide table", "many tables"],
)
def test_no_shape_costs_out_of_proportion(source: str) -> None:
    assert calls_of(source[:LENGTH]) < MAX_CALLS * LENGTH


def test_twice_the_text_costs_twice() -> None:
    for unit in (PLAIN, "[", "![", "http://a.kr ", "$$a\n\n", "가**(나)**"):
        half = calls_of((unit * LENGTH)[: LENGTH // 2])
        assert calls_of((unit * LENGTH)[:LENGTH]) < 2.5 * half, unit


def test_tables_have_as_many_cells_as_a_person_writes() -> None:
    row = "|" + "a|" * 10 + "\n"
    head = row + "|" + "-|" * 10 + "\n"
    assert richtext.render(head + row * 400).html.count("<td") == 4_000
    assert "<table" not in richtext.render(head + row * (MAX_CELLS // 10)).html
    assert richtext.render((head + row * 400 + "\n") * 2).html.count("<td") == 4_000


def test_links_are_found_inside_a_few_brackets() -> None:
    assert "<a " in richtext.render("[1] ([2] [참고: [링크](https://e.org)])").html
    assert "<a " in richtext.render("[[[[링크](https://e.org)]]]").html
    assert "<a " in richtext.render("[![급식](https://e.org/a.jpg)](https://e.org)").html
