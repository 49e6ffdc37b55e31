from pathlib import Path

import pytest
from django.http import Http404

from aichat import tutor
from aichat.models import Turn
from common.testing import Person

PROMPTS = Path(tutor.__file__).parent / "prompts"


def conversation(upstream) -> list[tuple[str, str]]:
    """What the upstream was last told after the system prompt."""
    system, *rest = upstream.requests[-1]["messages"]
    assert system["role"] == "system"
    return [(message["role"], message["content"]) for message in rest]


@pytest.mark.parametrize("mode", ["general", "problem", "interview"])
def test_each_mode_has_a_system_prompt_of_its_own(upstream, author: Person, mode: str) -> None:
    author.client.post("/aichat/", {"prompt": "안녕하세요", "mode": mode})
    system = upstream.requests[0]["messages"][0]
    assert system == {"role": "system", "content": (PROMPTS / f"{mode}.md").read_text(encoding="utf-8")}


@pytest.mark.parametrize(
    ("prompt", "mode"),
    [
        ("요즘 너무 졸려요", "general"),
        ("수시랑 정시 중에 뭐가 나아요?", "general"),
        ("x^2 - 3x + 2 = 0 을 풀어 줘", "problem"),
        ("이 극한값 구하는 법 알려 주세요", "problem"),
        ("$\\int_0^1 x dx$", "problem"),
        ("등차수열 증명 좀 봐 주세요", "problem"),
        ("컴퓨터공학과 면접 연습하고 싶어요", "interview"),
        ("지원 동기를 어떻게 말하면 좋을까요", "interview"),
        ("수학과 면접에서 미분을 물어보나요?", "interview"),
    ],
)
def test_the_mode_is_guessed_from_the_question(upstream, author: Person, prompt: str, mode: str) -> None:
    assert author.client.post("/aichat/", {"prompt": prompt}).json()["mode"] == mode
    assert Turn.objects.get().mode == mode


def test_a_mode_that_is_given_is_not_guessed(upstream, author: Person) -> None:
    body = author.client.post("/aichat/", {"prompt": "면접 문제 풀어 줘", "mode": "general"}).json()
    assert body["mode"] == "general"


def test_earlier_turns_are_context_in_their_order(upstream, author: Person, make_turn) -> None:
    make_turn("수시가 뭐예요?", "학생부로 뽑는 거예요.")
    make_turn("정시는요?", "수능으로 뽑는 거예요.")
    author.client.post("/aichat/", {"prompt": "그럼 저는요?"})
    assert conversation(upstream) == [
        ("user", "수시가 뭐예요?"),
        ("assistant", "학생부로 뽑는 거예요."),
        ("user", "정시는요?"),
        ("assistant", "수능으로 뽑는 거예요."),
        ("user", "그럼 저는요?"),
    ]


def test_only_ones_own_answered_turns_are_context(upstream, author: Person, classmate: Person, make_turn) -> None:
    make_turn("친구의 고민", "친구에게 한 답", user=classmate.user)
    for status in ("failed", "pending", "stopped"):
        make_turn("답이 없는 질문", "", status=status)
    author.client.post("/aichat/", {"prompt": "저만의 질문"})
    assert conversation(upstream) == [("user", "저만의 질문")]


def test_a_retry_does_not_see_what_came_after_it(upstream, author: Person, failed: Turn, make_turn) -> None:
    make_turn("나중 질문", "나중 답")
    author.client.post(f"/aichat/{failed.pk}/retry/")
    assert conversation(upstream) == [("user", failed.prompt)]


def test_the_context_keeps_to_its_budget_and_drops_the_oldest_first(upstream, author: Person, make_turn) -> None:
    for number in range(8):
        make_turn(f"{number}번째 질문", "답" * 600)
    author.client.post("/aichat/", {"prompt": "이제 뭐 해요?"})
    asked = [text for role, text in conversation(upstream) if role == "user"]
    assert asked == ["4번째 질문", "5번째 질문", "6번째 질문", "7번째 질문", "이제 뭐 해요?"]
    tokens = sum(tutor.estimate_tokens(text) for _, text in conversation(upstream)[:-1])
    assert tokens <= tutor.CONTEXT_TOKENS


def test_a_turn_over_the_budget_is_no_context(upstream, author: Person, make_turn) -> None:
    make_turn("긴 글 요약해 줘", "답" * 5_000)
    author.client.post("/aichat/", {"prompt": "더 짧게"})
    assert conversation(upstream) == [("user", "더 짧게")]


def test_at_most_twenty_turns_are_context(upstream, author: Person, make_turn) -> None:
    for number in range(25):
        make_turn(f"{number}", "네")
    author.client.post("/aichat/", {"prompt": "몇 개 기억해?"})
    assert conversation(upstream)[0] == ("user", "5")
    assert len(conversation(upstream)) == 41


def test_an_answer_to_a_talk_that_was_cleared_goes_nowhere(make_turn) -> None:
    turn = make_turn("지워질 질문", "", status="pending")
    Turn.objects.all().delete()
    with pytest.raises(Http404):
        turn.settle("늦은 답", is_from_ai=True, sources=[])
    turn.fail()
    assert not Turn.objects.exists()
