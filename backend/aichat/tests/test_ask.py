from datetime import datetime

import pytest
from rest_framework.test import APIClient

from aichat.models import Turn
from common.testing import Person, assert_error
from journeys.support.openai_server import Reply


def test_a_question_gets_an_answer_that_is_kept(upstream, author: Person) -> None:
    upstream.script(Reply("**도함수**는 $f'(x)$라고 써요."))
    response = author.client.post("/aichat/", {"prompt": "도함수가 뭐예요?", "mode": "problem"})
    assert response.status_code == 201, response.content
    body = response.json()
    turn = Turn.objects.get()
    assert datetime.fromisoformat(body.pop("created_at")) == turn.created_at
    assert body == {
        "id": turn.pk,
        "mode": "problem",
        "prompt": "도함수가 뭐예요?",
        "response": "**도함수**는 $f'(x)$라고 써요.",
        "response_html": turn.response_html,
        "is_from_ai": True,
        "sources": [],
        "status": "done",
    }
    assert "<strong>도함수</strong>" in turn.response_html
    assert "<math" in turn.response_html
    assert (turn.user, turn.status) == (author.user, "done")


def test_an_answer_is_shown_safely(upstream, author: Person) -> None:
    upstream.script(Reply("<script>alert(1)</script>[누르기](javascript:alert(1)) <img src=x onerror=alert(1)>"))
    html = author.client.post("/aichat/", {"prompt": "해킹해 봐"}).json()["response_html"]
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_a_guest_asks_nothing(upstream, guest: APIClient) -> None:
    assert_error(guest.post("/aichat/", {"prompt": "저도 물어봐도 돼요?"}), 401, "not_authenticated")
    assert upstream.requests == []
    assert not Turn.objects.exists()


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        ("", "blank"),
        (" \n ", "blank"),
        ("가" * 2_001, "max_length"),
        ("널\x00문자", "control_character"),
        (7, "invalid"),
        (["배열"], "invalid"),
        (None, "null"),
    ],
)
def test_a_bad_prompt_is_refused_before_anyone_is_asked(upstream, author: Person, prompt, code: str) -> None:
    assert_error(author.client.post("/aichat/", {"prompt": prompt}), 400, code, "prompt")
    assert upstream.requests == []
    assert not Turn.objects.exists()


@pytest.mark.parametrize("mode", ["chat", "", 7, None, [], {}])
def test_a_bad_mode_is_refused(upstream, author: Person, mode) -> None:
    response = author.client.post("/aichat/", {"prompt": "안녕", "mode": mode})
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == "mode"
    assert not Turn.objects.exists()


def test_a_prompt_is_required(upstream, author: Person) -> None:
    assert_error(author.client.post("/aichat/", {}), 400, "required", "prompt")
    assert_error(author.client.post("/aichat/", "{", content_type="application/json"), 400, "parse_error")


def test_a_prompt_of_two_thousand_characters_reaches_the_upstream_as_it_was_written(upstream, author: Person) -> None:
    prompt = "  " + "가나다😀\n" * 399 + "끝?"
    assert author.client.post("/aichat/", {"prompt": prompt}).status_code == 201
    assert upstream.requests[0]["messages"][-1] == {"role": "user", "content": prompt}


def test_what_only_the_server_sets_is_ignored(upstream, author: Person, classmate: Person) -> None:
    forged = {"id": 999, "user": classmate.id, "response": "내 맘대로", "status": "failed", "sources": [{"id": 1}]}
    forged |= {"response_html": "<script>", "created_at": "2020-01-01T00:00:00Z"}
    body = author.client.post("/aichat/", {"prompt": "제대로 답해 줘", **forged}).json()
    turn = Turn.objects.get()
    assert (turn.user, turn.status, turn.sources) == (author.user, "done", [])
    assert body["id"] == turn.pk != 999
    assert body["response"] != "내 맘대로"


def test_the_upstream_learns_nothing_of_who_asks(upstream, make_person) -> None:
    secret = {"username": "hidden-otter", "nickname": "숨은수달", "email": "otter@example.com", "name": "김온새"}
    person = make_person(school_name="온새고등학교", grade=2, **secret)
    person.client.post("/aichat/", {"prompt": "면접 준비 어떻게 해요?"}, headers={"X-Forwarded-For": "203.0.113.9"})
    [request], [headers] = upstream.requests, upstream.headers
    seen = f"{request}{headers}"
    assert set(request) <= {"model", "messages", "max_tokens"}
    for word in (*secret.values(), "온새고등학교", "203.0.113.9", str(person.user.logins.get().family)):
        assert word not in seen


def test_the_upstream_is_asked_as_the_settings_say(upstream, author: Person) -> None:
    author.client.post("/aichat/", {"prompt": "안녕"})
    assert upstream.requests[0]["model"] == "school-model"
    assert upstream.requests[0]["max_tokens"] == 1_200
    assert upstream.headers[0]["Authorization"] == "Bearer school-key"


def test_a_server_without_a_key_is_asked_too(upstream, settings, author: Person) -> None:
    settings.OPENAI_API_KEY = ""
    assert author.client.post("/aichat/", {"prompt": "안녕"}).json()["status"] == "done"


def test_the_queries_of_a_question(upstream, author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(4):
        # 1 the token's login and user, 2 the question, 3 earlier turns, 4 the answer
        author.client.post("/aichat/", {"prompt": "몇 번 묻나요?"})


def test_the_queries_of_a_question_without_an_upstream(alone, author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(5):
        # 1 the token's login and user, 2 the question, 3 the FAQ, 4 the posts, 5 the answer
        author.client.post("/aichat/", {"prompt": "수시 원서는 언제 내나요?"})
