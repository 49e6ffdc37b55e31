"""What a sign-up needs: told before, and the terms that were read."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.test_email_codes import BODY, SIGNUP
from common.testing import assert_error


def test_a_form_is_told_what_it_needs(guest: APIClient, settings) -> None:
    for mode in ("required", "optional", "off"):
        settings.SIGNUP_EMAIL_CODE = mode
        response = guest.get(SIGNUP)
        assert (response.status_code, set(response.json())) == (200, {"email_code", "terms_version", "providers"})
        assert (response.json()["email_code"], response.json()["terms_version"]) == (mode, settings.TERMS_VERSION)


def test_a_form_names_the_providers_that_are_configured(guest: APIClient, settings) -> None:
    settings.SOCIAL_PROVIDERS = {"google": type("Client", (), {"name": "Google"})}
    assert guest.get(SIGNUP).json()["providers"] == [{"id": "google", "name": "Google"}]
    settings.SOCIAL_PROVIDERS = {}
    assert guest.get(SIGNUP).json()["providers"] == []


@pytest.mark.parametrize(
    ("version", "code"), [("", "blank"), (None, "null"), (2026, "invalid"), ("2" * 21, "max_length")]
)
def test_what_names_no_terms_is_refused(guest: APIClient, version: Any, code: str) -> None:
    assert_error(guest.post(SIGNUP, BODY | {"terms_version": version}), 400, code, "terms_version")


def test_the_terms_that_count_are_the_present_ones(guest: APIClient, settings) -> None:
    assert guest.post(SIGNUP, BODY | {"terms_version": settings.TERMS_VERSION}).status_code == 201
    assert guest.post(SIGNUP, BODY | {"username": "other", "nickname": "다른이"}).status_code == 201
    assert list(User.objects.values_list("terms_version", flat=True)) == [settings.TERMS_VERSION] * 2
