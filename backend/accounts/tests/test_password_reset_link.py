"""The link to a new password: good once, for who lost the old one."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import User
from accounts.tasks import erase_withdrawn
from accounts.tests.test_password_reset import EMAIL, NEW, confirm, log_in, token_in, tokens_in
from common.testing import PASSWORD, Person, assert_error
from mail.models import Mail


@pytest.fixture
def token(member: Person, reset_letters) -> str:
    [letter] = reset_letters()
    return token_in(letter)


def test_the_link_opens_a_new_password_and_logs_in(member: Person, token: str) -> None:
    response = confirm(token)
    assert (response.status_code, set(response.json())) == (200, {"access", "refresh"})
    me = APIClient().get("/accounts/user/", headers={"Authorization": f"Bearer {response.json()['access']}"})
    assert me.json()["username"] == "onsaemi"
    assert log_in("onsaemi", NEW).status_code == 200
    assert log_in("onsaemi", PASSWORD).status_code == 401


def test_every_other_login_ends(member: Person, classmate: Person, token: str) -> None:
    phone = tokens.begin_login(member.user)
    confirm(token)
    assert_error(member.client.get("/accounts/user/"), 401, "token_not_valid")
    assert_error(APIClient().post("/accounts/token/refresh/", {"refresh": phone.refresh}), 401, "token_not_valid")
    assert member.user.logins.count() == 1
    assert classmate.client.get("/accounts/user/").status_code == 200


def test_the_web_client_gets_its_token_in_the_cookie(token: str) -> None:
    response = confirm(token, **{"X-Token-Transport": "cookie"})
    assert set(response.json()) == {"access"}
    assert response.cookies["refresh_token"]["path"] == "/accounts/token/"
    assert response.cookies["refresh_token"]["httponly"]
    assert "device" in response.cookies
    refreshed = APIClient()
    refreshed.cookies = response.cookies
    answer = refreshed.post("/accounts/token/refresh/", headers={"X-Token-Transport": "cookie"})
    assert (answer.status_code, set(answer.json())) == (200, {"access"})


def test_a_link_is_good_once(member: Person, token: str) -> None:
    assert confirm(token).status_code == 200
    assert_error(confirm(token, "새벽-바람-시원해-99"), 400, "invalid_link", "token")
    assert log_in("onsaemi", NEW).status_code == 200


def test_every_other_link_dies_with_the_first(member: Person, reset_letters) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        [first] = reset_letters()
        clock.shift(61)
        [second] = reset_letters()
        assert confirm(token_in(first)).status_code == 200
        assert_error(confirm(token_in(second)), 400, "invalid_link", "token")


def test_a_password_change_or_a_new_address_ends_a_link(member: Person, reset_letters) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for change in (
            lambda: member.client.patch("/accounts/user/", {"email": "new@example.org", "password": PASSWORD}),
            lambda: member.client.post("/accounts/password/change/", {"old_password": PASSWORD, "new_password": NEW}),
        ):
            [letter] = reset_letters()
            assert change().status_code == 200
            assert_error(confirm(token_in(letter)), 400, "invalid_link", "token")
            User.objects.filter(pk=member.id).update(email=EMAIL, email_confirmed_at=timezone.now())
            clock.shift(61)


@pytest.mark.parametrize(("seconds", "status"), [(1800, 200), (1801, 400)])
def test_a_link_lives_half_an_hour(member: Person, reset_letters, seconds: int, status: int) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        [letter] = reset_letters()
        clock.shift(seconds)
        response = confirm(token_in(letter))
    assert response.status_code == status
    if status == 400:
        assert_error(response, 400, "invalid_link", "token")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("짧다", "password_too_short"),
        ("password", "password_too_common"),
        ("onsaemi2027", "password_too_similar"),
        ("", "blank"),
        (8273640192, "invalid"),
        ("a1!" * 43, "max_length"),
    ],
)
def test_a_weak_password_leaves_the_link_usable(member: Person, token: str, password, code: str) -> None:
    assert_error(confirm(token, password), 400, code, "new_password")
    assert member.client.get("/accounts/user/").status_code == 200
    assert confirm(token).status_code == 200


def mangled(token: str) -> list[object]:
    uid, _, secret = token.partition(".")
    stamp, _, digest = secret.partition("-")
    return [
        f"{uid}.{stamp}-{digest[:-1]}{'0' if digest[-1] != '0' else '1'}",
        f"{uid}.zzzzzz-{digest}",
        f"zz.{secret}",
        f"-{uid}.{secret}",
        f"{'z' * 13}.{secret}",
        f"{'z' * 14}.{secret}",
        f"{uid}.{secret}.{secret}",
        f"{uid}{secret}",
        f"{uid}.",
        f".{secret}",
        f"{uid}.{stamp}",
        "하늘.다람쥐",
        "٣.٣-٣",
        ".",
    ]


def test_a_mangled_link_opens_nothing(member: Person, classmate: Person, token: str) -> None:
    for wrong in mangled(token):
        assert_error(confirm(wrong), 400, "invalid_link", "token")
    assert log_in("onsaemi", PASSWORD).status_code == 200


@pytest.mark.parametrize(
    ("value", "code"),
    [("", "blank"), (None, "null"), (7, "invalid"), (["a.b"], "invalid"), ("a" * 201, "max_length"), ("a\x00.b", None)],
)
def test_what_is_no_link_is_refused(guest: APIClient, value, code: str | None) -> None:
    assert_error(confirm(value), 400, code or "control_character", "token")


def test_a_link_of_another_member_opens_nothing(member: Person, make_person, token: str) -> None:
    other = make_person("other", email="other@example.org")
    uid_of_other = re.sub(r"^\w+", format_base36(other.id), token)
    assert_error(confirm(uid_of_other), 400, "invalid_link", "token")


def format_base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (format_base36(number // 36) if number >= 36 else "") + digits[number % 36]


def test_a_link_of_who_is_suspended_opens_nothing(member: Person, token: str) -> None:
    User.objects.filter(pk=member.id).update(is_suspended=True)
    assert_error(confirm(token), 400, "invalid_link", "token")
    member.user.withdraw()
    assert_error(confirm(token), 400, "invalid_link", "token")
    assert log_in("onsaemi", NEW).status_code == 401


class TestWhoHasLeft:
    """A lost password must not cost anybody the week in which a withdrawal can be undone."""

    def test_sets_a_password_and_then_returns_with_it(self, member: Person, reset_letters, mailbox) -> None:
        member.user.withdraw()
        [letter] = reset_letters()
        assert "탈퇴한 계정이라서" in letter.text
        assert "탈퇴한 계정이라서" in letter.html
        assert_error(confirm(token_in(letter)), 401, "withdrawal_pending")
        assert not member.user.logins.exists()
        assert [told.subject for told in mailbox()] == ["[스쿨톡스] 비밀번호가 바뀌었어요"]
        assert_error(log_in("onsaemi", PASSWORD), 401, "wrong_credentials")
        assert_error(log_in("onsaemi", NEW), 401, "withdrawal_pending")
        assert User.objects.get(pk=member.id).withdrawn_at
        back = APIClient().post("/accounts/user/restore/", {"username": "onsaemi", "password": NEW})
        assert back.status_code == 200
        assert log_in("onsaemi", NEW).status_code == 200

    def test_may_have_asked_for_the_link_before(self, member: Person, token: str) -> None:
        member.user.withdraw()
        assert_error(confirm(token), 401, "withdrawal_pending")
        assert_error(confirm(token), 400, "invalid_link", "token")
        assert_error(log_in("onsaemi", NEW), 401, "withdrawal_pending")

    @pytest.mark.parametrize("erased", [False, True])
    def test_gets_nothing_after_the_week(self, member: Person, reset_letters, token: str, erased: bool) -> None:
        member.user.withdraw()
        with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
            if erased:
                erase_withdrawn()
            assert reset_letters() == []
        late = timezone.now() - timedelta(days=7, seconds=1)
        User.objects.filter(pk=member.id).update(withdrawn_at=late)
        assert_error(confirm(token), 400, "invalid_link", "token")


def test_a_member_without_a_password_may_set_one(make_person, reset_letters) -> None:
    member = make_person("google-1a2b", email=EMAIL, email_confirmed_at=timezone.now())
    member.user.set_unusable_password()
    member.user.save()
    [letter] = reset_letters()
    assert confirm(token_in(letter)).status_code == 200
    assert log_in("google-1a2b", NEW).status_code == 200
    assert not User.objects.get().password.startswith(UNUSABLE_PASSWORD_PREFIX)


def test_the_link_proves_the_address(make_person, reset_letters) -> None:
    member = make_person("onsaemi", email=EMAIL)
    [letter] = reset_letters()
    confirm(token_in(letter))
    member.user.refresh_from_db()
    assert member.user.email_confirmed


def test_an_address_that_another_has_proved_stays_theirs(member: Person, make_person, reset_letters) -> None:
    second = make_person("second", email=EMAIL)
    [letter] = reset_letters()
    assert confirm(tokens_in(letter)["second"]).status_code == 200
    second.user.refresh_from_db()
    member.user.refresh_from_db()
    assert (second.user.email_confirmed, member.user.email_confirmed) == (False, True)


def test_a_mail_tells_that_the_password_has_changed(token: str, mailbox) -> None:
    confirm(token)
    [letter] = mailbox()
    assert (letter.to, letter.subject) == (EMAIL, "[스쿨톡스] 비밀번호가 바뀌었어요")
    assert "바꾼 적이 없다면" in letter.text
    assert NEW not in letter.text + letter.html


def test_a_reset_forgives_the_wrong_guesses(member: Person, token: str) -> None:
    for _ in range(10):
        assert_error(log_in("onsaemi", "이게-아닌가-봐"), 401, "wrong_credentials")
    assert_error(log_in("onsaemi", PASSWORD), 429, "throttled")
    assert confirm(token).status_code == 200
    assert log_in("onsaemi", NEW).status_code == 200


def test_no_secret_lies_in_the_outbox(token: str) -> None:
    secret = token.rpartition("-")[2]
    assert not [row for row in Mail.objects.values_list() if secret in str(row) or token in str(row)]


def test_of_many_who_use_a_link_at_once_one_gets_in(at_once, member: Person, token: str) -> None:
    passwords = [f"별빛-산책-좋아-{number}" for number in range(10, 30)]
    answers = at_once(*[lambda password=password: confirm(token, password) for password in passwords])
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 19
    [winner] = [password for answer, password in zip(answers, passwords, strict=True) if answer.status_code == 200]
    member.user.refresh_from_db()
    assert member.user.check_password(winner)
    assert member.user.logins.count() == 1
    for answer in answers:
        if answer.status_code == 400:
            assert_error(answer, 400, "invalid_link", "token")


def test_a_change_with_the_old_password_never_overrules_a_reset(at_once, member: Person, token: str) -> None:
    change = {"old_password": PASSWORD, "new_password": "도둑의-비밀번호-77"}
    changed, reset = at_once(
        lambda: member.client.post("/accounts/password/change/", change),
        lambda: confirm(token),
    )
    # The link dies with the password that it was made for: whoever is first wins, and the other is told.
    assert {changed.status_code, reset.status_code} in ({200, 400}, {200, 401})


def test_the_queries_of_a_reset(token: str, django_assert_num_queries) -> None:
    with django_assert_num_queries(12):
        # 1 savepoint, 2 the member, 3 can an earlier reader take it back, 4 the password, 5 the logins, 6 the mail,
        # 7 savepoint, 8 does the member stand, 9 logins that are over, 10 the new login, 11 and 12 savepoints released
        assert confirm(token).status_code == 200
