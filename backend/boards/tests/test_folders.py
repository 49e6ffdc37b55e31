"""/scraps/folders/: where a member keeps scraps together."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from rest_framework.test import APIClient

from boards.models import MAX_FOLDERS, Folder, Post, Scrap
from common.testing import PASSWORD, Person, assert_error

URL = "/scraps/folders/"


@pytest.fixture
def folder(classmate: Person) -> Folder:
    """A folder of the classmate."""
    return Folder.objects.create(user=classmate.user, name="면접")


@pytest.fixture
def full(classmate: Person) -> None:
    Folder.objects.bulk_create(Folder(user=classmate.user, name=f"폴더 {number}") for number in range(MAX_FOLDERS))


def listed(person: Person) -> dict[str, Any]:
    response = person.client.get(URL)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def test_folders_are_listed_with_what_is_in_them(
    classmate: Person, author: Person, make_post: Callable[..., Post]
) -> None:
    hidden = make_post("숨길 글", author=author.user)
    others = [make_post(f"글 {number}", author=classmate.user) for number in range(4)]
    for post, name in zip([hidden, *others], ["면접", "면접", "면접", "논술", None], strict=True):
        Scrap.objects.keep(classmate.user, post, folder=name)
    Folder.objects.make(classmate.user, "빈 폴더")
    Folder.objects.make(author.user, "남의 폴더")
    Post.objects.filter(pk=hidden.pk).hide()
    body = listed(classmate)
    assert set(body) == {"next", "previous", "results", "unfiled"}
    assert [(row["name"], row["count"]) for row in body["results"]] == [("빈 폴더", 0), ("논술", 1), ("면접", 2)]
    assert all(set(row) == {"id", "name", "count"} for row in body["results"])
    assert body["unfiled"] == 1


def test_the_most_folders_are_one_page(classmate: Person, full: None) -> None:
    body = listed(classmate)
    assert (len(body["results"]), body["next"], body["unfiled"]) == (MAX_FOLDERS, None, 0)
    assert len(classmate.client.get(f"{URL}?page_size=20").json()["results"]) == 20


def test_a_folder_is_made_empty(classmate: Person) -> None:
    response = classmate.client.post(URL, {"name": "  자소서   모음 "})
    assert response.status_code == 201
    assert response.json() == {"id": Folder.objects.get().pk, "name": "자소서 모음", "count": 0}


def test_a_folder_that_is_sent_twice_under_a_key_is_made_once(classmate: Person) -> None:
    answers = [classmate.client.post(URL, {"name": "면접"}, headers={"Idempotency-Key": "1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Folder.objects.count() == 1


@pytest.mark.parametrize("name", ["면접", " 면접", "면\u200b접"])
def test_a_name_is_taken_once(classmate: Person, folder: Folder, name: str) -> None:
    assert_error(classmate.client.post(URL, {"name": name}), 400, "unique", "name")
    assert Folder.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [({"name": None}, "null"), ({"name": "가" * 21}, "max_length"), ({"name": "종\x07"}, "control_character")],
)
def test_a_folder_wants_a_name(classmate: Person, folder: Folder, body: dict[str, Any], code: str) -> None:
    for response in (classmate.client.post(URL, body), classmate.client.patch(f"{URL}{folder.pk}/", body)):
        assert_error(response, 400, code, "name")
    assert_error(classmate.client.post(URL, {}), 400, "required", "name")
    assert classmate.client.patch(f"{URL}{folder.pk}/", {}).json()["name"] == "면접"
    folder.refresh_from_db()
    assert folder.name == "면접"


def test_a_folder_is_renamed(classmate: Person, folder: Folder, post: Post) -> None:
    Scrap.objects.keep(classmate.user, post, folder="면접")
    for name in ("수시 면접", "수시 면접", " 수시  면접"):
        response = classmate.client.patch(f"{URL}{folder.pk}/", {"name": name})
        assert (response.status_code, response.json()) == (200, {"id": folder.pk, "name": "수시 면접", "count": 1})
    assert listed(classmate)["results"][0]["name"] == "수시 면접"


def test_a_rename_takes_no_name_of_another_folder(classmate: Person, folder: Folder) -> None:
    Folder.objects.make(classmate.user, "Essay")
    assert_error(classmate.client.patch(f"{URL}{folder.pk}/", {"name": "essay"}), 400, "unique", "name")


def test_a_deleted_folder_leaves_its_scraps(classmate: Person, folder: Folder, post: Post) -> None:
    Scrap.objects.keep(classmate.user, post, folder="면접")
    assert classmate.client.delete(f"{URL}{folder.pk}/").status_code == 204
    assert not Folder.objects.exists()
    [row] = classmate.client.get("/scraps/?folder=none").json()["results"]
    assert (row["id"], row["folder"]) == (post.pk, None)
    assert_error(classmate.client.delete(f"{URL}{folder.pk}/"), 404, "not_found")


def test_a_folder_is_its_owners_alone(folder: Folder, author: Person, staff: Person, guest: APIClient) -> None:
    url = f"{URL}{folder.pk}/"
    for person in (author, staff):
        assert_error(person.client.patch(url, {"name": "내 것"}), 404, "not_found")
        assert_error(person.client.delete(url), 404, "not_found")
        assert listed(person)["results"] == []
    for response in (guest.get(URL), guest.post(URL, {"name": "면접"}), guest.delete(url), guest.patch(url, {})):
        assert_error(response, 401, "not_authenticated")
    folder.refresh_from_db()
    assert folder.name == "면접"


def test_fifty_folders_are_the_most(classmate: Person, author: Person, full: None, post: Post) -> None:
    assert_error(classmate.client.post(URL, {"name": "하나 더"}), 409, "too_many_folders")
    url = f"/post/{post.pk}/scrap/"
    assert_error(classmate.client.put(url, {"folder": "하나 더"}), 409, "too_many_folders")
    assert not Scrap.objects.exists()
    assert classmate.client.put(url, {"folder": "폴더 7"}).status_code == 200
    assert author.client.post(URL, {"name": "하나 더"}).status_code == 201


def test_the_queries_of_the_list(classmate: Person, full: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):  # 1 the token's login and user, 2 what is in no folder, 3 the folders
        listed(classmate)


def test_the_fifty_first_folder_never_appears(
    at_once: Callable[..., list[Any]], classmate: Person, full: None, make_post: Callable[..., Post]
) -> None:
    Folder.objects.filter(name__in=["폴더 1", "폴더 2"]).delete()
    urls = [f"/post/{make_post(f'글 {number}').pk}/scrap/" for number in range(8)]
    puts = [
        lambda url=url, number=number: classmate.client.put(url, {"folder": f"새 폴더 {number}"})
        for number, url in enumerate(urls)
    ]
    posts = [lambda number=number: classmate.client.post(URL, {"name": f"또 폴더 {number}"}) for number in range(8)]
    answers = at_once(*[call for pair in zip(puts, posts, strict=True) for call in pair])
    statuses = [answer.status_code for answer in answers]
    assert Folder.objects.count() == MAX_FOLDERS
    assert statuses.count(409) == 14
    assert set(statuses) <= {200, 201, 409}


def test_one_name_at_once_makes_one_folder(at_once: Callable[..., list[Any]], classmate: Person) -> None:
    answers = at_once(*[lambda: classmate.client.post(URL, {"name": "면접"})] * 10)
    assert sorted(answer.status_code for answer in answers) == [201] + [400] * 9
    assert Folder.objects.count() == 1


def test_removing_a_folder_and_the_posts_in_it_at_once_ends(
    at_once: Callable[..., list[Any]], classmate: Person, author: Person, make_post: Callable[..., Post]
) -> None:
    for number in range(3):
        posts = [make_post(f"{number}-{index}") for index in range(30)]
        for post in reversed(posts):
            Scrap.objects.keep(classmate.user, post, folder="면접")
        url = f"{URL}{Folder.objects.get().pk}/"
        answers = at_once(
            partial(classmate.client.delete, url),
            partial(author.client.post, "/accounts/erase/", {"action": "delete", "password": PASSWORD}),
        )
        assert {answer.status_code for answer in answers} == {200, 204}
        assert (Folder.objects.count(), Scrap.objects.count()) == (0, 0)
