"""The link by which the reader of an old address undoes that it was given up."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.timezone import localtime
from rest_framework.test import APIClient

from accounts import tokens, undo_links
from accounts.models import EmailChange, User
from common.testing import PASSWORD, Person, assert_error
from mail.models import Mail

URL = "/accounts/email/undo/"
PROFILE = "/accounts/user/"
RESET = "/accounts/password/reset/"
OLD = "onsaemi@example.org"
NEW = "thief@example.org"
NEW_PASSWORD = "별빛-산책-좋아-88"
WEEK = timedelta(days=7)


def move(person: Person, email: str, *, proved: bool = False) -> None:
    """Changes the address; proved, as if by a code."""
    assert person.client.patch(PROFILE, {"email": email, "password": PASSWORD}).status_code == 200
    if proved:
        User.objects.filter(pk=person.id).update(email_confirmed_at=timezone.now())


def token_of(person: Person, email: str = OLD) -> str:
    return undo_links.link(person.user.email_changes.get(email=email)).partition("#")[2]


@pytest.fixture
def token(member: Person) -> str:
    move(member, NEW)
    return token_of(member)


def undo(token: object):
    return APIClient().post(URL, {"token": token})


def log_in(username: str = "onsaemi", password: str = PASSWORD):
    return APIClient().post("/accounts/token/", {"username": username, "password": password})


def address_of(person: Person) -> tuple[str, bool]:
    user = User.objects.get(pk=person.id)
    return user.email, user.email_confirmed


def test_the_old_address_gets_a_link(member: Person, mailbox) -> None:
    now = timezone.localtime()
    with time_machine.travel(now, tick=False):
        move(member, NEW)
        [letter] = mailbox()
    [link] = re.findall(r"^http\S+#\S+$", letter.text, re.MULTILINE)
    assert (letter.to, letter.subject) == (OLD, "[스쿨톡스] 이메일 주소가 바뀌었어요")
    assert link == f"http://localhost:3000/email-undo#{token_of(member)}"
    assert f'href="{link}"' in letter.html
    until = localtime(now + WEEK)
    for form in (letter.text, letter.html):
        assert f"{until.month}월 {until.day}일 {until:%H시 %M분}" in form
        assert NEW not in form


def test_the_link_brings_the_address_back_and_leads_to_a_new_password(member: Person, token: str) -> None:
    thief = tokens.begin_login(member.user)
    response = undo(token)
    assert (response.status_code, set(response.json())) == (200, {"reset_token"})
    assert address_of(member) == (OLD, True)
    assert not member.user.logins.exists()
    assert_error(APIClient().post("/accounts/token/refresh/", {"refresh": thief.refresh}), 401, "token_not_valid")
    assert_error(log_in(), 401, "wrong_credentials")  # who changed the address knew the password
    body = {"token": response.json()["reset_token"], "new_password": NEW_PASSWORD}
    assert APIClient().post(RESET + "confirm/", body).status_code == 200
    assert log_in(password=NEW_PASSWORD).status_code == 200


def test_who_closes_the_page_gets_a_new_password_by_mail(member: Person, token: str, mailbox) -> None:
    undo(token)
    mailbox()
    APIClient().post(RESET, {"email": OLD})
    [letter] = [letter for letter in [*mailbox(), *mailbox()] if "비밀번호를 다시" in letter.subject]
    assert letter.to == OLD


def test_others_lose_nothing(token: str, classmate: Person) -> None:
    assert undo(token).status_code == 200
    assert classmate.client.get(PROFILE).status_code == 200


def test_a_link_is_good_once(member: Person, token: str) -> None:
    assert undo(token).status_code == 200
    User.objects.filter(pk=member.id).update(email="third@example.org")
    assert_error(undo(token), 400, "invalid_link", "token")
    assert address_of(member)[0] == "third@example.org"


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (1, 400)])
def test_a_link_lives_a_week(member: Person, seconds: int, status: int) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        move(member, NEW)
        token = token_of(member)
        clock.shift(WEEK + timedelta(seconds=seconds))
        response = undo(token)
    assert response.status_code == status
    if status == 400:
        assert_error(response, 400, "invalid_link", "token")
        assert address_of(member)[0] == NEW


def mangled(token: str) -> list[str]:
    key, _, signature = token.partition(".")
    other = "0" if key[0] != "0" else "1"
    return [
        f"{other}{key[1:]}.{signature}",
        f"{key}.{signature[:-2]}",
        f"{key}.{signature}A",
        f"{key}.",
        f".{signature}",
        key,
        key + signature,
        f"{key}.{signature}.{signature}",
        f"{key.upper()}.{signature}",
        "하늘.다람쥐",
        "٣.٣",
        ".",
        "..",
    ]


def test_a_mangled_link_undoes_nothing(member: Person, token: str) -> None:
    for wrong in mangled(token):
        assert_error(undo(wrong), 400, "invalid_link", "token")
    assert address_of(member)[0] == NEW
    assert member.client.get(PROFILE).status_code == 200


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "blank"),
        (None, "null"),
        (7, "invalid"),
        (["a.b"], "invalid"),
        ({}, "invalid"),
        ("a" * 201, "max_length"),
        ("a\x00.b", "control_character"),
    ],
)
def test_what_is_no_link_is_refused(guest: APIClient, value, code: str) -> None:
    assert_error(undo(value), 400, code, "token")


def test_a_link_for_another_purpose_is_none(member: Person, token: str) -> None:
    reset = undo(token).json()["reset_token"]
    assert_error(undo(reset), 400, "invalid_link", "token")
    assert_error(
        APIClient().post(RESET + "confirm/", {"token": token, "new_password": NEW_PASSWORD}),
        400,
        "invalid_link",
        "token",
    )


def test_an_address_that_another_has_proved_meanwhile_stays_theirs(member: Person, token: str, make_person) -> None:
    other = make_person("other", email=OLD, email_confirmed_at=timezone.now())
    response = undo(token)
    assert response.status_code == 200
    assert (address_of(member), address_of(other)) == ((OLD, False), (OLD, True))
    body = {"token": response.json()["reset_token"], "new_password": NEW_PASSWORD}
    assert APIClient().post(RESET + "confirm/", body).status_code == 200


def test_who_was_made_to_leave_returns_with_the_new_password(member: Person, token: str) -> None:
    assert member.client.delete(PROFILE, {"password": PASSWORD}).status_code == 204
    body = {"token": undo(token).json()["reset_token"], "new_password": NEW_PASSWORD}
    assert_error(APIClient().post(RESET + "confirm/", body), 401, "withdrawal_pending")
    for password, status in ((PASSWORD, 401), (NEW_PASSWORD, 200)):
        words = {"username": "onsaemi", "password": password}
        assert APIClient().post("/accounts/user/restore/", words).status_code == status
    assert address_of(member) == (OLD, True)


def test_who_is_suspended_stays_so(member: Person, token: str) -> None:
    User.objects.filter(pk=member.id).update(is_suspended=True)
    assert_error(undo(token), 400, "invalid_link", "token")
    assert address_of(member)[0] == NEW


def test_the_new_address_hears_of_it_if_it_was_proved(member: Person, mailbox) -> None:
    for address, proved in ((NEW, True), ("unproved@example.org", False)):
        User.objects.filter(pk=member.id).update(email=OLD, email_confirmed_at=timezone.now())
        member.user.set_password(PASSWORD)
        member.user.save(update_fields=["password"])
        member.client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.begin_login(member.user).access}")
        move(member, address, proved=proved)
        mailbox()
        undo(token_of(member))
        letters = mailbox()
        assert [letter.to for letter in letters] == ([address] if proved else [])
        for letter in letters:
            assert letter.subject == "[스쿨톡스] 이메일 주소가 되돌려졌어요"
            for form in (letter.text, letter.html):
                assert "되돌린 적이 없다면" in form
                assert OLD not in form


def test_no_secret_lies_in_the_outbox_or_the_table(member: Person, token: str) -> None:
    signature = token.partition(".")[2]
    rows = [*Mail.objects.values_list(), *EmailChange.objects.values_list()]
    assert rows
    assert not [row for row in rows if signature in str(row)]


def test_too_many_from_one_address_wait(guest: APIClient) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(60):
            assert undo("a.b").status_code == 400
        assert_error(undo("a.b"), 429, "throttled")


def test_of_many_who_use_a_link_at_once_one_undoes(at_once, member: Person, token: str) -> None:
    answers = at_once(*[lambda: undo(token)] * 10)
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 9
    for answer in answers:
        if answer.status_code == 400:
            assert_error(answer, 400, "invalid_link", "token")
    assert address_of(member) == (OLD, True)


def test_the_queries_of_an_undo(member: Person, django_assert_num_queries) -> None:
    move(member, NEW, proved=True)
    token = token_of(member)
    with django_assert_num_queries(12):
        # 1 savepoint, 2 the member, 3 the change, 4 the mail to the new address, 5 this change and later ones,
        # 6 the logins, 7 links at providers, 8 the member, 9 to 11 the proof in a savepoint, 12 savepoint released
        assert undo(token).status_code == 200
