"""What staff decide, and what the house minds, reaches open sockets."""

from datetime import timedelta
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from accounts import tokens
from chat.layer import send_hint, send_sanction
from chat.models import Message, Room, Sanction
from chat.speakers import speaker_of_token
from common.testing import Person

CRY = "요즘 진짜 죽고 싶다는 생각만 든다"


@pytest.fixture
def access(staff: Person) -> str:
    return tokens.begin_login(staff.user).access


async def said(socket, text: str = "다들 몇 시에 자?") -> Message:
    return await Message.objects.aget(pk=(await socket.say(text))["id"])


async def test_an_erasure_that_no_hint_told_of_is_told_by_the_heartbeat(open_socket, lobby) -> None:
    first, second = await open_socket(), await open_socket()
    await first.enter()
    await second.enter()
    message = await said(first)
    await second.expect("message")
    await Message.objects.filter(pk=message.pk).aupdate(text="", is_deleted=True, erasure=1)
    await Room.objects.filter(pk=lobby.pk).aupdate(last_erasure=1)
    for socket in (first, second):
        assert await socket.expect("deleted") == {"type": "deleted", "id": message.pk}


async def test_who_returns_hears_of_what_was_erased_meanwhile_and_of_nothing_else(open_socket) -> None:
    speaker = await open_socket()
    await speaker.enter()
    gone, kept, later = [await said(speaker, text) for text in ("지울 말", "남길 말", "나중에 지울 말")]
    await sync_to_async(gone.blank_out)()
    await sync_to_async(later.blank_out)()
    returned = await open_socket(f"/ws/chat/lobby/?since={kept.seq}")
    await returned.hello()
    assert await returned.expect("deleted") == {"type": "deleted", "id": gone.pk}
    blank = await returned.expect("message")
    assert (blank["id"], blank["message"], blank["is_deleted"]) == (later.pk, "", True)
    await returned.expect("ready")


async def test_new_settings_of_a_room_are_told(open_socket, lobby) -> None:
    socket = await open_socket()
    await socket.enter()
    lobby.is_read_only, lobby.slow_seconds, lobby.description = True, 30, "공지 읽는 시간"
    await lobby.asave()
    settings = {"name": "로비", "description": "공지 읽는 시간", "is_read_only": True, "slow_seconds": 30}
    assert await socket.expect("room") == {"type": "room", **settings}


async def test_who_is_muted_is_told_for_how_long_and_refused(open_socket, staff: Person) -> None:
    loud, other = await open_socket(), await open_socket()
    await loud.enter()
    await other.enter()
    message = await said(loud)
    await other.expect("message")
    await sync_to_async(Sanction.objects.mute)(message, 10, staff.user)
    assert 590 <= (await loud.expect_error("muted"))["retry_after"] <= 600
    client_id = str(uuid4())
    await loud.send("send", message="왜 안 돼?", client_id=client_id)
    refusal = await loud.expect_error("muted")
    assert refusal["client_id"] == client_id
    assert 590 <= refusal["retry_after"] <= 600
    assert (await other.say("나는 말할 수 있어"))["seq"] == 2
    await loud.expect("message")


async def test_who_may_speak_again_before_the_time_is_over_hears_of_it_once(open_socket, staff: Person) -> None:
    loud = await open_socket()
    await loud.enter()
    message = await said(loud)
    await sync_to_async(Sanction.objects.mute)(message, 10, staff.user)
    await loud.expect_error("muted")
    await sync_to_async(Sanction.objects.of(message.speaker).lift)()
    assert await loud.expect("unmuted") == {"type": "unmuted"}
    assert (await loud.say("다시 왔다"))["seq"] == 2
    await loud.expect_silence()


async def test_who_comes_in_muted_is_told_once(open_socket, staff: Person) -> None:
    loud = await open_socket()
    token = (await loud.enter())["token"]
    await sync_to_async(Sanction.objects.mute)(await said(loud), 10, staff.user)
    returned = await open_socket()
    await returned.enter(token)
    await returned.expect_error("muted")
    await returned.expect_silence()


async def test_who_is_banned_leaves_every_room_at_once(open_socket, library, staff: Person) -> None:
    loud, other = await open_socket(), await open_socket()
    token = (await loud.enter())["token"]
    await other.enter()
    elsewhere = await open_socket(f"/ws/chat/{library.slug}/")
    await elsewhere.enter(token)
    message = await said(loud)
    await sync_to_async(Sanction.objects.ban)(message, staff.user)
    for socket in (loud, elsewhere):
        assert "retry_after" not in await socket.expect_error("muted")
        assert await socket.closed() == 4403
    await other.expect("message")
    await other.say("누구 나갔어?")


async def test_who_is_banned_does_not_come_in(open_socket, staff: Person) -> None:
    loud = await open_socket()
    token = (await loud.enter())["token"]
    message = await said(loud)
    await Sanction.objects.acreate(speaker=message.speaker, kind="ban", by=staff.user)
    returned = await open_socket()
    await returned.send("hello", token=token)
    await returned.expect_error("muted")
    assert await returned.closed() == 4403


