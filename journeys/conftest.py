"""The fixtures of the journeys: sites, browsers, visitors."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from journeys.support.api import Api
from journeys.support.oauth_server import OAuthServer
from journeys.support.openai_server import OpenAIServer
from journeys.support.site import Site, running_site
from journeys.support.visitor import Visitor
from tools.browser import find_browser

# Browsers and servers share few cores with whatever else the machine does: patience costs nothing while all goes well.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """School Talks with its demo content and without an AI upstream."""
    with running_site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="session")
def api(site: Site) -> Api:
    """The API of `site`, as a guest."""
    return Api(site)


@pytest.fixture(scope="session")
def tutored_site(tmp_path_factory: pytest.TempPathFactory, shared_openai_server: OpenAIServer) -> Iterator[Site]:
    """The same with an AI upstream."""
    with running_site(
        tmp_path_factory.mktemp("tutored-site"),
        OPENAI_BASE_URL=shared_openai_server.base_url,
        OPENAI_API_KEY="journey",
        OPENAI_MODEL="journey-model",
    ) as running:
        yield running


@pytest.fixture(scope="session")
def shared_openai_server() -> Iterator[OpenAIServer]:
    with OpenAIServer().running() as server:
        yield server


@pytest.fixture
def openai_server(shared_openai_server: OpenAIServer) -> OpenAIServer:
    """The AI upstream of `tutored_site`, without script and memory."""
    shared_openai_server.reset()
    return shared_openai_server


@pytest.fixture(scope="session")
def social_site(tmp_path_factory: pytest.TempPathFactory, shared_provider: OAuthServer) -> Iterator[Site]:
    """The same with Google and Kakao, played by one small server."""
    with running_site(tmp_path_factory.mktemp("social-site"), **shared_provider.settings("google", "kakao")) as running:
        yield running


@pytest.fixture(scope="session")
def shared_provider() -> Iterator[OAuthServer]:
    with OAuthServer().running() as server:
        yield server


@pytest.fixture
def provider(shared_provider: OAuthServer) -> OAuthServer:
    """The provider of `social_site`, without faults."""
    shared_provider.faults.clear()
    return shared_provider


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_browser(),
            # Chromium refuses its sandbox to root.
            chromium_sandbox=os.geteuid() != 0,
            args=["--disable-gpu"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors of `site` or another one; at the end nothing may have gone wrong in their browsers."""
    with ExitStack() as departures:

        def visit(at: Site = site, *, phone: bool = False, dark: bool = False) -> Visitor:
            newcomer = Visitor(browser, at, phone=phone, dark=dark)
            departures.callback(newcomer.leave)
            return newcomer

        yield visit
