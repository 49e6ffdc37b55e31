from uuid import UUID, uuid4

import pytest
from asgiref.sync import sync_to_async
from rest_framework.test import APIClient

from chat.models import Message
from common.testing import Person, assert_error

URL = "/chat/api/chat-messages/"


def test_a_guest_speaks_and_gets_a_token(guest: APIClient, lobby) -> None:
    client_id = str(uuid4())
    response = guest.post(URL, {"room": "lobby", "message": "안녕하세요", "client_id": client_id})
    assert response.status_code == 201, response.content
    body = response.json()
    message = Message.objects.get()
    assert body == {
        "id": message.pk,
        "seq": 1,
        "room": "lobby",
        "message": "안녕하세요",
        "author": {"name": message.author_name},
        "is_mine": True,
        "client_id": client_id,
        "timestamp": body["timestamp"],
        "is_deleted": False,
        "has_links": False,
        "care": None,
    }
    assert response["X-Chat-Token"]


def test_the_token_keeps_a_guests_name(guest: APIClient, lobby) -> None:
    first = guest.post(URL, {"message": "첫 마디"})
    token = first["X-Chat-Token"]
    second = guest.post(URL, {"message": "둘째 마디"}, headers={"X-Chat-Token": token})
    third = guest.post(URL, {"message": "토큰을 잊은 마디"})
    assert second.json()["author"] == first.json()["author"]
    speakers = list(Message.objects.order_by("seq").values_list("speaker", flat=True))
    assert speakers[0] == speakers[1] != speakers[2]
    assert third["X-Chat-Token"] != token


def test_a_broken_token_makes_a_new_guest(guest: APIClient, lobby) -> None:
    response = guest.post(URL, {"message": "나 누구야?"}, headers={"X-Chat-Token": "엉망".encode().decode("latin-1")})
    assert response.status_code == 201
    assert response["X-Chat-Token"]


def test_a_member_speaks_under_one_name_and_needs_no_chat_token(author: Person, lobby) -> None:
    first, second = author.client.post(URL, {"message": "하나"}), author.client.post(URL, {"message": "둘"})
    assert first.json()["author"] == second.json()["author"]
    assert first.json()["is_mine"] is True
    assert "X-Chat-Token" not in first
    assert first.json()["author"]["name"] != author.user.nickname


def test_the_lobby_is_where_one_speaks_unless_one_says_where(guest: APIClient, lobby, library) -> None:
    assert guest.post(URL, {"message": "여기 로비"}).json()["room"] == "lobby"
    assert guest.post(URL, {"message": "여기 도서관", "room": library.slug}).json()["room"] == library.slug


def test_a_repeat_with_the_same_client_id_makes_nothing_new(guest: APIClient, lobby) -> None:
    body = {"message": "한 번만", "client_id": str(uuid4())}
    first = guest.post(URL, body)
    again = guest.post(URL, body, headers={"X-Chat-Token": first["X-Chat-Token"]})
    assert (again.status_code, again.json()) == (201, first.json())
    assert Message.objects.count() == 1


def test_null_for_a_client_id_is_none(guest: APIClient, lobby) -> None:
    for _ in range(2):
        assert guest.post(URL, {"message": "번호표 없이", "client_id": None}).json()["client_id"] is None
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "blank"),
        (" \n\t ", "blank"),
        ("가" * 501, "max_length"),
        ("널\x00문자", "control_character"),
        ("종\x07소리", "control_character"),
        ("\x9b31m", "control_character"),
        (7, "invalid"),
        (["배열"], "invalid"),
        (None, "null"),
    ],
)
def test_a_bad_message_is_refused(guest: APIClient, lobby, text, code: str) -> None:
    assert_error(guest.post(URL, {"message": text}), 400, code, "message")
    assert not Message.objects.exists()


def test_a_message_is_required(guest: APIClient, lobby) -> None:
    assert_error(guest.post(URL, {}), 400, "required", "message")


