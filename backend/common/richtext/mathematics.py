"""Formulas in a text, between `$…$`, `$$…$$`, `\\(…\\)` or `\\[…\\]`, and as MathML.

A formula is at most `MAX_FORMULA_LENGTH` characters long, so that an opening sign without a closing one costs no look
at the rest of the text.
"""

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from math_core import LatexError, LatexToMathML

MAX_FORMULA_LENGTH = 1_000  # math-core recurses: tens of thousands of open braces would overflow its stack
IN_WORDS = "[수식]"

# A sum of money is no formula: "$5 와 $10". Each stops at the next opening sign, and nothing is tried twice (`}+`).
SINGLE = re.compile(r"(?<!\d)\$(?!\s)((?:[^$\\]|\\.){1,1000}+)(?<!\s)\$(?!\d)", re.DOTALL)
DOUBLE = re.compile(r"(?<!\d)\$\$((?:[^$\\]|\\.){1,1000}+)\$\$(?!\d)", re.DOTALL)
ROUND = re.compile(r"\\\(((?:[^\\]|\\[^()]){1,1000}+)\\\)", re.DOTALL)
SQUARE = re.compile(r"\\\[((?:[^\\]|\\[^\[\]]){1,1000}+)\\\]", re.DOTALL)
INLINE = {"$": (DOUBLE, SINGLE), "\\": (ROUND, SQUARE)}
LARGE = {DOUBLE, SQUARE}
BLOCK = {"$$": "$$", r"\[": r"\]"}

# Macros of one's own could multiply without end; LaTeX's own, such as \\ldots, count as expansions too.
DEFINITION = re.compile(r"\\(?:g?def|let|(?:new|renew|provide)command)(?![A-Za-z])")
# The bar over 선분 AB: few fonts can stretch this sign, so the client draws the line itself by the class.
BAR = '<mo stretchy="true">\u0332</mo></mover>'
DRAWN_BAR = '<mo class="overline" stretchy="true">\u203e</mo></mover>'

latex = LatexToMathML(fancy_error=False, max_expansions=MAX_FORMULA_LENGTH)


def mathml(source: str, *, display: bool) -> str:
    """The formula as MathML; one that defines commands or is no LaTeX is shown as its source."""
    try:
        if DEFINITION.search(source):
            raise LatexError
        return latex.convert_with_local_state(source, displaystyle=display).replace(BAR, DRAWN_BAR)
    except LatexError:
        return f"<code>{escape(source)}</code>"


def large_math(source: str) -> str:
    # A span, because a formula may stand amid a paragraph, where a div would tear it in two.
    return f'<span class="math">{mathml(source, display=True)}</span>\n'


def in_words(source: str) -> str:
    """The formula where there is room for words only: as it stands if it reads well, such as `x^2 + 1`."""
    return IN_WORDS if re.search(r"[\\{}&]", source) else source.strip()


def inline_math(state: StateInline, silent: bool) -> bool:
    for pattern in INLINE.get(state.src[state.pos], ()):
        if found := pattern.match(state.src, state.pos, state.posMax):
            if not silent:
                token = state.push("math_large" if pattern in LARGE else "math_inline", "math", 0)
                token.content = found[1]
            state.pos = found.end()
            return True
    return False


def block_math(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A formula on lines of its own, inside one quotation or item of a list."""
    start = state.bMarks[first] + state.tShift[first]
    opening = state.src[start : start + 2]
    closing = BLOCK.get(opening)
    if closing is None or state.is_code_block(first):
        return False
    lines = [state.src[start + 2 : state.eMarks[first]].rstrip()]
    while not lines[-1].endswith(closing):
        line = first + len(lines)
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return False
        if opening in lines[-1] or closing in lines[-1]:
            return False
        lines.append(state.src[state.bMarks[line] : state.eMarks[line]].rstrip())
    content = "\n".join(lines).removesuffix(closing)
    if opening in content or closing in content or not 0 < len(content.strip()) <= MAX_FORMULA_LENGTH:
        return False
    if not silent:
        state.line = first + len(lines)
        token = state.push("math_large", "math", 0)
        token.block = True
        token.content = content
        token.map = [first, state.line]
    return True


def add_mathematics(parser: MarkdownIt) -> None:
    parser.inline.ruler.before("escape", "math", inline_math)
    parser.block.ruler.before("fence", "math", block_math)
    parser.add_render_rule("math_inline", lambda self, tokens, index, *_: mathml(tokens[index].content, display=False))
    parser.add_render_rule("math_large", lambda self, tokens, index, *_: large_math(tokens[index].content))
