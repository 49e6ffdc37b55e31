from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from asgiref.sync import sync_to_async

from accounts import tokens
from accounts.tests.forgeries import FORGERIES
from chat import speakers
from common.testing import Person


@pytest.fixture
def access(author: Person) -> str:
    return tokens.begin_login(author.user).access


async def test_a_welcome_says_who_one_is_and_where_the_room_stands(open_socket, talk) -> None:
    await sync_to_async(talk)(3)
    socket = await open_socket()
    welcome = await socket.hello()
    assert set(welcome) == {"type", "name", "token", "is_member", "last_seq", "present", "room"}
    assert welcome["is_member"] is False
    settings = {"description": "누구나 쉬어 가는 곳", "is_read_only": False, "slow_seconds": 0}
    assert {**welcome["room"], "description": settings["description"]} == {"name": "로비", **settings}
    assert (welcome["last_seq"], welcome["present"]) == (3, 1)
    assert len(welcome["name"].split()) == 3
    assert await socket.receive() == {"type": "ready"}


async def test_who_says_nothing_is_welcomed_as_a_new_guest_after_a_second(open_socket) -> None:
    socket = await open_socket()
    await socket.expect("welcome")
    await socket.expect("ready")


async def test_a_hello_that_comes_late_is_heard_all_the_same(open_socket, access: str) -> None:
    name = (await (await open_socket()).enter(access))["name"]
    socket = await open_socket()
    stranger = await socket.expect("welcome")
    await socket.expect("ready")
    welcome = await socket.enter(access)
    assert (welcome["name"], welcome["present"]) == (name, 1)
    assert stranger["name"] != name
    await socket.say("나야 나")
    [message] = [frame for frame in socket.received if frame["type"] == "message"]
    assert message["author"] == {"name": name}


async def test_a_late_hello_without_a_name_changes_nothing(open_socket) -> None:
    socket = await open_socket()
    await socket.expect("welcome")
    await socket.expect("ready")
    await socket.send("hello", token="아무말")
    await socket.expect_error("invalid")
    await socket.expect_silence()


async def test_who_has_spoken_without_a_name_gets_none_afterwards(open_socket, access: str) -> None:
    socket = await open_socket()
    await socket.expect("welcome")
    await socket.expect("ready")
    await socket.say("누구게")
    await socket.send("hello", token=access)
    await socket.expect_error("invalid")


async def test_who_speaks_first_is_welcomed_at_once(open_socket) -> None:
    socket = await open_socket()
    await socket.send("send", message="안녕!", client_id="7b0c6ae6-0f28-4a55-8d2f-0d5f8d4f5c11")
    await socket.expect("welcome")
    await socket.expect("ready")
    await socket.collect("ack", "message")


async def test_a_guest_comes_back_under_the_same_name_by_the_token(open_socket) -> None:
    first, second = await open_socket(), await open_socket()
    before = await first.enter()
    after = await second.enter(before["token"])
    assert after["name"] == before["name"]


async def test_a_member_has_one_name_on_every_device(open_socket, access: str) -> None:
    phone, laptop = await open_socket(), await open_socket()
    assert (await phone.enter(access))["name"] == (await laptop.enter(access))["name"]


async def test_the_token_of_a_welcome_stands_for_the_member_too(open_socket, access: str) -> None:
    first, second = await open_socket(), await open_socket()
    welcome = await first.enter(access)
    assert (await second.enter(welcome["token"]))["name"] == welcome["name"]


async def test_two_guests_are_two_speakers(open_socket) -> None:
    first, second = await open_socket(), await open_socket()
    tokens_of_both = {(await first.enter())["token"], (await second.enter())["token"]}
    assert len({speakers.speaker_of_token(token) for token in tokens_of_both}) == 2


async def test_one_name_holds_in_one_room_and_another_in_the_next(open_socket, library) -> None:
    lobby, library_socket = await open_socket(), await open_socket(f"/ws/chat/{library.slug}/")
    welcome = await lobby.enter()
    assert (await library_socket.enter(welcome["token"]))["name"] != welcome["name"]


@pytest.mark.parametrize("token", ["", "아무말", "a:b:c", "eyJhbGciOiJIUzI1NiJ9.e30.x", 7, ["토큰"]])
async def test_a_broken_token_is_told_and_makes_a_new_guest(open_socket, token) -> None:
    socket = await open_socket()
    await socket.send("hello", token=token)
    await socket.expect("welcome")
    await socket.expect("ready")
    await socket.expect_error("invalid")


async def test_a_hello_with_null_for_a_token_is_a_new_guest(open_socket) -> None:
    socket = await open_socket()
    await socket.send("hello", token=None)
    await socket.expect("welcome")


async def test_an_expired_access_token_is_told_and_makes_a_new_guest(open_socket, access: str) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16), tick=True):
        socket = await open_socket()
        await socket.send("hello", token=access)
        await socket.expect("welcome")
        await socket.expect("ready")
        await socket.expect_error("invalid")


async def test_a_guest_token_holds_a_month(open_socket) -> None:
    before = await (await open_socket()).enter()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31), tick=True):
        socket = await open_socket()
        await socket.send("hello", token=before["token"])
        await socket.expect("welcome")
        await socket.expect("ready")
        await socket.expect_error("invalid")


async def test_the_access_token_of_an_ended_login_is_worth_nothing(open_socket, author: Person, access: str) -> None:
    await author.user.logins.all().adelete()
    socket = await open_socket()
    await socket.send("hello", token=access)
    await socket.expect("welcome")
    await socket.expect("ready")
    await socket.expect_error("invalid")


async def test_a_refresh_token_is_no_access_token(open_socket, author: Person) -> None:
    pair = await sync_to_async(tokens.begin_login)(author.user)
    socket = await open_socket()
    await socket.send("hello", token=pair.refresh)
    await socket.expect("welcome")
    await socket.expect("ready")
    await socket.expect_error("invalid")


@pytest.mark.filterwarnings("ignore:The HMAC key")  # ours is long enough for the algorithm that we use
async def test_a_forged_access_token_names_nobody(open_socket, access: str) -> None:
    known = (await (await open_socket()).enter(access))["name"]
    for fault, forge in FORGERIES.items():
        socket = await open_socket()
        welcome = await socket.enter(await sync_to_async(forge)(access))
        assert welcome["name"] != known, fault
        await socket.expect_error("invalid")


async def test_a_second_hello_is_refused_and_changes_nothing(open_socket, access: str) -> None:
    socket = await open_socket()
    welcome = await socket.enter()
    await socket.send("hello", token=access)
    await socket.expect_error("invalid")
    await socket.say("아직 나야")
    [message] = [frame for frame in socket.received if frame["type"] == "message"]
    assert message["author"] == {"name": welcome["name"]}
