async def test_typing_is_seen_by_others_and_not_by_oneself(open_socket) -> None:
    phone, laptop, other = await open_socket(), await open_socket(), await open_socket()
    welcome = await phone.enter()
    await laptop.enter(welcome["token"])
    await other.enter()
    await phone.send("typing")
    assert await other.receive() == {"type": "typing", "name": welcome["name"]}
    await other.say("무슨 말 하려고?")
    for own in (phone, laptop):
        await own.expect("message")
        assert "typing" not in {frame["type"] for frame in own.received}


async def test_typing_stays_in_its_room(open_socket, library) -> None:
    lobby, other = await open_socket(), await open_socket(f"/ws/chat/{library.slug}/")
    await lobby.enter()
    await other.enter()
    await lobby.send("typing")
    await lobby.say("썼다")
    await other.say("여긴 조용하지")
    assert "typing" not in {frame["type"] for frame in other.received}
