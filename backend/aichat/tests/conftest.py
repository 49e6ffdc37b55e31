"""A tutor with an upstream that does as it is told, and one without."""

from collections.abc import Callable, Iterator

import pytest
from pytest_django import Settings

from accounts.models import User
from aichat.models import Turn
from common.testing import Person
from journeys.support.openai_server import OpenAIServer
from qna.models import Faq


@pytest.fixture
def upstream(settings: Settings) -> Iterator[OpenAIServer]:
    """An OpenAI-compatible server that the tutor asks."""
    with OpenAIServer().running() as server:
        settings.OPENAI_BASE_URL = server.base_url
        settings.OPENAI_API_KEY = "school-key"
        settings.OPENAI_MODEL = "school-model"
        yield server


@pytest.fixture
def alone(settings: Settings) -> None:
    """No upstream is configured."""
    settings.OPENAI_BASE_URL = settings.OPENAI_API_KEY = ""


@pytest.fixture
def make_turn(author: Person) -> Callable[..., Turn]:
    """A turn of the author, answered unless said otherwise."""

    def make(prompt: str = "수시랑 정시가 뭐가 달라요?", response: str = "뽑는 때와 방법이 달라요.", **values) -> Turn:
        defaults: dict[str, User | str] = {"user": author.user, "mode": "general", "status": "done"}
        return Turn.objects.create(prompt=prompt, response=response, **{**defaults, **values})

    return make


@pytest.fixture
def failed(make_turn: Callable[..., Turn]) -> Turn:
    return make_turn("미분이 뭐예요?", "", status="failed")


@pytest.fixture
def faq(db: None) -> Faq:
    return Faq.objects.create(
        question="비밀번호를 잊어버렸어요",
        answer="로그인 화면에서 **비밀번호 찾기**를 누르고 메일로 온 코드를 적어 주세요.",
        category="계정",
    )
