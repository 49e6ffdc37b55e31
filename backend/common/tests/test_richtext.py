import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common import richtext
from common.richtext.mathematics import MAX_FORMULA_LENGTH

pytestmark = pytest.mark.serviceless

FORMULAS: dict[str, str] = json.loads((Path(__file__).parent / "formulas.json").read_text(encoding="utf-8"))
ALLOWED = {*richtext.PROSE_TAGS, *richtext.MATH_TAGS}


def html(source: str) -> str:
    return richtext.render(source).html.strip()


def text(source: str) -> str:
    return richtext.render(source).text


class Live(HTMLParser):
    """Collects what a browser would make of a text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html(source))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def is_harmless(self) -> bool:
        links = [value for name, value in self.attributes if name == "href"]
        return (
            self.tags <= ALLOWED
            and not any(name.startswith("on") or name in {"style", "src", "id", "name"} for name, _ in self.attributes)
            and all(re.match(r"(https?:|mailto:|[^:]*$)", link) for link in links)
        )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**수능(국어)**은", "<strong>수능(국어)</strong>은"),
        ('**"수시"**라고', '<strong>"수시"</strong>라고'),
        ("나는**(진짜로)**갔다", "나는<strong>(진짜로)</strong>갔다"),
        ("*강조*는", "<em>강조</em>는"),
        ("~~취소(선)~~이", "<s>취소(선)</s>이"),
        ("**가**와 **나**를", "<strong>가</strong>와 <strong>나</strong>를"),
        ("**`코드`**는", "<strong><code>코드</code></strong>는"),
        ("ㅋㅋ**(ㅎㅎ)**ㅋㅋ", "ㅋㅋ<strong>(ㅎㅎ)</strong>ㅋㅋ"),
        ("***둘 다***예요", "<em><strong>둘 다</strong></em>예요"),
        ("snake_case_word", "snake_case_word"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("별 ** 둘", "별 ** 둘"),
        (r"\*별\*", "*별*"),
        ("`**그대로**`", "<code>**그대로**</code>"),
    ],
)
def test_emphasis_holds_before_a_korean_particle(source: str, expected: str) -> None:
    assert html(source) == f"<p>{expected}</p>"


def test_what_people_write_most() -> None:
    assert html("첫째 줄\n둘째 줄") == "<p>첫째 줄<br>\n둘째 줄</p>"
    assert html("1. 하나\n2. 둘") == "<ol>\n<li>하나</li>\n<li>둘</li>\n</ol>"
    assert html("3. 셋") == '<ol start="3">\n<li>셋</li>\n</ol>'
    assert html("> 인용") == "<blockquote>\n<p>인용</p>\n</blockquote>"
    assert html("```python\nprint(1 < 2)\n```") == ('<pre><code class="language-python">print(1 &lt; 2)\n</code></pre>')
    assert html("") == html(" \n ") == ""


def test_a_table_is_aligned_by_classes() -> None:
    table = html("| 과목 | 등급 | 점수 |\n|:--|:-:|--:|\n| 국어 | 2 | 93 |")
    assert '<th class="align-left">과목</th>' in table
    assert '<td class="align-center">2</td>' in table
    assert '<td class="align-right">93</td>' in table
    assert "style" not in table


@pytest.mark.parametrize(("written", "shown"), [(1, 3), (2, 4), (3, 5), (4, 6), (5, 6), (6, 6)])
def test_a_heading_stays_below_those_of_the_page(written: int, shown: int) -> None:
    assert html("#" * written + " 제목") == f"<h{shown}>제목</h{shown}>"


def test_a_bare_address_becomes_a_link_that_vouches_for_nothing() -> None:
    link = '<a href="https://adiga.kr" rel="nofollow ugc noopener noreferrer">https://adiga.kr</a>'
    assert html("어디가는 https://adiga.kr 에서") == f"<p>어디가는 {link} 에서</p>"


@pytest.mark.parametrize(
    ("source", "href", "shown"),
    [
        ("www.ebsi.co.kr", "http://www.ebsi.co.kr", "www.ebsi.co.kr"),
        ("adiga.kr에서 봐", "http://adiga.kr", "adiga.kr"),
        ("https://adiga.kr에서 봐", "https://adiga.kr", "https://adiga.kr"),
        ("(https://e.org/a_b_c)", "https://e.org/a_b_c", "https://e.org/a_b_c"),
        ("https://e.org/a_(b).", "https://e.org/a_(b)", "https://e.org/a_(b)"),
        ("https://e.org/?a=1&b=2를", "https://e.org/?a=1&amp;b=2", "https://e.org/?a=1&amp;b=2"),
        ("https://namu.wiki/w/수능, 봤어?", "https://namu.wiki/w/수능", "https://namu.wiki/w/수능"),
        ("**https://e.org/*a**", "https://e.org/*a", "https://e.org/*a"),
        ("HTTPS://E.ORG", "HTTPS://E.ORG", "HTTPS://E.ORG"),
        ("http://127.0.0.1:8000/a", None, None),
        ("school@talks.kr로 보내", "mailto:school@talks.kr", "school@talks.kr"),
        ("끝.그리고 3.14 ok.no 1.5kr", None, None),
        ("`https://e.org`", None, None),
        ("ftp://e.org javascript://e.org", None, None),
    ],
)
def test_an_address_ends_where_its_sentence_goes_on(source: str, href: str | None, shown: str | None) -> None:
    links = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', html(source))
    assert links == ([(href, shown)] if href else [])


def test_a_link_is_not_linked_again() -> None:
    assert html("[www.e.org 와 https://e.org](https://a.kr)").count("<a ") == 1


def test_a_picture_of_another_host_is_a_link_to_it() -> None:
    rel = 'rel="nofollow ugc noopener noreferrer"'
    assert html("![급식](https://example.org/a.jpg)") == f'<p><a href="https://example.org/a.jpg" {rel}>급식</a></p>'
    assert html("![](https://example.org/a.jpg)") == (
        f'<p><a href="https://example.org/a.jpg" {rel}>https://example.org/a.jpg</a></p>'
    )
    assert html('![a"><img src=x>](https://e.org/"x)').count("<img") == 0


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_of_school_looks_as_it_did(formula: str) -> None:
    """A newer math-core may set it in another way: look at the difference before taking it over."""
    assert html(f"${formula}$") == f"<p>{FORMULAS[formula]}</p>"
    assert "<code>" not in html(f"$${formula}$$")


def test_there_are_forty_formulas() -> None:
    assert len(FORMULAS) >= 40


@pytest.mark.parametrize(
    ("source", "is_formula"),
    [
        ("값이 $x$라면", True),
        ("$$x$$", True),
        ("수식 $$x$$ 가운데", True),
        (r"\(x\)", True),
        (r"\[x\]", True),
        ("$5 와 $10", False),
        ("5$ 와 10$", False),
        ("$ x $", False),
        ("가격은 $$x$$예요", True),
        (r"따라서 \[x\] 이다", True),
        ("$$\nx\n$$", True),
        ("- $$x\n- y$$", False),
        ("$$x\n\ny$$", False),
        ("$" + "x" * MAX_FORMULA_LENGTH + "$", True),
        ("$" + "x" * (MAX_FORMULA_LENGTH + 1) + "$", False),
        ("$$" + "x" * (MAX_FORMULA_LENGTH + 1) + "$$", False),
        (r"\$x\$", False),
        ("`$x$`", False),
        ("```\n$x$\n```", False),
    ],
)
def test_a_dollar_is_not_always_a_formula(source: str, is_formula: bool) -> None:
    assert ("<math" in html(source)) is is_formula


@pytest.mark.parametrize(
    "formula",
    [
        r"\def\a{xx}\a",
        r"\gdef\a{x}\a",
        r"\let\a=x\a",
        *(rf"\{kind}command{{\a}}{{x}}\a" for kind in ("new", "renew", "provide")),
    ],
)
def test_nobody_defines_commands_that_could_multiply(formula: str) -> None:
    assert html(f"${formula}$") == f"<p><code>{formula}</code></p>"


def test_the_longest_formula_may_be_full_of_dots() -> None:
    dots = r"\ldots" * (MAX_FORMULA_LENGTH // 6)
    assert "<math>" in html(f"${dots}$")


def test_a_formula_on_a_line_of_its_own_is_large() -> None:
    assert '<math display="block">' in html("$$\n\\frac{1}{2}\n$$")
    assert 'class="math"' in html(r"\[ \frac{1}{2} \]")


@pytest.mark.parametrize(
    "formula", [r"\unknown", r"\frac{1", r"\href{javascript:alert(1)}{x}", r"\def\a{\a\a}\a", "x<b>"]
)
def test_what_latex_refuses_is_shown_as_it_was_written(formula: str) -> None:
    rendered = html(f"${formula}$")
    assert Live(f"${formula}$").is_harmless()
    assert formula.replace("<", "&lt;").replace(">", "&gt;") in rendered or "<math" in rendered
    assert "javascript" not in re.sub(r"<code>.*?</code>", "", rendered)


@pytest.mark.parametrize(
    "piece",
    [
        "{",
        "x^{",
        r"\sqrt{",
        r"\frac{",
        r"\left(",
        r"\begin{matrix}",
        "_",
        "^",
        "'",
        r"\text{",
        "&",
        r"\\",
        "가",
        r"\overline{",
    ],
)
@pytest.mark.parametrize("length", [900, 20_000])
def test_a_formula_without_end_does_not_crash(piece: str, length: int) -> None:
    formula = (piece * length)[:length]
    for source in (f"${formula}$", f"$$\n{formula}\n$$"):
        assert Live(source).is_harmless()


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "![",
        "*a ",
        "**가(",
        "`",
        "$",
        "$a$",
        r"\(",
        "|",
        "> ",
        "- ",
        "1. ",
        "<",
        "&",
        "~~a",
        "[a](",
        "\\",
        "\n",
        "- a\n",
        "a|b\n-|-\n",
    ],
)
def test_a_text_nested_without_end_does_not_crash(piece: str) -> None:
    assert Live((piece * 20_000)[:20_000]).is_harmless()


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<iframe src=https://evil.example></iframe>",
        "<a href='javascript:alert(1)'>x</a>",
        "<style>*{display:none}</style>",
        "<form action=https://evil.example><input name=password></form>",
        "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "[x](file:///etc/passwd)",
        "[x]: javascript:alert(1)\n\n[x]",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        '![x" onerror="alert(1)](https://e.org)',
        '[x](https://e.org "\\" onmouseover=\\"alert(1)")',
        '```"><script>alert(1)</script>\nx\n```',
        "$\\text{<img src=x onerror=alert(1)>}$",
        "$<img src=x onerror=alert(1)>$",
        "$$</math><script>alert(1)</script>$$",
        r"\(\style{color:red}{x}\)",
        "| <script> | a |\n|--|--|\n| <img src=x onerror=alert(1)> | b |",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_a_hostile_text_leaves_nothing_live(source: str) -> None:
    assert Live(source).is_harmless(), html(source)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="*_~`$\\[](){}<>!|#-+.:/\"'& \n가나x1^", max_size=60))
def test_no_text_at_all_leaves_anything_live(source: str) -> None:
    assert Live(source).is_harmless()


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("**수능**은 *끝*", "수능은 끝"),
        ("첫째\n둘째\n\n셋째", "첫째 둘째 셋째"),
        ("# 제목\n\n- 하나\n- 둘", "제목 하나 둘"),
        ("[링크](https://e.org)와 `코드`", "링크와 코드"),
        ("값은 $x^2$", "값은 x^2"),
        ("<b>굵게</b>", "<b>굵게</b>"),
        ("![급식](https://e.org/a.jpg) 맛있다", "급식 맛있다"),
    ],
)
def test_the_plain_text_is_what_is_read(source: str, plain: str) -> None:
    assert text(source) == plain


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("값은 $x^2 + 1$", "값은 x^2 + 1"),
        (r"답은 $\frac{1}{2}$이다", "답은 [수식]이다"),
        ("$$\n\\sum_{k=1}^n k\n$$\n어떻게 풀어?", "[수식] 어떻게 풀어?"),
        (r"`\frac{1}{2}`", r"\frac{1}{2}"),
    ],
)
def test_a_reader_of_an_excerpt_needs_no_latex(source: str, words: str) -> None:
    assert richtext.render(source).words == words


def test_an_excerpt_is_cut_with_an_ellipsis() -> None:
    assert richtext.excerpt("짧은 글", 10) == "짧은 글"
    assert richtext.excerpt("가" * 10, 10) == "가" * 10
    assert richtext.excerpt("가" * 11, 10) == "가" * 9 + "…"
    assert richtext.excerpt("가나 다라마바", 4) == "가나…"
