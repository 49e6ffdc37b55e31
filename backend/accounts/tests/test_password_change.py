from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import User
from common.testing import PASSWORD, Person, assert_error
from mail.models import Mail

URL = "/accounts/password/change/"
NEW = "별빛-산책-좋아-88"
BODY = {"old_password": PASSWORD, "new_password": NEW}


def test_the_new_password_opens_and_the_old_one_does_not(author: Person, guest: APIClient) -> None:
    response = author.client.post(URL, BODY)
    assert (response.status_code, response.json()) == (200, {})
    assert guest.post("/accounts/token/", {"username": "author", "password": NEW}).status_code == 200
    assert guest.post("/accounts/token/", {"username": "author", "password": PASSWORD}).status_code == 401


def test_this_login_goes_on_and_every_other_one_ends(author: Person, guest: APIClient) -> None:
    phone = tokens.begin_login(author.user)
    author.client.post(URL, BODY)
    assert author.client.get("/accounts/user/").status_code == 200
    assert_error(guest.post("/accounts/token/refresh/", {"refresh": phone.refresh}), 401, "token_not_valid")
    dead = guest.get("/accounts/user/", headers={"Authorization": f"Bearer {phone.access}"})
    assert_error(dead, 401, "token_not_valid")


def test_another_members_logins_go_on(author: Person, classmate: Person) -> None:
    author.client.post(URL, BODY)
    assert classmate.client.get("/accounts/user/").status_code == 200


def test_a_guest_has_no_password_to_change(guest: APIClient) -> None:
    assert_error(guest.post(URL, BODY), 401, "not_authenticated")


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"old_password": "아닌데요"}, "old_password", "wrong_password"),
        ({"old_password": ""}, "old_password", "blank"),
        ({"old_password": NEW}, "old_password", "wrong_password"),
        ({"new_password": "짧다"}, "new_password", "password_too_short"),
        ({"new_password": "password"}, "new_password", "password_too_common"),
        ({"new_password": "8273640192"}, "new_password", "password_entirely_numeric"),
        ({"new_password": "author123"}, "new_password", "password_too_similar"),
        ({"new_password": ["목록"]}, "new_password", "invalid"),
    ],
)
def test_a_wrong_or_weak_password_changes_nothing(author: Person, change, field: str, code: str) -> None:
    phone = tokens.begin_login(author.user)
    assert_error(author.client.post(URL, BODY | change), 400, code, field)
    author.user.refresh_from_db()
    assert author.user.check_password(PASSWORD)
    tokens.verify(phone.access)


def test_the_passwords_are_in_no_answer(author: Person) -> None:
    for body in (BODY | {"old_password": "아닌데요-정말로"}, BODY | {"new_password": "password"}, BODY):
        text = author.client.post(URL, body).content.decode()
        assert not [password for password in body.values() if f'"{password}"' in text]


def test_the_queries_of_a_password_change(author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(5):
        # 1 the token's login and member, 2 savepoint, 3 the password, 4 the other logins, 5 savepoint released
        author.client.post(URL, BODY)


def test_a_mail_tells_of_the_change(make_person, mailbox) -> None:
    member = make_person("onsaemi", email="onsaemi@example.org")
    assert member.client.post(URL, BODY).status_code == 200
    [letter] = mailbox()
    assert (letter.to, letter.subject) == ("onsaemi@example.org", "[스쿨톡스] 비밀번호가 바뀌었어요")
    for form in (letter.text, letter.html):
        assert "아이디" in form
        assert "onsaemi" in form
        assert "/password-reset" in form
        assert PASSWORD not in form
        assert NEW not in form


def test_a_change_that_is_refused_sends_no_mail(make_person, mailbox) -> None:
    member = make_person("onsaemi", email="onsaemi@example.org")
    member.client.post(URL, BODY | {"old_password": "아닌데요"})
    assert mailbox() == []


def test_who_has_no_address_gets_no_mail(author: Person, mailbox) -> None:
    author.client.post(URL, BODY)
    assert mailbox() == []


def test_a_strangers_mailbox_is_not_filled_by_changes(make_person, mailbox) -> None:
    member = make_person("onsaemi", email="victim@example.org")
    passwords = [PASSWORD, *(f"별빛-산책-좋아-{number}" for number in range(10, 17))]
    for old, new in pairwise(passwords):
        assert member.client.post(URL, {"old_password": old, "new_password": new}).status_code == 200
    assert len(mailbox()) == 5


def test_who_has_proved_the_address_hears_of_every_change(make_person, mailbox) -> None:
    member = make_person("onsaemi", email="onsaemi@example.org", email_confirmed_at=timezone.now())
    passwords = [PASSWORD, *(f"별빛-산책-좋아-{number}" for number in range(10, 17))]
    for old, new in pairwise(passwords):
        assert member.client.post(URL, {"old_password": old, "new_password": new}).status_code == 200
    assert len(mailbox()) == 7


def test_who_logged_in_a_moment_ago_without_a_password_may_set_one(make_person, guest: APIClient) -> None:
    member = make_person("kakao-1a2b")
    User.objects.filter(pk=member.id).update(password=make_password(None))
    assert member.client.get("/accounts/user/").json()["has_password"] is False
    assert member.client.post(URL, {"new_password": NEW}).status_code == 200
    assert member.client.get("/accounts/user/").json()["has_password"] is True
    assert guest.post("/accounts/token/", {"username": "kakao-1a2b", "password": NEW}).status_code == 200
    assert_error(member.client.post(URL, {"new_password": "새벽-바람-시원해-99"}), 400, "required", "old_password")


def test_without_a_password_an_older_login_is_not_enough(make_person) -> None:
    member = make_person("kakao-1a2b")
    User.objects.filter(pk=member.id).update(password=make_password(None))
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1), tick=False):
        assert_error(member.client.post(URL, {"new_password": NEW}), 403, "recent_login_required")
    assert not User.objects.get(pk=member.id).has_usable_password()


def test_of_two_who_know_the_old_password_one_changes_it(at_once, make_person) -> None:
    member = make_person("onsaemi", email="onsaemi@example.org")
    passwords = [f"별빛-산책-좋아-{number}" for number in range(10, 20)]
    bodies = [BODY | {"new_password": password} for password in passwords]
    answers = at_once(*[lambda body=body: member.client.post(URL, body) for body in bodies])
    assert [answer.status_code for answer in answers].count(200) == 1
    for answer in answers:
        if answer.status_code != 200:
            assert_error(answer, 400, "wrong_password", "old_password")
    assert Mail.objects.count() == 1
