from datetime import timedelta

from asgiref.sync import sync_to_async
from django.utils import timezone

from chat.models import Presence
from chat.speakers import new_guest, speaker_of_token


async def test_everyone_hears_who_comes_and_goes(open_socket) -> None:
    first, second = await open_socket(), await open_socket()
    assert (await first.enter())["present"] == 1
    assert (await second.enter())["present"] == 2
    await first.expect_present(2)
    await second.leave()
    await first.expect_present(1)


async def test_presence_counts_people_not_sockets(open_socket) -> None:
    phone, laptop, other = await open_socket(), await open_socket(), await open_socket()
    token = (await phone.enter())["token"]
    assert (await laptop.enter(token))["present"] == 1
    assert (await other.enter())["present"] == 2
    await other.leave()
    await phone.expect_present(1)
    await laptop.leave()
    assert (await (await open_socket()).enter())["present"] == 2


async def test_who_is_not_welcomed_yet_does_not_count(open_socket) -> None:
    await open_socket()
    assert (await (await open_socket()).enter())["present"] == 1


async def test_each_room_counts_its_own(open_socket, library) -> None:
    await (await open_socket()).enter()
    assert (await (await open_socket(f"/ws/chat/{library.slug}/")).enter())["present"] == 1


async def test_people_in_other_processes_count_and_who_is_in_two_is_one(open_socket, lobby) -> None:
    first = await open_socket()
    token = (await first.enter())["token"]
    people = [speaker_of_token(token), new_guest(), new_guest()]
    await sync_to_async(Presence.objects.announce)(lobby.pk, "elsewhere", {speaker[:12] for speaker in people})
    second = await open_socket()
    await second.enter()
    await first.expect_present(4)


async def test_people_of_a_process_that_died_are_forgotten(open_socket, lobby) -> None:
    await sync_to_async(Presence.objects.announce)(lobby.pk, "dead", {"g00000000001"})
    first = await open_socket()
    assert (await first.enter())["present"] == 2
    await Presence.objects.filter(hub="dead").aupdate(expires_at=timezone.now() - timedelta(seconds=1))
    await (await open_socket()).enter()  # makes it count anew; without anybody it would a few seconds later
    await first.expect_present(2)
    await sync_to_async(Presence.objects.forget_expired)()
    assert [row.hub async for row in Presence.objects.filter(hub="dead")] == []


async def test_an_empty_room_keeps_nobody(open_socket, lobby) -> None:
    first = await open_socket()
    await first.enter()
    await first.expect_present(1)
    assert await Presence.objects.filter(room=lobby).acount() == 1
    await first.leave()
    assert await Presence.objects.filter(room=lobby).acount() == 0
