"""PUT /chat/api/chat-messages/{id}/report/: anybody tells staff what should not be there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404
from rest_framework.test import APIClient

from chat.models import MessageReport
from chat.speakers import new_guest, speaker_of_token, speaker_of_user, token_of
from common.limits import LIMITS
from common.testing import Person, assert_error

SAID = {"reason": "privacy", "detail": "반 친구의 이름이 적혀 있어요."}


def url_of(message: Any) -> str:
    return f"/chat/api/chat-messages/{message.pk}/report/"


def test_a_report_is_one_however_often_it_is_sent(say, author: Person, classmate: Person) -> None:
    message = say("누구누구 바보", author)
    for said in (SAID, SAID, {"reason": "other", "detail": ""}):
        response = classmate.client.put(url_of(message), said)
        assert (response.status_code, response.json()) == (200, said)
        assert "X-Chat-Token" not in response
    report = MessageReport.objects.get()
    assert (report.message, report.reason, report.detail) == (message, "other", "")
    assert report.speaker == speaker_of_user(classmate.user)


def test_a_guest_reports_by_token_and_gets_one_without(say, guest: APIClient) -> None:
    message = say()
    first = guest.put(url_of(message), {"reason": "abuse"})
    assert (first.status_code, first.json()) == (200, {"reason": "abuse", "detail": ""})
    token = first["X-Chat-Token"]
    again = guest.put(url_of(message), SAID, headers={"X-Chat-Token": token})
    assert speaker_of_token(again["X-Chat-Token"]) == speaker_of_token(token)
    assert MessageReport.objects.get().speaker == speaker_of_token(token)
    guest.put(url_of(message), SAID)
    assert MessageReport.objects.count() == 2


@pytest.mark.parametrize(
    ("body", "code", "attr"),
    [
        ({}, "required", "reason"),
        ({"reason": "그냥"}, "invalid_choice", "reason"),
        ({"reason": "care"}, "invalid_choice", "reason"),
        ({"reason": "abuse", "detail": "가" * 501}, "max_length", "detail"),
        ({"reason": "abuse", "detail": None}, "null", "detail"),
    ],
)
def test_what_is_no_report_is_refused(say, guest: APIClient, body: dict[str, Any], code: str, attr: str) -> None:
    assert_error(guest.put(url_of(say()), body), 400, code, attr)
    assert not MessageReport.objects.exists()


def test_nobody_reports_an_own_line(say, author: Person, guest: APIClient) -> None:
    speaker = new_guest()
    assert_error(author.client.put(url_of(say(person=author)), SAID), 409, "own_entry")
    own = guest.put(url_of(say(speaker=speaker)), SAID, headers={"X-Chat-Token": token_of(speaker)})
    assert_error(own, 409, "own_entry")
    assert not MessageReport.objects.exists()


def test_what_is_erased_cannot_be_reported(say, guest: APIClient) -> None:
    message = say()
    message.blank_out()
    assert_error(guest.put(url_of(message), SAID), 404, "not_found")
    assert_error(guest.put("/chat/api/chat-messages/999999/report/", SAID), 404, "not_found")


def test_what_is_erased_meanwhile_cannot_be_reported(say) -> None:
    stale = say()
    type(stale).objects.get(pk=stale.pk).blank_out()
    with pytest.raises(Http404):
        MessageReport.objects.file(new_guest(), stale, "abuse", "")


def test_an_address_reports_sixty_times_an_hour(say, guest: APIClient, clock) -> None:
    message = say()
    [limit] = LIMITS["chat_report"]
    for _ in range(limit.amount):
        assert guest.put(url_of(message), SAID).status_code == 200
    refused = guest.put(url_of(message), SAID)
    assert_error(refused, 429, "throttled")
    assert int(refused["Retry-After"]) > 0


def test_nobody_sees_a_report(say, author: Person, classmate: Person) -> None:
    message = say(person=author)
    before = author.client.get("/chat/api/chat-messages/").json()
    classmate.client.put(url_of(message), SAID)
    assert author.client.get("/chat/api/chat-messages/").json() == before
    assert author.client.get("/notifications/").json()["results"] == []


def test_the_queries_of_reporting(say, classmate: Person, django_assert_num_queries) -> None:
    message = say()
    with django_assert_num_queries(6):
        # 1 the token's login and user, 2 the message, 3 savepoint, 4 its lock, 5 the report, 6 savepoint released
        classmate.client.put(url_of(message), SAID)


def test_many_reports_of_one_speaker_at_once_are_one(at_once: Callable[..., list[Any]], say) -> None:
    message, token = say(), token_of(new_guest())
    answers = at_once(*[lambda: APIClient().put(url_of(message), SAID, headers={"X-Chat-Token": token})] * 10)
    assert {answer.status_code for answer in answers} == {200}
    assert MessageReport.objects.count() == 1
