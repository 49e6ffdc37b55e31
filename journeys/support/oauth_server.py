"""A small real server that stands in for Google and Kakao: a page to agree on, PKCE, and faults on demand."""

import json
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

from journeys.support.stand_in import StandIn

CLIENT_ID, CLIENT_SECRET = "school-talks", "school-talks-secret-of-the-provider"
ISSUER = "https://accounts.google.com"


@dataclass(frozen=True)
class Account:
    """Somebody who is logged in at the provider."""

    number: int = 114_857_392_016_482
    email: str = "haneul@example.org"
    is_confirmed: bool = True
    name: str = "김하늘"
    picture: str = "https://pictures.example.org/haneul.jpg"

    def google_claims(self) -> dict[str, Any]:
        now = int(time.time())
        return {
            "iss": ISSUER,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 3600,
            "sub": str(self.number),
            "email": self.email,
            "email_verified": self.is_confirmed,
            "name": self.name,
            "given_name": self.name[1:],
            "family_name": self.name[:1],
            "picture": self.picture,
        }

    def kakao_answer(self) -> dict[str, Any]:
        profile = {"nickname": self.name, "profile_image_url": self.picture}
        return {
            "id": self.number,
            "connected_at": "2026-11-03T13:41:07Z",
            "properties": {"nickname": self.name, "profile_image": self.picture},
            "kakao_account": {
                "profile": profile,
                "has_email": True,
                "is_email_valid": True,
                "is_email_verified": self.is_confirmed,
                "email": self.email,
            },
        }


@dataclass(frozen=True)
class Fault:
    """What is answered instead; None leaves that as it is."""

    status: int = 200
    body: bytes | None = None
    delay: float = 0  # seconds before the answer


@dataclass(frozen=True)
class Grant:
    """What a code was given for."""

    redirect_uri: str
    challenge: str
    account: Account


class OAuthServer(StandIn):
    """`account` is who sits at the browser; `faults` are by path; `requests` are the bodies of `/token`."""

    def __init__(self) -> None:
        super().__init__(Handler)
        self.account = Account()
        self.claims: dict[str, Any] = {}  # of the ID token, instead of the right ones
        self.profile: dict[str, Any] = {}  # of the answer of /me, likewise
        self.faults: dict[str, Fault] = {}
        self.grants: dict[str, Grant] = {}  # by code
        self.tokens: dict[str, Account] = {}
        self.requests: list[dict[str, str]] = []

    def settings(self, *providers: str) -> dict[str, str]:
        """As in .env.example."""
        values = {"CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": CLIENT_SECRET, "OAUTH_URL": self.url}
        return {f"{provider.upper()}_{name}": value for provider in providers for name, value in values.items()}

    def agree(self, query: dict[str, str]) -> str:
        """A new code for whoever sits at the browser."""
        code = token_urlsafe()
        self.grants[code] = Grant(query["redirect_uri"], query.get("code_challenge", ""), self.account)
        return code

    def exchange(self, body: dict[str, str]) -> dict[str, Any] | None:
        """The answer for a code, which is good once; None if anything does not fit."""
        grant = self.grants.pop(body.get("code", ""), None)
        is_known = (body.get("client_id"), body.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)
        if grant is None or not is_known or body.get("redirect_uri") != grant.redirect_uri:
            return None
        if grant.challenge and grant.challenge != challenge_of(body.get("code_verifier", "")):
            return None
        access = token_urlsafe()
        self.tokens[access] = grant.account
        claims = {**grant.account.google_claims(), **self.claims}
        return {
            "token_type": "bearer",
            "access_token": access,
            "refresh_token": token_urlsafe(),
            "expires_in": 3599,
            "id_token": jwt.encode(claims, "of-the-provider-" * 3, "HS256"),
        }


class Handler(BaseHTTPRequestHandler):
    server: OAuthServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = flat(url.query)
        if url.path == "/authorize" and query.get("client_id") == CLIENT_ID:
            self.answer(200, "text/html; charset=utf-8", self.page(query))
        elif url.path == "/me" and (account := self.server.tokens.get(self.bearer())):
            self.answer(200, "application/json", json.dumps({**account.kakao_answer(), **self.server.profile}).encode())
        else:
            self.answer(401, "application/json", b'{"error": "unauthorized"}')

    def do_POST(self) -> None:
        body = flat(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.requests.append(body)
        if answer := self.server.exchange(body):
            self.answer(200, "application/json;charset=UTF-8", json.dumps(answer).encode())
        else:
            self.answer(400, "application/json", b'{"error": "invalid_grant"}')

    def page(self, query: dict[str, str]) -> bytes:
        back, state = query["redirect_uri"], query["state"]
        agree = f"{back}?{urlencode({'code': self.server.agree(query), 'state': state})}"
        cancel = f"{back}?{urlencode({'error': 'access_denied', 'state': state})}"
        name = escape(self.server.account.name)
        return (
            '<!doctype html><html lang="ko"><meta charset="utf-8"><title>로그인</title>'
            f"<h1>{name} 님, 스쿨톡스에 로그인할까요?</h1>"
            f'<p><a href="{escape(agree)}">동의하고 계속하기</a></p><p><a href="{escape(cancel)}">취소</a></p></html>'
        ).encode()

    def bearer(self) -> str:
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    def answer(self, status: int, kind: str, body: bytes) -> None:
        if fault := self.server.faults.get(urlsplit(self.path).path):
            self.server.is_closing.wait(fault.delay)
            status, body = fault.status, body if fault.body is None else fault.body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  (the base class's name)
        """Silent: tests read `requests`."""


def flat(query: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(query).items()}


def challenge_of(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
