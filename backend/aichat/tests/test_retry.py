from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from rest_framework.test import APIClient

from aichat.models import Turn
from common.testing import Person, assert_error
from journeys.support.openai_server import Reply


def test_a_failed_question_is_asked_again(upstream, author: Person) -> None:
    upstream.script(Reply(status=500), Reply("이번에는 답할게요."))
    author.client.post("/aichat/", {"prompt": "다시 물어봐도 돼요?", "mode": "interview"})
    turn = Turn.objects.get()
    response = author.client.post(f"/aichat/{turn.pk}/retry/")
    assert response.status_code == 201, response.content
    body = response.json()
    assert (body["id"], body["status"], body["response"]) == (turn.pk, "done", "이번에는 답할게요.")
    assert (body["prompt"], body["mode"]) == ("다시 물어봐도 돼요?", "interview")
    assert upstream.requests[0]["messages"] == upstream.requests[1]["messages"]
    assert Turn.objects.count() == 1


def test_a_retry_that_fails_can_be_retried(upstream, author: Person, failed: Turn) -> None:
    upstream.script(Reply(status=429, retry_after="9"))
    response = author.client.post(f"/aichat/{failed.pk}/retry/")
    assert_error(response, 503, "ai_rate_limited")
    assert response["Retry-After"] == "9"
    assert author.client.post(f"/aichat/{failed.pk}/retry/").json()["status"] == "done"


@pytest.mark.parametrize("status", ["done", "pending", "stopped"])
def test_only_a_failed_turn_is_asked_again(upstream, author: Person, make_turn, status: str) -> None:
    turn = make_turn(status=status)
    assert_error(author.client.post(f"/aichat/{turn.pk}/retry/"), 409, "not_failed")
    assert upstream.requests == []
    turn.refresh_from_db()
    assert (turn.status, turn.response) == (status, "뽑는 때와 방법이 달라요.")


def test_a_pending_turn_whose_process_died_counts_as_failed(upstream, author: Person, make_turn) -> None:
    turn = make_turn("아무도 답하지 않은 질문", "", status="pending")

    def listed() -> str:
        return author.client.get("/aichat/").json()["results"][0]["status"]

    assert listed() == "pending"
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=61), tick=True):
        assert listed() == "failed"
        assert author.client.post(f"/aichat/{turn.pk}/retry/").json()["status"] == "done"
        assert listed() == "done"


def test_a_turn_that_was_just_asked_again_is_not_abandoned(upstream, author: Person, failed: Turn) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=10), tick=True):
        failed.reopen()
        assert_error(author.client.post(f"/aichat/{failed.pk}/retry/"), 409, "not_failed")


def test_a_strangers_turn_is_not_there(upstream, classmate: Person, staff: Person, failed: Turn) -> None:
    for stranger in (classmate, staff):
        assert_error(stranger.client.post(f"/aichat/{failed.pk}/retry/"), 404, "not_found")
    assert upstream.requests == []


def test_a_guest_retries_nothing(upstream, guest: APIClient, failed: Turn) -> None:
    assert_error(guest.post(f"/aichat/{failed.pk}/retry/"), 401, "not_authenticated")


@pytest.mark.parametrize("number", ["0", "999", "9223372036854775808", "9" * 60, "abc", "-1", "1.5"])
def test_an_unknown_turn_is_not_found(upstream, author: Person, number: str) -> None:
    assert_error(author.client.post(f"/aichat/{number}/retry/"), 404, "not_found")


def test_a_retry_takes_nothing_from_its_body(upstream, author: Person, failed: Turn) -> None:
    body = author.client.post(f"/aichat/{failed.pk}/retry/", {"prompt": "다른 질문", "mode": "interview"}).json()
    assert (body["prompt"], body["mode"]) == ("미분이 뭐예요?", "general")


def test_of_many_retries_at_once_one_wins(at_once, upstream, author: Person, failed: Turn) -> None:
    answers = at_once(*[lambda: author.client.post(f"/aichat/{failed.pk}/retry/")] * 8)
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 7]
    assert len(upstream.requests) == 1


def test_the_queries_of_a_retry(upstream, author: Person, failed: Turn, django_assert_num_queries) -> None:
    with django_assert_num_queries(5):
        # 1 the token's login and user, 2 the turn, 3 it is taken up, 4 earlier turns, 5 the answer
        author.client.post(f"/aichat/{failed.pk}/retry/")
