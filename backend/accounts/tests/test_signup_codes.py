"""Signing up with an address that a code proves: required, optional or off."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import EmailCode, User
from accounts.tests.test_email_codes import BODY, EMAIL, SIGNUP
from common.testing import PASSWORD, assert_error
from mail.models import Mail

MODES = ["required", "optional"]


@pytest.fixture(params=MODES)
def mode(request, settings) -> str:
    """Whether codes are required or optional: what is said of one holds for the other."""
    settings.SIGNUP_EMAIL_CODE = request.param
    return request.param


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in BODY.items() if key != name}


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def stored_files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_right_code_makes_a_member_with_a_confirmed_address(guest: APIClient, mode: str, mailed_code) -> None:
    response = guest.post(SIGNUP, BODY | {"email_code": mailed_code(EMAIL)})
    assert response.status_code == 201, response.json()
    assert (response.json()["email"], response.json()["email_confirmed"]) == (EMAIL, True)
    assert "email_code" not in response.json()
    assert User.objects.get().email_confirmed_at
    assert not EmailCode.objects.exists()


def test_a_code_may_be_typed_with_spaces_and_the_address_in_another_case(guest: APIClient, mode, mailed_code) -> None:
    code = mailed_code(EMAIL)
    body = {"email": "HaNeul@EXAMPLE.org", "email_code": f" {code[:3]} {code[3:]}\n"}
    assert guest.post(SIGNUP, BODY | body).json()["email"] == "HaNeul@example.org"


def test_a_code_comes_with_a_form_too(guest: APIClient, mode, mailed_code, make_picture) -> None:
    form = BODY | {"email_code": mailed_code(EMAIL), "profile_picture": make_picture()}
    assert guest.post(SIGNUP, form, format="multipart").json()["email_confirmed"] is True


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"email": None}, "email", "null"),
        ({"email": ""}, "email", "required"),
        ({"email": "", "email_code": ""}, "email", "required"),
        ({"email_code": None}, "email_code", "null"),
        ({"email_code": ""}, "email_code", "required"),
    ],
)
def test_where_codes_are_required_nobody_joins_without(guest: APIClient, settings, change, field, code: str) -> None:
    settings.SIGNUP_EMAIL_CODE = "required"
    assert_error(guest.post(SIGNUP, BODY | {"email_code": "123456"} | change), 400, code, field)
    assert not User.objects.exists()


def test_what_a_required_code_needs_is_told_with_all_other_faults(guest: APIClient, settings) -> None:
    settings.SIGNUP_EMAIL_CODE = "required"
    body = {name: value for name, value in BODY.items() if name not in {"email", "nickname"}}
    errors = guest.post(SIGNUP, body).json()["errors"]
    assert {(error["attr"], error["code"]) for error in errors} == {
        ("nickname", "required"),
        ("email", "required"),
        ("email_code", "required"),
    }


def test_where_codes_are_optional_an_address_without_one_is_not_confirmed(guest: APIClient) -> None:
    assert guest.post(SIGNUP, BODY).json()["email_confirmed"] is False
    other = BODY | {"username": "haneul_02", "nickname": "하늘다람쥐 둘"}
    assert guest.post(SIGNUP, other).json()["email"] == EMAIL


def test_a_code_without_an_address_proves_nothing(guest: APIClient, mailed_code) -> None:
    code = mailed_code(EMAIL)
    assert_error(guest.post(SIGNUP, without("email") | {"email_code": code}), 400, "required", "email")


@pytest.mark.parametrize("value", ["123456", "", None, "아무거나", 7, ["1"]])
def test_where_codes_are_off_they_are_ignored(guest: APIClient, settings, value: Any) -> None:
    settings.SIGNUP_EMAIL_CODE = "off"
    profile = guest.post(SIGNUP, BODY | {"email_code": value}).json()
    assert (profile["email"], profile["email_confirmed"]) == (EMAIL, False)
    assert guest.post(SIGNUP, without("email") | {"username": "other", "nickname": "다른이"}).status_code == 201


@pytest.mark.parametrize("value", ["12345", "1234567", "abcdef", "12-456", "１２３４５６", True, ["123456"]])
def test_what_is_no_code_counts_as_no_try(guest: APIClient, mode: str, mailed_code, value: Any) -> None:
    mailed_code(EMAIL)
    answer = guest.post(SIGNUP, BODY | {"email_code": value})
    assert_error(answer, 400, "invalid_code" if isinstance(value, str) else "invalid", "email_code")
    assert EmailCode.objects.get().tries == 0


def test_a_code_that_was_never_asked_for_is_wrong(guest: APIClient, mode: str) -> None:
    assert_error(guest.post(SIGNUP, BODY | {"email_code": "123456"}), 400, "invalid_code", "email_code")
    assert not User.objects.exists()


def test_five_wrong_tries_end_a_code(guest: APIClient, mode: str, mailed_code) -> None:
    code = mailed_code(EMAIL)
    for _ in range(5):
        assert_error(guest.post(SIGNUP, BODY | {"email_code": wrong(code)}), 400, "invalid_code", "email_code")
    for value in (wrong(code), code):
        assert_error(guest.post(SIGNUP, BODY | {"email_code": value}), 400, "too_many_tries", "email_code")
    assert not User.objects.exists()


def test_four_wrong_tries_do_not(guest: APIClient, mode: str, mailed_code) -> None:
    code = mailed_code(EMAIL)
    for _ in range(4):
        guest.post(SIGNUP, BODY | {"email_code": wrong(code)})
    assert guest.post(SIGNUP, BODY | {"email_code": code}).status_code == 201


def test_a_code_is_tried_only_by_a_sign_up_that_is_right_in_all_else(guest: APIClient, mode: str, mailed_code) -> None:
    body = BODY | {"email_code": wrong(mailed_code(EMAIL))}
    for fault in ({"password": "password"}, {"grade": 9}, {"is_over_14": False}):
        assert guest.post(SIGNUP, body | fault).status_code == 400
    assert EmailCode.objects.get().tries == 0


def test_a_new_code_has_all_its_tries(guest: APIClient, mode: str, mailed_code) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        code = mailed_code(EMAIL)
        for _ in range(6):
            guest.post(SIGNUP, BODY | {"email_code": wrong(code)})
        clock.shift(60)
        assert guest.post(SIGNUP, BODY | {"email_code": mailed_code(EMAIL)}).status_code == 201


@pytest.mark.parametrize(("seconds", "status"), [(599, 201), (600, 400)])
def test_a_code_lives_ten_minutes(guest: APIClient, mode: str, mailed_code, seconds: int, status: int) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        code = mailed_code(EMAIL)
        clock.shift(seconds)
        response = guest.post(SIGNUP, BODY | {"email_code": code})
    assert response.status_code == status
    if status == 400:
        assert_error(response, 400, "code_expired", "email_code")


def test_a_code_is_good_once(guest: APIClient, mode: str, mailed_code) -> None:
    body = BODY | {"email_code": mailed_code(EMAIL)}
    assert guest.post(SIGNUP, body).status_code == 201
    again = guest.post(SIGNUP, body | {"username": "haneul_02", "nickname": "하늘다람쥐 둘"})
    assert_error(again, 400, "invalid_code", "email_code")


def test_a_code_of_another_address_is_wrong(guest: APIClient, mode: str, mailed_code) -> None:
    code = mailed_code("other@example.org")
    assert_error(guest.post(SIGNUP, BODY | {"email_code": code}), 400, "invalid_code", "email_code")


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"agreed_terms": False}, "agreed_terms", "not_agreed"),
        ({"is_over_14": False}, "is_over_14", "not_agreed"),
        ({"terms_version": "2020-01"}, "terms_version", "terms_changed"),
        ({"password": "password"}, "password", "password_too_common"),
        ({"nickname": "온새미"}, "nickname", "unique"),
        ({"grade": 4}, "grade", "max_value"),
    ],
)
def test_a_refused_sign_up_leaves_the_code_and_nothing_else(
    guest: APIClient, mode, author, mailed_code, make_picture, settings, change, field: str, code: str
) -> None:
    right = mailed_code(EMAIL)
    form = BODY | {"email_code": right, "profile_picture": make_picture()}
    assert_error(guest.post(SIGNUP, form | change, format="multipart"), 400, code, field)
    assert User.objects.count() == 1
    assert not stored_files(settings)
    assert not Mail.objects.filter(kind="welcome").exists()
    assert EmailCode.objects.get().tries == 0
    assert guest.post(SIGNUP, BODY | {"email_code": right}).status_code == 201


def test_an_address_that_was_confirmed_meanwhile_is_taken(guest: APIClient, mode, make_person, mailed_code) -> None:
    code = mailed_code(EMAIL)
    make_person("faster", email=EMAIL.upper(), email_confirmed_at=timezone.now())
    assert_error(guest.post(SIGNUP, BODY | {"email_code": code}), 400, "unique", "email")
    assert_error(guest.post(SIGNUP, BODY | {"email_code": wrong(code)}), 400, "invalid_code", "email_code")


def test_a_stranger_learns_nothing_of_a_confirmed_address(guest: APIClient, make_person) -> None:
    make_person("member", email=EMAIL, email_confirmed_at=timezone.now())
    profile = guest.post(SIGNUP, BODY).json()
    assert (profile["email"], profile["email_confirmed"]) == (EMAIL, False)


def test_of_many_sign_ups_at_once_with_one_code_one_gets_in(
    at_once: Callable[..., list[Any]], mailed_code, make_picture, settings
) -> None:
    code = mailed_code(EMAIL)
    forms = [
        BODY
        | {
            "username": f"student{number}",
            "nickname": f"학생{number}",
            "email_code": code,
            "profile_picture": make_picture(),
        }
        for number in range(20)
    ]
    answers = at_once(*[lambda form=form: APIClient().post(SIGNUP, form, format="multipart") for form in forms])
    assert sorted(answer.status_code for answer in answers) == [201] + [400] * 19
    for answer in answers:
        if answer.status_code == 400:
            [error] = answer.json()["errors"]
            assert (error["code"], error["attr"]) in {("unique", "email"), ("invalid_code", "email_code")}
    assert User.objects.count() == 1
    assert len(stored_files(settings)) == 1
    assert Mail.objects.filter(kind="welcome").count() == 1
    assert not EmailCode.objects.exists()


@pytest.mark.parametrize("field", ["username", "nickname"])
def test_of_many_who_choose_one_name_at_once_the_others_keep_their_codes(
    at_once: Callable[..., list[Any]], mailed_code, make_picture, settings, field: str
) -> None:
    forms = []
    for number in range(20):
        email = f"student{number}@example.org"
        own = {"username": f"student{number}", "nickname": f"학생{number}", "email": email}
        proof = {"email_code": mailed_code(email), "profile_picture": make_picture()}
        forms.append(BODY | own | proof | {field: BODY[field]})
    answers = at_once(*[lambda form=form: APIClient().post(SIGNUP, form, format="multipart") for form in forms])
    assert sorted(answer.status_code for answer in answers) == [201] + [400] * 19
    for answer in answers:
        if answer.status_code == 400:
            assert_error(answer, 400, "unique", field)
    assert User.objects.count() == 1
    assert len(stored_files(settings)) == 1
    assert EmailCode.objects.filter(tries=0).count() == 19


def test_of_two_who_confirm_one_address_over_different_ways_one_gets_it(at_once, make_person, mailed_code) -> None:
    one, other = (make_person(name, email="") for name in ("first", "second"))
    body = {"email": EMAIL, "email_code": mailed_code(EMAIL), "password": PASSWORD}
    answers = at_once(*[lambda one=one: one.client.patch("/accounts/user/", body) for one in (one, other)] * 5)
    assert 200 in {answer.status_code for answer in answers}
    assert User.objects.filter(email_confirmed_at__isnull=False).count() == 1


def test_the_queries_of_a_sign_up_with_a_code(guest: APIClient, mailed_code, django_assert_num_queries) -> None:
    body = BODY | {"email_code": mailed_code(EMAIL)}
    with django_assert_num_queries(10):
        # 1 is the username taken, 2 is the nickname, 3 the try, 4 is the code right, 5 is the address another member's,
        # 6 savepoint, 7 the code used up, 8 the member, 9 the welcome mail, 10 savepoint released
        assert guest.post(SIGNUP, body).status_code == 201


def test_the_queries_of_a_wrong_code(guest: APIClient, mailed_code, django_assert_num_queries) -> None:
    body = BODY | {"email_code": wrong(mailed_code(EMAIL))}
    with django_assert_num_queries(4):
        # 1 is the username taken, 2 is the nickname, 3 the try, 4 is the code right
        assert guest.post(SIGNUP, body).status_code == 400
