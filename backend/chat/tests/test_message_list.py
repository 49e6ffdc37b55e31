from datetime import datetime

import pytest
from rest_framework.test import APIClient

from chat.models import Message
from chat.speakers import new_guest, speaker_of_user, token_of
from common.testing import Person, assert_error

URL = "/chat/api/chat-messages/"


def seqs(response) -> list[int]:
    assert response.status_code == 200, response.content
    return [message["seq"] for message in response.json()["results"]]


def test_the_newest_fifty_come_oldest_first(guest: APIClient, talk) -> None:
    talk(60)
    assert seqs(guest.get(URL)) == list(range(11, 61))


def test_a_message_has_exactly_the_fields_of_the_contract(guest: APIClient, talk) -> None:
    talk(1)
    [message] = guest.get(URL).json()["results"]
    assert datetime.fromisoformat(message.pop("timestamp")).utcoffset() is not None
    assert message == {
        "id": Message.objects.get().pk,
        "seq": 1,
        "room": "lobby",
        "message": "1번째 줄",
        "author": {"name": "고요한 수달 7"},
        "is_mine": False,
        "client_id": None,
        "is_deleted": False,
        "has_links": False,
    }


def test_previous_leads_to_the_beginning_and_next_back_to_the_end(guest: APIClient, talk) -> None:
    talk(120)
    page = guest.get(URL)
    assert page.json()["next"] is None
    pages = [seqs(page)]
    while page.json()["previous"]:
        page = guest.get(page.json()["previous"])
        pages.insert(0, seqs(page))
    assert pages == [list(range(1, 21)), list(range(21, 71)), list(range(71, 121))]
    forward = [seqs(page)]
    while page.json()["next"]:
        page = guest.get(page.json()["next"])
        forward.append(seqs(page))
    assert [seq for part in forward for seq in part] == list(range(1, 121))


def test_before_and_after_choose_a_part(guest: APIClient, talk) -> None:
    talk(20)
    assert seqs(guest.get(f"{URL}?before=5")) == [1, 2, 3, 4]
    assert seqs(guest.get(f"{URL}?before=15&page_size=3")) == [12, 13, 14]
    assert seqs(guest.get(f"{URL}?after=5&page_size=3")) == [6, 7, 8]
    assert seqs(guest.get(f"{URL}?after=3&before=7")) == [4, 5, 6]
    assert seqs(guest.get(f"{URL}?after=0&page_size=2")) == [1, 2]


@pytest.mark.parametrize("query", ["before=0", "before=1", "after=20", "after=9223372036854775807"])
def test_past_either_end_there_is_an_empty_page(guest: APIClient, talk, query: str) -> None:
    talk(20)
    assert guest.get(f"{URL}?{query}").json() == {"next": None, "previous": None, "results": []}


def test_an_empty_room_is_an_empty_page(guest: APIClient, library) -> None:
    assert guest.get(f"{URL}?room={library.slug}").json() == {"next": None, "previous": None, "results": []}


def test_page_size_goes_from_one_to_a_hundred(guest: APIClient, talk) -> None:
    talk(110)
    assert seqs(guest.get(f"{URL}?page_size=1")) == [110]
    assert seqs(guest.get(f"{URL}?page_size=100")) == list(range(11, 111))


def test_the_links_keep_the_room_and_the_page_size(guest: APIClient, lobby, library, talk) -> None:
    talk(3)
    for seq in range(1, 6):
        library.messages.create(seq=seq, speaker=new_guest(), author_name="졸린 부엉이 3", text=f"책 {seq}권째")
    library.last_seq = 5
    library.save()
    page = guest.get(f"{URL}?room={library.slug}&page_size=2")
    assert seqs(page) == [4, 5]
    previous = guest.get(page.json()["previous"])
    assert seqs(previous) == [2, 3]
    assert {message["room"] for message in previous.json()["results"]} == {library.slug}
    assert seqs(guest.get(previous.json()["next"])) == [4, 5]


