from datetime import datetime
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from chat.models import Message
from chat.speakers import new_guest

FIELDS = {"id", "seq", "room", "message", "author", "is_mine", "client_id", "timestamp", "is_deleted", "has_links"}


async def test_an_acknowledged_message_is_stored(open_socket, lobby) -> None:
    socket = await open_socket()
    welcome = await socket.enter()
    client_id = str(uuid4())
    ack = await socket.say("오늘 급식 뭐야?", client_id)
    assert set(ack) == {"type", "client_id", "id", "seq", "timestamp"}
    assert datetime.fromisoformat(ack["timestamp"]).utcoffset() is not None
    message = await Message.objects.aget(pk=ack["id"])
    assert (message.text, message.author_name, message.room_id) == ("오늘 급식 뭐야?", welcome["name"], lobby.pk)
    assert (message.seq, str(message.client_id)) == (ack["seq"], ack["client_id"]) == (1, client_id)


async def test_a_message_reaches_everyone_in_the_room_and_is_its_senders_own(open_socket) -> None:
    sender, reader = await open_socket(), await open_socket()
    welcome = await sender.enter()
    await reader.enter()
    client_id = str(uuid4())
    await sender.send("send", message="나 여기 있어", client_id=client_id)
    own = (await sender.collect("ack", "message"))["message"]
    other = await reader.expect("message")
    assert set(own) == {"type", *FIELDS}
    assert own == {**other, "is_mine": True}
    assert other["is_mine"] is False
    assert (other["author"], other["message"]) == ({"name": welcome["name"]}, "나 여기 있어")
    assert (other["seq"], other["room"], other["client_id"]) == (1, "lobby", client_id)
    assert other["is_deleted"] is False


async def test_ones_own_message_is_ones_own_on_every_device(open_socket) -> None:
    phone, laptop = await open_socket(), await open_socket()
    welcome = await phone.enter()
    await laptop.enter(welcome["token"])
    await phone.say("폰에서 보냄")
    assert (await laptop.expect("message"))["is_mine"] is True


async def test_a_message_stays_in_its_room(open_socket, library) -> None:
    lobby, other = await open_socket(), await open_socket(f"/ws/chat/{library.slug}/")
    await lobby.enter()
    await other.enter()
    await lobby.say("로비에서만 들려요")
    await other.say("여기는 도서관")
    assert [frame["message"] for frame in other.received if frame["type"] == "message"] == ["여기는 도서관"]
    await lobby.expect_silence()


async def test_every_room_counts_for_itself(open_socket, library) -> None:
    lobby, other = await open_socket(), await open_socket(f"/ws/chat/{library.slug}/")
    await lobby.enter()
    await other.enter()
    assert [(await lobby.say(text))["seq"] for text in "가나다"] == [1, 2, 3]
    assert (await other.say("첫 줄"))["seq"] == 1


async def test_the_same_client_id_gets_the_same_ack_and_makes_no_second_message(open_socket) -> None:
    socket, reader = await open_socket(), await open_socket()
    await socket.enter()
    await reader.enter()
    client_id = str(uuid4())
    first = await socket.say("한 번만", client_id)
    await socket.send("send", message="한 번만", client_id=client_id)
    assert await socket.expect("ack") == first
    await socket.say("그다음")
    assert [message["message"] for message in await reader.expect_messages(2)] == ["한 번만", "그다음"]
    assert await Message.objects.acount() == 2


async def test_a_repeat_after_a_reconnect_gets_the_same_ack(open_socket) -> None:
    before = await open_socket()
    welcome = await before.enter()
    client_id = str(uuid4())
    first = await before.say("끊기기 직전", client_id)
    after = await open_socket()
    await after.enter(welcome["token"])
    await after.send("send", message="끊기기 직전", client_id=client_id)
    assert await after.expect("ack") == first


async def test_a_message_is_kept_as_it_was_written(open_socket) -> None:
    socket = await open_socket()
    await socket.enter()
    text = "  <b>굵게</b>\n\t&amp; 😀👩‍👩‍👧 ㅋㅋ  "
    await socket.say(text)
    [message] = [frame for frame in socket.received if frame["type"] == "message"]
    assert message["message"] == text


@pytest.mark.parametrize("text", ["한", "가" * 500, "😀" * 500])
async def test_one_to_five_hundred_characters_fit(open_socket, text: str) -> None:
    socket = await open_socket()
    await socket.enter()
    await socket.say(text)
    assert (await Message.objects.aget()).text == text


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\t", "널\x00문자", "종\x07소리", "이스케이프\x1b[31m", 7, None, ["배열"], {}]
)
async def test_a_bad_message_is_refused_and_the_talk_goes_on(open_socket, text) -> None:
    socket = await open_socket()
    await socket.enter()
    client_id = str(uuid4())
    await socket.send("send", message=text, client_id=client_id)
    assert (await socket.expect_error("invalid"))["client_id"] == client_id
    await socket.say("이건 괜찮지?")
    assert await Message.objects.acount() == 1


