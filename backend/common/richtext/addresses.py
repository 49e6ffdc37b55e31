"""Bare addresses become links: of the web, with or without `https://`, and of mail.

linkify-it looks through the whole rest of a text at each address; this looks at each character a few times. It knows
where an address ends before a Korean particle (`https://adiga.kr에서`).
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,8}+[a-z][a-z0-9-]{1,62}"
PORT_AND_PATH = r"(?::\d{1,5}+)?+(?:[/?#][^\s<>\"`|\\^{}]*+)?+"
SITE = re.compile(rf"https?://{HOST}{PORT_AND_PATH}", re.IGNORECASE)
# What is not said to be an address has to end as Korean schools, universities and offices do.
BARE = re.compile(
    rf"(?P<site>(?<![\w@./:-])(?:https?://{HOST}|(?:www\.)?(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,6}}+"
    rf"(?:kr|com|net|org|edu|gov|io|me|be|tv|app|dev)(?![\w-])){PORT_AND_PATH})"
    rf"|(?P<mail>(?<![\w.+/:-])[a-z0-9][\w.+-]{{0,63}}+@{HOST})",
    re.IGNORECASE | re.ASCII,
)
SCHEME = re.compile(r"(?<![a-z0-9.+-])https?$", re.IGNORECASE)
# "…/a.html에서": no part of the address, but in "namu.wiki/w/수능" the word is.
PARTICLE = re.compile(
    r"(?<=[A-Za-z0-9=_-])(?:에서|에게|에|으로|로|을|를|은|는|이|가|와|과|의|도|만|부터|까지|이라고|라고|이에요|예요|입니다|임)$"
)
BRACKETS = {")": "(", "]": "["}


def end_of(address: str) -> str:
    """The address without what follows it in a sentence: full stops, brackets that it did not open, a particle."""
    while address:
        last = address[-1]
        if (last in BRACKETS and address.count(last) > address.count(BRACKETS[last])) or last in ".,;:!?'*~_…·」』”’":
            address = address[:-1]
        elif found := PARTICLE.search(address[-6:]):
            address = address[: -len(found[0])]
        else:
            break
    return address


def link(href: str, shown: str, level: int) -> Iterator[Token]:
    yield Token("link_open", "a", 1, attrs={"href": href}, level=level)
    yield Token("text", "", 0, content=shown, level=level + 1)
    yield Token("link_close", "a", -1, level=level)


def inline_address(state: StateInline, silent: bool) -> bool:
    """Takes an address whole before its `_` and `*` can be emphasis. At the colon: plain letters stop nobody."""
    if state.linkLevel or not state.src.startswith("://", state.pos, state.posMax):
        return False
    scheme = SCHEME.search(state.pending[-6:])
    found = scheme and SITE.match(state.src, state.pos - len(scheme[0]), state.posMax)
    if not scheme or not found:
        return False
    address = end_of(found[0])
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        if state.pending:
            state.pushPending()
        state.tokens.extend(link(address, address, state.level))
    state.pos += len(address) - len(scheme[0])
    return True


def link_addresses(state: StateCore) -> None:
    """Links what stands in the texts that are left."""
    for block in state.tokens:
        if block.type == "inline" and block.children and ("." in block.content):
            block.children = list(linked(block.children))


def linked(tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type != "text" or depth:
            yield token
            continue
        done = 0
        for found in BARE.finditer(token.content):
            address = found["mail"] or end_of(found["site"])
            scheme = "mailto:" if found["mail"] else "" if "://" in address else "http://"
            yield Token("text", "", 0, content=token.content[done : found.start()], level=token.level)
            yield from link(scheme + address, address, token.level)
            done = found.start() + len(address)
        yield Token("text", "", 0, content=token.content[done:], level=token.level) if done else token


def add_addresses(parser: MarkdownIt) -> None:
    parser.inline.ruler.before("escape", "address", inline_address)
    parser.core.ruler.after("inline", "addresses", link_addresses)
