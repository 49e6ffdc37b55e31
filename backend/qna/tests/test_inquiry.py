"""Asking, and finding one's way back. `test_answer` has what the staff do."""

import re
from typing import Any

import pytest
from rest_framework.test import APIClient

from common.testing import Person, assert_error
from qna.models import Inquiry
from qna.tests.conftest import BODY

URL = "/qna/inquiry/"
KEYS = {
    "id",
    "email",
    "subject",
    "content",
    "status",
    "answer",
    "answer_html",
    "answered_at",
    "created_at",
    "updated_at",
}


def path_of(inquiry: dict[str, Any]) -> str:
    return f"/qna/inquiry/{inquiry['id']}/"


def test_a_guest_gets_a_secret_address(guest: APIClient, ask) -> None:
    inquiry = ask(guest)
    assert set(inquiry) == KEYS | {"secret_url"}
    assert (inquiry["status"], inquiry["answer"], inquiry["answered_at"]) == ("open", "", None)
    assert re.fullmatch(r"http://testserver/qna/inquiry/\d+/\?secret=[\w-]{32}", inquiry["secret_url"])
    assert len({ask(guest)["secret_url"] for _ in range(3)}) == 3


def test_the_secret_address_leads_back(guest: APIClient, ask) -> None:
    inquiry = ask(guest)
    response = guest.get(inquiry["secret_url"])
    assert response.status_code == 200
    assert set(response.json()) == KEYS
    assert response.json()["content"] == BODY["content"]


def test_without_its_secret_an_inquiry_does_not_exist(guest: APIClient, author: Person, ask) -> None:
    inquiry, other = ask(guest), ask(guest)
    secret = inquiry["secret_url"].split("=")[1]
    of_another = other["secret_url"].split("=")[1]
    for client in (guest, author.client):
        for wrong in (
            "",
            "?secret=",
            "?secret=x",
            f"?secret={secret}x",
            f"?secret={secret.swapcase()}",
            f"?secret={of_another}",
        ):
            url = path_of(inquiry) + wrong
            assert_error(client.get(url), 404, "not_found")
            assert_error(client.patch(url, {"content": "바꿔치기"}), 404, "not_found")
            assert_error(client.delete(url), 404, "not_found")


def test_the_secret_itself_is_not_stored(guest: APIClient, ask) -> None:
    secret = ask(guest)["secret_url"].split("=")[1]
    row = Inquiry.objects.values().get()
    assert secret not in str(row)


def test_a_member_needs_no_secret(author: Person, ask) -> None:
    inquiry = ask(author.client)
    assert inquiry.get("secret_url") is None
    assert author.client.get(path_of(inquiry)).json()["content"] == BODY["content"]


def test_an_inquiry_is_private_to_its_owner_and_staff(
    guest: APIClient, author: Person, classmate: Person, staff: Person, ask
) -> None:
    inquiry = ask(author.client)
    for client in (guest, classmate.client):
        assert_error(client.get(path_of(inquiry)), 404, "not_found")
        assert_error(client.put(path_of(inquiry), BODY), 404, "not_found")
        assert_error(client.patch(path_of(inquiry), {"content": "바꿔치기"}), 404, "not_found")
        assert_error(client.delete(path_of(inquiry)), 404, "not_found")
    assert staff.client.get(path_of(inquiry)).json()["email"] == BODY["email"]


def test_members_list_their_own_and_staff_all(
    guest: APIClient, author: Person, classmate: Person, staff: Person, ask
) -> None:
    of_guest, first, second, of_classmate = (
        ask(client)["id"] for client in (guest, author.client, author.client, classmate.client)
    )

    def listed(person: Person) -> list[int]:
        return [row["id"] for row in person.client.get(URL).json()["results"]]

    assert listed(author) == [second, first]
    assert listed(classmate) == [of_classmate]
    assert listed(staff) == [of_classmate, second, first, of_guest]
    assert_error(guest.get(URL), 401, "not_authenticated")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("email", "", "blank"),
        ("email", "하늘", "invalid"),
        ("email", None, "null"),
        ("email", "a" * 250 + "@example.org", "max_length"),
        ("email", "a@example.org\nBcc: b@example.org", "invalid"),
        ("subject", "기타", "invalid_choice"),
        ("subject", "", "invalid_choice"),
        ("content", "", "blank"),
        ("content", " \n ", "blank"),
        ("content", "가" * 5_001, "max_length"),
        ("content", "종\x07소리", "control_character"),
        ("content", 42, "invalid"),
    ],
)
def test_a_value_past_its_limit_is_refused(guest: APIClient, field: str, value: Any, code: str) -> None:
    assert_error(guest.post(URL, BODY | {field: value}), 400, code, field)
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("field", BODY)
def test_what_is_needed_cannot_be_left_out(guest: APIClient, field: str) -> None:
    body = {name: value for name, value in BODY.items() if name != field}
    assert_error(guest.post(URL, body), 400, "required", field)


