"""What the index knows of a post: which letters and pairs of letters stand in it, where, and whose it is.

A word of two letters or more is narrowed down by its pairs, so that any Korean syllable finds, whatever stands around
it. Each names its board: a word that is frequent on one board and absent on the other is not looked for in vain among
all posts that have it. The functions in `postgresql.sql` make the same tokens.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise

from common.search_text import as_name

TITLE, CONTENT = "t", "c"  # before each token, for where it stands, and then the letter of the board
UNIVERSITY, ADMISSION_TYPE = "u", "a"  # before each token; one board alone has these

# A post that is wanted has, of each group, every token of at least one alternative.
Alternative = tuple[str, ...]
Group = tuple[Alternative, ...]

# FTS5's tokenizer takes other ASCII for the end of a token: it becomes letters for private use.
AS_LETTERS = {code: 0xE000 + code for code in range(128) if not chr(code).isalnum()}


def post_tokens(board: str, author_id: int, is_anonymous: bool, title: str, content: str, details: str) -> set[str]:
    texts = text_tokens(place_on(board, TITLE), title) | text_tokens(place_on(board, CONTENT), content)
    tokens = {on_board(board), by_author(author_id), *texts, *details.split()}
    return tokens if is_anonymous else tokens | {in_the_name_of(author_id)}


def text_tokens(place: str, text: str) -> set[str]:
    """Of each word its letters and its pairs of neighbours."""
    tokens: set[str] = set()
    for word in text.split():
        tokens.update(place + letter for letter in word)
        tokens.update(place + one + other for one, other in pairwise(word))
    return tokens


def detail_tokens(tag: str | None, school_year: int | None, university: str | None, admission_type: str | None) -> str:
    """The tokens of a post's details, separated by spaces."""
    tokens = text_tokens(UNIVERSITY, as_name(university or "")) | text_tokens(
        ADMISSION_TYPE, as_name(admission_type or "")
    )
    if tag is not None:
        tokens.add(with_tag(tag))
    if school_year is not None:
        tokens.add(for_year(school_year))
    return " ".join(sorted(tokens))


def place_on(board: str, place: str) -> str:
    """No two boards begin with the same letter."""
    return place + board[0]


def word_tokens(place: str, word: str) -> Alternative:
    """What a text that contains this word has for certain."""
    if len(word) == 1:
        return (place + word,)
    return tuple(dict.fromkeys(place + one + other for one, other in pairwise(word)))


def on_board(board: str) -> str:
    return f"b{board}"


def by_author(author_id: int) -> str:
    """For the author alone: it leads to what is anonymous as well."""
    return f"@{author_id}"


def in_the_name_of(author_id: int) -> str:
    """What anybody may look for; of an anonymous post not even the time that a search takes depends on its author."""
    return f"n{author_id}"


def with_tag(tag: str) -> str:
    return f"g{tag}"


def for_year(school_year: int) -> str:
    return f"y{school_year}"


def as_letters(token: str) -> str:
    return token.translate(AS_LETTERS)


def tsquery(groups: Iterable[Group]) -> str:
    """The groups for PostgreSQL."""
    return joined(groups, " & ", " | ", lambda token: "'" + token.replace("\\", "\\\\").replace("'", "''") + "'")


def fts5_query(groups: Iterable[Group]) -> str:
    """The groups for SQLite."""
    return joined(groups, " AND ", " OR ", lambda token: f'"{as_letters(token)}"')


def joined(groups: Iterable[Group], all_of: str, any_of: str, quoted: Callable[[str], str]) -> str:
    each = (any_of.join(f"({all_of.join(map(quoted, alternative))})" for alternative in group) for group in groups)
    return all_of.join(f"({group})" for group in each)
