"""Decoding pictures is much work: members are counted, and addresses that sign up."""

import pytest
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts.tests.test_limits import HOME, SCHOOL, assert_refused
from common import limits
from common.testing import Person

pytestmark = pytest.mark.usefixtures("clock")


def test_thirty_pictures_an_hour_are_decoded(author: Person, classmate: Person, make_picture) -> None:
    def send(person: Person) -> Response:
        return person.client.patch("/accounts/user/", {"profile_picture": make_picture()}, format="multipart")

    assert [send(author).status_code for _ in range(30)] == [200] * 30
    assert_refused(send(author))
    assert author.client.patch("/accounts/user/", {"about_me": "사진은 내일 바꿀래요"}).status_code == 200
    assert send(classmate).status_code == 200


def test_pictures_of_who_signs_up_are_counted_by_address(guest: APIClient, make_picture) -> None:
    for _ in range(600):
        limits.count("signup_picture", address=SCHOOL)

    def send(address: str) -> Response:
        return guest.post(
            "/accounts/signup/", {"profile_picture": make_picture()}, format="multipart", REMOTE_ADDR=address
        )

    assert_refused(send(SCHOOL))
    assert send(HOME).status_code == 400
