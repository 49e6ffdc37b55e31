"""The back office of the chat: rooms that keep their counts, and the queue of reports."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from chat.layer import group_of
from chat.models import LobbyStays, Message, MessageReport, Room, Sanction
from chat.speakers import speaker_of_user
from chat.tests.sockets import PATIENCE
from common.testing import Person, is_korean

QUEUE = "/admin/chat/messagereport/"


def report(message: Message, reason: str = "abuse") -> MessageReport:
    APIClient().put(f"/chat/api/chat-messages/{message.pk}/report/", {"reason": reason})
    return MessageReport.objects.last()


def act(head: Client, page: str, action: str, *rows: Any) -> str:
    form = {"action": action, "_selected_action": [row.pk for row in rows]}
    response = head.post(page, form, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_saving_a_room_does_not_turn_back_its_counts(lobby: Room, say, head: Client, monkeypatch) -> None:
    """The form has read the room before somebody speaks, and saves it afterwards."""
    save = Room.save

    def speak_first(room: Room, **options: Any) -> None:
        say().blank_out()
        save(room, **options)

    monkeypatch.setattr(Room, "save", speak_first)
    form = {"name": "큰 로비", "description": "", "slow_seconds": 5, "position": 0}
    assert head.post(f"/admin/chat/room/{lobby.pk}/change/", form).status_code == 302
    lobby.refresh_from_db()
    assert (lobby.name, lobby.slow_seconds, lobby.last_seq, lobby.last_erasure) == ("큰 로비", 5, 1, 1)


def test_a_list_of_rooms_is_edited_without_turning_back_their_counts(lobby: Room, say, head: Client) -> None:
    say()
    form = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1,
        "form-0-id": lobby.pk,
        "form-0-is_read_only": "on",
        "form-0-slow_seconds": 0,
        "form-0-position": 0,
        "_save": "저장",
    }
    assert head.post("/admin/chat/room/", form).status_code == 302
    lobby.refresh_from_db()
    assert (lobby.is_read_only, lobby.last_seq) == (True, 1)


@pytest.mark.parametrize("seconds", [-1, 601, "열"])
def test_slow_mode_is_ten_minutes_at_most(lobby: Room, head: Client, seconds: Any) -> None:
    form = {"name": "로비", "description": "", "slow_seconds": seconds, "position": 0}
    response = head.post(f"/admin/chat/room/{lobby.pk}/change/", form)
    assert response.status_code == 200
    assert is_korean("".join(response.context["adminform"].form.errors["slow_seconds"]))


async def test_a_changed_room_tells_every_process(lobby: Room, head: Client, transactional_db) -> None:
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(group_of(lobby.pk), channel)
    form = {"name": "새 로비", "description": "", "slow_seconds": 0, "position": 0}
    await sync_to_async(head.post)(f"/admin/chat/room/{lobby.pk}/change/", form)
    async with asyncio.timeout(PATIENCE):
        assert await layer.receive(channel) == {"type": "hint"}


def test_the_lobby_stays(lobby: Room, library: Room, head: Client) -> None:
    for delete in (lobby.delete, Room.objects.all().delete):
        with pytest.raises(LobbyStays):
            delete()
    assert head.post(f"/admin/chat/room/{lobby.pk}/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [lobby.pk, library.pk], "post": "yes"}
    assert head.post("/admin/chat/room/", chosen).status_code == 403
    form = {"slug": "elsewhere", "name": "로비", "description": "", "slow_seconds": 0, "position": 0}
    assert head.post(f"/admin/chat/room/{lobby.pk}/change/", form).status_code == 302
    assert {room.slug for room in Room.objects.all()} == {"lobby", library.slug}


def test_a_room_is_opened_and_an_empty_one_closed(lobby: Room, head: Client) -> None:
    form = {"slug": "수다", "name": "수다", "description": "", "slow_seconds": 0, "position": 5}
    assert head.post("/admin/chat/room/add/", form).status_code == 302
    room = Room.objects.get(slug="수다")
    assert head.post(f"/admin/chat/room/{room.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Room.objects.filter(slug="수다").exists()


def test_who_needs_help_comes_first_then_the_newest(say, head: Client) -> None:
    lines = [say("첫 욕설"), say("이제 그만 죽고 싶어"), say("새 욕설")]
    report(lines[0])
    report(lines[2])
    page = head.get(QUEUE).content.decode()
    places = [page.index(line.text) for line in (lines[1], lines[2], lines[0])]
    assert places == sorted(places)
    page = head.get("/admin/chat/message/").content.decode()
    places = [page.index(line.text) for line in (lines[1], lines[2], lines[0])]
    assert places == sorted(places)


def test_messages_are_filtered_by_whether_they_are_reported(say, head: Client) -> None:
    reported, other = say("욕설"), say("좋은 말")
    settled = report(say("괜찮은 말"))
    MessageReport.objects.filter(pk=settled.pk).settle()
    report(reported)
    page = head.get("/admin/chat/message/?reported=open").content.decode()
    assert [line in page for line in (reported.text, other.text, "괜찮은 말")] == [True, False, False]


def test_what_is_settled_leaves_the_queue(say, head: Client) -> None:
    filed = report(say("괜찮은 말"))
    assert "괜찮은 말" in head.get(QUEUE).content.decode()
    assert "괜찮은 말" not in act(head, QUEUE, "settle", filed)
    for query, is_there in (("?state=settled", True), ("?state=all", True), ("", False)):
        assert ("괜찮은 말" in head.get(f"{QUEUE}{query}").content.decode()) is is_there


def test_what_is_reported_is_erased_from_the_queue(say, head: Client) -> None:
    message = say("욕설")
    act(head, QUEUE, "blank_out", report(message), report(message, "spam"))
    message.refresh_from_db()
    assert (message.is_deleted, message.erasure) == (True, 1)
    assert "(지워진 말)" in head.get(QUEUE).content.decode()


@pytest.mark.parametrize(
    ("action", "minutes"),
    [("mute_for_ten_minutes", 10), ("mute_for_an_hour", 60), ("mute_for_a_day", 1440), ("ban", None)],
)
def test_who_said_it_is_silenced_from_the_queue(say, head: Client, action: str, minutes: int | None) -> None:
    message = say("욕설")
    assert "말하기를 막았어요." in act(head, QUEUE, action, report(message), report(message, "spam"))
    sanction = Sanction.objects.get()
    assert (sanction.speaker, sanction.message) == (message.speaker, message)
    length = sanction.until and round((sanction.until - sanction.created_at).total_seconds() / 60)
    assert length == minutes


def test_nobody_silences_themselves_from_the_queue(lobby: Room, head: Client) -> None:
    own = Message.objects.post(lobby, speaker_of_user(User.objects.get(username="head")), "내 말")
    other = Message.objects.post(lobby, "g1", "남의 말")
    page = act(head, QUEUE, "ban", report(other), report(own))
    assert "나를 막을 수는 없어요." in page
    assert not Sanction.objects.exists()


def test_a_sanction_is_listed_while_it_holds_and_lifted(say, head: Client, staff: Person) -> None:
    Sanction.objects.ban(say("새 욕설"), staff.user)
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        Sanction.objects.mute(say("지난 욕설"), 59, staff.user)
    page = head.get("/admin/chat/sanction/").content.decode()
    assert ("새 욕설" in page, "지난 욕설" in page) == (True, False)
    act(head, "/admin/chat/sanction/", "lift", Sanction.objects.get(kind="ban"))
    assert not Sanction.objects.active().exists()


def test_the_queue_asks_as_often_for_many_as_for_few(say, head: Client, django_assert_max_num_queries) -> None:
    for number in range(20):
        report(say(f"욕설 {number}"))
    with django_assert_max_num_queries(12):
        head.get(QUEUE)