async def test_a_ban_that_no_hint_told_of_holds_at_the_next_line(open_socket) -> None:
    loud = await open_socket()
    message_speaker = speaker_of_token((await loud.enter())["token"])
    await Sanction.objects.acreate(speaker=message_speaker, kind="ban")
    await loud.send("send", message="아직 나 있어", client_id=str(uuid4()))
    await loud.expect_error("muted")
    assert await loud.closed() == 4403
    assert not await Message.objects.aexists()


async def test_a_mute_that_is_over_is_over(open_socket) -> None:
    loud = await open_socket()
    speaker = speaker_of_token((await loud.enter())["token"])
    await Sanction.objects.acreate(speaker=speaker, kind="mute", until=timezone.now() - timedelta(seconds=1))
    assert (await loud.say("이제 말할 수 있다"))["seq"] == 1


async def test_who_cries_for_help_gets_a_card_and_nobody_else_does(open_socket, access: str) -> None:
    author, reader, moderator = await open_socket(), await open_socket(), await open_socket()
    await author.enter()
    await reader.enter()
    await moderator.enter(access)
    client_id = str(uuid4())
    await author.send("send", message=CRY, client_id=client_id)
    frames = await author.collect("ack", "message", "care")
    assert frames["care"]["client_id"] == client_id
    assert [contact["phone"] for contact in frames["care"]["contacts"]] == ["109", "1388"]
    seen = await reader.expect("message")
    assert seen["message"] == CRY
    assert "needs_care" not in seen
    assert "needs_care" not in frames["message"]
    assert (await moderator.expect("message"))["needs_care"] is True
    await reader.expect_silence()
    await reader.send("send", message=CRY, client_id=client_id)  # learns nothing by repeating what it has seen
    await reader.expect("ack")
    await reader.expect_silence()


async def test_staff_see_of_every_line_whether_it_needs_care(open_socket, access: str) -> None:
    author, moderator = await open_socket(), await open_socket()
    await author.enter()
    await moderator.enter(access)
    await author.say("배고파 죽겠다 급식 뭐야")
    assert (await moderator.expect("message"))["needs_care"] is False


async def test_contact_data_are_refused_with_the_place_where_they_are(open_socket) -> None:
    socket = await open_socket()
    await socket.enter()
    client_id = str(uuid4())
    await socket.send("send", message="😀 연락해 010-1234-5678 로", client_id=client_id)
    refusal = await socket.expect_error("invalid")
    assert refusal["client_id"] == client_id
    assert refusal["found"] == {"kind": "phone", "start": 6, "end": 19}
    assert "010-1234-5678" in refusal["detail"]
    assert not await Message.objects.aexists()


async def test_a_slow_room_says_how_long_to_wait(open_socket, lobby) -> None:
    await Room.objects.filter(pk=lobby.pk).aupdate(slow_seconds=30)
    socket = await open_socket()
    await socket.enter()
    await socket.say("한마디")
    await socket.send("send", message="두 마디", client_id=str(uuid4()))
    assert 28 <= (await socket.expect_error("rate_limited"))["retry_after"] <= 30


async def test_a_socket_ends_with_the_login_with_which_it_came(open_socket, author: Person) -> None:
    member, guest = await open_socket(), await open_socket()
    pair = await sync_to_async(tokens.begin_login)(author.user)
    assert (await member.enter(pair.access))["is_member"] is True
    await guest.enter()
    await author.user.logins.all().adelete()
    await sync_to_async(send_sanction)()  # whatever makes the hub look; the heartbeat does
    assert await member.closed() == 4401
    await guest.say("나는 손님이라 괜찮아")


async def test_staff_rights_end_with_the_office(open_socket, lobby, staff: Person, access: str) -> None:
    moderator, author = await open_socket(), await open_socket()
    await moderator.enter(access)
    await author.enter()
    await author.say("첫마디")
    assert "needs_care" in await moderator.expect("message")
    staff.user.is_staff = False
    await staff.user.asave()
    await Room.objects.filter(pk=lobby.pk).aupdate(description="그만두었어요")  # told at the end of that look
    await sync_to_async(send_hint)(lobby.pk)
    await moderator.expect("room")
    await author.expect("room")
    await author.say("둘째 마디")
    assert "needs_care" not in await moderator.expect("message")


async def test_a_room_that_is_deleted_closes_at_once(open_socket, library) -> None:
    socket = await open_socket(f"/ws/chat/{library.slug}/")
    await socket.enter()
    await sync_to_async(library.delete)()
    assert await socket.closed() == 4404


async def test_nobody_types_who_may_not_speak(open_socket, lobby, staff: Person) -> None:
    loud, other = await open_socket(), await open_socket()
    await loud.enter()
    await other.enter()
    message = await said(loud)
    await other.expect("message")
    await sync_to_async(Sanction.objects.mute)(message, 10, staff.user)
    await loud.expect_error("muted")
    await loud.send("typing")
    await loud.send("ping")
    await loud.expect("pong")
    await other.expect_silence()
