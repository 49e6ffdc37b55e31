"""The web client lives on another origin; nobody else's page may read our answers."""

import pytest
from rest_framework.test import APIClient


@pytest.fixture
def origin(settings) -> str:
    settings.CORS_ALLOWED_ORIGINS = ["https://www.example.org"]
    return "https://www.example.org"


def preflight(origin: str) -> dict[str, str]:
    return {
        "Origin": origin,
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "authorization, content-type",
    }


def test_the_web_client_may_ask(guest: APIClient, origin: str) -> None:
    response = guest.options("/accounts/user/", headers=preflight(origin))
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == origin
    assert "PATCH" in response["Access-Control-Allow-Methods"]
    assert {"authorization", "content-type"} <= set(response["Access-Control-Allow-Headers"].split(", "))


@pytest.mark.parametrize("url", ["/post/", "/nowhere/", "/post/?page_size=0", "/accounts/user/"])
def test_the_web_client_may_read_answers_and_errors(guest: APIClient, origin: str, url: str) -> None:
    assert guest.get(url, headers={"Origin": origin})["Access-Control-Allow-Origin"] == origin


@pytest.mark.parametrize("stranger", ["https://evil.example", "https://www.example.org.evil.example", "null"])
def test_another_page_may_not(guest: APIClient, origin: str, stranger: str) -> None:
    assert "Access-Control-Allow-Origin" not in guest.get("/post/", headers={"Origin": stranger})
    assert "Access-Control-Allow-Origin" not in guest.options("/accounts/user/", headers=preflight(stranger))


def test_cookies_travel_from_the_web_client_alone(guest: APIClient, origin: str) -> None:
    assert guest.get("/post/", headers={"Origin": origin})["Access-Control-Allow-Credentials"] == "true"
    stranger = guest.get("/post/", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Credentials" not in stranger
