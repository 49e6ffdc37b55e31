"""On one day nobody in a room is called like somebody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from chat import names
from chat.models import Message, Pseudonym, Room
from chat.names import candidates, day_of
from chat.speakers import new_guest
from chat.tasks import forget_old


@pytest.fixture
def few_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three for everybody: 고요한 수달 1 to 3."""
    monkeypatch.setattr(names, "ADJECTIVES", ("고요한",))
    monkeypatch.setattr(names, "ANIMALS", ("수달",))
    monkeypatch.setattr(names, "NUMBERS", 3)


def take(speaker: str, room: Room) -> str:
    return Pseudonym.objects.take(speaker, room.pk, timezone.now())


def peek(speaker: str, room: Room) -> str:
    return Pseudonym.objects.peek(speaker, room.pk, timezone.now())


def test_a_name_is_taken_once_and_kept_for_the_day(lobby: Room) -> None:
    speaker = new_guest()
    assert len({take(speaker, lobby), take(speaker, lobby), peek(speaker, lobby)}) == 1
    assert Pseudonym.objects.count() == 1


def test_looking_at_a_name_does_not_take_it(lobby: Room, django_assert_num_queries) -> None:
    speaker = new_guest()
    with django_assert_num_queries(1):
        name = peek(speaker, lobby)
    assert not Pseudonym.objects.exists()
    assert take(speaker, lobby) == name
    with django_assert_num_queries(1):
        assert peek(speaker, lobby) == name
    with django_assert_num_queries(1):
        assert take(speaker, lobby) == name


def test_who_comes_second_gets_another_name(lobby: Room, few_names: None) -> None:
    taken = [take(new_guest(), lobby) for _ in range(12)]
    assert len(set(taken)) == 12
    newcomer = new_guest()
    assert peek(newcomer, lobby) == take(newcomer, lobby) not in taken


def test_a_name_is_looked_for_beyond_those_of_one_query(lobby: Room, few_names: None) -> None:
    speaker, now = new_guest(), timezone.now()
    derived = candidates(speaker, lobby.pk, day_of(now))
    first = dict.fromkeys(next(derived) for _ in range(40))  # some come twice
    Pseudonym.objects.bulk_create(
        Pseudonym(room=lobby, day=day_of(now), speaker=new_guest(), name=name) for name in first
    )
    expected = next(name for name in derived if name not in first)
    assert peek(speaker, lobby) == expected == take(speaker, lobby)


def test_numbers_grow_only_where_names_are_short(few_names: None, lobby: Room) -> None:
    derived = candidates(new_guest(), lobby.pk, day_of(timezone.now()))
    numbers = [int(next(derived).split()[-1]) for _ in range(24)]
    assert max(numbers[:8]) <= 3
    assert max(numbers[8:16]) <= 39
    assert max(numbers) > 39


def test_one_name_may_be_anothers_in_another_room_or_on_another_day(
    lobby: Room, library: Room, few_names: None
) -> None:
    def everybody(room: Room) -> set[str]:
        return {take(new_guest(), room) for _ in range(3)}

    first = [f"고요한 수달 {number}" for number in (1, 2, 3)]
    taken = everybody(lobby) | everybody(library)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        taken |= everybody(lobby)
    assert taken & set(first)
    assert Pseudonym.objects.count() == 9


def test_any_number_who_want_one_name_at_once_get_each_their_own(
    at_once: Callable[..., list[Any]], lobby: Room, few_names: None
) -> None:
    speakers = [new_guest() for _ in range(20)]
    taken = at_once(*[lambda speaker=speaker: (speaker, take(speaker, lobby)) for speaker in speakers * 2])
    by_speaker = dict(taken)
    assert len(set(taken)) == len(set(by_speaker.values())) == 20
    assert dict(Pseudonym.objects.values_list("speaker", "name")) == by_speaker


def test_any_number_who_speak_first_at_once_speak_under_their_own_names(
    at_once: Callable[..., list[Any]], lobby: Room, few_names: None
) -> None:
    at_once(*[lambda: Message.objects.post(lobby, new_guest(), "나 이름 뭐야?")] * 20)
    assert Message.objects.values("author_name").distinct().count() == 20


def test_names_of_past_days_are_forgotten_and_lines_keep_them(lobby: Room, say) -> None:
    message = say()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        say()
        forget_old()
        assert list(Pseudonym.objects.values_list("day", flat=True)) == [day_of(timezone.now())]
    message.refresh_from_db()
    assert message.author_name
