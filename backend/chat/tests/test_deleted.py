from asgiref.sync import sync_to_async

from chat.models import Message


async def test_a_deleted_message_vanishes_from_every_screen(open_socket) -> None:
    first, second = await open_socket(), await open_socket()
    await first.enter()
    await second.enter()
    ack = await first.say("전화번호 알려 줄게 010")
    await second.expect("message")
    message = await Message.objects.aget(pk=ack["id"])
    await sync_to_async(message.blank_out)()
    for socket in (first, second):
        assert await socket.receive() == {"type": "deleted", "id": ack["id"]}
    late = await open_socket("/ws/chat/lobby/?since=0")
    await late.hello()
    kept = await late.expect("message")
    assert (kept["message"], kept["is_deleted"], kept["seq"]) == ("", True, 1)
