"""The tutor: any OpenAI-compatible server, or, with none configured, the boards and the FAQ alone.

The only importer of openai. The whole call has one time limit, however slowly the upstream drips.
"""

import asyncio
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import status

from aichat.models import Turn
from aichat.sources import Passage, find_passages
from common.errors import Unavailable
from common.fields import CONTROL_CHARACTER

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

CONNECT_SECONDS = 5.0
MAX_ANSWER_TOKENS = 1_200
MAX_ANSWER_LENGTH = 20_000
CONTEXT_TOKENS = 3_000  # earlier turns, beside the system prompt and the question
MAX_CONTEXT_TURNS = 20
MAX_WAIT_SECONDS = 3_600
PROMPTS = Path(__file__).parent / "prompts"
# What means something to Markdown in a text of one line. No more: people copy answers.
MARKUP = re.compile(r"[&\\`*_\[\]<|$]|~(?=~)|^[#>+-]")


class AIUnavailable(Unavailable):
    default_detail = gettext_lazy(
        "AI가 지금 답하지 못하고 있어요. 질문은 저장해 두었으니 조금 뒤에 다시 시도해 주세요."
    )
    default_code = "ai_unavailable"


class AIAnswerBroken(AIUnavailable):
    status_code = status.HTTP_502_BAD_GATEWAY


class AITimeout(AIUnavailable):
    default_detail = gettext_lazy("AI의 답이 너무 늦어져 멈췄어요. 질문은 저장해 두었으니 다시 시도해 주세요.")
    default_code = "ai_timeout"


class AIRateLimited(AIUnavailable):
    default_detail = gettext_lazy(
        "지금 질문이 많아 AI가 쉬고 있어요. 질문은 저장해 두었으니 조금 뒤에 다시 시도해 주세요."
    )
    default_code = "ai_rate_limited"
    wait: float = 30

    def __init__(self, wait: float | None = None) -> None:
        super().__init__()
        self.wait = wait or self.wait


def is_configured() -> bool:
    return bool(settings.OPENAI_API_KEY or settings.OPENAI_BASE_URL)


def ask(turn: Turn) -> None:
    """Answers a pending turn and saves it as done or failed. Raises `AIUnavailable` or one of its kinds."""
    try:
        if is_configured():
            # On a loop of its own: the server's would cancel the call as soon as the client hangs up, and would stand
            # still while openai is imported.
            turn.settle(asyncio.run(complete(messages_for(turn))), is_from_ai=True, sources=[])
        else:
            passages = find_passages(turn.prompt)
            sources = [passage.source for passage in passages]
            turn.settle(quote(passages), is_from_ai=False, sources=sources)
    except BaseException:
        turn.fail()
        raise


async def complete(messages: list["ChatCompletionMessageParam"]) -> str:
    """The upstream's answer to a conversation."""
    import openai  # here, because it doubles the time of every start, and of tests and commands that never ask

    limit = settings.AI_TIMEOUT_SECONDS
    try:
        async with (
            asyncio.timeout(limit),
            openai.AsyncOpenAI(
                api_key=settings.OPENAI_API_KEY or "none",
                base_url=settings.OPENAI_BASE_URL or None,
                timeout=openai.Timeout(limit, connect=CONNECT_SECONDS),
                max_retries=0,
            ) as client,
        ):
            answer = await client.chat.completions.create(
                model=settings.OPENAI_MODEL, messages=messages, max_tokens=MAX_ANSWER_TOKENS
            )
            text = answer.choices[0].message.content
    except (TimeoutError, openai.APITimeoutError) as error:
        raise AITimeout from error
    except openai.RateLimitError as error:
        raise AIRateLimited(seconds_of(error.response.headers.get("retry-after"))) from error
    except (openai.APIConnectionError, openai.AuthenticationError, openai.PermissionDeniedError) as error:
        raise AIUnavailable from error
    except (openai.OpenAIError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise AIAnswerBroken from error
    text = storable(text) if isinstance(text, str) else ""
    if not text.strip():
        raise AIAnswerBroken
    return text[:MAX_ANSWER_LENGTH]


def storable(text: str) -> str:
    """The text without control characters and without halves of surrogate pairs."""
    return CONTROL_CHARACTER.sub("", text).encode(errors="ignore").decode()


def seconds_of(retry_after: str | None) -> float | None:
    return min(float(retry_after), MAX_WAIT_SECONDS) if retry_after and retry_after.isdecimal() else None


def messages_for(turn: Turn) -> list["ChatCompletionMessageParam"]:
    """The system prompt of the mode, as many earlier turns as the budget holds, and the question."""
    earlier: list[Turn] = []
    budget = CONTEXT_TOKENS
    for previous in Turn.objects.before(turn)[:MAX_CONTEXT_TURNS]:
        budget -= estimate_tokens(previous.prompt) + estimate_tokens(previous.response)
        if budget < 0:
            break
        earlier.insert(0, previous)
    messages: list[ChatCompletionMessageParam] = [{"role": "system", "content": system_prompt(turn.mode)}]
    for previous in earlier:
        messages.append({"role": "user", "content": previous.prompt})
        messages.append({"role": "assistant", "content": previous.response})
    return [*messages, {"role": "user", "content": turn.prompt}]


@cache
def system_prompt(mode: str) -> str:
    return (PROMPTS / f"{mode}.md").read_text(encoding="utf-8")


def estimate_tokens(text: str) -> int:
    """A cautious estimate: a Hangul syllable is about one token in current vocabularies, ASCII about a quarter."""
    ascii_length = sum(character.isascii() for character in text)
    return len(text) - ascii_length + ascii_length // 4 + 4


def quote(passages: list[Passage]) -> str:
    """An answer made of what students and staff have written, in Markdown."""
    if not passages:
        return _(
            "지금은 AI가 연결되어 있지 않아서 게시판과 자주 묻는 질문에서만 찾아봤는데, 여기에는 맞는 글이 없어요.\n\n"
            "다른 낱말로 다시 물어보거나, 입시정보 게시판에 질문을 남겨 보세요."
        )
    intro = _("지금은 AI가 연결되어 있지 않아요. 대신 게시판과 자주 묻는 질문에서 이런 글을 찾았어요.")
    return "\n\n".join([intro, *(f"**{escape(passage.title)}**\n\n> {escape(passage.text)}" for passage in passages)])


def escape(text: str) -> str:
    """A quoted text keeps its letters and loses its Markdown.

    As entities, not with backslashes: `\\(` and `\\[` would begin a formula.
    """
    return MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", text)
