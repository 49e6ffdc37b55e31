"""Writing without a name: `익명`, `익명 N` within one thread, `글쓴이` for who wrote an anonymous post."""

import random
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from accounts import personal_data
from boards.models import Board, Comment, Post, Pseudonym
from common.testing import Person, assert_error

NOBODY = {"id": None, "name": "익명", "profile_picture": None}


@pytest.fixture
def secret(make_post) -> Post:
    """What the author wrote without a name."""
    return make_post("아무한테도 말 못 한 얘기", is_anonymous=True)


def names(client: APIClient, post: Post) -> list[str]:
    return [row["author"]["name"] for row in client.get(f"/post/{post.pk}/comment/").json()["results"]]


def say(person: Person, post: Post, *, anonymous: bool = True) -> str:
    body = {"content": "한마디", "is_anonymous": anonymous}
    response = person.client.post(f"/post/{post.pk}/comment/", body)
    assert response.status_code == 201, response.content.decode()
    return response.json()["author"]["name"]


@pytest.mark.parametrize("board", ["post", "study"])
def test_an_anonymous_post_shows_nobodys_name_to_anyone(
    author: Person, classmate: Person, staff: Person, guest: APIClient, board: str
) -> None:
    body = {"title": "고민이 있어요", "content": "들어 줄 사람?", "is_anonymous": True}
    written = author.client.post(f"/{board}/", body).json()
    assert (written["author"], written["is_anonymous"], written["is_mine"]) == (NOBODY, True, True)
    for client, is_mine in ((author.client, True), (classmate.client, False), (staff.client, False), (guest, False)):
        [row] = client.get(f"/{board}/").json()["results"]
        detail = client.get(f"/{board}/{written['id']}/").json()
        for shown in (row, detail):
            assert (shown["author"], shown["is_anonymous"], shown["is_mine"]) == (NOBODY, True, is_mine)


def test_a_name_is_shown_unless_somebody_wishes_otherwise(author: Person, guest: APIClient) -> None:
    written = author.client.post("/post/", {"title": "제목", "content": "내용"}).json()
    assert (written["is_anonymous"], written["author"]["name"]) == (False, "온새미")


def test_the_same_person_is_the_same_number_within_one_thread(
    post: Post, classmate: Person, staff: Person, make_person, guest: APIClient
) -> None:
    third = make_person("third", nickname="셋째")
    for person in (classmate, staff, classmate, third, staff):
        say(person, post)
    assert names(guest, post) == ["익명 1", "익명 2", "익명 1", "익명 3", "익명 2"]
    assert [row["is_anonymous"] for row in guest.get(f"/post/{post.pk}/comment/").json()["results"]] == [True] * 5


def test_numbers_of_two_threads_have_nothing_to_do_with_each_other(
    post: Post, make_post, classmate: Person, staff: Person
) -> None:
    other = make_post("다른 글", board=Board.FREE)
    assert [say(classmate, post), say(staff, post)] == ["익명 1", "익명 2"]
    assert [say(staff, other), say(classmate, other)] == ["익명 1", "익명 2"]


def test_a_number_stays_its_owners_when_the_comment_is_gone(post: Post, classmate: Person, staff: Person) -> None:
    say(classmate, post)
    post.comments.get().remove()
    assert (say(staff, post), say(classmate, post)) == ("익명 2", "익명 1")


def test_who_comments_by_name_takes_no_number(post: Post, classmate: Person, staff: Person) -> None:
    assert say(classmate, post, anonymous=False) == "모의고사요정"
    assert (say(staff, post), say(classmate, post)) == ("익명 1", "익명 2")


def test_who_wrote_an_anonymous_post_is_its_writer_below_it(
    secret: Post, author: Person, classmate: Person, guest: APIClient
) -> None:
    assert [say(person, secret) for person in (classmate, author, author)] == ["익명 1", "글쓴이", "글쓴이"]
    writer = guest.get(f"/post/{secret.pk}/comment/").json()["results"][1]
    assert (writer["author"], writer["is_mine"]) == (NOBODY | {"name": "글쓴이"}, False)
    assert [row["is_mine"] for row in author.client.get(f"/post/{secret.pk}/comment/").json()["results"]] == [
        False,
        True,
        True,
    ]
    assert Pseudonym.objects.count() == 1


def test_who_wrote_a_post_by_name_is_one_of_the_numbers_below_it(post: Post, author: Person, classmate: Person) -> None:
    """`글쓴이` would be a name there."""
    assert [say(classmate, post), say(author, post)] == ["익명 1", "익명 2"]


def test_who_comments_by_name_below_an_own_anonymous_post_is_not_marked(
    secret: Post, author: Person, guest: APIClient
) -> None:
    say(author, secret, anonymous=False)
    [row] = guest.get(f"/post/{secret.pk}/comment/").json()["results"]
    assert row["author"]["name"] == "온새미"
    assert "글쓴이" not in str(row)


def test_english_names_for_nobody(secret: Post, author: Person, classmate: Person, guest: APIClient) -> None:
    for person in (author, classmate):
        say(person, secret)
    rows = guest.get(f"/post/{secret.pk}/comment/", headers={"Accept-Language": "en"}).json()["results"]
    assert [row["author"]["name"] for row in rows] == ["Author", "Anonymous 1"]


@pytest.fixture(params=["post", "comment"])
def written(request, author: Person, secret: Post) -> tuple[str, bool]:
    """The address of something anonymous by the author."""
    if request.param == "post":
        return f"/post/{secret.pk}/"
    return f"/post/{secret.pk}/comment/{secret.comment(author.user, '이어서', is_anonymous=True).pk}/"


