"""A browser that goes to a provider and comes back, and the providers."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from pytest_django import Settings
from rest_framework.response import Response
from rest_framework.test import APIClient

from config.env import OAuthClient
from journeys.support.oauth_server import CLIENT_ID, CLIENT_SECRET, OAuthServer
from social.codes import challenge_of

TOKEN_URL = "/accounts/social/token/"
PATIENCE = 60  # seconds


class Browser:
    """A browser without a login, with a tab that begins social logins."""

    def __init__(self) -> None:
        self.client = APIClient()
        self.verifier = token_urlsafe(32)

    def start(self, provider: str) -> str:
        """The provider's page to which a login leads."""
        url = f"/accounts/social/{provider}/start/?challenge={challenge_of(self.verifier)}"
        response = self.client.get(url)
        assert response.status_code == 302, response.content.decode()
        return response["Location"]

    def go(self, provider: str) -> str:
        """All the way to where the web client finds the outcome: `code=…` or `error=…`."""
        return self.come_back(agree(self.start(provider)))

    def come_back(self, address: str) -> str:
        return outcome_of(self.client.get(address))

    def exchange(self, outcome: str, **values: Any) -> Response:
        code = outcome.removeprefix("code=")
        return self.client.post(TOKEN_URL, {"code": code, "verifier": self.verifier, **values})

    def log_in(self, provider: str) -> APIClient:
        """A client of who came in."""
        pair = self.exchange(self.go(provider))
        assert pair.status_code == 200, pair.content.decode()
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {pair.json()['access']}")
        return client


def agree(page: str) -> str:
    """Presses the page's first button: the address to which the provider sends the browser back."""
    return links_of(page)[0]


def cancel(page: str) -> str:
    return links_of(page)[1]


def links_of(page: str) -> list[str]:
    with urlopen(page) as answer:
        links = re.findall(r'href="([^"]+)"', answer.read().decode())
    addresses = [urlsplit(unescape(link)) for link in links]
    assert {address.netloc for address in addresses} == {"testserver"}
    return [f"{address.path}?{address.query}" for address in addresses]


def outcome_of(response: Response) -> str:
    """What the web client finds in its address."""
    assert response.status_code == 302, response.content.decode()
    web, _, outcome = response["Location"].partition("/social#")
    assert web == "http://localhost:3000"
    assert response["Cache-Control"] == "no-store"
    return outcome


def query_of(address: str) -> dict[str, str]:
    return {name: value for name, [value] in parse_qs(urlsplit(address).query).items()}


@contextmanager
def configured(settings: Settings, provider: str, name: str) -> Iterator[OAuthServer]:
    """The provider alone, or beside those that are configured already."""
    with OAuthServer().running() as server:
        client = OAuthClient(name, CLIENT_ID, CLIENT_SECRET, server.url)
        settings.SOCIAL_PROVIDERS = {**settings.SOCIAL_PROVIDERS, provider: client}
        settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = PATIENCE
        yield server


@pytest.fixture
def google(settings: Settings) -> Iterator[OAuthServer]:
    with configured(settings, "google", "Google") as server:
        yield server


@pytest.fixture
def kakao(settings: Settings) -> Iterator[OAuthServer]:
    with configured(settings, "kakao", "카카오") as server:
        yield server


@pytest.fixture
def browser(db: None) -> Browser:
    return Browser()
