"""Emphasis as Koreans write it."""

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token


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
