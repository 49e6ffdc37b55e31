import pytest


@pytest.mark.parametrize(
    "path", ["/ws/chat/nowhere/", "/ws/chat/없는-방/", "/ws/chat/lobby\x00/", "/ws/chat/" + "a" * 3_000 + "/"]
)
async def test_an_unknown_room_closes_with_4404(open_socket, path: str) -> None:
    assert await (await open_socket(path)).closed() == 4404


@pytest.mark.parametrize("path", ["/", "/ws/", "/ws/chat/", "/ws/chat/lobby", "/ws/chat/lobby/more/", "/chat/rooms/"])
async def test_an_unknown_path_closes_with_4404(open_socket, path: str) -> None:
    assert await (await open_socket(path)).closed() == 4404


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "", "http://127.0.0.1:3900.evil.example", "http://127.0.0.1", "학교"]
)
async def test_a_page_from_elsewhere_is_closed_with_4403(open_socket, settings, origin: str) -> None:
    settings.WEB_ORIGINS = ["http://127.0.0.1:3900"]
    assert await (await open_socket(origin=origin)).closed() == 4403


async def test_our_web_client_and_programs_without_an_origin_come_in(open_socket, settings) -> None:
    settings.WEB_ORIGINS = ["http://127.0.0.1:3900"]
    await (await open_socket(origin="http://127.0.0.1:3900")).enter()
    await (await open_socket()).enter()


async def test_a_room_with_a_korean_name_opens(open_socket, library) -> None:
    socket = await open_socket("/ws/chat/조용한-도서관/")
    await socket.enter()
    await socket.say("여기 조용하다")
    [message] = [frame for frame in socket.received if frame["type"] == "message"]
    assert message["room"] == "조용한-도서관"
