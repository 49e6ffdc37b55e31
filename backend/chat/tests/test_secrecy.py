"""Nothing that a server says in the chat leads to the person who speaks."""

import json

from asgiref.sync import sync_to_async

from accounts import tokens
from chat.models import Message
from chat.speakers import speaker_of_user
from common.testing import Person


async def test_no_frame_and_no_answer_reveals_who_speaks(open_socket, make_person, classmate: Person) -> None:
    secret = {"username": "hidden-otter", "nickname": "숨은수달", "email": "otter@example.com", "name": "김온새"}
    author = await sync_to_async(make_person)(**secret)
    member, reader = await open_socket(), await open_socket()
    login = await sync_to_async(tokens.begin_login)(author.user)
    await member.enter(login.access)
    await reader.enter()
    await member.send("typing")
    await reader.expect("typing")
    ack = await member.say("아무도 나를 몰라")
    await reader.expect("message")
    message = await Message.objects.aget(pk=ack["id"])
    await sync_to_async(message.blank_out)()
    await reader.expect("deleted")
    await sync_to_async(author.client.post)("/chat/api/chat-messages/", {"message": "또 나야"})
    await reader.expect("message")
    answers = [await sync_to_async(classmate.client.get)(url) for url in ("/chat/api/chat-messages/", "/chat/rooms/")]
    seen = json.dumps(reader.received, ensure_ascii=False) + "".join(
        f"{answer.content.decode()}{answer.headers}" for answer in answers
    )
    speaker = speaker_of_user(author.user)
    assert [line.speaker async for line in Message.objects.all()] == [speaker, speaker]
    for word in (speaker, "speaker", *secret.values()):
        assert word not in seen


async def test_a_token_is_told_to_its_holder_alone(open_socket) -> None:
    speaker, reader = await open_socket(), await open_socket()
    token = (await speaker.enter())["token"]
    await reader.enter()
    await speaker.say("내 토큰은 비밀")
    await reader.expect("message")
    assert token not in json.dumps(reader.received)


def test_the_key_of_a_member_does_not_follow_from_the_number(author: Person, classmate: Person, settings) -> None:
    before = speaker_of_user(author.user)
    assert before != speaker_of_user(classmate.user)
    settings.PSEUDONYM_KEY = "k" * 32
    assert speaker_of_user(author.user) != before
