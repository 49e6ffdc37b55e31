from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine
from asgiref.sync import sync_to_async

from chat.models import Message
from chat.names import ADJECTIVES, ANIMALS, candidates, day_of
from chat.speakers import new_guest, token_of

SEOUL = ZoneInfo("Asia/Seoul")
COLUMN_WIDTH = Message._meta.get_field("author_name").max_length or 0


def name_of(speaker: str, room_id: int, now: datetime) -> str:
    """The one that this speaker would like best."""
    return next(candidates(speaker, room_id, day_of(now)))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SEOUL)


def test_a_name_is_an_adjective_an_animal_and_a_number() -> None:
    for _ in range(50):
        name = name_of(new_guest(), 1, at(21, 12))
        adjective = next(word for word in ADJECTIVES if name.startswith(f"{word} "))
        animal, number = name.removeprefix(f"{adjective} ").rsplit(" ", 1)
        assert animal in ANIMALS
        assert 1 <= int(number) <= 99
        assert len(name) <= COLUMN_WIDTH


def test_the_longest_name_fits_its_column() -> None:
    longest = f"{max(ADJECTIVES, key=len)} {max(ANIMALS, key=len)} 99"
    assert len(longest) <= COLUMN_WIDTH
    assert len(set(ADJECTIVES)) == len(ADJECTIVES)
    assert len(set(ANIMALS)) == len(ANIMALS)


def test_a_name_lasts_through_the_night_and_changes_at_four() -> None:
    speaker = new_guest()
    evening = name_of(speaker, 1, at(21, 4))
    assert name_of(speaker, 1, at(21, 23, 59)) == evening
    assert name_of(speaker, 1, at(22, 3, 59)) == evening
    assert name_of(speaker, 1, at(22, 4)) != evening


def test_a_name_hangs_on_the_key(settings) -> None:
    speaker = new_guest()
    before = name_of(speaker, 1, at(21, 12))
    settings.PSEUDONYM_KEY = "k" * 32
    assert name_of(speaker, 1, at(21, 12)) != before


async def test_a_returning_guest_has_a_new_name_on_the_next_day(open_socket) -> None:
    with time_machine.travel(at(22, 3, 50), tick=True):
        token = token_of(new_guest())
        night = (await (await open_socket()).enter(token))["name"]
    with time_machine.travel(at(22, 4, 1), tick=True):
        assert (await (await open_socket()).enter(token))["name"] != night


async def test_lines_keep_the_name_under_which_they_were_written(open_socket, lobby) -> None:
    speaker = new_guest()
    with time_machine.travel(at(22, 3, 50), tick=True):
        await sync_to_async(Message.objects.post)(lobby, speaker, "아직 안 자는 사람")
    with time_machine.travel(at(22, 4, 1), tick=True):
        await sync_to_async(Message.objects.post)(lobby, speaker, "이제 진짜 잔다")
        socket = await open_socket("/ws/chat/lobby/?since=0")
        await socket.hello(token_of(speaker))
        night, morning = await socket.expect_messages(2)
    assert night["author"] != morning["author"]
    assert night["is_mine"]
    assert morning["is_mine"]
