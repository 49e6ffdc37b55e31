"""`POST /preview/`: what a text will look like, before it is posted."""

import pytest
from rest_framework.test import APIClient

from common import limits
from common.testing import Person, assert_error

TEXT = "**수능(국어)**은\n$x^2$ <script>alert(1)</script>"


def test_a_preview_is_what_the_post_will_be(author: Person) -> None:
    previewed = author.client.post("/preview/", {"content": TEXT})
    posted = author.client.post("/post/", {"title": "제목", "content": TEXT})
    assert (previewed.status_code, posted.status_code) == (200, 201)
    assert previewed.json() == {"content_html": posted.json()["content_html"]}


def test_a_guest_has_no_preview(guest: APIClient) -> None:
    assert_error(guest.post("/preview/", {"content": TEXT}), 401, "not_authenticated")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "required"),
        ({"content": ""}, "blank"),
        ({"content": " \n "}, "blank"),
        ({"content": None}, "null"),
        ({"content": 7}, "invalid"),
        ({"content": "\x00"}, "control_character"),
        ({"content": "가" * 20_001}, "max_length"),
    ],
)
def test_what_could_not_be_posted_cannot_be_previewed(author: Person, body: dict, code: str) -> None:
    assert_error(author.client.post("/preview/", body), 400, code, "content")


def test_the_longest_post_has_a_preview(author: Person) -> None:
    assert author.client.post("/preview/", {"content": "가" * 20_000}).status_code == 200


@pytest.mark.usefixtures("clock")
def test_nobody_lets_us_render_without_end(author: Person, classmate: Person) -> None:
    for _ in range(limits.LIMITS["preview"][0].amount):
        limits.count("preview", member=author.user.pk)
    assert_error(author.client.post("/preview/", {"content": TEXT}), 429, "throttled")
    assert classmate.client.post("/preview/", {"content": TEXT}).status_code == 200


def test_the_queries_of_a_preview(author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        # 1 the token's login and user
        author.client.post("/preview/", {"content": TEXT})