@pytest.mark.parametrize("client_id", ["하나", "", 1.5, [], {}, -1])
def test_a_bad_client_id_is_refused(guest: APIClient, lobby, client_id) -> None:
    assert_error(guest.post(URL, {"message": "안녕", "client_id": client_id}), 400, "invalid", "client_id")
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("room", "code"),
    [
        ("nowhere", "does_not_exist"),
        ("", "null"),
        (None, "null"),
        ("lobby\x00", "control_character"),
        (7, "invalid"),
        (True, "invalid"),
        (["lobby"], "invalid"),
        ({"slug": "lobby"}, "invalid"),
    ],
)
def test_an_unknown_room_is_refused(guest: APIClient, lobby, room, code: str) -> None:
    assert_error(guest.post(URL, {"message": "안녕", "room": room}), 400, code, "room")


@pytest.mark.parametrize("body", ["[]", '"안녕"', "7"])
def test_a_body_that_is_no_object_is_refused(guest: APIClient, lobby, body: str) -> None:
    response = guest.post(URL, body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["type"] == "validation_error"


@pytest.mark.parametrize("body", ["{", "null", "[" * 100_000, '{"message": "\\ud83d"}', b"\xff\xfe"])
def test_a_body_that_is_no_json_is_refused(guest: APIClient, lobby, body) -> None:
    assert_error(guest.post(URL, body, content_type="application/json"), 400, "parse_error")


def test_what_only_the_server_sets_is_ignored(guest: APIClient, lobby) -> None:
    forged = {"id": 999, "seq": 99, "author": {"name": "운영자"}, "is_mine": False, "is_deleted": True}
    forged |= {"timestamp": "2020-01-01T00:00:00Z", "speaker": "x"}
    body = guest.post(URL, {"message": "나는 운영자다", **forged}).json()
    assert (body["seq"], body["is_mine"], body["is_deleted"]) == (1, True, False)
    assert body["author"]["name"] != "운영자"
    assert not body["timestamp"].startswith("2020")
    assert body["id"] == Message.objects.get().pk


def test_a_read_only_room_lets_nobody_speak(guest: APIClient, staff: Person, notices) -> None:
    for client in (guest, staff.client):
        assert_error(client.post(URL, {"message": "한마디만", "room": "notice"}), 403, "read_only")
    assert not Message.objects.exists()


def test_messages_are_neither_edited_nor_deleted_by_the_api(author: Person, lobby) -> None:
    for call in (author.client.put, author.client.patch, author.client.delete):
        assert_error(call(URL, {"message": "고칠래"}), 405, "method_not_allowed")


async def test_a_message_by_rest_reaches_the_sockets_of_the_room(open_socket, guest: APIClient) -> None:
    first, second = await open_socket(), await open_socket()
    await first.enter()
    token = (await second.enter())["token"]
    client_id = str(uuid4())
    body = {"message": "전철에서 보냄", "client_id": client_id}
    response = await sync_to_async(guest.post)(URL, body, headers={"X-Chat-Token": token})
    sent = response.json()
    assert sent.pop("care") is None
    assert await first.receive() == {"type": "message", **sent, "is_mine": False}
    assert await second.receive() == {"type": "message", **sent}


async def test_one_client_id_by_socket_and_by_rest_makes_one_message(open_socket, guest: APIClient) -> None:
    socket = await open_socket()
    token = (await socket.enter())["token"]
    client_id = str(uuid4())
    ack = await socket.say("갔나?", client_id)
    body = {"message": "갔나?", "client_id": client_id}
    response = await sync_to_async(guest.post)(URL, body, headers={"X-Chat-Token": token})
    assert (response.json()["id"], response.json()["seq"]) == (ack["id"], ack["seq"])
    assert [message.client_id async for message in Message.objects.all()] == [UUID(client_id)]


def test_the_queries_of_a_message(author: Person, lobby, django_assert_num_queries) -> None:
    author.client.post(URL, {"message": "오늘의 이름을 받는 말"})
    with django_assert_num_queries(11):
        # 1 the token's login and user, 2 the room, 3 is the client_id stored, 4 sanctions, 5 today's name, 6 savepoint,
        # 7 the room and its lock, 8 the room's last number, 9 the message, 10 savepoint released, 11 the message as it
        # is shown
        author.client.post(URL, {"message": "몇 번 묻는지", "room": "lobby", "client_id": str(uuid4())})