@pytest.mark.parametrize("subject", ["account", "business", "post", "bug", "other"])
def test_five_thousand_letters_on_any_subject_are_taken(guest: APIClient, subject: str, ask) -> None:
    assert ask(guest, subject=subject, content="가" * 5_000)["subject"] == subject


def test_what_is_not_the_askers_to_say_is_ignored(author: Person, classmate: Person, ask) -> None:
    forged = {
        "id": 7_000_000,
        "owner": classmate.id,
        "status": "answered",
        "answer": "네, 됩니다",
        "answer_html": "<script>",
        "answered_at": "2001-01-01T00:00:00Z",
        "created_at": "2001-01-01T00:00:00Z",
        "secret_digest": "x",
    }
    inquiry = ask(author.client, **forged)
    author.client.patch(path_of(inquiry), forged)
    row = Inquiry.objects.get(pk=inquiry["id"])
    assert (row.owner_id, row.status, row.answer, row.answer_html) == (author.id, "open", "", "")
    assert (row.answered_at, row.secret_digest) == (None, "")
    assert row.created_at.year > 2001


def test_the_asker_edits_and_removes_it_while_it_is_open(guest: APIClient, author: Person, ask) -> None:
    for client, url in ((guest, ask(guest)["secret_url"]), (author.client, path_of(ask(author.client)))):
        assert client.patch(url, {"content": "이제 알았어요"}).json()["content"] == "이제 알았어요"
        edited = client.put(url, BODY | {"subject": "other"}).json()
        assert (edited["subject"], edited["content"]) == ("other", BODY["content"])
        assert_error(client.put(url, {"content": "반쪽"}), 400, "required", "email")
        assert client.delete(url).status_code == 204
        assert_error(client.get(url), 404, "not_found")
    assert not Inquiry.objects.exists()


def test_after_the_answer_it_is_read_only(guest: APIClient, author: Person, staff: Person, ask) -> None:
    for client, inquiry in ((guest, ask(guest)), (author.client, ask(author.client))):
        staff.client.put(f"{path_of(inquiry)}answer/", {"content": "고쳐 두었어요."})
        url = inquiry.get("secret_url") or path_of(inquiry)
        assert_error(client.patch(url, {"content": "아까 그거 말고"}), 409, "already_answered")
        assert_error(client.put(url, BODY), 409, "already_answered")
        assert client.get(url).json()["content"] == BODY["content"]
        assert client.delete(url).status_code == 204


def test_staff_cannot_put_words_into_the_askers_mouth(guest: APIClient, author: Person, staff: Person, ask) -> None:
    for inquiry in (ask(author.client), ask(guest)):
        for url in (path_of(inquiry), inquiry.get("secret_url") or path_of(inquiry)):
            assert_error(staff.client.patch(url, {"content": "칭찬합니다"}), 403, "permission_denied")
            assert_error(staff.client.put(url, BODY), 403, "permission_denied")
        assert staff.client.get(path_of(inquiry)).json()["content"] == BODY["content"]
        assert staff.client.delete(path_of(inquiry)).status_code == 204


def test_staff_may_edit_an_inquiry_of_their_own(staff: Person, ask) -> None:
    url = path_of(ask(staff.client))
    assert staff.client.patch(url, {"content": "제 계정인데요"}).json()["content"] == "제 계정인데요"


def test_an_edit_and_an_answer_at_once_never_change_what_was_answered(
    at_once, author: Person, staff: Person, ask
) -> None:
    inquiry = ask(author.client)
    answers = at_once(
        *[lambda: author.client.patch(path_of(inquiry), {"content": "고친 질문"})] * 5,
        lambda: staff.client.put(f"{path_of(inquiry)}answer/", {"content": "답이에요"}),
        *[lambda: author.client.patch(path_of(inquiry), {"content": "또 고친 질문"})] * 5,
    )
    assert {answer.status_code for answer in answers} <= {200, 409}
    row = Inquiry.objects.get()
    assert (row.status, row.answer) == ("answered", "답이에요")


def test_the_queries_of_an_inquiry(guest: APIClient, author: Person, ask, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        # 1 the inquiry
        secret_url = ask(guest)["secret_url"]
    with django_assert_num_queries(2):
        # 1 the token's login and member, 2 the inquiry
        inquiry = ask(author.client)
    with django_assert_num_queries(1):
        # 1 the inquiry of that secret
        guest.get(secret_url)
    with django_assert_num_queries(2):
        # 1 the token's login and member, 2 the inquiry
        author.client.get(path_of(inquiry))
    with django_assert_num_queries(6):
        # 1 the token's login and member, 2 the inquiry, 3 savepoint, 4 its lock if it is open, 5 the inquiry,
        # 6 savepoint released
        author.client.patch(path_of(inquiry), {"content": "고친 질문"})
    with django_assert_num_queries(2):
        # 1 the token's login and member, 2 the page
        author.client.get(URL)
