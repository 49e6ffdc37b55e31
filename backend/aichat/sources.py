"""Finds what the boards and the FAQ say about a question."""

import re
from collections import Counter
from typing import NamedTuple

from boards.models import Board, Post
from common import richtext
from common.highlights import Words, cut_around
from common.search_text import fold
from qna.models import Faq

MAX_WORDS = 8
MAX_CANDIDATES = 60  # of each kind, newest first
MAX_SOURCES = 3
PASSAGE_LENGTH = 240
TITLE_WEIGHT = 3

WORD = re.compile(r"[가-힣A-Za-z0-9]{2,}")
# Endings and particles that hide a word from a substring search: `수시로`, `면접에서는` → `수시`, `면접`.
ENDINGS = re.compile(
    r"(은|는|이|가|을|를|의|에|로|으로|와|과|도|만|에서|에게|한테|까지|부터|보다|처럼|이나|나|이랑|랑|에서는|에는|으로는|이란|란|인가요|인데"
    r"|이에요|예요|해요|하나요|할까요|하고|하면|해야|하는|했는데|되나요|될까요|입니다|인지|이고|죠|요)$"
)
STOP_WORDS = frozenset(
    (
        "어떻게 무엇 뭐가 뭔가요 언제 어디 어떤 정말 진짜 그냥 제가 저는 나는 너무 질문 궁금 궁금해요 알려 알려줘 "
        "알려주세요 있나요 있어요 있는 없는 하는 해야 되는 같은 같아요 좋을까요 좋을까 준비 방법 추천 고등학생 이번 "
        "지금 요즘"
    ).split()
)


class Passage(NamedTuple):
    kind: str  # "post" or "faq"
    board: str | None
    id: int
    title: str
    text: str

    @property
    def source(self) -> dict[str, object]:
        return {"kind": self.kind, "board": self.board, "id": self.id, "title": self.title}


def search_words(prompt: str) -> list[str]:
    """The words of a question worth searching for, folded, longest first."""
    words: dict[str, None] = {}
    for word in WORD.findall(prompt):
        stem = ENDINGS.sub("", word)
        if len(stem) < 2:
            stem = word
        if not {word, stem} & STOP_WORDS:
            words[fold(stem)] = None
    return sorted(words, key=len, reverse=True)[:MAX_WORDS]


def find_passages(prompt: str) -> list[Passage]:
    """The best matching posts and FAQ entries, best first; empty when nothing matches."""
    words = search_words(prompt)
    passages = [*find_faqs(words), *find_posts(words)] if words else []
    folded = {passage: (fold(passage.title), fold(passage.text)) for passage in passages}
    spread = Counter(word for title, text in folded.values() for word in words if word in title or word in text)

    def score(passage: Passage) -> float:
        """Each word counts the more, the fewer passages hold it, and more in a title."""
        title, text = folded[passage]
        return sum(((word in title) * TITLE_WEIGHT + (word in text)) / spread[word] for word in spread)

    best = sorted(passages, key=score, reverse=True)[:MAX_SOURCES]
    sought = Words(words)
    return [passage._replace(text=quotation(richtext.render(passage.text).text, sought)) for passage in best]


def find_faqs(words: list[str]) -> list[Passage]:
    found = Faq.objects.holding_one_of(words, "question", "answer").order_by("position", "id")
    return [Passage("faq", None, faq.pk, faq.question, faq.answer) for faq in found[:MAX_CANDIDATES]]


def find_posts(words: list[str]) -> list[Passage]:
    found = Post.objects.on(Board.STUDY).public().holding_one_of(words, "title", "content").newest(MAX_CANDIDATES)
    return [
        Passage("post", post.board, post.pk, post.title, post.content)
        for post in found.only("board", "title", "content")
    ]


def quotation(text: str, words: Words) -> str:
    return cut_around(text, words.find(text), PASSAGE_LENGTH)
