from asgiref.sync import sync_to_async
from rest_framework.test import APIClient

from common.testing import Person, assert_error


def test_anyone_sees_the_rooms_in_their_order(guest: APIClient, notices, lobby, library) -> None:
    response = guest.get("/chat/rooms/")
    assert response.status_code == 200
    body = response.json()
    assert (body["next"], body["previous"]) == (None, None)
    assert [room["slug"] for room in body["results"]] == ["lobby", "조용한-도서관", "notice"]
    assert body["results"][1] == {
        "slug": "조용한-도서관",
        "name": "조용한 도서관",
        "description": "같이 공부해요",
        "is_read_only": False,
        "slow_seconds": 0,
        "present": 0,
    }
    assert body["results"][2]["is_read_only"] is True


async def test_a_room_says_how_many_people_are_in_it(open_socket, guest: APIClient, library) -> None:
    phone, laptop, other = await open_socket(), await open_socket(), await open_socket()
    token = (await phone.enter())["token"]
    await laptop.enter(token)
    await other.enter()
    await phone.expect_present(2)
    rooms = (await sync_to_async(guest.get)("/chat/rooms/")).json()["results"]
    assert {room["slug"]: room["present"] for room in rooms} == {"lobby": 2, library.slug: 0}


def test_rooms_come_in_pages(guest: APIClient, lobby, library, notices) -> None:
    first = guest.get("/chat/rooms/?page_size=2").json()
    second = guest.get(first["next"]).json()
    assert [room["slug"] for room in first["results"] + second["results"]] == ["lobby", "조용한-도서관", "notice"]
    assert second["next"] is None


def test_a_bad_page_of_rooms_is_refused(guest: APIClient) -> None:
    assert_error(guest.get("/chat/rooms/?page_size=1000000000"), 400, "max_value", "page_size")
    assert_error(guest.get("/chat/rooms/?cursor=엉망"), 400, "invalid", "cursor")


def test_nobody_makes_a_room_by_the_api(author: Person, lobby) -> None:
    assert_error(author.client.post("/chat/rooms/", {"slug": "mine", "name": "내 방"}), 405, "method_not_allowed")
    assert_error(author.client.delete("/chat/rooms/"), 405, "method_not_allowed")


def test_the_queries_of_the_rooms(guest: APIClient, lobby, library, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        # 1 the rooms, 2 who is in them
        guest.get("/chat/rooms/")
