from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from boards.filters import SEARCH_MAX_LENGTH
from boards.models import EXCERPT_LENGTH, Board
from common import richtext
from common.fields import TextField
from common.highlights import Words, cut_around, parts
from common.schema import example
from common.times import local
from search import examples

KINDS = ("post", "faq")
FIELDS = ("title", "content")


class QuerySerializer(serializers.Serializer):
    """What a search may ask for; all of it combines."""

    q = TextField(max_length=SEARCH_MAX_LENGTH, help_text=_("찾는 말. 띄어 쓴 말은 모두 들어 있어야 해요."))
    kind = serializers.ChoiceField(KINDS, required=False, help_text=_("글이나 자주 묻는 질문만"))
    board = serializers.ChoiceField(Board.choices, required=False, help_text=_("한 게시판의 글만"))
    within = serializers.ChoiceField(FIELDS, required=False, help_text=_("제목이나 내용에서만"))


class TextPartSerializer(serializers.Serializer):
    text = serializers.CharField(trim_whitespace=False)
    is_match = serializers.BooleanField()


@example(examples.RESULT)
class SearchResultSerializer(serializers.Serializer):
    """A row of `QueryPagination`. Parts, not places: no client has to know how another language counts letters."""

    kind = serializers.ChoiceField(KINDS, read_only=True)
    board = serializers.ChoiceField(Board.choices, read_only=True, allow_null=True)
    id = serializers.IntegerField(read_only=True)
    title = serializers.CharField(read_only=True)
    title_parts = TextPartSerializer(many=True, read_only=True)
    excerpt = serializers.CharField(read_only=True)
    excerpt_parts = TextPartSerializer(many=True, read_only=True)
    created_at = serializers.DateTimeField(read_only=True)

    def to_representation(self, row: dict[str, Any]) -> dict[str, Any]:
        words = self.context["view"].query.words
        excerpt = excerpt_of(row, words)
        return {
            "kind": row["kind"],
            "board": row["board"],
            "id": row["id"],
            "title": row["title"],
            "title_parts": parts(row["title"], words.find(row["title"], is_title=True)),
            "excerpt": excerpt,
            "excerpt_parts": parts(excerpt, words.find(excerpt)),
            "created_at": local(row["created_at"]),
        }


def excerpt_of(row: dict[str, Any], words: Words) -> str:
    """How the text begins (where formulas are whole), unless more of the words are in sight further on."""
    beginning = row["excerpt"]
    in_sight = {match.word for match in words.find(beginning)} if beginning else set()
    if len(in_sight) == len(words.spellings):
        return beginning
    text = richtext.text_of(row["content_html"])
    matches = words.find(text)
    if beginning and in_sight >= {match.word for match in matches}:
        return beginning
    return cut_around(text, matches, EXCERPT_LENGTH)
