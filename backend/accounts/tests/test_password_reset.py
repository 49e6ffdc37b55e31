"""A lost password: who asks gets a link by mail."""

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from common.testing import PASSWORD, Person, assert_error
from mail.models import Mail

URL = "/accounts/password/reset/"
CONFIRM = "/accounts/password/reset/confirm/"
EMAIL = "onsaemi@example.org"
NEW = "별빛-산책-좋아-88"


def token_in(letter) -> str:
    [token] = tokens_in(letter).values()
    return token


def tokens_in(letter) -> dict[str, str]:
    """Of each member whom the mail names."""
    found = {}
    for username, link in re.findall(r"^아이디 (\S+)의 [^\n]*\n\n(\S+)$", letter.text, re.MULTILINE):
        assert f'href="{link}"' in letter.html
        origin, _, found[username] = link.partition("/password-reset#")
        assert origin == "http://localhost:3000"
    return found


def confirm(token: object, password: str = NEW, **headers: str):
    return APIClient().post(CONFIRM, {"token": token, "new_password": password}, headers=headers)


def log_in(username: str, password: str):
    return APIClient().post("/accounts/token/", {"username": username, "password": password})


def test_a_link_comes_by_mail(member: Person, reset_letters, settings) -> None:
    [letter] = reset_letters()
    assert (letter.to, letter.subject) == (EMAIL, "[스쿨톡스] 비밀번호를 다시 정해 주세요")
    for form in (letter.text, letter.html):
        assert "onsaemi" in form
        assert "30분 동안" in form
        assert "요청하지 않았다면 무시해 주세요" in form
    assert token_in(letter)


@pytest.mark.parametrize(
    ("body", "code"),
    [({}, "required"), ({"email": "onsaemi"}, "invalid"), ({"email": ""}, "blank"), ({"email": 7}, "invalid")],
)
def test_what_is_no_address_gets_no_mail(guest: APIClient, body, code: str) -> None:
    assert_error(guest.post(URL, body), 400, code, "email")
    assert not Mail.objects.exists()


def test_an_unknown_address_gets_the_same_answer_and_no_mail(member: Person, reset_letters) -> None:
    assert reset_letters("nobody@example.org") == []
    assert len(reset_letters(EMAIL.upper().replace("EXAMPLE.ORG", "example.org"))) == 1


@pytest.mark.parametrize("has_left", [False, True])
def test_a_request_does_the_same_for_known_and_unknown(guest: APIClient, member: Person, has_left: bool) -> None:
    if has_left:
        member.user.withdraw()
    done = []
    for email in (EMAIL, "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            assert guest.post(URL, {"email": email}).status_code == 200
        assert len(queries) == 1  # the mail
        done.append(re.sub(r"'[^']*'", "…", queries[0]["sql"]))
    assert done[0] == done[1]


def test_a_second_link_has_to_wait_for_known_and_unknown_alike(guest: APIClient, member: Person) -> None:
    for email in (EMAIL, "nobody@example.org"):
        assert guest.post(URL, {"email": email}).status_code == 200
        again = guest.post(URL, {"email": email.upper()})
        assert_error(again, 429, "throttled")
        assert 1 <= int(again["Retry-After"]) <= 60


def test_one_mail_names_every_member_of_an_address(member: Person, make_person, reset_letters) -> None:
    make_person("second", email="ONSAEMI@example.org")
    make_person("third", email=EMAIL)
    [letter] = reset_letters("Onsaemi@example.org")
    found = tokens_in(letter)
    assert (letter.to, list(found)) == (EMAIL, ["onsaemi", "second", "third"])
    assert confirm(found["second"]).status_code == 200
    assert log_in("second", NEW).status_code == 200
    assert log_in("onsaemi", PASSWORD).status_code == 200


def test_one_who_has_proved_the_address_is_never_pushed_out_by_others(make_person, reset_letters) -> None:
    for number in range(22):
        make_person(f"squatter{number}", email=EMAIL.upper())
    make_person("owner", email=EMAIL, email_confirmed_at=timezone.now())
    [letter] = reset_letters()
    found = tokens_in(letter)
    assert (letter.to, len(found), next(iter(found))) == (EMAIL, 20, "owner")


def test_a_mailbox_gets_five_mails_an_hour_however_many_have_its_address(make_person, guest, mailbox) -> None:
    for number in range(5):
        make_person(f"squatter{number}", email=[EMAIL, EMAIL.upper()][number % 2])
    with time_machine.travel(timezone.now().replace(minute=0, second=0, microsecond=0), tick=False) as clock:
        arrived = []
        for number in range(30):
            guest.post(URL, {"email": [EMAIL.upper(), EMAIL][number % 2]}, REMOTE_ADDR=f"203.0.113.{number}")
            arrived += [*mailbox(), *mailbox()]
            clock.shift(61)
    assert len(arrived) == 5


def test_who_is_suspended_gets_no_mail(member: Person, reset_letters) -> None:
    User.objects.filter(pk=member.id).update(is_suspended=True)
    member.user.withdraw()
    assert reset_letters() == []


def test_a_mail_that_was_held_up_too_long_is_not_sent(member: Person, guest: APIClient, mailbox) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        guest.post(URL, {"email": EMAIL})
        clock.shift(1801)
        assert [*mailbox(), *mailbox()] == []


def test_a_mail_for_an_address_that_has_changed_since_is_not_sent(member: Person, guest: APIClient, mailbox) -> None:
    guest.post(URL, {"email": EMAIL})
    mailbox()
    User.objects.filter(pk=member.id).update(email="new@example.org")
    Mail.objects.filter(kind="password_reset").update(status="queued", attempts=0, ended_at=None)
    assert mailbox() == []
