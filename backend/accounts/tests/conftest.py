"""Fixtures of the account tests."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from common.testing import Person
from common.testing_mail import Letter


@pytest.fixture
def member(make_person: Callable[..., Person]) -> Person:
    """Who has proved an address."""
    email = "onsaemi@example.org"
    return make_person("onsaemi", nickname="온새미", email=email, email_confirmed_at=timezone.now())


@pytest.fixture
def mailed_code(db: None, mailbox: Callable[[], list[Letter]]) -> Callable[[str], str]:
    """Asks for a code for an address and reads it in the mail that comes."""

    def ask(email: str) -> str:
        assert APIClient().post("/accounts/email/code/", {"email": email}).status_code == 200
        [letter] = [letter for letter in mailbox() if "인증 번호" in letter.subject]
        return letter.subject[-6:]

    return ask


@pytest.fixture
def reset_letters(db: None, mailbox: Callable[[], list[Letter]]) -> Callable[..., list[Letter]]:
    """Asks for links for an address, and reads what comes: the request's own turn in the outbox queues the mails."""

    def ask(email: str = "onsaemi@example.org") -> list[Letter]:
        response = APIClient().post("/accounts/password/reset/", {"email": email})
        assert (response.status_code, response.json()) == (200, {"email": email})
        return [letter for letter in [*mailbox(), *mailbox()] if "비밀번호를 다시" in letter.subject]

    return ask
