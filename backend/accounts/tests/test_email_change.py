"""Changing the address in the profile, and proving it."""

import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import EmailCode, User
from common.testing import PASSWORD, Person, assert_error
from mail.models import Mail

URL = "/accounts/user/"
OLD = "onsaemi@example.org"
NEW = "saebyeok@example.org"


@pytest.fixture(params=["required", "optional"])
def mode(request, settings) -> str:
    settings.SIGNUP_EMAIL_CODE = request.param
    return request.param


def change(person: Person, body: dict, **options):
    """With the password, which another address needs."""
    return person.client.patch(URL, {"password": PASSWORD, **body}, **options)


def address_of(person: Person) -> tuple[str, bool]:
    profile = person.client.get(URL).json()
    return profile["email"], profile["email_confirmed"]


def test_a_code_confirms_the_new_address(member: Person, mode: str, mailed_code) -> None:
    response = change(member, {"email": NEW, "email_code": mailed_code(NEW)})
    assert response.status_code == 200
    assert (response.json()["email"], response.json()["email_confirmed"]) == address_of(member) == (NEW, True)
    assert not EmailCode.objects.exists()


def test_the_old_address_hears_of_the_change(member: Person, mode: str, mailed_code, mailbox) -> None:
    now = timezone.localtime()
    with time_machine.travel(now, tick=False):
        change(member, {"email": NEW, "email_code": mailed_code(NEW), "about_me": "바꿨어요"})
    [letter] = mailbox()
    assert (letter.to, letter.subject) == (OLD, "[스쿨톡스] 이메일 주소가 바뀌었어요")
    for form in (letter.text, letter.html):
        assert f"{now.month}월 {now.day}일 {now:%H시 %M분}" in form
        assert "바꾼 적이 없다면" in form
        assert NEW not in form


def test_where_codes_are_required_no_address_is_changed_without_one(member: Person, settings) -> None:
    settings.SIGNUP_EMAIL_CODE = "required"
    for email, field, code in ((NEW, "email_code", "required"), ("", "email", "required")):
        assert_error(change(member, {"email": email, "about_me": "몰래"}), 400, code, field)
    assert_error(change(member, {"email": NEW, "email_code": ""}), 400, "required", "email_code")
    assert address_of(member) == (OLD, True)
    assert member.client.get(URL).json()["about_me"] == ""


def test_who_has_no_address_can_save_the_whole_form(author: Person, mode: str) -> None:
    response = change(author, {"email": "", "email_code": "", "about_me": "안녕"})
    assert (response.status_code, response.json()["about_me"]) == (200, "안녕")


def test_where_codes_are_optional_a_new_address_without_one_is_not_confirmed(member: Person, mailbox) -> None:
    assert change(member, {"email": NEW}).json()["email_confirmed"] is False
    assert [letter.to for letter in mailbox()] == [OLD]
    change(member, {"email": "third@example.org"})
    assert mailbox() == []  # nobody had proved the address that went


def test_where_codes_are_off_they_are_ignored(member: Person, settings) -> None:
    settings.SIGNUP_EMAIL_CODE = "off"
    assert change(member, {"email": NEW, "email_code": 7}).json()["email_confirmed"] is False


def test_an_address_can_be_taken_back(member: Person, mailbox) -> None:
    assert change(member, {"email": ""}).status_code == 200
    assert address_of(member) == ("", False)
    assert [letter.to for letter in mailbox()] == [OLD]


@pytest.mark.parametrize(
    "body", [{"email": OLD}, {"email": "OnSaemi@EXAMPLE.org"}, {"email": OLD, "email_code": "12"}, {}]
)
def test_the_same_address_stays_confirmed(member: Person, mode: str, mailbox, body) -> None:
    if body.get("email_code"):
        assert_error(member.client.patch(URL, body), 400, "invalid_code", "email_code")
        body = body | {"email_code": "123456"}
    assert member.client.patch(URL, body | {"about_me": "안녕"}).status_code == 200
    assert address_of(member)[1] is True
    assert mailbox() == []


