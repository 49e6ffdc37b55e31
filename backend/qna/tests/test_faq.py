from typing import Any

import pytest
from rest_framework.test import APIClient

from common.testing import Person, assert_error
from qna.models import Faq

URL = "/qna/faq/"
BODY = {
    "question": "탈퇴는 어떻게 하나요?",
    "answer": "**프로필**에서 할 수 있어요.",
    "category": "계정",
    "position": 3,
}


@pytest.fixture
def url(staff: Person) -> str:
    return f"{URL}{staff.client.post(URL, BODY).json()['id']}/"


def test_staff_write_it_and_everyone_reads_it(staff: Person, author: Person, guest: APIClient) -> None:
    response = staff.client.post(URL, BODY)
    assert response.status_code == 201
    faq = response.json()
    assert faq == BODY | {"id": faq["id"], "answer_html": "<p><strong>프로필</strong>에서 할 수 있어요.</p>\n"}
    for client in (guest, author.client):
        assert client.get(URL).json()["results"] == [faq]
        assert client.get(f"{URL}{faq['id']}/").json() == faq


def test_it_comes_in_its_order(staff: Person, guest: APIClient) -> None:
    for question, position in [("셋째", 7), ("첫째", 0), ("둘째", 5), ("넷째", 7)]:
        staff.client.post(URL, BODY | {"question": question, "position": position})
    assert [faq["question"] for faq in guest.get(URL).json()["results"]] == ["첫째", "둘째", "셋째", "넷째"]


def test_staff_edit_and_remove_it(url: str, staff: Person, guest: APIClient) -> None:
    edited = staff.client.patch(url, {"answer": "*설정*에서 해요."}).json()
    assert (edited["answer_html"], edited["question"]) == ("<p><em>설정</em>에서 해요.</p>\n", BODY["question"])
    assert staff.client.put(url, BODY).json()["answer"] == BODY["answer"]
    assert_error(staff.client.put(url, {"answer": "반쪽"}), 400, "required", "question")
    assert staff.client.delete(url).status_code == 204
    assert_error(guest.get(url), 404, "not_found")


def test_nobody_else_writes_it(url: str, guest: APIClient, author: Person) -> None:
    for client, status, code in ((guest, 401, "not_authenticated"), (author.client, 403, "permission_denied")):
        assert_error(client.post(URL, BODY), status, code)
        assert_error(client.put(url, BODY), status, code)
        assert_error(client.patch(url, {"answer": "장난"}), status, code)
        assert_error(client.delete(url), status, code)
    assert Faq.objects.get().answer == BODY["answer"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("question", "", "blank"),
        ("question", "가" * 201, "max_length"),
        ("question", "두\x00줄", "control_character"),
        ("answer", "", "blank"),
        ("answer", "가" * 20_001, "max_length"),
        ("answer", {"ko": "답"}, "invalid"),
        ("category", "", "blank"),
        ("category", "가" * 21, "max_length"),
        ("position", -1, "min_value"),
        ("position", 1_000_001, "max_value"),
        ("position", "첫째", "invalid"),
        ("position", None, "null"),
    ],
)
def test_a_value_past_its_limit_is_refused(staff: Person, field: str, value: Any, code: str) -> None:
    assert_error(staff.client.post(URL, BODY | {field: value}), 400, code, field)
    assert not Faq.objects.exists()


def test_what_follows_from_the_rest_cannot_be_written(staff: Person) -> None:
    faq = staff.client.post(URL, BODY | {"id": 7_000_000, "answer_html": "<script>alert(1)</script>"}).json()
    assert faq["id"] != 7_000_000
    assert "script" not in faq["answer_html"]


def test_the_queries_of_the_faq(url: str, guest: APIClient, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        # 1 the page
        guest.get(URL)
    with django_assert_num_queries(1):
        # 1 the entry
        guest.get(url)
