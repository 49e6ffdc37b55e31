import pytest
from rest_framework.test import APIClient

from accounts.models import User
from common.testing import PASSWORD, Person, assert_error

ABOUT = {
    "name": "김온새미로",
    "school_name": "한빛고등학교",
    "grade": 3,
    "about_me": "유부초밥파",
    "email": "onsaemiro@example.org",
}


@pytest.fixture
def url(author: Person) -> str:
    author.client.patch("/accounts/user/", ABOUT | {"password": PASSWORD})
    return f"/accounts/user/{author.id}/"


def test_the_school_is_a_secret_unless_switched_on(
    url: str, author: Person, classmate: Person, guest: APIClient
) -> None:
    card = {"id": author.id, "nickname": "온새미", "about_me": "유부초밥파", "profile_picture": None}
    for client in (guest, classmate.client, author.client):
        assert client.get(url).json() == card
    author.client.patch("/accounts/user/", {"show_school": True})
    for client in (guest, classmate.client, author.client):
        assert client.get(url).json() == card | {"school_name": "한빛고등학교", "grade": 3}
    author.client.patch("/accounts/user/", {"show_school": False})
    assert guest.get(url).json() == card


def test_name_username_and_mail_are_shown_to_nobody(url: str, author: Person, staff: Person, guest: APIClient) -> None:
    author.client.patch("/accounts/user/", {"show_school": True})
    for client in (guest, staff.client):
        text = client.get(url).content.decode()
        for secret in (ABOUT["name"], '"author"', ABOUT["email"]):
            assert secret not in text


def test_who_is_not_active_has_no_card(url: str, guest: APIClient, author: Person) -> None:
    User.objects.filter(pk=author.id).update(is_suspended=True)
    assert_error(guest.get(url), 404, "not_found")


def test_a_card_is_only_read(url: str, author: Person, classmate: Person, guest: APIClient) -> None:
    for method in ("put", "patch", "delete", "post"):
        assert_error(getattr(guest, method)(url, {"nickname": "바꿔"}), 401, "not_authenticated")
        for person in (author, classmate):
            assert_error(getattr(person.client, method)(url, {"nickname": "바꿔"}), 405, "method_not_allowed")


def test_the_queries_of_a_card(url: str, guest: APIClient, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        # 1 the member
        guest.get(url)
