from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

BODY = {"email": "haneul@example.org", "subject": "bug", "content": "글이 두 번 올라가요.\n**확인** 부탁드려요."}


@pytest.fixture
def ask() -> Callable[..., dict[str, Any]]:
    """Sends an inquiry the way clients do."""

    def send(client: APIClient, **values: Any) -> dict[str, Any]:
        response = client.post("/qna/inquiry/", BODY | values)
        assert response.status_code == 201, response.json()
        return response.json()

    return send
