import pytest
from rest_framework.test import APIClient

from accounts import tokens
from common.testing import PASSWORD, Person, assert_error

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
    assert_error(guest.post("/accounts/token/refresh/", {"refresh": phone["refresh"]}), 401, "token_not_valid")
    dead = guest.get("/accounts/user/", headers={"Authorization": f"Bearer {phone['access']}"})
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
    tokens.verify(phone["access"])


def test_the_passwords_are_in_no_answer(author: Person) -> None:
    for body in (BODY | {"old_password": "아닌데요-정말로"}, BODY | {"new_password": "password"}, BODY):
        text = author.client.post(URL, body).content.decode()
        assert not [password for password in body.values() if f'"{password}"' in text]


def test_the_queries_of_a_password_change(author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(5):
        # 1 the token's login and member, 2 savepoint, 3 the password, 4 the other logins, 5 savepoint released
        author.client.post(URL, BODY)
