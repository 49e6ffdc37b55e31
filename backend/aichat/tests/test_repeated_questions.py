"""`Idempotency-Key` of a question: it is asked again only if it was not answered."""

from functools import partial

from aichat.models import Turn
from common.testing import Person, assert_error
from journeys.support.openai_server import Reply

QUESTION = {"prompt": "미분이 뭐예요?", "mode": "general"}
ONCE = {"Idempotency-Key": "9b2e4c1a"}


def test_a_repeat_gets_the_same_turn_and_asks_nobody(upstream, author: Person) -> None:
    first = author.client.post("/aichat/", QUESTION, headers=ONCE)
    again = author.client.post("/aichat/", QUESTION, headers=ONCE)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert (Turn.objects.count(), len(upstream.requests)) == (1, 1)


def test_a_repeat_of_a_failed_question_asks_the_same_turn_again(upstream, author: Person) -> None:
    upstream.script(Reply(status=500), Reply("이번에는 답할게요."))
    assert_error(author.client.post("/aichat/", QUESTION, headers=ONCE), 502, "ai_unavailable")
    answer = author.client.post("/aichat/", QUESTION, headers=ONCE)
    assert (answer.status_code, answer.json()["response"]) == (201, "이번에는 답할게요.")
    assert Turn.objects.get().pk == answer.json()["id"]


def test_a_repeat_while_the_first_is_being_answered_has_to_wait(upstream, author: Person) -> None:
    author.client.post("/aichat/", QUESTION, headers=ONCE)
    Turn.objects.update(status="pending")
    response = author.client.post("/aichat/", QUESTION, headers=ONCE)
    assert_error(response, 409, "in_progress")
    assert int(response["Retry-After"]) > 0


def test_the_same_key_with_another_question_is_a_conflict(upstream, author: Person) -> None:
    author.client.post("/aichat/", QUESTION, headers=ONCE)
    response = author.client.post("/aichat/", QUESTION | {"prompt": "적분은요?"}, headers=ONCE)
    assert_error(response, 409, "idempotency_key_reused")
    assert Turn.objects.count() == 1


def test_a_question_that_is_not_taken_does_not_use_up_the_key(upstream, author: Person) -> None:
    assert_error(author.client.post("/aichat/", {"prompt": ""}, headers=ONCE), 400, "blank", "prompt")
    assert author.client.post("/aichat/", QUESTION, headers=ONCE).status_code == 201


def test_after_the_talk_is_cleared_the_question_is_gone(upstream, author: Person) -> None:
    author.client.post("/aichat/", QUESTION, headers=ONCE)
    author.client.delete("/aichat/")
    assert_error(author.client.post("/aichat/", QUESTION, headers=ONCE), 404, "not_found")


def test_of_many_at_once_one_is_asked(at_once, alone, author: Person) -> None:
    answers = at_once(*[partial(author.client.post, "/aichat/", QUESTION, headers=ONCE) for _ in range(10)])
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert [answer.status_code for answer in answers].count(201) >= 1
    assert Turn.objects.count() == 1
