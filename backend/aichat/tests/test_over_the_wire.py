"""Real daphne, and an upstream that takes its time."""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from common.testing import PASSWORD
from common.testing_servers import Api, running_api
from journeys.support.openai_server import OpenAIServer, Reply

PATIENCE = 60  # seconds: a condition that takes longer has failed, on a busy machine too


@pytest.fixture(scope="module")
def slow_upstream() -> Iterator[OpenAIServer]:
    with OpenAIServer().running() as server:
        yield server


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, slow_upstream: OpenAIServer) -> Iterator[Api]:
    values = {"OPENAI_BASE_URL": slow_upstream.base_url, "AI_TIMEOUT_SECONDS": "20"}
    with running_api(tmp_path_factory.mktemp("api"), **values) as running:
        yield running


class Student:
    """A member who talks to the API by HTTP."""

    def __init__(self, api: Api) -> None:
        self.host = api.hosts[0]
        self.headers = {"Content-Type": "application/json"}
        username = f"student-{uuid4().hex[:12]}"
        profile = {"username": username, "nickname": username[:20], "password": PASSWORD}
        assert self.call("POST", "/accounts/signup/", {**profile, "agreed_terms": True, "is_over_14": True})[0] == 201
        _, pair = self.call("POST", "/accounts/token/", {"username": username, "password": PASSWORD})
        self.headers["Authorization"] = f"Bearer {pair['access']}"

    def begin(self, method: str, path: str, body: Any = None) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        connection.request(method, path, None if body is None else json.dumps(body), self.headers)
        return connection

    def call(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        connection = self.begin(method, path, body)
        try:
            response = connection.getresponse()
            return response.status, json.loads(response.read() or b"null")
        finally:
            connection.close()

    def turns(self) -> list[dict[str, Any]]:
        return self.call("GET", "/aichat/")[1]["results"]


@pytest.fixture
def student(api: Api, slow_upstream: OpenAIServer) -> Student:
    slow_upstream.reset()
    return Student(api)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)


def test_who_hangs_up_finds_the_answer_later(student: Student, slow_upstream: OpenAIServer) -> None:
    slow_upstream.script(Reply("기다려 줘서 고마워요.", delay=5))
    connection = student.begin("POST", "/aichat/", {"prompt": "버스 내려야 해서 끊을게요"})
    wait_until(lambda: len(slow_upstream.requests) == 1)
    connection.close()
    assert student.turns()[0]["status"] == "pending"
    wait_until(lambda: student.turns()[0]["status"] != "pending")
    [turn] = student.turns()
    assert (turn["status"], turn["response"]) == ("done", "기다려 줘서 고마워요.")


def test_who_hangs_up_on_a_hanging_upstream_finds_a_failed_turn(student: Student, slow_upstream: OpenAIServer) -> None:
    slow_upstream.script(Reply(delay=60))
    connection = student.begin("POST", "/aichat/", {"prompt": "답이 안 와요"})
    wait_until(lambda: len(slow_upstream.requests) == 1)
    connection.close()
    wait_until(lambda: student.turns()[0]["status"] != "pending")
    [turn] = student.turns()
    assert (turn["status"], turn["prompt"]) == ("failed", "답이 안 와요")


def test_who_clears_the_talk_while_the_tutor_thinks_gets_no_answer(
    student: Student, slow_upstream: OpenAIServer
) -> None:
    slow_upstream.script(Reply(delay=5))
    connection = student.begin("POST", "/aichat/", {"prompt": "역시 지울래요"})
    wait_until(lambda: len(slow_upstream.requests) == 1)
    assert student.call("DELETE", "/aichat/")[0] == 204
    response = connection.getresponse()
    assert (response.status, json.load(response)["errors"][0]["code"]) == (404, "not_found")
    assert student.turns() == []


def test_twenty_hanging_turns_leave_the_boards_and_the_tutor_answering(
    student: Student, slow_upstream: OpenAIServer
) -> None:
    slow_upstream.script(*[Reply(delay=60)] * 20)
    with ThreadPoolExecutor(20) as pool:
        hanging = [pool.submit(student.call, "POST", "/aichat/", {"prompt": f"{number}번"}) for number in range(20)]
        wait_until(lambda: len(slow_upstream.requests) == 20)
        assert student.call("GET", "/post/")[0] == 200
        status, turn = student.call("POST", "/aichat/", {"prompt": "저는 바로 답해 주세요"})
        assert (status, turn["status"]) == (201, "done")
        assert not any(call.done() for call in hanging)
        answers = [call.result() for call in hanging]
    assert {(status, body["errors"][0]["code"]) for status, body in answers} == {(503, "ai_timeout")}
