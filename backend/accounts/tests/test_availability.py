from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from common import limits
from common.testing import Person, assert_error, is_korean

URL = "/accounts/availability/"
FREE = {"available": True, "code": None, "detail": None}


def verdict(client: APIClient, **query: str) -> dict[str, Any]:
    response = client.get(URL, query)
    assert response.status_code == 200, response.json()
    assert set(response.json()) == set(query)
    return response.json()


def test_names_that_nobody_has_are_free(guest: APIClient) -> None:
    assert verdict(guest, username="haneul_01", nickname="하늘다람쥐") == {"username": FREE, "nickname": FREE}


@pytest.mark.parametrize(
    ("field", "value"),
    [("username", "author"), ("username", "AUTHOR"), ("nickname", "온새미"), ("nickname", " 온새\u200b미 ")],
)
def test_a_name_that_is_taken_says_so_however_it_is_spelt(
    guest: APIClient, author: Person, field: str, value: str
) -> None:
    answer = verdict(guest, **{field: value})[field]
    assert (answer["available"], answer["code"]) == (False, "unique")
    assert is_korean(answer["detail"])


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("username", "abc", "invalid"),
        ("username", "하늘다람쥐", "invalid"),
        ("username", "", "blank"),
        ("nickname", "   ", "blank"),
        ("nickname", "가" * 21, "max_length"),
        ("nickname", "하늘\x1b[31m", "control_character"),
        ("nickname", "\x00", "null_characters_not_allowed"),
    ],
)
def test_a_name_that_no_one_may_have_says_why(guest: APIClient, field: str, value: str, code: str) -> None:
    answer = verdict(guest, **{field: value})[field]
    assert (answer["available"], answer["code"]) == (False, code)
    assert is_korean(answer["detail"])


@pytest.mark.parametrize(
    ("username", "nickname"),
    [("author", "온새미"), ("abc", "가" * 21), ("haneul_01", "하늘다람쥐"), ("", ""), ("Author", "\u3164")],
)
def test_a_sign_up_says_the_same(guest: APIClient, author: Person, username: str, nickname: str) -> None:
    names = {"username": username, "nickname": nickname}
    body = names | {"password": "달빛-산책-좋아-77", "agreed_terms": True, "is_over_14": True}
    answer = guest.post("/accounts/signup/", body)
    refused = {} if answer.status_code == 201 else {error["attr"]: error["code"] for error in answer.json()["errors"]}
    User.objects.exclude(pk=author.id).delete()
    assert {name: said["code"] for name, said in verdict(guest, **names).items()} == {
        name: refused.get(name) for name in names
    }


def test_ones_own_nickname_is_free_for_oneself_alone(author: Person, classmate: Person) -> None:
    assert verdict(author.client, nickname="온새미") == {"nickname": FREE}
    assert verdict(classmate.client, nickname="온새미")["nickname"]["code"] == "unique"
    assert verdict(author.client, nickname="모의고사요정")["nickname"]["code"] == "unique"


@pytest.mark.parametrize("query", [{}, {"email": "haneul@example.org"}])
def test_an_address_is_never_told_of(guest: APIClient, query: dict[str, str]) -> None:
    assert_error(guest.get(URL, query), 400, "required")
    assert "email" not in verdict_with_email(guest)


def verdict_with_email(guest: APIClient) -> dict[str, Any]:
    return guest.get(URL, {"nickname": "하늘다람쥐", "email": "haneul@example.org"}).json()


def test_a_reason_is_told_in_english_too(guest: APIClient) -> None:
    answer = guest.get(URL, {"username": "abc"}, headers={"Accept-Language": "en"}).json()
    assert not is_korean(answer["username"]["detail"])


def test_a_dead_token_is_a_dead_token(guest: APIClient) -> None:
    dead = guest.get(URL, {"nickname": "하늘"}, headers={"Authorization": "Bearer dead"})
    assert_error(dead, 401, "token_not_valid")


@pytest.mark.usefixtures("clock")
def test_whoever_asks_for_a_list_of_names_is_slowed_down(guest: APIClient) -> None:
    for _ in range(limits.LIMITS["availability"][0].amount):
        limits.count("availability", address="127.0.0.1")
    response = guest.get(URL, {"nickname": "하늘"})
    assert_error(response, 429, "throttled")
    assert int(response["Retry-After"]) > 0
    assert guest.get(URL, {"nickname": "하늘"}, REMOTE_ADDR="203.0.113.7").status_code == 200


def test_the_queries_of_availability(guest: APIClient, author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        # 1 is the username taken, 2 is the nickname
        guest.get(URL, {"username": "haneul_01", "nickname": "하늘"})
    with django_assert_num_queries(0):
        guest.get(URL, {"username": "abc", "nickname": ""})
    with django_assert_num_queries(2):
        # 1 the token's login and member, 2 is the nickname taken
        author.client.get(URL, {"nickname": "하늘"})