@pytest.mark.parametrize("name", ["before", "after"])
@pytest.mark.parametrize("text", ["", "처음", "-1", "1.5", "1e3", "%00", "9223372036854775808", "9" * 1_500])
def test_a_bad_number_is_refused(guest: APIClient, talk, name: str, text: str) -> None:
    response = guest.get(f"{URL}?{name}={text}")
    assert response.status_code == 400
    [error] = response.json()["errors"]
    assert error["attr"] == name


@pytest.mark.parametrize("text", ["0", "-5", "101", "1000000000", "많이", ""])
def test_a_bad_page_size_is_refused(guest: APIClient, lobby, text: str) -> None:
    response = guest.get(f"{URL}?page_size={text}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == "page_size"


@pytest.mark.parametrize("slug", ["nowhere", "", "없는-방", "%00", "lobby%00", "a" * 3_000, "%FF"])
def test_an_unknown_room_is_not_found(guest: APIClient, lobby, slug: str) -> None:
    assert_error(guest.get(f"{URL}?room={slug}"), 404, "not_found")


def test_ones_own_messages_are_marked(guest: APIClient, author: Person, classmate: Person, lobby) -> None:
    stranger = new_guest()
    Message.objects.post(lobby, speaker_of_user(author.user), "회원의 말")
    Message.objects.post(lobby, stranger, "비회원의 말")

    def mine(client: APIClient, **headers: str) -> list[bool]:
        return [message["is_mine"] for message in client.get(URL, headers=headers).json()["results"]]

    assert mine(author.client) == [True, False]
    assert mine(classmate.client) == [False, False]
    assert mine(guest) == [False, False]
    assert mine(guest, x_chat_token=token_of(stranger)) == [False, True]
    assert mine(guest, x_chat_token="아무거나".encode().decode("latin-1")) == [False, False]


def test_only_what_a_member_writes_has_links(guest: APIClient, author: Person, lobby) -> None:
    for text in ("https://example.org 여기 봐", "여기요 HTTP://EXAMPLE.ORG/a", "http 뭐였지", "https:// 까지만"):
        Message.objects.post(lobby, speaker_of_user(author.user), text)
        Message.objects.post(lobby, new_guest(), text)
    linked = [message["has_links"] for message in guest.get(URL).json()["results"]]
    assert linked == [True, False, True, False, False, False, False, False]


def test_who_needs_care_is_shown_to_staff_alone(guest: APIClient, author: Person, staff: Person, lobby) -> None:
    for text in ("이제 그만 죽고 싶어", "배고파 죽겠다 ㅋㅋ"):
        Message.objects.post(lobby, speaker_of_user(author.user), text)
    for client in (guest, author.client):
        assert not any("needs_care" in message for message in client.get(URL).json()["results"])
    assert [message["needs_care"] for message in staff.client.get(URL).json()["results"]] == [True, False]


def test_a_bad_access_token_is_refused(guest: APIClient, lobby) -> None:
    guest.credentials(HTTP_AUTHORIZATION="Bearer 엉망".encode().decode("latin-1"))
    assert_error(guest.get(URL), 401, "token_not_valid")


def test_a_deleted_line_keeps_its_number_and_loses_its_text(guest: APIClient, talk) -> None:
    [first, _] = talk(2)
    first.blank_out()
    results = guest.get(URL).json()["results"]
    assert [(line["seq"], line["message"], line["is_deleted"]) for line in results] == [
        (1, "", True),
        (2, "2번째 줄", False),
    ]


def test_the_queries_of_a_page(guest: APIClient, author: Person, talk, django_assert_num_queries) -> None:
    talk(60)
    with django_assert_num_queries(2):
        # 1 the room, 2 the messages
        guest.get(URL)
    with django_assert_num_queries(3):
        # 1 the token's login and user, 2 the room, 3 the messages
        author.client.get(URL)
