"""What keeps the cost of a text in proportion to its length, whatever its writer tries."""

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline, image, link

MAX_NESTING = 20  # of quotations and lists
# Behind that many open brackets the rest of a paragraph holds no link or picture: else each `[` would be a look at the
# whole rest from every bracket before it.
MAX_OPEN_BRACKETS = 4
MAX_CELLS = 5_000  # of all tables of a text: `|\n` becomes a row as wide as the table

InlineRule = Callable[[StateInline, bool], bool]


def shallow(rule: InlineRule) -> InlineRule:
    def bounded(state: StateInline, silent: bool) -> bool:
        if silent and state.level > MAX_OPEN_BRACKETS and state.src[state.pos] in "[!":
            state.pos = state.posMax
            return True
        return rule(state, silent)

    return bounded


def bounded_table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A table as long as there are cells left for it; what is not, and all after it, is text."""
    if state.env.get("cells", 0) > MAX_CELLS or not table(state, first, end, True):
        return False
    if silent:
        return True
    last = first + 1
    while last < end and not state.isEmpty(last):
        last += 1
    columns = state.src.count("|", state.bMarks[first + 1], state.eMarks[first + 1]) + 1
    state.env["cells"] = state.env.get("cells", 0) + columns * (last - first - 1)
    return state.env["cells"] <= MAX_CELLS and table(state, first, end, False)


def add_bounds(parser: MarkdownIt) -> None:
    parser.options["maxNesting"] = MAX_NESTING
    parser.inline.ruler.at("link", shallow(link))
    parser.inline.ruler.at("image", shallow(image))
    parser.block.ruler.at("table", bounded_table, {"alt": ["paragraph", "reference"]})
