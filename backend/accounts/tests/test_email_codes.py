"""Asking for a code: what is mailed, what is told, and what is kept of it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import EmailCode
from accounts.models.email_code import digest_of
from accounts.tasks import forget_email_codes
from common.testing import Person, assert_error
from mail.models import Mail

URL = "/accounts/email/code/"
SIGNUP = "/accounts/signup/"
EMAIL = "haneul@example.org"
BODY = {
    "username": "haneul_01",
    "password": "달빛-산책-좋아-77",
    "nickname": "하늘다람쥐",
    "email": EMAIL,
    "agreed_terms": True,
    "is_over_14": True,
}


@pytest.fixture
def member(make_person) -> Person:
    """Somebody who has proved to own the address."""
    return make_person("member", nickname="먼저온사람", email="Haneul@Example.org", email_confirmed_at=timezone.now())


def test_a_code_comes_by_mail(guest: APIClient, mailbox) -> None:
    response = guest.post(URL, {"email": EMAIL})
    assert response.status_code == 200
    assert response.json() == {"email": EMAIL, "expires_in": 600, "retry_after": 60}
    [letter] = mailbox()
    assert letter.to == EMAIL
    code = re.fullmatch(r"\[스쿨톡스\] 인증 번호 (\d{6})", letter.subject)[1]
    assert f"\n{code}\n" in letter.text
    assert f">{code}<" in letter.html
    for form in (letter.text, letter.html):
        assert "10분 동안" in form
        assert "요청하지 않았다면 무시해 주세요" in form


def test_the_code_is_nowhere_but_in_the_mail(guest: APIClient, mailed_code) -> None:
    code = mailed_code(EMAIL)
    for model in (EmailCode, Mail):
        [row] = model.objects.values()
        assert not [value for value in row.values() if code in str(value)]
    assert EmailCode.objects.get().digest != ""


def test_the_answer_holds_no_code_and_no_code_is_made_before_the_mail_leaves(guest: APIClient) -> None:
    response = guest.post(URL, {"email": EMAIL})
    assert not re.search(r"\d{6}", response.content.decode())
    assert not EmailCode.objects.exists()


def test_a_members_address_gets_a_hint_instead_of_a_code(guest: APIClient, member: Person, mailbox) -> None:
    known = guest.post(URL, {"email": EMAIL})
    unknown = guest.post(URL, {"email": "nobody@example.org"})
    assert known.status_code == unknown.status_code == 200
    assert known.json() | {"email": ""} == unknown.json() | {"email": ""}
    hint, code = mailbox()
    assert (hint.to, hint.subject) == (EMAIL, "[스쿨톡스] 이미 가입된 주소예요")
    assert "인증 번호" in code.subject
    assert not re.search(r"\d{6}", hint.subject + hint.text)
    assert "/login" in hint.text
    assert "/password-reset" in hint.text
    assert "요청하지 않았다면 무시해 주세요" in hint.html
    assert "먼저온사람" not in hint.text + hint.html


def test_a_request_does_the_same_for_known_and_unknown(guest: APIClient, member: Person) -> None:
    guest.post(URL, {"email": "warm-up@example.org"})
    done = []
    for email in (EMAIL, "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            assert guest.post(URL, {"email": email}).status_code == 200
        assert len(queries) == 1  # the mail
        done.append(re.sub(r"'[^']*'", "…", queries[0]["sql"]))
    assert done[0] == done[1]


def test_guessing_codes_tells_nobody_who_is_a_member(guest: APIClient, member: Person, mailbox) -> None:
    told = []
    for email in (EMAIL, "nobody@example.org"):
        guest.post(URL, {"email": email})
        mailbox()
        answers = [guest.post(SIGNUP, BODY | {"email": email, "email_code": "000000"}).json() for _ in range(7)]
        told.append([answer["errors"][0]["code"] for answer in answers])
    assert told[0] == told[1] == ["invalid_code"] * 5 + ["too_many_tries"] * 2


def test_an_address_that_is_not_proved_gets_a_code(guest: APIClient, make_person, mailed_code) -> None:
    make_person("member", email=EMAIL)
    assert mailed_code(EMAIL)


def test_a_second_code_has_to_wait_for_known_and_unknown_alike(guest: APIClient, member: Person) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for email in (EMAIL, "nobody@example.org"):
            assert guest.post(URL, {"email": email}).status_code == 200
        for email in (EMAIL.upper(), "Nobody@example.org"):
            again = guest.post(URL, {"email": email})
            assert_error(again, 429, "throttled")
            assert again["Retry-After"] == "60"
        assert Mail.objects.count() == 2
        clock.shift(60)
        for email in (EMAIL, "nobody@example.org"):
            assert guest.post(URL, {"email": email}).status_code == 200


def test_a_new_code_replaces_the_old_one(guest: APIClient, mailed_code) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = mailed_code(EMAIL)
        clock.shift(60)
        second = mailed_code(EMAIL)
    assert EmailCode.objects.count() == 1
    if first != second:
        assert EmailCode.objects.fault(EMAIL, first) == "invalid_code"
    assert EmailCode.objects.fault(EMAIL, second) is None


def test_a_mail_that_was_held_up_does_not_replace_the_newer_code(guest: APIClient, smtp_sink, mailbox) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        smtp_sink.answer_to_recipient = "451 try again later"
        guest.post(URL, {"email": EMAIL})
        assert mailbox() == []
        smtp_sink.answer_to_recipient = "250 OK"
        clock.shift(60)
        guest.post(URL, {"email": EMAIL})
        clock.shift(300)
        [letter] = mailbox()
        assert EmailCode.objects.fault(EMAIL, letter.subject[-6:]) is None
        assert [mail.status for mail in Mail.objects.order_by("pk")] == ["dropped", "sent"]


def test_nobody_is_sent_a_code_long_after_asking(guest: APIClient, smtp_sink, mailbox) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        guest.post(URL, {"email": EMAIL})
        clock.shift(601)
        assert mailbox() == []
    assert not EmailCode.objects.exists()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "required"),
        ({"email": ""}, "blank"),
        ({"email": None}, "null"),
        ({"email": "haneul"}, "invalid"),
        ({"email": ["haneul@example.org"]}, "invalid"),
        ({"email": "haneul@example.org, you@example.org"}, "invalid"),
        ({"email": "haneul@example.org\nBcc: you@example.org"}, "invalid"),
        ({"email": '"ha neul"@example.org'}, "invalid"),
        ({"email": '"ha\\\x01neul"@example.org'}, "invalid"),
        ({"email": "haneul\u212a@example.org"}, "invalid"),  # the Kelvin sign is a k in lower case
        ({"email": "하늘@example.org"}, "invalid"),
        ({"email": '"haneul"@example.org'}, "invalid"),  # quoted or not, it is one mailbox
        ({"email": "haneul@you＠example.org"}, "invalid"),
        ({"email": f"haneul@{'한' * 60}.kr"}, "invalid"),
        ({"email": "a" * 250 + "@example.org"}, "max_length"),
    ],
)
def test_what_is_no_address_gets_no_mail(guest: APIClient, body, code: str) -> None:
    assert_error(guest.post(URL, body), 400, code, "email")
    assert not Mail.objects.exists()


def test_the_domain_is_written_in_lower_case(guest: APIClient) -> None:
    assert guest.post(URL, {"email": "HaNeul@EXAMPLE.Org"}).json()["email"] == "HaNeul@example.org"


def test_one_mailbox_has_one_spelling(guest: APIClient, member: Person, mailbox) -> None:
    fullwidth = guest.post(URL, {"email": "haneul@ｅxample.org"})
    assert fullwidth.json()["email"] == EMAIL
    assert [letter.subject for letter in mailbox()] == ["[스쿨톡스] 이미 가입된 주소예요"]
    assert_error(guest.post(URL, {"email": "haneul@EXAMPLE.ｏrg"}), 429, "throttled")
    assert guest.post(URL, {"email": "haneul@한글.kr"}).json()["email"] == "haneul@xn--bj0bj06e.kr"


def test_nobody_asks_for_codes_where_none_are_used(guest: APIClient, settings) -> None:
    settings.SIGNUP_EMAIL_CODE = "off"
    assert_error(guest.post(URL, {"email": EMAIL}), 404, "not_found")
    assert not Mail.objects.exists()


def test_a_dead_token_does_not_keep_anyone_from_asking(guest: APIClient) -> None:
    assert guest.post(URL, {"email": EMAIL}, headers={"Authorization": "Bearer dead"}).status_code == 200


def test_codes_are_forgotten_soon_after_their_end(guest: APIClient, mailed_code) -> None:
    mailed_code(EMAIL)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for minutes, left in ((30, 1), (45, 0)):
            clock.shift(timedelta(minutes=minutes))
            forget_email_codes()
            assert EmailCode.objects.count() == left


def test_a_code_counts_for_its_own_address_only(guest: APIClient, mailed_code) -> None:
    code = mailed_code(EMAIL)
    mailed_code("other@example.org")
    assert EmailCode.objects.fault("other@example.org", code) == "invalid_code"
    assert EmailCode.objects.fault(EMAIL.upper(), code) is None


def test_of_many_wrong_tries_at_once_five_count(at_once, mailed_code) -> None:
    code = mailed_code(EMAIL)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    body = BODY | {"email_code": wrong}
    answers = at_once(*[lambda: APIClient().post(SIGNUP, body)] * 20)
    told = [answer.json()["errors"][0]["code"] for answer in answers]
    assert sorted(told) == ["invalid_code"] * 5 + ["too_many_tries"] * 15
    assert EmailCode.objects.get().tries == 5
    assert_error(APIClient().post(SIGNUP, body | {"email_code": code}), 400, "too_many_tries", "email_code")


def test_the_same_code_of_two_addresses_has_two_digests() -> None:
    """So the table does not tell that, nor whose code another one may be."""
    assert digest_of(EMAIL, "048213") != digest_of("other@example.org", "048213")
    assert digest_of(EMAIL, "048213") == digest_of(EMAIL.upper(), "048213")


def test_a_code_that_was_replaced_meanwhile_uses_up_nothing(db) -> None:
    """It was found right, and a new one came before it was used."""
    found_right = EmailCode.objects.issue(EMAIL, asker=1)
    newer = EmailCode.objects.issue(EMAIL, asker=2)
    while newer == found_right:
        newer = EmailCode.objects.issue(EMAIL, asker=2)
    assert not EmailCode.objects.use(EMAIL, found_right)
    assert EmailCode.objects.use(EMAIL, newer)