@pytest.mark.parametrize("method", ["put", "patch"])
def test_anonymity_is_fixed_once_something_is_written(author: Person, written: str, method: str) -> None:
    edit = partial(getattr(author.client, method), written)
    before = author.client.get(written).json()
    assert_error(
        edit({"title": "제목", "content": "고침", "is_anonymous": False}), 400, "anonymity_is_fixed", "is_anonymous"
    )
    assert author.client.get(written).json() == before
    for same in ({"is_anonymous": True}, {}):
        body = edit({"title": "제목", "content": f"고침 {same}"} | same).json()
        assert (body["is_anonymous"], body["author"]) == (True, before["author"])


def test_a_name_can_not_be_taken_back(author: Person, post: Post) -> None:
    response = author.client.patch(f"/post/{post.pk}/", {"is_anonymous": True})
    assert_error(response, 400, "anonymity_is_fixed", "is_anonymous")


def test_own_anonymous_posts_are_among_the_own_ones(author: Person, classmate: Person, secret: Post) -> None:
    assert [row["id"] for row in author.client.get("/post/?mine=true").json()["results"]] == [secret.pk]
    assert [row["id"] for row in author.client.get("/post/?mine=true&search=말").json()["results"]] == [secret.pk]
    assert author.client.get("/post/?mine=false").json()["results"] == []
    assert classmate.client.get("/post/?mine=true").json()["results"] == []


def test_no_nickname_finds_an_anonymous_post(author: Person, guest: APIClient, post: Post, secret: Post) -> None:
    for client in (guest, author.client):
        for query in ("author=온새미", "author=온", "search=온새미", "search=새", "author=온새미&mine=true"):
            if "mine" in query and client is guest:
                continue
            assert [row["id"] for row in client.get(f"/post/?{query}").json()["results"]] == [post.pk], query
    assert [row["id"] for row in guest.get("/post/?search=얘기").json()["results"]] == [secret.pk]
    assert guest.get("/post/?search=얘기 온새미").json()["results"] == []


def test_who_leaves_is_no_more_and_no_less_nobody(author: Person, secret: Post, guest: APIClient) -> None:
    """All that turned to 탈퇴한 사용자 at one moment would be one person's."""
    comment = secret.comment(author.user, "이어서", is_anonymous=True)
    urls = ["/post/", f"/post/{secret.pk}/comment/{comment.pk}/", f"/post/{secret.pk}/comment/"]
    before = [guest.get(url).json() for url in urls]
    author.user.withdraw()
    assert [guest.get(url).json() for url in urls] == before
    with transaction.atomic():
        author.user.erase()
    assert [guest.get(url).json() for url in urls] == before


def test_who_is_erased_leaves_no_key_to_the_numbers(post: Post, classmate: Person, staff: Person, guest) -> None:
    for person in (classmate, staff):
        say(person, post)
    with transaction.atomic():
        personal_data.erase(classmate.user)
    assert [pseudonym.user_id for pseudonym in Pseudonym.objects.all()] == [staff.id]
    assert names(guest, post) == ["익명 1", "익명 2"]


def test_the_database_knows_no_anonymous_comment_without_a_number(post: Post, classmate: Person) -> None:
    for values in ({"is_anonymous": True}, {"number": 3}):
        comment = Comment(post=post, author=classmate.user, **values)
        comment.write(content="틈새")
        with pytest.raises(Exception, match="comment_number_is_anonymous"), transaction.atomic():
            comment.save()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans(), st.booleans()), max_size=25))
def test_numbers_keep_their_promise_whatever_happens(make_person, make_post, author: Person, steps) -> None:
    """Who, where, whether anonymous, whether it is deleted again: one number for each person in each thread."""
    with transaction.atomic():
        people = [author, *(make_person(f"person{number}") for number in range(3))]
        posts = [make_post("이름 있는 글"), make_post("다른 글"), make_post("익명 글", is_anonymous=True)]
        first: list[dict[int, int]] = [{} for _ in posts]
        for who, where, anonymous, gone in steps:
            comment = posts[where].comment(people[who].user, "한마디", is_anonymous=anonymous)
            if not anonymous:
                assert comment.number is None
            elif who == 0 and where == 2:
                assert comment.number == 0
            else:
                assert comment.number == first[where].setdefault(who, len(first[where]) + 1)
            if gone:
                comment.remove()
        transaction.set_rollback(True)


def test_of_many_at_once_each_has_one_number(at_once, make_person, post: Post, secret: Post, author: Person) -> None:
    people = [*(make_person(f"student{number}") for number in range(9)), author]
    calls = [partial(say, person, thread) for person in people for thread in (post, secret) for _ in range(4)]
    random.shuffle(calls)
    at_once(*calls)
    for thread, strangers in ((post, 10), (secret, 9)):
        comments = list(thread.comments.order_by("pk"))
        assert len(comments) == 40
        by_person = {comment.author_id: comment.number for comment in comments}
        assert all(by_person[comment.author_id] == comment.number for comment in comments)
        in_order = list(dict.fromkeys(comment.number for comment in comments if comment.number))
        assert in_order == [*range(1, strangers + 1)]
        thread.refresh_from_db()
        assert thread.comment_count == 40
    assert {comment.number for comment in secret.comments.filter(author=author.id)} == {0}
