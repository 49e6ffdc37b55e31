"""Markdown with mathematics → safe HTML with MathML, and its plain text. Rendered once, when it is written.

CommonMark with tables, strikethrough, bare addresses and kept newlines. Formulas stand between `$…$`, `$$…$$`,
`\\(…\\)` or `\\[…\\]`. Raw HTML is shown as text, images become links (a remote image would tell its host who reads).
"""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from common.richtext.addresses import add_addresses
from common.richtext.bounds import add_bounds
from common.richtext.korean import KoreanParserInline
from common.richtext.mathematics import add_mathematics, in_words

HEADING_OFFSET = 2  # a page's h1 and h2 are not the writer's

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

TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*>')


class Rendered(NamedTuple):
    html: str
    text: str  # on one line, formulas as their source
    words: str  # the same for readers: "[수식]" for a formula that only LaTeX can read


def image_link(token: Token) -> str:
    address = escape(str(token.attrGet("src")))
    return f'<a href="{address}">{escape(token.content) or address}</a>'


def build_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.inline = KoreanParserInline()
    parser.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    for add in (add_bounds, add_mathematics, add_addresses):
        add(parser)
    parser.add_render_rule("image", lambda self, tokens, index, *_: image_link(tokens[index]))
    return parser


parser = build_parser()


def render(source: str) -> Rendered:
    """Sanitised HTML of a Markdown source, and its text without marks."""
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
    return Rendered(html, on_one_line(tokens, str), on_one_line(tokens, in_words))


def on_one_line(tokens: list[Token], formula: Callable[[str], str]) -> str:
    return " ".join("".join(texts(tokens, formula)).split())


def texts(tokens: list[Token], formula: Callable[[str], str]) -> Iterator[str]:
    for token in tokens:
        if token.children:
            yield from texts(token.children, formula)
            yield " "
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        else:
            yield formula(token.content) if token.tag == "math" else token.content
            yield " " if token.block else ""


def text_of(html: str) -> str:
    """The text on one line of what `render` has made: cheaper than its source, where formulas need not be whole."""
    return " ".join(unescape(TAG.sub("", html)).split())


def excerpt(text: str, length: int) -> str:
    """The beginning of a text, at most `length` characters, with an ellipsis where it was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
