import logging
from typing import Any

import pytest
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts.models import User
from common import limits
from common.testing import PASSWORD, Person, assert_error, is_korean

URL = "/accounts/password/check/"
ABOUT = {
    "username": "saebyeok27",
    "nickname": "온새미",
    "name": "김하늘",
    "email": "haneul.kim@example.org",
    "school_name": "대전한빛고등학교",
}
PASSWORDS = [
    "오늘도-한걸음-더",
    "달빛-산책-좋아-77",
    "x7Kq9mZp",
    "dkssud12",
    "qwer12",
    "짧다",
    "password",
    "8273640192",
    "20090314",
    "dhstoal2009",
    "rlagksmf0314",
    "gksqlcrh12",
    "haneul!2009",
    "saebyeok27",
    "   온새미   ",
    "가" * 129,
    "가나" * 64,
    "달빛\x00산책-좋아",
    "달빛\t산책-좋아-77",
    "        ",
    "",
]


def codes(response: Response) -> set[str]:
    """What is said against the password, by whichever of the two ways it was asked."""
    body = response.json()
    if response.status_code == 400:
        return {error["code"] for error in body["errors"] if error["attr"] in {"password", "new_password"}}
    return {reason["code"] for reason in body.get("reasons", [])}


def test_a_good_password_has_nothing_against_it(guest: APIClient) -> None:
    response = guest.post(URL, {"password": PASSWORD})
    assert (response.status_code, response.json()) == (200, {"is_good": True, "reasons": []})


def test_a_weak_one_is_told_every_reason_in_words(guest: APIClient) -> None:
    answer = guest.post(URL, {"password": "qwer12"}).json()
    assert not answer["is_good"]
    assert [reason["code"] for reason in answer["reasons"]] == ["password_too_short", "password_keyboard_pattern"]
    assert all(is_korean(reason["detail"]) for reason in answer["reasons"])
    english = guest.post(URL, {"password": "qwer12"}, headers={"Accept-Language": "en"}).json()
    assert not any(is_korean(reason["detail"]) for reason in english["reasons"])


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_sign_up_says_the_same(guest: APIClient, password: str) -> None:
    check = guest.post(URL, ABOUT | {"password": password})
    signup = guest.post("/accounts/signup/", ABOUT | {"password": password, "agreed_terms": True, "is_over_14": True})
    assert codes(check) == codes(signup)
    assert (signup.status_code == 201) == (check.status_code == 200 and check.json()["is_good"])


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_change_of_the_password_says_the_same(make_person: Any, password: str) -> None:
    member = make_person(**ABOUT)
    check = member.client.post(URL, {"password": password})
    change = member.client.post("/accounts/password/change/", {"old_password": PASSWORD, "new_password": password})
    assert codes(check) == codes(change)
    assert (change.status_code == 200) == (check.status_code == 200 and check.json()["is_good"])


@pytest.mark.parametrize(
    ("field", "value", "password"),
    [
        ("username", "saebyeok27", "saebyeok2009"),
        ("nickname", " 온새\u200b미", "dhstoal2009"),
        ("nickname", "새" * 30, "새" * 30),
        ("name", "김하늘", "rlagksmf0314"),
        ("email", "haneul@ex", "haneul!2009"),
        ("school_name", "한빛고", "gksqlcrh12"),
    ],
)
def test_what_is_not_written_to_its_end_counts_already(guest: APIClient, field: str, value: str, password: str) -> None:
    assert "password_too_similar" in codes(guest.post(URL, {field: value, "password": password}))
    assert "password_too_similar" not in codes(guest.post(URL, {field: "", "password": password}))


def test_what_a_member_changes_at_once_counts_instead(author: Person) -> None:
    assert codes(author.client.post(URL, {"password": "dhstoal2009"})) == {"password_too_similar"}
    assert codes(author.client.post(URL, {"password": "dhstoal2009", "nickname": "하늘"})) == set()


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({}, "password", "required"),
        ({"password": None}, "password", "null"),
        ({"password": 82736401}, "password", "invalid"),
        ({"password": ["달빛"]}, "password", "invalid"),
        ({"password": "달빛\x1b[31m"}, "password", "control_character"),
        ({"password": PASSWORD, "nickname": {"a": 1}}, "nickname", "invalid"),
        ({"password": PASSWORD, "email": "가" * 255}, "email", "max_length"),
    ],
)
def test_a_body_that_is_no_form_is_refused(guest: APIClient, body: dict[str, Any], field: str, code: str) -> None:
    assert_error(guest.post(URL, body), 400, code, field)


def test_a_password_is_in_no_answer_no_row_and_no_log(guest: APIClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for password in ("달빛-산책-좋아-77", "dhstoal2009", "가" * 129, "달빛\x00산책-좋아"):
        answer = guest.post(URL, ABOUT | {"password": password}).content.decode()
        assert password not in answer + caplog.text
    assert not User.objects.exists()


@pytest.mark.usefixtures("clock")
def test_whoever_tries_a_list_of_passwords_is_slowed_down(guest: APIClient) -> None:
    for _ in range(limits.LIMITS["password_check"][0].amount):
        limits.count("password_check", address="127.0.0.1")
    response = guest.post(URL, {"password": PASSWORD})
    assert_error(response, 429, "throttled")
    assert int(response["Retry-After"]) > 0
    assert guest.post(URL, {"password": PASSWORD}, REMOTE_ADDR="203.0.113.7").status_code == 200


def test_the_queries_of_a_password_check(guest: APIClient, author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        guest.post(URL, ABOUT | {"password": PASSWORD})
    with django_assert_num_queries(1):
        # the token's login and member
        author.client.post(URL, {"password": PASSWORD})
