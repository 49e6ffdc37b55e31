"""Who may speak, when, and what a repeat is answered: `Message.objects.post`, over the socket and by REST."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone
from rest_framework.test import APIClient

from chat.models import Banned, Message, Muted, Pseudonym, Room, RoomIsReadOnly, Sanction, SlowMode
from chat.speakers import new_guest, speaker_of_user, token_of
from common.testing import Person, assert_error

URL = "/chat/api/chat-messages/"


@pytest.fixture
def slow(lobby: Room) -> Room:
    Room.objects.filter(pk=lobby.pk).update(slow_seconds=30)
    return lobby


@pytest.fixture
def now() -> time_machine.Traveller:
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def test_in_a_slow_room_one_waits_between_two_lines(slow: Room, now) -> None:
    speaker = new_guest()
    Message.objects.post(slow, speaker, "하나")
    now.shift(timedelta(seconds=29.5))
    with pytest.raises(SlowMode) as refused:
        Message.objects.post(slow, speaker, "둘")
    assert (refused.value.wait, refused.value.get_codes()) == (1, "slow_mode")
    Message.objects.post(slow, new_guest(), "나는 처음")
    now.shift(timedelta(seconds=0.5))
    assert Message.objects.post(slow, speaker, "둘").seq == 3


def test_staff_and_other_rooms_are_not_slowed_down(slow: Room, library: Room) -> None:
    speaker = new_guest()
    for _ in range(2):
        Message.objects.post(slow, speaker, "공지 하나 할게요", is_staff=True)
        Message.objects.post(library, speaker, "여긴 안 느려")
    with pytest.raises(SlowMode):
        Message.objects.post(slow, speaker, "이제는 느리다")


def test_a_line_that_was_erased_counts_too(slow: Room) -> None:
    speaker = new_guest()
    Message.objects.post(slow, speaker, "지울 말").blank_out()
    with pytest.raises(SlowMode):
        Message.objects.post(slow, speaker, "다시 말할래")


def test_the_answer_says_how_long_to_wait(slow: Room, guest: APIClient, staff: Person, now) -> None:
    token = {"X-Chat-Token": guest.post(URL, {"message": "하나"})["X-Chat-Token"]}
    refused = guest.post(URL, {"message": "둘"}, headers=token)
    assert_error(refused, 429, "slow_mode")
    assert refused["Retry-After"] == "30"
    assert "30초" in refused.json()["errors"][0]["detail"]
    for _ in range(2):
        assert staff.client.post(URL, {"message": "운영진이에요"}).status_code == 201


def test_the_rules_come_in_their_order(slow: Room, staff: Person) -> None:
    speaker = new_guest()
    said = Message.objects.post(slow, speaker, "첫마디")
    Sanction.objects.mute(said, 10, staff.user)
    Sanction.objects.ban(said, staff.user)
    Room.objects.update(is_read_only=True)
    for error, make_way in (
        (Banned, lambda: Sanction.objects.filter(kind="ban").lift()),
        (Muted, lambda: Sanction.objects.filter(kind="mute").lift()),
        (RoomIsReadOnly, lambda: Room.objects.update(is_read_only=False)),
        (SlowMode, lambda: Room.objects.update(slow_seconds=0)),
    ):
        with pytest.raises(error):
            Message.objects.post(slow, speaker, "들려?")
        make_way()
    assert Message.objects.post(slow, speaker, "들려!").seq == 2


@pytest.mark.parametrize("rule", ["mute", "ban", "read only", "slow", "next day"])
def test_a_repeat_is_answered_before_every_rule(lobby: Room, guest: APIClient, staff: Person, rule: str, now) -> None:
    body = {"message": "갔나 안 갔나", "client_id": str(uuid4())}
    first = guest.post(URL, body)
    message = Message.objects.get()
    match rule:
        case "mute":
            Sanction.objects.mute(message, 10, staff.user)
        case "ban":
            Sanction.objects.ban(message, staff.user)
        case "read only":
            Room.objects.update(is_read_only=True)
        case "slow":
            Room.objects.update(slow_seconds=600)
        case "next day":
            now.shift(timedelta(days=1))
    again = guest.post(URL, body, headers={"X-Chat-Token": first["X-Chat-Token"]})
    assert (again.status_code, again.json()) == (201, first.json())
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_room_that_is_gone_is_told(library: Room) -> None:
    gone = Room.objects.get(pk=library.pk)
    library.delete()
    with pytest.raises(Room.DoesNotExist):
        Message.objects.post(gone, new_guest(), "아무도 없어요?")


def test_contact_data_is_refused_with_what_was_found(guest: APIClient, lobby: Room) -> None:
    refused = guest.post(URL, {"message": "나랑 얘기할 사람 010-1234-5678 여기로"})
    assert_error(refused, 400, "contact", "message")
    [error] = refused.json()["errors"]
    assert "전화번호(010-1234-5678)" in error["detail"]
    assert not Message.objects.exists()


def test_who_says_too_much_is_slowed_down(guest: APIClient, lobby: Room) -> None:
    token = {"X-Chat-Token": token_of(new_guest())}
    answers = [guest.post(URL, {"message": "같은 말을 자꾸 하기"}, headers=token) for _ in range(8)]
    assert answers[0].status_code == 201
    assert_error(answers[-1], 429, "throttled")
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_repeat_costs_nothing(guest: APIClient, lobby: Room) -> None:
    token = {"X-Chat-Token": token_of(new_guest())}
    body = {"message": "전철이라 자꾸 끊기네", "client_id": str(uuid4())}
    assert {guest.post(URL, body, headers=token).status_code for _ in range(40)} == {201}


def test_the_queries_in_a_slow_room(slow: Room, django_assert_num_queries) -> None:
    speaker = new_guest()
    Pseudonym.objects.take(speaker, slow.pk, timezone.now())
    with django_assert_num_queries(8):
        # 1 sanctions, 2 today's name, 3 savepoint, 4 the room and its lock, 5 when one spoke last, 6 the room's last
        # number, 7 the message, 8 savepoint released
        Message.objects.post(slow, speaker, "천천히")


def test_of_many_lines_at_once_a_slow_room_takes_one(at_once: Callable[..., list[Any]], slow: Room) -> None:
    speaker = new_guest()

    def post() -> str:
        try:
            return str(Message.objects.post(slow, speaker, "나 먼저").seq)
        except SlowMode as error:
            return str(error.get_codes())

    assert sorted(at_once(*[post] * 10)) == ["1", *["slow_mode"] * 9]


def test_one_message_sent_many_times_at_once_to_a_slow_room_is_one(
    at_once: Callable[..., list[Any]], slow: Room
) -> None:
    speaker, client_id = new_guest(), uuid4()
    posted = at_once(*[lambda: Message.objects.post(slow, speaker, "한 번만", client_id)] * 10)
    assert {message.pk for message in posted} == {Message.objects.get().pk}


def test_erasing_and_speaking_at_once_miss_no_number(at_once: Callable[..., list[Any]], lobby: Room, say) -> None:
    old = [say(f"{number}번째") for number in range(10)]
    at_once(*[step for message in old for step in (message.blank_out, message.blank_out, say)])
    seqs = Message.objects.order_by("seq").values_list("seq", flat=True)
    erasures = Message.objects.exclude(erasure=None).order_by("erasure").values_list("erasure", flat=True)
    lobby.refresh_from_db()
    assert (list(seqs), lobby.last_seq) == (list(range(1, 21)), 20)
    assert (list(erasures), lobby.last_erasure) == (list(range(1, 11)), 10)
    assert set(Message.objects.exclude(erasure=None)) == set(old)


def test_members_and_guests_have_keys_of_their_own_kind(author: Person) -> None:
    assert [key[0] for key in (speaker_of_user(author.user), new_guest())] == ["m", "g"]
    assert {len(key) for key in (speaker_of_user(author.user), new_guest())} == {32}


def test_the_database_keeps_the_bounds_of_slow_mode(lobby: Room) -> None:
    with pytest.raises(IntegrityError):
        Room.objects.update(slow_seconds=601)
