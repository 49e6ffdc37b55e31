import json

import pytest

GOOD = json.dumps({"type": "ping"})
DEEP = '{"type": ' + "[" * 5_000 + "]" * 5_000 + "}"
MALFORMED = {
    "no JSON": "안녕",
    "cut JSON": '{"type": "send"',
    "blank": " ",
    "a list": "[]",
    "null": "null",
    "a number": "7",
    "no type": "{}",
    "unknown type": '{"type": "delete"}',
    "type of a number": '{"type": 1}',
    "type of a list": '{"type": ["send"]}',
    "type of an object": '{"type": {"send": 1}}',
    "deeply nested": DEEP,
    "lone surrogate": '{"type": "send", "client_id": "7b0c6ae6-0f28-4a55-8d2f-0d5f8d4f5c11", "message": "\\ud83d"}',
    "not a number": '{"type": NaN}',
    "huge number": '{"type": 1e999}',
    "binary": b"\x00\xff\xfe",
    "binary JSON": GOOD.encode(),
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED)
async def test_a_malformed_frame_gets_an_error_and_the_talk_goes_on(open_socket, data) -> None:
    socket = await open_socket()
    await socket.enter()
    await socket.write(data)
    await socket.expect_error("invalid")
    await socket.say("나는 멀쩡해")


@pytest.mark.parametrize("data", ["안녕", DEEP, b"\x00\xff"], ids=["no JSON", "deeply nested", "binary"])
async def test_a_malformed_frame_before_the_welcome_does_not_prevent_it(open_socket, data) -> None:
    socket = await open_socket()
    await socket.write(data)
    await socket.expect_error("invalid")
    await socket.enter()


async def test_a_frame_over_16_kib_is_too_long_and_one_of_16_kib_is_not(open_socket) -> None:
    socket = await open_socket()
    await socket.enter()
    frame = json.dumps({"type": "ping", "letters": ""})
    fitting = frame.replace('""', f'"{"a" * (16 * 1024 - len(frame))}"')
    assert len(fitting) == 16 * 1024
    await socket.write(fitting)
    await socket.expect("pong")
    await socket.write(fitting.replace("a", "aa", 1))
    await socket.expect_error("too_long")


async def test_the_size_of_a_frame_is_counted_in_bytes(open_socket) -> None:
    socket = await open_socket()
    await socket.enter()
    await socket.write(json.dumps({"type": "ping", "letters": "가" * 6_000}, ensure_ascii=False))
    await socket.expect_error("too_long")


async def test_twenty_malformed_frames_in_a_row_end_the_socket(open_socket) -> None:
    socket = await open_socket()
    await socket.enter()
    for _ in range(20):
        await socket.write("엉망")
        await socket.expect_error("invalid")
    assert await socket.closed() == 4400


async def test_one_good_frame_among_malformed_ones_starts_the_count_anew(open_socket) -> None:
    socket = await open_socket()
    await socket.enter()
    for _ in range(2):
        for _ in range(19):
            await socket.write("엉망")
            await socket.expect_error("invalid")
        await socket.write(GOOD)
        await socket.expect("pong")


async def test_a_refused_message_is_not_a_malformed_frame(open_socket) -> None:
    socket = await open_socket()
    await socket.enter()
    for _ in range(25):
        await socket.send("send", message=" ", client_id="7b0c6ae6-0f28-4a55-8d2f-0d5f8d4f5c11")
        await socket.expect_error("invalid")
    await socket.say("아직 여기 있어")
