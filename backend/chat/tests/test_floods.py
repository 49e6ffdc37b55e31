"""Who says too much waits or goes, and nobody else notices."""

from uuid import uuid4

from chat.models import Message


async def test_who_says_too_much_waits_and_loses_nothing(open_socket) -> None:
    loud, other = await open_socket(), await open_socket()
    await loud.enter()
    await other.enter()
    sent = [str(uuid4()) for _ in range(40)]
    for number, client_id in enumerate(sent):
        await loud.send("send", message=f"{number}번째 도배", client_id=client_id)
    answers = {}
    while len(answers) < len(sent):
        frame = await loud.receive()
        if frame["type"] in ("ack", "error"):
            answers[frame["client_id"]] = frame
    refused = [answer for answer in answers.values() if answer["type"] == "error"]
    assert refused
    assert {answer["code"] for answer in refused} == {"rate_limited"}
    assert min(answer["retry_after"] for answer in refused) >= 1
    assert await Message.objects.acount() == len(sent) - len(refused)
    # What was acknowledged once is acknowledged again, at no price.
    await loud.send("send", message="0번째 도배", client_id=sent[0])
    frame = await loud.receive()
    while frame["type"] == "message":
        frame = await loud.receive()
    assert frame == answers[sent[0]]
    await other.send("send", message="나는 한마디만", client_id=str(uuid4()))
    while (frame := await other.receive())["type"] != "ack":
        assert frame["type"] == "message"


async def test_the_same_text_again_and_again_is_soon_refused_and_another_is_not(open_socket) -> None:
    socket = await open_socket()
    await socket.enter()
    accepted = 0
    while True:
        await socket.send("send", message="맞팔해요 맞팔 꼭 해요", client_id=str(uuid4()))
        frames = [await socket.receive()]
        if frames[0]["type"] == "error":
            break
        frames.append(await socket.receive())
        accepted += 1
    assert (frames[0]["code"], accepted) == ("rate_limited", 4)
    await socket.say("다른 말은 돼")


async def test_a_flood_of_frames_is_slowed_and_then_ended(open_socket) -> None:
    flood, calm = await open_socket(), await open_socket()
    await flood.enter()
    await calm.enter()
    for _ in range(150):
        await flood.send("ping")
    frames = [await flood.receive() for _ in range(150)]
    slowed = [frame for frame in frames if frame["type"] == "error"]
    assert {frame["code"] for frame in slowed} == {"rate_limited"}
    assert all(frame["retry_after"] >= 1 for frame in slowed)
    for _ in range(400):
        await flood.send("ping")
    assert await flood.closed() == 4429
    await calm.say("여긴 조용해")


async def test_malformed_frames_among_good_ones_are_a_flood_too(open_socket) -> None:
    flood = await open_socket()
    await flood.enter()
    for _ in range(60):
        for _ in range(9):
            await flood.write("엉망")
        await flood.send("ping")
    assert await flood.closed() == 4429


async def test_a_crowd_that_types_is_told_of_by_a_few_signs(open_socket) -> None:
    reader = await open_socket()
    await reader.enter()
    typists = [await open_socket() for _ in range(8)]
    for typist in typists:
        await typist.enter()
    for typist in typists:
        for _ in range(3):
            await typist.send("typing")
    for typist in typists:
        await typist.send("ping")
        while (await typist.receive())["type"] != "pong":
            pass
    await reader.expect("typing")
    await reader.send("ping")
    signs = 1
    while (frame := await reader.receive())["type"] != "pong":
        signs += frame["type"] == "typing"
    assert signs < 24


async def test_who_is_cut_off_leaves_nobody_behind(open_socket) -> None:
    first, second = await open_socket(), await open_socket()
    await first.enter()
    await second.enter()
    await first.expect_present(2)
    second.communicator.future.cancel()  # as a server does that has waited too long
    await first.expect_present(1)