@pytest.mark.parametrize("body", [{"email": OLD}, {}])
def test_the_address_one_has_already_can_be_confirmed(make_person, mode: str, mailed_code, body) -> None:
    member = make_person("onsaemi", email=OLD)
    assert address_of(member) == (OLD, False)
    response = member.client.patch(URL, body | {"email_code": mailed_code(OLD)})
    assert (response.status_code, address_of(member)) == (200, (OLD, True))


def test_a_wrong_code_changes_nothing_and_counts(member: Person, mode: str, mailed_code) -> None:
    code = mailed_code(NEW)
    body = {"email": NEW, "email_code": f"{(int(code) + 1) % 10**6:06}", "about_me": "몰래"}
    for told in ["invalid_code"] * 5 + ["too_many_tries"]:
        assert_error(change(member, body), 400, told, "email_code")
    assert_error(change(member, body | {"email_code": code}), 400, "too_many_tries", "email_code")
    assert address_of(member) == (OLD, True)
    assert member.client.get(URL).json()["about_me"] == ""


def test_a_refused_change_leaves_the_code(member: Person, classmate: Person, mode: str, mailed_code) -> None:
    body = {"email": NEW, "email_code": mailed_code(NEW)}
    refused = change(member, body | {"nickname": classmate.user.nickname})
    assert_error(refused, 400, "unique", "nickname")
    assert change(member, body).status_code == 200


def test_an_expired_code_confirms_nothing(member: Person, mode: str, mailed_code) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        code = mailed_code(NEW)
        clock.shift(600)
        assert_error(change(member, {"email": NEW, "email_code": code}), 400, "code_expired", "email_code")


def test_nobody_gets_the_confirmed_address_of_another(member: Person, classmate: Person, mailed_code, mailbox) -> None:
    assert APIClient().post("/accounts/email/code/", {"email": OLD}).status_code == 200
    [hint] = mailbox()
    assert "이미 가입된 주소" in hint.subject
    answer = change(classmate, {"email": OLD, "email_code": "123456"})
    assert_error(answer, 400, "invalid_code", "email_code")


def test_who_proves_an_address_that_was_confirmed_meanwhile_is_told(
    member: Person, classmate: Person, mailed_code
) -> None:
    body = {"email": NEW, "email_code": mailed_code(NEW)}
    User.objects.filter(pk=member.id).update(email=NEW.upper())
    assert_error(change(classmate, body), 400, "unique", "email")


def test_a_form_changes_the_address_as_well(member: Person, mode: str, mailed_code) -> None:
    body = {"email": NEW, "email_code": mailed_code(NEW)}
    assert change(member, body, format="multipart").json()["email_confirmed"] is True


def test_confirmation_is_not_a_members_to_say(make_person) -> None:
    member = make_person("onsaemi", email=OLD)
    forged = {"email_confirmed": True, "email_confirmed_at": "2026-11-19T09:00:00+09:00", "has_password": False}
    profile = change(member, forged).json()
    assert (profile["email_confirmed"], profile["has_password"], profile["is_complete"]) == (False, True, True)


def test_nobody_confirms_an_address_by_changing_two_at_once(at_once, make_person, mailed_code) -> None:
    """One request proves an own address while the other writes a stranger's, which the member had said before."""
    for number in range(5):
        member = make_person(f"member{number}", email="victim@example.org")
        own = f"own{number}@example.org"
        proof = {"email": own, "email_code": mailed_code(own)}
        at_once(
            lambda member=member, proof=proof: change(member, proof),
            lambda member=member: member.client.patch(URL, {"email": "victim@example.org"}),
        )
        assert address_of(member) in {(own, True), ("victim@example.org", False)}


def test_the_queries_of_a_change(member: Person, mailed_code, django_assert_num_queries) -> None:
    body = {"email": NEW, "email_code": mailed_code(NEW)}
    with django_assert_num_queries(12):
        # 1 the login and its member, 2 the try, 3 is the code right, 4 is the address another member's, 5 savepoint,
        # 6 the code used up, 7 the row's lock, 8 does the login stand, 9 the old address, 10 the mail to it,
        # 11 the member, 12 savepoint released
        assert change(member, body).status_code == 200
    assert Mail.objects.filter(kind="email_changed").count() == 1
