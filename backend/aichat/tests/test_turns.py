import pytest
from rest_framework.test import APIClient

from aichat.models import Turn
from common.testing import Person, assert_error


def test_ones_own_turns_come_oldest_first(author: Person, classmate: Person, make_turn) -> None:
    first, second = make_turn("먼저 물은 것"), make_turn("나중에 물은 것")
    make_turn("친구의 질문", user=classmate.user)
    body = author.client.get("/aichat/").json()
    assert [turn["id"] for turn in body["results"]] == [first.pk, second.pk]
    assert (body["next"], body["previous"]) == (None, None)
    assert set(body["results"][0]) == {
        "id",
        "mode",
        "prompt",
        "response",
        "response_html",
        "is_from_ai",
        "sources",
        "status",
        "created_at",
    }


def test_turns_come_in_pages(author: Person, make_turn) -> None:
    turns = [make_turn(f"{number}번째 질문").pk for number in range(5)]
    page = author.client.get("/aichat/?page_size=2").json()
    seen = [turn["id"] for turn in page["results"]]
    while page["next"]:
        page = author.client.get(page["next"]).json()
        seen += [turn["id"] for turn in page["results"]]
    assert seen == turns


@pytest.mark.parametrize("query", ["page_size=0", "page_size=1000000000", "page_size=많이", "cursor=엉망"])
def test_a_bad_page_is_refused(author: Person, query: str) -> None:
    response = author.client.get(f"/aichat/?{query}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == query.split("=")[0]


def test_deleting_takes_all_ones_own_turns_and_nobody_elses(author: Person, classmate: Person, make_turn) -> None:
    make_turn("지울 질문")
    make_turn("", "", status="pending")
    kept = make_turn("친구의 질문", user=classmate.user)
    for _ in range(2):
        response = author.client.delete("/aichat/")
        assert (response.status_code, response.content) == (204, b"")
    assert list(Turn.objects.all()) == [kept]


def test_a_guest_sees_and_deletes_nothing(guest: APIClient, make_turn) -> None:
    make_turn()
    assert_error(guest.get("/aichat/"), 401, "not_authenticated")
    assert_error(guest.delete("/aichat/"), 401, "not_authenticated")
    assert Turn.objects.count() == 1


def test_a_turn_is_not_edited(author: Person, make_turn) -> None:
    make_turn()
    assert_error(author.client.put("/aichat/", {"prompt": "고칠래"}), 405, "method_not_allowed")
    assert_error(author.client.patch("/aichat/", {"prompt": "고칠래"}), 405, "method_not_allowed")


def test_the_queries_of_the_turns(author: Person, make_turn, django_assert_num_queries) -> None:
    for _ in range(10):
        make_turn()
    with django_assert_num_queries(2):
        # 1 the token's login and user, 2 the turns
        author.client.get("/aichat/")
    with django_assert_num_queries(2):
        # 1 the token's login and user, 2 the turns go
        author.client.delete("/aichat/")
