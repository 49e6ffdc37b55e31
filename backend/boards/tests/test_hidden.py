"""What its author has hidden: there for the author alone."""

from datetime import datetime

import pytest
from rest_framework.test import APIClient

from aichat.sources import find_passages
from boards.models import Board, Comment, Post
from common.testing import Person, assert_error


def hide(person: Person, action: str = "hide") -> dict[str, int]:
    response = person.client.post("/accounts/erase/", {"action": action})
    assert response.status_code == 200, response.content.decode()
    return response.json()


def ids(client: APIClient, url: str) -> list[int]:
    return [row["id"] for row in client.get(url).json()["results"]]


@pytest.fixture
def hidden(author: Person, post: Post) -> Post:
    hide(author)
    return post


def test_nobody_else_finds_a_hidden_post(hidden: Post, classmate: Person, staff: Person, guest: APIClient) -> None:
    url = f"/post/{hidden.pk}/"
    for client in (guest, classmate.client, staff.client):
        for query in ("", "?search=마라탕", "?author=온새미", "?content=급식", "?is_notice=false"):
            assert ids(client, f"/post/{query}") == []
        assert_error(client.get(url), 404, "not_found")
        assert_error(client.get(f"{url}comment/"), 404, "not_found")
    for client in (classmate.client, staff.client):
        for query in ("mine=true", "mine=false", "liked=true", "liked=false"):
            assert ids(client, f"/post/?{query}") == []
        assert_error(client.post(f"{url}comment/", {"content": "저도요"}), 404, "not_found")
        assert_error(client.post(f"{url}like/"), 404, "not_found")
        assert_error(client.delete(url), 404, "not_found")
    hidden.refresh_from_db()
    assert (hidden.hits, hidden.like_count, hidden.comment_count) == (0, 0, 0)


def test_neither_its_files_nor_its_history_tell_that_it_is_there(
    hidden: Post, author: Person, classmate: Person, staff: Person, attach, pdf
) -> None:
    url = f"/post/{hidden.pk}/"
    file = attach(pdf()).json()["id"]
    author.client.patch(url, {"title": "고친 제목"})
    for person in (classmate, staff):
        assert_error(person.client.post(f"{url}attachment/", {"file": pdf()}, format="multipart"), 404, "not_found")
        assert_error(person.client.patch(f"{url}attachment/{file}/", {"alt": "x"}), 404, "not_found")
        assert_error(person.client.delete(f"{url}attachment/{file}/"), 404, "not_found")
        assert_error(person.client.get(f"{url}revision/"), 404, "not_found")
    assert len(author.client.get(f"{url}revision/").json()["results"]) == 1


def test_the_author_finds_it_among_the_own_ones_alone(hidden: Post, author: Person) -> None:
    [row] = author.client.get("/post/?mine=true").json()["results"]
    assert (row["id"], row["is_hidden"]) == (hidden.pk, True)
    assert ids(author.client, "/post/?mine=true&search=마라탕") == [hidden.pk]
    for query in ("", "?mine=false", "?search=마라탕", "?liked=false"):
        assert ids(author.client, f"/post/{query}") == []


def test_the_author_reads_edits_and_deletes_it(hidden: Post, author: Person) -> None:
    url = f"/post/{hidden.pk}/"
    assert author.client.get(url).json()["is_hidden"] is True
    assert author.client.patch(url, {"title": "고친 제목"}).json()["is_hidden"] is True
    assert author.client.delete(url).status_code == 204


def test_what_is_shown_again_is_there_as_before(hidden: Post, author: Person, guest: APIClient) -> None:
    assert hide(author, "show") == {"posts": 1, "comments": 0}
    assert ids(guest, "/post/") == [hidden.pk]
    body = guest.get(f"/post/{hidden.pk}/").json()
    assert (body["is_hidden"], body["title"]) == (False, hidden.title)
    assert datetime.fromisoformat(body["updated_at"]) == hidden.updated_at


def test_a_hidden_comment_is_read_by_its_author_alone(
    post: Post, comment: Comment, author: Person, classmate: Person, guest: APIClient
) -> None:
    hide(classmate)
    url = f"/post/{post.pk}/comment/"
    for client in (guest, author.client):
        assert ids(client, url) == []
        assert_error(client.get(f"{url}{comment.pk}/"), 404, "not_found")
    assert_error(author.client.post(f"{url}{comment.pk}/like/"), 404, "not_found")
    [row] = classmate.client.get(url).json()["results"]
    assert (row["id"], row["is_hidden"]) == (comment.pk, True)
    assert guest.get(f"/post/{post.pk}/").json()["comment_count"] == 0
    hide(classmate, "show")
    assert ids(guest, url) == [comment.pk]
    assert guest.get(f"/post/{post.pk}/").json()["comment_count"] == 1


def test_a_hidden_comment_is_on_no_count_when_it_is_deleted(post: Post, comment: Comment, classmate: Person) -> None:
    post.comment(classmate.user, "이건 남길 댓글")
    Comment.objects.filter(pk=comment.pk).hide()
    Post.objects.filter(pk=post.pk).count_comments()
    assert classmate.client.delete(f"/post/{post.pk}/comment/{comment.pk}/").status_code == 204
    post.refresh_from_db()
    assert (post.comment_count, post.comments.count()) == (1, 1)


def test_comments_under_a_hidden_post_are_seen_by_its_author_alone(
    post: Post, comment: Comment, author: Person, classmate: Person
) -> None:
    hide(author)
    url = f"/post/{post.pk}/comment/"
    assert ids(author.client, url) == [comment.pk]
    for call in (classmate.client.get, classmate.client.delete):
        assert_error(call(f"{url}{comment.pk}/"), 404, "not_found")
    assert_error(classmate.client.post(f"{url}{comment.pk}/like/"), 404, "not_found")


def test_the_tutor_does_not_read_what_is_hidden(author: Person, make_post) -> None:
    make_post("수시 원서 접수 일정", board=Board.STUDY)
    assert [passage.title for passage in find_passages("수시 원서 접수는 언제인가요?")] == ["수시 원서 접수 일정"]
    hide(author)
    assert find_passages("수시 원서 접수는 언제인가요?") == []


def test_a_client_cannot_hide_by_saying_so(author: Person) -> None:
    body = {"title": "제목", "content": "내용", "is_hidden": True, "hidden_at": "2026-01-01T00:00:00Z"}
    assert author.client.post("/post/", body).json()["is_hidden"] is False


def test_hiding_changes_no_number_of_queries(author: Person, make_post, django_assert_num_queries) -> None:
    for number in range(5):
        make_post(f"{number}번째")
    hide(author)
    with django_assert_num_queries(2):  # 1 the token's login and user, 2 the page with authors and own likes
        author.client.get("/post/?mine=true")
    with django_assert_num_queries(2):
        author.client.get("/post/")
