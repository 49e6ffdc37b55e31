"""A small real server that speaks OpenAI's chat completions, whole or streamed, and breaks on demand."""

import json
import sys
from collections import deque
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler
from typing import Any

from journeys.support.stand_in import StandIn


@dataclass(frozen=True)
class Reply:
    """What the server answers to one request."""

    text: str = "좋은 질문이에요. 차근차근 같이 풀어 봐요."
    status: int = 200
    delay: float = 0  # seconds before the first byte
    pause: float = 0  # seconds in the middle of the answer
    is_cut: bool = False  # the connection breaks in the middle
    retry_after: str | None = None
    raw: bytes | None = None  # instead of a well-formed body


class OpenAIServer(StandIn):
    """Answers with the scripted replies in order, then with the default one, and remembers every request."""

    request_queue_size = 128  # of the default 5 a sixth who knocks at once waits for seconds

    def __init__(self) -> None:
        super().__init__(Handler)
        self.requests: list[dict[str, Any]] = []
        self.headers: list[Message] = []  # of the same requests
        self.replies: deque[Reply] = deque()

    @property
    def base_url(self) -> str:
        return f"{self.url}/v1"

    def script(self, *replies: Reply) -> None:
        self.replies.extend(replies)

    def reset(self) -> None:
        """Forgets the script and what was asked so far."""
        self.requests.clear()
        self.headers.clear()
        self.replies.clear()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that stops waiting is part of the script."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: OpenAIServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(request)
        self.server.headers.append(self.headers)
        reply = self.server.replies.popleft() if self.server.replies else Reply()
        self.server.is_closing.wait(reply.delay)
        if reply.status != 200:
            error = {"message": "scripted", "type": "scripted", "code": None}
            self._send(reply, "application/json", json.dumps({"error": error}).encode())
        elif request.get("stream"):
            self._send(reply, "text/event-stream", stream_body(request["model"], reply.text))
        else:
            self._send(reply, "application/json", whole_body(request["model"], reply.text))

    def _send(self, reply: Reply, kind: str, body: bytes) -> None:
        body = body if reply.raw is None else reply.raw
        middle = len(body) // 2
        self.send_response(reply.status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if reply.retry_after is not None:
            self.send_header("Retry-After", reply.retry_after)
        self.end_headers()
        self.wfile.write(body[:middle])
        self.server.is_closing.wait(reply.pause)
        if not reply.is_cut:
            self.wfile.write(body[middle:])
        self.close_connection = reply.is_cut

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  (the base class's name)
        """Silent: journeys read `requests`."""


def whole_body(model: str, text: str) -> bytes:
    choice: dict[str, Any] = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 10, "completion_tokens": 10, "total_tokens": 20}
    return json.dumps({**envelope(model), "object": "chat.completion", "choices": [choice], "usage": usage}).encode()


def stream_body(model: str, text: str) -> bytes:
    """The text word by word as server-sent events."""
    events = [{"role": "assistant", "content": ""}, *({"content": f"{word} "} for word in text.split())]
    choices: list[dict[str, Any]] = [{"index": 0, "delta": delta, "finish_reason": None} for delta in events]
    choices.append({"index": 0, "delta": {}, "finish_reason": "stop"})
    chunks = [{**envelope(model), "object": "chat.completion.chunk", "choices": [choice]} for choice in choices]
    lines = [f"data: {json.dumps(chunk)}\n\n" for chunk in chunks]
    return "".join([*lines, "data: [DONE]\n\n"]).encode()


def envelope(model: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "created": 1_700_000_000, "model": model}
