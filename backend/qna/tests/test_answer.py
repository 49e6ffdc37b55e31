import pytest
from rest_framework.test import APIClient

from common.testing import Person, assert_error
from mail.models import Mail
from qna.models import Inquiry
from qna.tests.conftest import BODY

ANSWER = "**고쳐** 두었어요. 새로고침해 보세요."


@pytest.fixture
def url(guest: APIClient, ask) -> str:
    return f"/qna/inquiry/{ask(guest)['id']}/answer/"


def test_an_answer_is_stored_rendered_and_dated(url: str, staff: Person) -> None:
    response = staff.client.put(url, {"content": ANSWER})
    assert response.status_code == 200
    inquiry = response.json()
    assert (inquiry["status"], inquiry["answer"], inquiry["content"]) == ("answered", ANSWER, BODY["content"])
    assert inquiry["answer_html"] == "<p><strong>고쳐</strong> 두었어요. 새로고침해 보세요.</p>\n"
    assert inquiry["answered_at"]
    assert staff.client.get(url.removesuffix("answer/")).json() == inquiry


def test_the_asker_reads_the_answer(guest: APIClient, staff: Person, ask) -> None:
    inquiry = ask(guest)
    staff.client.put(f"/qna/inquiry/{inquiry['id']}/answer/", {"content": ANSWER})
    assert guest.get(inquiry["secret_url"]).json()["answer"] == ANSWER


def test_the_asker_gets_a_mail_with_question_and_answer(url: str, staff: Person, mailbox) -> None:
    staff.client.put(url, {"content": ANSWER}, headers={"Accept-Language": "en"})
    [letter] = mailbox()
    assert letter.to == BODY["email"]
    assert letter.subject == "[스쿨톡스] 문의에 답변드려요"
    assert ANSWER in letter.text
    assert BODY["content"] in letter.text
    assert "문의하실 때 받은 주소에서도" in letter.text
    assert "<strong>고쳐</strong> 두었어요." in letter.html
    assert "<p>글이 두 번 올라가요.<br>**확인** 부탁드려요.</p>" in letter.html


def test_a_members_mail_leads_to_the_inquiry(staff: Person, author: Person, ask, mailbox) -> None:
    inquiry = ask(author.client)["id"]
    staff.client.put(f"/qna/inquiry/{inquiry}/answer/", {"content": ANSWER})
    [letter] = mailbox()
    assert f"http://localhost:3000/help/{inquiry} 에서도" in letter.text
    assert f'href="http://localhost:3000/help/{inquiry}"' in letter.html


def test_what_people_write_is_text_in_the_mail(staff: Person, guest: APIClient, ask, mailbox) -> None:
    inquiry = ask(guest, content="<b>1 < 2</b> & 'a'")["id"]
    staff.client.put(f"/qna/inquiry/{inquiry}/answer/", {"content": "<script>x</script> {{ settings }}"})
    [letter] = mailbox()
    assert "<b>1 < 2</b> & 'a'" in letter.text
    assert "&lt;b&gt;1 &lt; 2&lt;/b&gt; &amp;" in letter.html
    assert "<script>" not in letter.html
    assert "{{ settings }}" in letter.html


def test_a_better_answer_replaces_the_first_and_is_mailed_too(url: str, staff: Person, mailbox) -> None:
    texts = []
    for content in ("확인해 볼게요.", ANSWER):
        assert staff.client.put(url, {"content": content}).status_code == 200
        [letter] = mailbox()
        texts.append(letter.text)
    assert Inquiry.objects.get().answer == ANSWER
    assert [ANSWER in text for text in texts] == [False, True]


def test_two_answers_in_a_row_make_one_mail_with_the_better(url: str, staff: Person, mailbox) -> None:
    for content in ("확인해 볼게요.", ANSWER):
        staff.client.put(url, {"content": content})
    [letter] = mailbox()
    assert ANSWER in letter.text
    assert "확인해 볼게요." not in letter.text


def test_who_takes_the_inquiry_back_gets_no_mail(staff: Person, author: Person, ask, mailbox) -> None:
    inquiry = ask(author.client)["id"]
    staff.client.put(f"/qna/inquiry/{inquiry}/answer/", {"content": ANSWER})
    author.client.delete(f"/qna/inquiry/{inquiry}/")
    assert mailbox() == []
    assert Mail.objects.get().status == "dropped"


def test_only_staff_answer(url: str, guest: APIClient, author: Person, ask) -> None:
    assert_error(guest.put(url, {"content": ANSWER}), 401, "not_authenticated")
    assert_error(author.client.put(url, {"content": ANSWER}), 403, "permission_denied")
    own = ask(author.client)["id"]
    assert_error(author.client.put(f"/qna/inquiry/{own}/answer/", {"content": ANSWER}), 403, "permission_denied")
    assert not Inquiry.objects.filter(status="answered").exists()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "required"),
        ({"content": ""}, "blank"),
        ({"content": "가" * 20_001}, "max_length"),
        ({"content": "\x00"}, "control_character"),
        ({"content": ["답"]}, "invalid"),
    ],
)
def test_a_malformed_answer_is_refused(url: str, staff: Person, body, code: str) -> None:
    assert_error(staff.client.put(url, body), 400, code, "content")
    assert Inquiry.objects.get().status == "open"


def test_an_answer_changes_nothing_else(url: str, staff: Person) -> None:
    staff.client.put(url, {"content": ANSWER, "email": "staff@example.org", "subject": "other", "status": "open"})
    inquiry = Inquiry.objects.get()
    assert (inquiry.email, inquiry.subject, inquiry.status) == (BODY["email"], "bug", "answered")


def test_what_is_not_there_is_not_answered(staff: Person) -> None:
    assert_error(staff.client.put("/qna/inquiry/999/answer/", {"content": ANSWER}), 404, "not_found")


def test_an_answer_is_put_and_nothing_else(url: str, staff: Person) -> None:
    for method in ("get", "post", "patch", "delete"):
        assert_error(getattr(staff.client, method)(url), 405, "method_not_allowed")


def test_the_queries_of_an_answer(url: str, staff: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(6):
        # 1 the token's login and member, 2 the inquiry, 3 savepoint, 4 the answer, 5 its mail, 6 savepoint released
        staff.client.put(url, {"content": ANSWER})
