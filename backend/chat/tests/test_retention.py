"""What was said 30 days ago is forgotten; what is counted goes on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from chat.models import Message, MessageReport, Room, Sanction, room
from chat.speakers import new_guest
from chat.tasks import forget_old
from common.testing import Person
from config.celery import app as celery

URL = "/chat/api/chat-messages/"


def make_old(lines: list[Message], days: int = 31) -> None:
    pks = [line.pk for line in lines]
    Message.objects.filter(pk__in=pks).update(created_at=timezone.now() - timedelta(days=days))


def seqs(room: Room) -> list[int]:
    return list(room.messages.order_by("seq").values_list("seq", flat=True))


def test_only_what_is_old_goes_and_the_beginning_moves_on(lobby: Room, talk) -> None:
    make_old(talk(10)[:4])
    forget_old()
    lobby.refresh_from_db()
    assert (seqs(lobby), lobby.first_seq, lobby.last_seq) == ([5, 6, 7, 8, 9, 10], 5, 10)
    forget_old()
    assert seqs(lobby) == [5, 6, 7, 8, 9, 10]


def test_thirty_days_are_kept(lobby: Room, say) -> None:
    said = timezone.now()
    with time_machine.travel(said, tick=False) as clock:
        say()
        clock.move_to(said + timedelta(days=30))
        forget_old()
        assert seqs(lobby) == [1]
        clock.shift(timedelta(seconds=1))
        forget_old()
        assert seqs(lobby) == []


def test_a_room_that_is_empty_goes_on_counting(lobby: Room, talk, say) -> None:
    make_old(talk(3))
    forget_old()
    lobby.refresh_from_db()
    assert (lobby.first_seq, lobby.last_seq) == (4, 3)
    assert APIClient().get(URL).json() == {"next": None, "previous": None, "results": []}
    assert say().seq == 4


def test_other_rooms_keep_theirs(lobby: Room, library: Room, talk, say) -> None:
    make_old(talk(3))
    Message.objects.post(library, new_guest(), "여긴 새 말")
    forget_old()
    library.refresh_from_db()
    assert (seqs(lobby), seqs(library), library.first_seq) == ([], [1], 1)


def test_it_goes_batch_by_batch(lobby: Room, talk, monkeypatch, django_assert_num_queries) -> None:
    monkeypatch.setattr(room, "BATCH", 10)
    make_old(talk(25)[:24])
    forget_old()
    lobby.refresh_from_db()
    assert (seqs(lobby), lobby.first_seq) == ([25], 25)


def test_who_pages_back_ends_where_what_is_kept_begins(guest: APIClient, talk) -> None:
    make_old(talk(20)[:5])
    forget_old()
    page = guest.get(f"{URL}?page_size=10").json()
    page = guest.get(page["previous"]).json()
    assert ([row["seq"] for row in page["results"]], page["previous"]) == ([6, 7, 8, 9, 10], None)


def test_reports_and_calls_for_care_go_with_their_line(lobby: Room, say, staff: Person, classmate: Person) -> None:
    care, reported = say("이제 그만 죽고 싶어"), say("욕설")
    classmate.client.put(f"{URL}{reported.pk}/report/", {"reason": "abuse"})
    sanction = Sanction.objects.ban(reported, staff.user)
    assert staff.client.get("/notifications/").json()["results"]
    make_old([care, reported])
    forget_old()
    assert not MessageReport.objects.exists()
    assert not staff.user.notifications.exists()
    kept = Sanction.objects.get()
    assert (kept.speaker, kept.message) == (sanction.speaker, None)


def test_sanctions_that_are_over_are_forgotten(lobby: Room, say, staff: Person) -> None:
    Sanction.objects.mute(say(), 10, staff.user)
    Sanction.objects.ban(say(), staff.user)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        forget_old()
    assert [sanction.kind for sanction in Sanction.objects.all()] == ["ban"]


def test_it_comes_round_by_itself(settings) -> None:
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert "chat.tasks.forget_old" in tasks & set(celery.tasks)


def test_forgetting_and_speaking_at_once_miss_no_number(at_once: Callable[..., list[Any]], lobby: Room, talk, say):
    make_old(talk(300))
    at_once(*[forget_old, say] * 8)
    lobby.refresh_from_db()
    assert (seqs(lobby), lobby.first_seq, lobby.last_seq) == (list(range(301, 309)), 301, 308)
