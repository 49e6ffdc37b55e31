async def test_everyone_hears_who_comes_and_goes(open_socket) -> None:
    first, second = await open_socket(), await open_socket()
    assert (await first.enter())["present"] == 1
    assert (await second.enter())["present"] == 2
    await first.expect_present(2)
    await second.communicator.disconnect()
    await first.expect_present(1)


async def test_presence_counts_people_not_sockets(open_socket) -> None:
    phone, laptop, other = await open_socket(), await open_socket(), await open_socket()
    token = (await phone.enter())["token"]
    assert (await laptop.enter(token))["present"] == 1
    assert (await other.enter())["present"] == 2
    await other.communicator.disconnect()
    await phone.expect_present(1)
    await laptop.communicator.disconnect()
    assert (await (await open_socket()).enter())["present"] == 2


async def test_who_is_not_welcomed_yet_does_not_count(open_socket) -> None:
    await open_socket()
    assert (await (await open_socket()).enter())["present"] == 1


async def test_each_room_counts_its_own(open_socket, library) -> None:
    await (await open_socket()).enter()
    assert (await (await open_socket(f"/ws/chat/{library.slug}/")).enter())["present"] == 1