async def test_a_message_of_501_characters_is_too_long(open_socket) -> None:
    socket = await open_socket()
    await socket.enter()
    client_id = str(uuid4())
    await socket.send("send", message="가" * 501, client_id=client_id)
    assert (await socket.expect_error("too_long"))["client_id"] == client_id
    assert not await Message.objects.aexists()


@pytest.mark.parametrize("client_id", ["하나", "123", 7.5, None, [], {"a": 1}, "7b0c6ae6" * 40])
async def test_a_bad_client_id_is_refused(open_socket, client_id) -> None:
    socket = await open_socket()
    await socket.enter()
    await socket.send("send", message="안녕", client_id=client_id)
    await socket.expect_error("invalid")
    assert not await Message.objects.aexists()


async def test_a_message_needs_a_client_id_and_a_text(open_socket) -> None:
    socket = await open_socket()
    await socket.enter()
    await socket.send("send", message="안녕")
    await socket.expect_error("invalid")
    await socket.send("send", client_id=str(uuid4()))
    await socket.expect_error("invalid")


async def test_what_only_the_server_sets_is_ignored_in_a_frame(open_socket) -> None:
    socket, reader = await open_socket(), await open_socket()
    welcome = await socket.enter()
    await reader.enter()
    forged = {"id": 999, "seq": 99, "author": {"name": "운영자"}, "room": "notice", "is_mine": False, "speaker": "x"}
    await socket.send("send", message="나는 운영자다", client_id=str(uuid4()), **forged)
    message = await reader.expect("message")
    assert (message["seq"], message["room"], message["author"]) == (1, "lobby", {"name": welcome["name"]})


async def test_a_read_only_room_lets_nobody_speak_and_everybody_listen(open_socket, notices) -> None:
    await sync_to_async(notices.messages.create)(seq=1, speaker=new_guest(), author_name="알림", text="내일은 모의고사")
    notices.last_seq = 1
    await notices.asave()
    socket = await open_socket("/ws/chat/notice/?since=0")
    await socket.hello()
    assert (await socket.expect("message"))["message"] == "내일은 모의고사"
    await socket.expect("ready")
    client_id = str(uuid4())
    await socket.send("send", message="저도 한마디", client_id=client_id)
    assert (await socket.expect_error("read_only"))["client_id"] == client_id
    assert await notices.messages.acount() == 1


async def test_who_speaks_in_a_room_that_is_gone_is_sent_away(open_socket, library) -> None:
    socket = await open_socket(f"/ws/chat/{library.slug}/")
    await socket.enter()
    await library.adelete()
    await socket.send("send", message="여기 없어졌어?", client_id=str(uuid4()))
    assert await socket.closed() == 4404


async def test_twenty_sockets_that_speak_at_once_are_numbered_without_gap_or_double(open_socket) -> None:
    sockets = [await open_socket() for _ in range(20)]
    for socket in sockets:
        await socket.enter()
    for socket in sockets:
        for line in "가나다":
            await socket.send("send", message=line, client_id=str(uuid4()))
    for socket in sockets:
        messages = await socket.expect_messages(60)
        assert [message["seq"] for message in messages] == list(range(1, 61))
    assert await Message.objects.acount() == 60


def test_sixty_posts_at_once_are_numbered_in_the_order_of_their_commits(at_once, lobby) -> None:
    def post(number: int) -> int:
        return Message.objects.post(lobby, new_guest(), f"{number}번").seq

    numbers = at_once(*[lambda number=number: post(number) for number in range(60)])
    assert sorted(numbers) == list(range(1, 61))
    lobby.refresh_from_db()
    assert lobby.last_seq == 60
    by_number, by_id = Message.objects.order_by("seq"), Message.objects.order_by("pk")
    assert list(by_number.values_list("pk")) == list(by_id.values_list("pk"))


def test_one_client_id_sent_twenty_times_at_once_makes_one_message(at_once, lobby) -> None:
    speaker, client_id = new_guest(), uuid4()
    messages = at_once(*[lambda: Message.objects.post(lobby, speaker, "딱 한 번", client_id)] * 20)
    assert {(message.pk, message.seq) for message in messages} == {(Message.objects.get().pk, 1)}


def test_the_queries_of_a_message(lobby, django_assert_num_queries) -> None:
    speaker = new_guest()
    with django_assert_num_queries(10):
        # 1 is the client_id stored, 2 sanctions, 3–5 a name that nobody has today, 6 savepoint, 7 the room and its
        # lock, 8 the room's last number, 9 the message, 10 savepoint released
        Message.objects.post(lobby, speaker, "오늘의 첫마디", uuid4())
    with django_assert_num_queries(8):  # 3 is the name
        Message.objects.post(lobby, speaker, "몇 번 묻는지 세는 중", uuid4())
