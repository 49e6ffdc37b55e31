"""Markdown with mathematics → safe HTML with MathML, and its plain text. Rendered once, when it is written.

CommonMark with tables, strikethrough, bare links and kept newlines. Formulas stand between `$…$`, `$$…$$`,
`\\(…\\)` or `\\[…\\]`. Raw HTML is shown as text, images become links (a remote image would tell its host who reads).
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from math_core import LatexError, LatexToMathML
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.texmath import texmath_plugin

MAX_NESTING = 20
HEADING_OFFSET = 2  # a page's h1 and h2 are not the writer's
MAX_FORMULA_LENGTH = 1_000  # math-core recurses: tens of thousands of open braces would overflow its stack

PROSE_TAGS = (
    "a blockquote br code del em h3 h4 h5 h6 hr li ol p pre s strong table tbody td th thead tr ul span"
).split()
MATH_TAGS = (
    "math maction menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms "
    "mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none"
).split()
MATH_ATTRIBUTES = frozenset(
    (
        "accent accentunder columnalign columnlines columnspacing columnspan depth display displaystyle fence form "
        "height largeop linebreak linethickness lspace mathvariant maxsize minsize movablelimits notation rowalign "
        "rowlines rowspacing rowspan rspace scriptlevel separator stretchy symmetric voffset width"
    ).split()
)
ATTRIBUTES = (
    {
        "a": {"href", "title"},
        "code": {"class"},
        "ol": {"start"},
        "td": {"class"},
        "th": {"class"},
        "span": {"class"},
    }
    | dict.fromkeys(MATH_TAGS, MATH_ATTRIBUTES)
    | {"mo": MATH_ATTRIBUTES | {"class"}}
)

# Macros of one's own could multiply without end; LaTeX's own, such as \\ldots, count as expansions too.
DEFINITION = re.compile(r"\\(?:g?def|let|(?:new|renew|provide)command)(?![A-Za-z])")
# The bar over 선분 AB: few fonts can stretch this sign, so the client draws the line itself by the class.
BAR = '<mo stretchy="true">\u0332</mo></mover>'
DRAWN_BAR = '<mo class="overline" stretchy="true">\u203e</mo></mover>'

latex = LatexToMathML(fancy_error=False, max_expansions=MAX_FORMULA_LENGTH)


class Rendered(NamedTuple):
    html: str
    text: str


class KoreanStateInline(StateInline):
    """Lets emphasis begin after and end before a Hangul letter, even where punctuation stands inside.

    CommonMark's flanking rules expect a space after a word. Korean particles follow directly, so that
    `**수능(국어)**은` would show its asterisks.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 (the library's names)
        scanned = super().scanDelims(start, canSplitWord)
        if not canSplitWord:  # `_` stays whole inside words
            return scanned
        end = start + scanned.length
        before = self.src[start - 1 : start] or " "
        after = self.src[end : end + 1] or " "
        return Scanned(
            scanned.can_open or (is_hangul(before) and not after.isspace()),
            scanned.can_close or (is_hangul(after) and not before.isspace()),
            scanned.length,
        )


class KoreanParserInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = KoreanStateInline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def is_hangul(character: str) -> bool:
    return "가" <= character <= "힣" or "ㄱ" <= character <= "ㅣ"


def mathml(source: str, *, display: bool) -> str:
    """The formula as MathML; one that is too long, defines commands or is no LaTeX is shown as its source."""
    try:
        if len(source) > MAX_FORMULA_LENGTH or DEFINITION.search(source):
            raise LatexError
        return latex.convert_with_local_state(source, displaystyle=display).replace(BAR, DRAWN_BAR)
    except LatexError:
        return f"<code>{escape(source)}</code>"


def block_math(source: str) -> str:
    # A span, because a formula may stand amid a paragraph, where a div would tear it in two.
    return f'<span class="math">{mathml(source, display=True)}</span>\n'


def image_link(token: Token) -> str:
    address = escape(str(token.attrGet("src")))
    return f'<a href="{address}">{escape(token.content) or address}</a>'


def build_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True, "maxNesting": MAX_NESTING})
    parser.inline = KoreanParserInline()
    parser.enable(["table", "strikethrough", "linkify"]).disable(["html_block", "html_inline"])
    parser.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        double_inline=True,
    ).use(texmath_plugin, delimiters="brackets")
    for name, rule in {
        "image": lambda self, tokens, index, *_: image_link(tokens[index]),
        "math_inline": lambda self, tokens, index, *_: mathml(tokens[index].content, display=False),
        "math_inline_double": lambda self, tokens, index, *_: block_math(tokens[index].content),
        "math_block": lambda self, tokens, index, *_: block_math(tokens[index].content),
    }.items():
        parser.add_render_rule(name, rule)
    return parser


parser = build_parser()


def render(source: str) -> Rendered:
    """Sanitised HTML of a Markdown source, and its text on one line (formulas as their source)."""
    tokens = parser.parse(source)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + HEADING_OFFSET, 6)}"
        elif token.type in {"th_open", "td_open"} and (style := token.attrGet("style")):
            token.attrs = {"class": str(style).replace("text-align:", "align-")}  # style attributes die by CSP
    html = nh3.clean(
        parser.renderer.render(tokens, parser.options, {}),
        tags={*PROSE_TAGS, *MATH_TAGS},
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener noreferrer",
    )
    return Rendered(html, " ".join("".join(texts(tokens)).split()))


def texts(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children:
            yield from texts(token.children)
            yield " "
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        else:
            yield token.content


def excerpt(text: str, length: int) -> str:
    """The beginning of a text, at most `length` characters, with an ellipsis where it was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
