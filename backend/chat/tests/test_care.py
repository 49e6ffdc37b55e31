"""Words that suggest self-harm are shown like any other; their author is offered help, and staff are told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from rest_framework.test import APIClient

from accounts import tokens
from boards.models import Post
from chat.models import CARE, Message, MessageReport
from chat.speakers import speaker_of_user
from common.testing import Person, is_korean
from notifications.bell import Bell
from notifications.models import Notification

URL = "/chat/api/chat-messages/"
WORDS = "이제 그만 죽고 싶어"


def told(person: Person) -> list[dict[str, Any]]:
    return person.client.get("/notifications/").json()["results"]


def test_who_says_so_is_offered_help_and_heard_by_all(guest: APIClient, lobby) -> None:
    body = {"message": WORDS, "client_id": str(uuid4())}
    answer = guest.post(URL, body)
    assert answer.status_code == 201
    care = answer.json()["care"]
    assert set(care) == {"detail", "contacts"}
    assert is_korean(care["detail"])
    assert {"name": "자살예방 상담전화", "phone": "109"} in care["contacts"]
    assert {"name": "청소년전화", "phone": "1388"} in care["contacts"]
    assert "needs_care" not in answer.json()
    assert guest.post(URL, body, headers={"X-Chat-Token": answer["X-Chat-Token"]}).json() == answer.json()
    [row] = guest.get(URL).json()["results"]
    assert (row["message"], "care" in row, "needs_care" in row) == (WORDS, False, False)


def test_staff_have_it_in_their_queue_once_and_at_their_bells(
    say, author: Person, classmate: Person, staff: Person
) -> None:
    message = say(WORDS, author)
    report = MessageReport.objects.get()
    assert (report.message, report.reason, report.speaker, report.detail) == (message, CARE, None, "")
    [row] = told(staff)
    assert {name: row[name] for name in ("kind", "title", "message", "excerpt", "actor", "count", "target")} == {
        "kind": "care",
        "title": "로비",
        "message": "채팅방에 도움이 필요해 보이는 말이 있어요.",
        "excerpt": WORDS,
        "actor": None,
        "count": 1,
        "target": {"kind": "chat", "board": None, "id": 1, "comment": None, "room": "lobby"},
    }
    assert told(author) == told(classmate) == []
    say("배고파 죽겠다 ㅋㅋ", author)
    assert len(told(staff)) == 1


def test_nobody_finds_out_about_others_by_repeating_their_message(guest: APIClient, lobby) -> None:
    body = {"message": WORDS, "client_id": str(uuid4())}
    first = guest.post(URL, body).json()
    stranger = guest.post(URL, body).json()
    assert (stranger["id"], stranger["is_mine"], stranger["care"]) == (first["id"], False, None)


def test_a_repeat_calls_nobody_again(lobby, staff: Person, author: Person) -> None:
    client_id = uuid4()
    for _ in range(2):
        Message.objects.post(lobby, speaker_of_user(author.user), WORDS, client_id)
    assert (MessageReport.objects.count(), Notification.objects.count()) == (1, 1)


def test_what_is_taken_back_still_calls_for_help_without_its_words(say, staff: Person) -> None:
    say(WORDS).blank_out()
    [row] = told(staff)
    assert (row["excerpt"], row["kind"]) == ("", "care")
    assert MessageReport.objects.open().exists()


def test_who_leaves_the_staff_is_told_nothing_more(say, staff: Person, author: Person) -> None:
    say(WORDS)
    type(staff.user).objects.filter(pk=staff.id).update(is_staff=False)
    assert told(staff) == []
    say(WORDS)
    assert Notification.objects.count() == 1


def test_only_staff_have_a_switch_for_it(say, author: Person, staff: Person) -> None:
    settings = "/notifications/settings/"
    switch = {"kinds": {"care": False}}
    assert "care" not in author.client.get(settings).json()["kinds"]
    refused = author.client.patch(settings, switch)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "unknown_kind")
    assert staff.client.get(settings).json()["kinds"]["care"] is True
    assert staff.client.patch(settings, switch).json()["kinds"]["care"] is False
    say(WORDS)
    assert told(staff) == []


def test_a_room_that_closes_takes_its_calls_along(library, staff: Person) -> None:
    Message.objects.post(library, "g1", WORDS)
    library.delete()
    assert not Notification.objects.exists()


def test_the_queries_of_a_call(lobby, staff: Person, django_assert_num_queries, say: Callable[..., Message]) -> None:
    speaker = say().speaker
    with django_assert_num_queries(9):
        # 1 sanctions, 2 today's name, 3 savepoint, 4 the room and its lock, 5 the room's last number, 6 the message,
        # 7 the report, 8 the notifications of all staff, 9 savepoint released
        Message.objects.post(lobby, speaker, WORDS)


def test_it_rings_in_quiet_hours_too(say, make_post: Callable[..., Post], staff: Person, classmate: Person) -> None:
    now = timezone.localtime()
    night = {"quiet_from": f"{now - timedelta(hours=1):%H:%M}", "quiet_until": f"{now + timedelta(hours=2):%H:%M}"}
    staff.client.patch("/notifications/settings/", {"quiet_hours": True, **night})
    bell = Bell(tokens.begin_login(staff.user).access)
    assert bell.look() == [{"type": "unread", "count": 0}]
    make_post(author=staff.user).comment(classmate.user, "선생님 아직 안 주무세요?")
    say(WORDS)
    [notification, unread] = bell.look()
    assert (notification["kind"], notification["is_held"]) == ("care", False)
    assert unread == {"type": "unread", "count": 1}
    assert [row["is_held"] for row in told(staff)] == [False, True]
