import json
import time

import pytest

from aichat.models import Turn
from common.testing import Person, assert_error
from journeys.support.openai_server import Reply, whole_body
from tools.loopback import free_port

PROMPT = "적분은 왜 배워요?"


def whole(**choice) -> bytes:
    body = json.loads(whole_body("school-model", ""))
    return json.dumps({**body, "choices": [{**body["choices"][0], **choice}]}).encode()


UNAVAILABLE = {"a refused key": Reply(status=401), "a forbidden model": Reply(status=403), "a cut": Reply(is_cut=True)}
BROKEN = {
    "an error of its own": Reply(status=500),
    "an overload": Reply(status=503, retry_after="7"),
    "an unknown model": Reply(status=404),
    "a refused request": Reply(status=400),
    "malformed JSON": Reply(raw=b'{"choices": [{"message"'),
    "no JSON at all": Reply(raw="<h1>점검 중</h1>".encode()),
    "no bytes": Reply(raw=b""),
    "invalid UTF-8": Reply(raw=b'{"choices": "\xff\xfe"}'),
    "JSON without end": Reply(raw=b"[" * 200_000),
    "null": Reply(raw=b"null"),
    "a list": Reply(raw=b"[]"),
    "an empty object": Reply(raw=b"{}"),
    "no choices": Reply(raw=b'{"choices": []}'),
    "choices of null": Reply(raw=b'{"choices": null}'),
    "a choice of text": Reply(raw=b'{"choices": ["7"]}'),
    "no message": Reply(raw=whole(message=None)),
    "no content": Reply(raw=whole(message={"role": "assistant", "content": None})),
    "content of numbers": Reply(raw=whole(message={"role": "assistant", "content": [1, 2]})),
    "an empty answer": Reply(""),
    "a blank answer": Reply(" \n\t "),
    "NULs for an answer": Reply("\x00\x00"),
    "half a character for an answer": Reply("\ud83d"),
}


def assert_kept_as_failed(person: Person) -> None:
    """The prompt survives, in the database and in the list."""
    turn = Turn.objects.get()
    assert (turn.prompt, turn.response, turn.status) == (PROMPT, "", "failed")
    [listed] = person.client.get("/aichat/").json()["results"]
    assert (listed["prompt"], listed["status"]) == (PROMPT, "failed")


@pytest.mark.parametrize("reply", UNAVAILABLE.values(), ids=UNAVAILABLE)
def test_an_upstream_that_is_away_is_a_503(upstream, author: Person, reply: Reply) -> None:
    upstream.script(reply)
    response = author.client.post("/aichat/", {"prompt": PROMPT})
    assert_error(response, 503, "ai_unavailable")
    assert response["Retry-After"] == "5"
    assert_kept_as_failed(author)


def test_an_upstream_where_nobody_listens_is_a_503(upstream, settings, author: Person) -> None:
    settings.OPENAI_BASE_URL = f"http://127.0.0.1:{free_port()}/v1"
    response = author.client.post("/aichat/", {"prompt": PROMPT})
    assert_error(response, 503, "ai_unavailable")
    assert response["Retry-After"] == "5"
    assert_kept_as_failed(author)


@pytest.mark.parametrize("reply", BROKEN.values(), ids=BROKEN)
def test_an_upstream_that_answers_nonsense_is_a_502(upstream, author: Person, reply: Reply) -> None:
    upstream.script(reply)
    response = author.client.post("/aichat/", {"prompt": PROMPT})
    assert_error(response, 502, "ai_unavailable")
    assert response["Retry-After"] == "5"
    assert_kept_as_failed(author)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("7", 7),
        (None, 30),
        ("0", 30),
        ("-5", 30),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 30),
        ("곧", 30),
        ("99999999", 3_600),
        ("9" * 400, 3_600),
    ],
)
def test_an_upstream_that_has_too_much_to_do_says_when_to_come_back(
    upstream, author: Person, retry_after: str | None, seconds: int
) -> None:
    encoded = retry_after and retry_after.encode().decode("latin-1")
    upstream.script(Reply(status=429, retry_after=encoded))
    response = author.client.post("/aichat/", {"prompt": PROMPT})
    assert_error(response, 503, "ai_rate_limited")
    assert response["Retry-After"] == str(seconds)
    assert_kept_as_failed(author)


@pytest.mark.parametrize("reply", [Reply(delay=60), Reply(pause=60)], ids=["before the answer", "during the answer"])
def test_an_upstream_that_hangs_is_given_up_in_time(upstream, author: Person, reply: Reply, settings) -> None:
    author.client.post("/aichat/", {"prompt": "첫 질문은 클라이언트를 데워요"})
    author.client.delete("/aichat/")
    upstream.script(reply)
    settings.AI_TIMEOUT_SECONDS = 1
    start = time.monotonic()
    response = author.client.post("/aichat/", {"prompt": PROMPT})
    assert 1 <= time.monotonic() - start < 60
    assert_error(response, 503, "ai_timeout")
    assert response["Retry-After"] == "5"
    assert_kept_as_failed(author)


def test_each_failed_question_is_asked_once(upstream, author: Person) -> None:
    upstream.script(Reply(status=500), Reply(status=429))
    author.client.post("/aichat/", {"prompt": "하나"})
    author.client.post("/aichat/", {"prompt": "둘"})
    assert len(upstream.requests) == 2


def test_an_answer_of_two_megabytes_is_cut(upstream, author: Person) -> None:
    upstream.script(Reply("가나다라 " * 140_000))
    body = author.client.post("/aichat/", {"prompt": PROMPT}).json()
    assert body["status"] == "done"
    assert len(body["response"]) == 20_000


def test_half_a_character_and_a_nul_in_an_answer_are_left_out(upstream, author: Person) -> None:
    upstream.script(Reply("적분은\x00 넓이예요\ud83d."))
    assert author.client.post("/aichat/", {"prompt": PROMPT}).json()["response"] == "적분은 넓이예요."
