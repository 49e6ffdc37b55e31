"""DELETE /chat/api/chat-messages/{id}/: who said it takes it back, or staff do."""

import pytest
from rest_framework.test import APIClient

from chat.models import Message, Room
from chat.speakers import new_guest, token_of
from common.testing import Person, assert_error


def url_of(message: Message) -> str:
    return f"/chat/api/chat-messages/{message.pk}/"


def test_a_member_takes_back_an_own_line_however_often(author: Person, say) -> None:
    message = say("전화번호 올릴 뻔", author)
    for _ in range(2):
        response = author.client.delete(url_of(message))
        assert (response.status_code, response.content) == (204, b"")
    message.refresh_from_db()
    assert (message.text, message.is_deleted, message.erasure) == ("", True, 1)


def test_a_guest_takes_back_an_own_line_by_the_token(guest: APIClient, say) -> None:
    speaker = new_guest()
    message = say(speaker=speaker)
    assert guest.delete(url_of(message), headers={"X-Chat-Token": token_of(speaker)}).status_code == 204
    message.refresh_from_db()
    assert message.is_deleted


def test_staff_erase_any_line(staff: Person, say, author: Person) -> None:
    for message in (say("욕설", author), say("광고")):
        assert staff.client.delete(url_of(message)).status_code == 204
    assert not Message.objects.standing().exists()


def test_strangers_erase_nothing(guest: APIClient, author: Person, classmate: Person, say) -> None:
    for message in (say(person=author), say()):
        assert_error(classmate.client.delete(url_of(message)), 403, "permission_denied")
        for token in ("", "엉망".encode().decode("latin-1"), token_of(new_guest())):
            refused = guest.delete(url_of(message), headers={"X-Chat-Token": token})
            assert_error(refused, 403, "permission_denied")
    assert not Message.objects.filter(is_deleted=True).exists()


@pytest.mark.parametrize("pk", [0, 999_999, 2**63])
def test_what_is_not_there_is_not_found(author: Person, say, pk: int) -> None:
    say()
    assert_error(author.client.delete(f"/chat/api/chat-messages/{pk}/"), 404, "not_found")


def test_erasures_of_a_room_are_counted(lobby: Room, library: Room, say) -> None:
    lines = [say(f"{number}번째") for number in range(3)]
    elsewhere = Message.objects.post(library, new_guest(), "다른 방")
    for message in (lines[2], lines[0], elsewhere, lines[2]):
        message.blank_out()
    erasures = {message.pk: message.erasure for message in Message.objects.exclude(erasure=None)}
    assert erasures == {lines[2].pk: 1, lines[0].pk: 2, elsewhere.pk: 1}
    assert [Room.objects.get(pk=room.pk).last_erasure for room in (lobby, library)] == [2, 1]


def test_the_queries_of_erasing(author: Person, say, django_assert_num_queries) -> None:
    first, second = say("하나", author), say("둘", author)
    with django_assert_num_queries(7):
        # 1 the token's login and user, 2 the message, 3 savepoint, 4 the room and its lock, 5 the message, 6 the room's
        # count, 7 savepoint released
        author.client.delete(url_of(first))
    author.client.delete(url_of(second))
    with django_assert_num_queries(6):  # without 6
        author.client.delete(url_of(second))
