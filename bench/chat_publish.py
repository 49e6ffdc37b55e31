"""Publishes bursts of lines in a process of its own: `python -m bench.chat_publish chat`, then a number for each."""

import asyncio
import sys
from uuid import uuid4

import django
import orjson

AT_ONCE = 100
WORDS = "¶ 오늘 야자 끝나고 같이 갈 사람? 나는 수학 오답만 정리하고 나간다"


def main(name: str) -> None:
    django.setup()
    publish = {"chat": store, "bare": send_to_group, "raw": send_to_redis}[name]
    for line in sys.stdin:
        publish(int(line))


def store(number: int) -> None:
    """In the database, as `Message.objects.post` does it, but `AT_ONCE` in one transaction with one hint."""
    for first in range(0, number, AT_ONCE):
        store_some(min(AT_ONCE, number - first))


def store_some(number: int) -> None:
    from django.db import transaction

    from chat.layer import send_hint
    from chat.models import Message, Room
    from chat.speakers import new_guest

    speaker = new_guest()
    with transaction.atomic():
        room = Room.objects.select_for_update().get(slug="lobby")
        Message.objects.bulk_create(
            Message(room=room, seq=seq, speaker=speaker, author_name="고요한 수달 7", text=WORDS, client_id=uuid4())
            for seq in range(room.last_seq + 1, room.last_seq + number + 1)
        )
        room.last_seq += number
        room.save(update_fields=["last_seq"])
    send_hint(room.pk, room.last_seq)


def send_to_group(number: int) -> None:
    from bench.chat_floor import publish_bare

    asyncio.run(publish_bare(frames(number)))


def send_to_redis(number: int) -> None:
    from bench.chat_floor import publish_raw

    asyncio.run(publish_raw(frames(number)))


def frames(number: int) -> list[str]:
    """What the chat would send for such lines, letter by letter as long."""
    return [
        orjson.dumps(
            {
                "type": "message",
                "id": 100_000 + seq,
                "seq": 100_000 + seq,
                "room": "lobby",
                "message": WORDS,
                "author": {"name": "고요한 수달 7"},
                "is_mine": False,
                "client_id": str(uuid4()),
                "timestamp": "2026-11-20T23:31:47.010000+09:00",
                "is_deleted": False,
            }
        ).decode()
        for seq in range(number)
    ]


if __name__ == "__main__":
    main(sys.argv[1])
