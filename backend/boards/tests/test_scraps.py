"""A member keeps posts, in folders or without: PUT and DELETE …/scrap/, and the list of what is kept."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from boards.models import Board, Folder, Post, Scrap
from boards.tests.test_posts import LIST_KEYS
from common.testing import Person, assert_error

KEPT_KEYS = LIST_KEYS | {"folder", "scrapped_at"}


@pytest.fixture(params=["post", "study"])
def url(request: pytest.FixtureRequest, make_post: Callable[..., Post]) -> str:
    """Posts of both boards are kept the same way."""
    board = {"post": Board.FREE, "study": Board.STUDY}[request.param]
    return f"/{request.param}/{make_post(board=board).pk}/"


def keep(person: Person, url: str, *folder: str | None) -> dict[str, Any]:
    response = person.client.put(f"{url}scrap/", {"folder": folder[0]} if folder else {})
    assert response.status_code == 200, response.content.decode()
    return response.json()


def kept(person: Person, query: str = "") -> list[dict[str, Any]]:
    response = person.client.get(f"/scraps/{query}")
    assert response.status_code == 200, response.content.decode()
    return response.json()["results"]


def titles(rows: list[dict[str, Any]]) -> list[str]:
    return [row["title"] for row in rows]


def hide(person: Person, action: str = "hide") -> None:
    assert person.client.post("/accounts/erase/", {"action": action}).status_code == 200


def test_a_post_is_kept_once_however_often_it_is_sent(url: str, classmate: Person) -> None:
    for _ in range(3):
        assert keep(classmate, url) == {"is_scrapped": True, "folder": None}
    assert Scrap.objects.count() == 1


def test_a_folder_is_made_when_it_is_first_named(url: str, classmate: Person) -> None:
    for _ in range(2):
        assert keep(classmate, url, "면접") == {"is_scrapped": True, "folder": "면접"}
    assert [folder.name for folder in Folder.objects.all()] == ["면접"]
    assert Scrap.objects.get().folder == Folder.objects.get()


def test_another_folder_moves_it_null_takes_it_out_and_silence_leaves_it(url: str, classmate: Person) -> None:
    keep(classmate, url, "면접")
    scrapped_at = Scrap.objects.get().created_at
    assert keep(classmate, url, "논술")["folder"] == "논술"
    assert keep(classmate, url)["folder"] == "논술"
    assert keep(classmate, url, None)["folder"] is None
    assert keep(classmate, url)["folder"] is None
    assert Scrap.objects.get().created_at == scrapped_at
    assert {folder.name for folder in Folder.objects.all()} == {"면접", "논술"}


def test_a_folder_is_found_however_its_name_is_written(url: str, classmate: Person) -> None:
    keep(classmate, url, "SKY 면접")
    for name in ("  sky  면접 ", "ＳＫＹ 면접", "sky\u200b 면접"):
        assert keep(classmate, url, name)["folder"] == "SKY 면접"
    assert Folder.objects.count() == 1


def test_taking_it_back_twice_is_no_error(url: str, classmate: Person) -> None:
    keep(classmate, url, "면접")
    for _ in range(2):
        response = classmate.client.delete(f"{url}scrap/")
        assert (response.status_code, response.json()) == (200, {"is_scrapped": False, "folder": None})
    assert (Scrap.objects.count(), Folder.objects.count()) == (0, 1)


def test_a_guest_keeps_nothing(url: str, guest: APIClient) -> None:
    assert_error(guest.put(f"{url}scrap/", {}), 401, "not_authenticated")
    assert_error(guest.delete(f"{url}scrap/"), 401, "not_authenticated")
    assert_error(guest.get("/scraps/"), 401, "not_authenticated")


@pytest.mark.parametrize(
    ("folder", "code"),
    [("가" * 21, "max_length"), ("", "blank"), (" \u200b ", "blank"), (7, "invalid"), (["면접"], "invalid")],
)
def test_a_folder_has_a_name_of_one_to_twenty_letters(url: str, classmate: Person, folder: Any, code: str) -> None:
    assert_error(classmate.client.put(f"{url}scrap/", {"folder": folder}), 400, code, "folder")
    assert (Scrap.objects.count(), Folder.objects.count()) == (0, 0)


def test_what_is_not_there_cannot_be_kept(classmate: Person, make_post: Callable[..., Post]) -> None:
    elsewhere = make_post(board=Board.STUDY)
    for url in (f"/post/{elsewhere.pk}/scrap/", "/post/999/scrap/"):
        assert_error(classmate.client.put(url, {"folder": "면접"}), 404, "not_found")
        assert_error(classmate.client.delete(url), 404, "not_found")
    assert not Folder.objects.exists()


def test_a_hidden_post_is_out_of_sight_until_it_is_shown_again(
    post: Post, author: Person, classmate: Person, staff: Person
) -> None:
    url = f"/post/{post.pk}/"
    keep(classmate, url, "면접")
    hide(author)
    for person in (classmate, staff):
        assert_error(person.client.put(f"{url}scrap/", {}), 404, "not_found")
        assert_error(person.client.delete(f"{url}scrap/"), 404, "not_found")
    assert kept(classmate) == []
    assert kept(classmate, f"?folder={Folder.objects.get().pk}") == []
    assert keep(author, url) == {"is_scrapped": True, "folder": None}
    assert kept(author) == []
    hide(author, "show")
    assert titles(kept(classmate)) == [post.title]
    assert kept(classmate)[0]["folder"]["name"] == "면접"


def test_a_deleted_post_leaves_the_shelf(post: Post, author: Person, classmate: Person) -> None:
    keep(classmate, f"/post/{post.pk}/", "면접")
    assert author.client.delete(f"/post/{post.pk}/").status_code == 204
    assert kept(classmate) == []
    assert (Scrap.objects.count(), Folder.objects.count()) == (0, 1)


def test_the_shelf_holds_both_boards_the_last_kept_first(classmate: Person, make_post: Callable[..., Post]) -> None:
    older, newer = make_post("먼저 쓴 글"), make_post("나중에 쓴 글", board=Board.STUDY)
    keep(classmate, f"/study/{newer.pk}/")
    keep(classmate, f"/post/{older.pk}/", "급식")
    first, second = kept(classmate)
    assert titles([first, second]) == ["먼저 쓴 글", "나중에 쓴 글"]
    assert set(first) == set(second) == KEPT_KEYS
    assert (first["board"], second["board"]) == ("free", "study")
    assert first["folder"] == {"id": Folder.objects.get().pk, "name": "급식"}
    assert second["folder"] is None
    assert all(row["is_scrapped"] for row in (first, second))
    assert datetime.fromisoformat(first["scrapped_at"]) == Scrap.objects.get(post=older).created_at
    assert first["scrapped_at"].endswith("+09:00")


def test_the_shelf_is_narrowed_to_a_folder_or_to_none(classmate: Person, make_post: Callable[..., Post]) -> None:
    for title, folder in (("하나", "면접"), ("둘", "논술"), ("셋", None), ("넷", "면접")):
        keep(classmate, f"/post/{make_post(title).pk}/", folder)
    interviews = Folder.objects.get(name="면접")
    assert titles(kept(classmate, f"?folder={interviews.pk}")) == ["넷", "하나"]
    assert titles(kept(classmate, "?folder=none")) == ["셋"]
    assert titles(kept(classmate, "?folder=")) == ["넷", "셋", "둘", "하나"]
    assert kept(classmate, "?folder=999999999999999999") == []


@pytest.mark.parametrize("folder", ["면접", "-1", "1.0", "9" * 19, "None"])
def test_a_folder_is_named_by_its_number(classmate: Person, folder: str) -> None:
    assert_error(classmate.client.get("/scraps/", {"folder": folder}), 400, "invalid", "folder")


def test_the_shelf_is_paged(classmate: Person, make_post: Callable[..., Post]) -> None:
    for number in range(5):
        keep(classmate, f"/post/{make_post(f'{number}번째').pk}/", "급식")
    page = classmate.client.get(f"/scraps/?folder={Folder.objects.get().pk}&page_size=2").json()
    assert titles(page["results"]) == ["4번째", "3번째"]
    keep(classmate, f"/post/{make_post('그사이').pk}/", "급식")
    second = classmate.client.get(page["next"]).json()
    assert titles(second["results"]) == ["2번째", "1번째"]
    assert titles(classmate.client.get(second["previous"]).json()["results"]) == ["4번째", "3번째"]
    assert titles(classmate.client.get(second["next"]).json()["results"]) == ["0번째"]


def test_nobody_learns_what_somebody_else_keeps(
    post: Post, author: Person, classmate: Person, staff: Person, guest: APIClient
) -> None:
    url = f"/post/{post.pk}/"
    keep(classmate, url, "면접")
    folder = Folder.objects.get().pk
    assert classmate.client.get(url).json()["is_scrapped"] is True
    assert classmate.client.get("/post/").json()["results"][0]["is_scrapped"] is True
    for client in (guest, author.client, staff.client):
        assert client.get(url).json()["is_scrapped"] is False
        assert client.get("/post/").json()["results"][0]["is_scrapped"] is False
    for person in (author, staff):
        assert kept(person) == kept(person, f"?folder={folder}") == []
        assert person.client.delete(f"{url}scrap/").status_code == 200
    assert len(kept(classmate)) == 1


def test_two_members_have_a_folder_of_the_same_name(post: Post, classmate: Person, staff: Person) -> None:
    for person in (classmate, staff):
        assert keep(person, f"/post/{post.pk}/", "면접")["folder"] == "면접"
    assert Folder.objects.count() == 2


def test_an_anonymous_author_stays_anonymous_on_the_shelf(classmate: Person, make_post: Callable[..., Post]) -> None:
    secret = make_post("면접에서 울었어요", is_anonymous=True)
    keep(classmate, f"/post/{secret.pk}/")
    [row] = kept(classmate)
    assert row["author"] == {"id": None, "name": "익명", "profile_picture": None}
    assert row["is_mine"] is False


def test_keeping_a_post_changes_nothing_of_it(post: Post, classmate: Person) -> None:
    before = Post.objects.filter(pk=post.pk).values().get()
    keep(classmate, f"/post/{post.pk}/", "면접")
    assert Post.objects.filter(pk=post.pk).values().get() == before


def test_the_shelf_takes_one_query_and_one_for_the_token(
    classmate: Person, make_post: Callable[..., Post], django_assert_num_queries
) -> None:
    for number in range(31):
        keep(classmate, f"/post/{make_post(f'{number}번째').pk}/", f"폴더 {number % 3}")
    for query in ("", "?folder=none", f"?folder={Folder.objects.get(name='폴더 1').pk}"):
        with django_assert_num_queries(2):  # 1 the token's login and user, 2 the page with authors, marks and folders
            kept(classmate, query)


def test_the_queries_of_keeping(post: Post, classmate: Person, django_assert_num_queries) -> None:
    url = f"/post/{post.pk}/"
    with django_assert_num_queries(12):
        # 1 the token's login and user, 2 the post, 3 savepoint, 4–5 the locks of the member and the post, 6 whether it
        # is kept already, 7 the folder, 8 how many there are, 9 a new one, 10 the scrap, 11 the author's notification,
        # 12 savepoint released
        keep(classmate, url, "면접")
    with django_assert_num_queries(7):  # 1–6 as above, 7 savepoint released
        keep(classmate, url)
    with django_assert_num_queries(6):
        # 1 the token's login and user, 2 the post, 3 savepoint, 4 the scrap, 5 the author's notification,
        # 6 savepoint released
        classmate.client.delete(f"{url}scrap/")


def test_many_at_once_leave_one_scrap_in_one_folder(
    at_once: Callable[..., list[Any]], post: Post, classmate: Person
) -> None:
    url = f"/post/{post.pk}/scrap/"
    names = ["면접", "면접 ", None]
    answers = at_once(*[lambda name=name: classmate.client.put(url, {"folder": name}) for name in names * 7])
    assert {answer.status_code for answer in answers} == {200}
    assert (Scrap.objects.count(), Folder.objects.count()) == (1, 1)


def test_tapping_wildly_leaves_one_scrap_or_none(
    at_once: Callable[..., list[Any]], post: Post, classmate: Person
) -> None:
    url = f"/post/{post.pk}/scrap/"
    taps = [lambda: classmate.client.put(url, {}), lambda: classmate.client.delete(url)] * 10
    assert {answer.status_code for answer in at_once(*taps)} == {200}
    assert Scrap.objects.count() <= 1


def test_keeping_and_liking_do_not_wait_for_each_other(
    at_once: Callable[..., list[Any]], post: Post, classmate: Person
) -> None:
    url = f"/post/{post.pk}/"
    calls = [
        lambda: classmate.client.put(f"{url}scrap/", {"folder": "면접"}),
        lambda: classmate.client.post(f"{url}like/"),
        lambda: classmate.client.delete(f"{url}scrap/"),
        lambda: classmate.client.delete(f"{url}like/"),
    ]
    assert {answer.status_code for answer in at_once(*calls * 10)} == {200}


def test_deleting_a_post_while_it_is_kept_leaves_nothing_behind(
    at_once: Callable[..., list[Any]], make_person: Callable[..., Person], author: Person, make_post
) -> None:
    people = [make_person(f"student{number}") for number in range(8)]
    for number in range(5):
        url = f"/post/{make_post(f'곧 사라질 글 {number}').pk}/"
        calls = [lambda person=person, url=url: person.client.put(f"{url}scrap/", {}) for person in people]
        answers = at_once(*calls[:4], lambda url=url: author.client.delete(url), *calls[4:])
        assert {answer.status_code for answer in answers} <= {200, 204, 404}
        assert not Scrap.objects.exists()


def test_the_back_office_shows_nothing_of_it(head: Client, post: Post, classmate: Person) -> None:
    keep(classmate, f"/post/{post.pk}/", "면접")
    pages = [
        "/admin/",
        f"/admin/boards/post/{post.pk}/change/",
        f"/admin/boards/post/{post.pk}/delete/",
        f"/admin/accounts/user/{classmate.id}/change/",
        f"/admin/accounts/user/{classmate.id}/delete/",
    ]
    selected = {"action": "delete_selected"}
    answers = [head.get(page) for page in pages] + [
        head.post("/admin/boards/post/", selected | {"_selected_action": [post.pk]}),
        head.post("/admin/accounts/user/", selected | {"_selected_action": [classmate.id]}),
    ]
    for answer in answers:
        text = answer.content.decode()
        assert answer.status_code == 200
        assert not any(words in text for words in ("스크랩", "폴더", "면접", "scrap", "folder"))


def test_a_member_who_keeps_posts_can_be_deleted(head: Client, post: Post, classmate: Person) -> None:
    keep(classmate, f"/post/{post.pk}/", "면접")
    assert head.post(f"/admin/accounts/user/{classmate.id}/delete/", {"post": "yes"}).status_code == 302
    assert (Scrap.objects.count(), Folder.objects.count(), Post.objects.count()) == (0, 0, 1)
