"""The web client lives on another origin: it sees only the headers that it is shown."""

import pytest
from rest_framework.test import APIClient

ORIGIN = "https://www.example.org"


@pytest.fixture(autouse=True)
def web_origin(settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = [ORIGIN]


def exposed(response) -> set[str]:
    assert response["Access-Control-Allow-Origin"] == ORIGIN
    return {name.strip().lower() for name in response["Access-Control-Expose-Headers"].split(",")}


def test_the_web_client_may_read_the_token_of_a_guest(guest: APIClient, lobby) -> None:
    response = guest.post("/chat/api/chat-messages/", {"message": "웹에서 왔어요"}, headers={"Origin": ORIGIN})
    assert response["X-Chat-Token"]
    assert "x-chat-token" in exposed(response)


def test_the_web_client_may_read_when_to_come_back(guest: APIClient) -> None:
    assert "retry-after" in exposed(guest.get("/chat/rooms/", headers={"Origin": ORIGIN}))


def test_the_web_client_may_send_the_token_of_a_guest(guest: APIClient) -> None:
    response = guest.options(
        "/chat/api/chat-messages/",
        headers={
            "Origin": ORIGIN,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type, x-chat-token",
        },
    )
    allowed = response["Access-Control-Allow-Headers"].lower()
    assert "x-chat-token" in allowed
    assert "content-type" in allowed


def test_another_page_is_shown_nothing(guest: APIClient) -> None:
    response = guest.get("/chat/rooms/", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in response
