"""The mail that welcomes a new member."""

from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.test_email_codes import BODY, EMAIL, SIGNUP


def test_a_new_member_is_welcomed_by_mail(guest: APIClient, mailbox) -> None:
    assert guest.post(SIGNUP, BODY).status_code == 201
    [letter] = mailbox()
    assert (letter.to, letter.subject) == (EMAIL, "[스쿨톡스] 가입을 환영해요")
    for form in (letter.text, letter.html):
        assert "하늘다람쥐님, 반가워요!" in form
        assert "haneul_01" in form
        assert BODY["password"] not in form


def test_markup_in_a_nickname_stays_text_in_a_mail(guest: APIClient, mailbox) -> None:
    guest.post(SIGNUP, BODY | {"nickname": "<b>하늘</b> & 별"})
    [letter] = mailbox()
    assert "<b>하늘</b> & 별님" in letter.text
    assert "&lt;b&gt;하늘&lt;/b&gt; &amp; 별님" in letter.html


def test_nobody_is_welcomed_without_an_address(guest: APIClient, mailbox) -> None:
    body = {name: value for name, value in BODY.items() if name != "email"}
    assert guest.post(SIGNUP, body).status_code == 201
    assert mailbox() == []


def test_a_member_who_has_left_is_not_welcomed(guest: APIClient, mailbox) -> None:
    guest.post(SIGNUP, BODY)
    User.objects.get().withdraw()
    assert mailbox() == []


def test_a_strangers_mailbox_is_not_filled_by_sign_ups(guest: APIClient, mailbox) -> None:
    for number in range(7):
        body = BODY | {"username": f"spam{number}", "nickname": f"장난{number}", "email": "Victim@example.org"}
        assert guest.post(SIGNUP, body).status_code == 201
    assert len(mailbox()) == 5
