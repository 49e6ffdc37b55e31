"""/post/{id}/comment/ and one comment below it."""

import pytest
from django.http import Http404
from rest_framework.test import APIClient

from accounts.models import User
from boards.models import Board, Comment, Like, Post
from common.testing import Person, assert_error

KEYS = {
    "id",
    "post",
    "parent",
    "author",
    "is_mine",
    "is_anonymous",
    "content",
    "content_html",
    "like_count",
    "is_liked",
    "is_hidden",
    "is_edited",
    "is_deleted",
    "created_at",
    "updated_at",
}


def count_of(post: Post) -> int:
    post.refresh_from_db()
    assert post.comment_count == post.comments.count()
    return post.comment_count


def test_comments_run_oldest_first(guest: APIClient, post: Post, author: Person, classmate: Person) -> None:
    for number, person in enumerate((classmate, author, classmate)):
        post.comment(person.user, f"{number}번째 댓글")
    body = guest.get(f"/post/{post.pk}/comment/").json()
    assert [row["content"] for row in body["results"]] == ["0번째 댓글", "1번째 댓글", "2번째 댓글"]
    assert set(body["results"][0]) == KEYS


def test_a_page_holds_fifty_and_leads_on(guest: APIClient, post: Post, classmate: Person) -> None:
    for number in range(51):
        post.comment(classmate.user, f"{number}번째")
    first = guest.get(f"/post/{post.pk}/comment/").json()
    assert len(first["results"]) == 50
    assert [row["content"] for row in guest.get(first["next"]).json()["results"]] == ["50번째"]


def test_a_list_takes_a_query_or_two(guest: APIClient, post: Post, make_post, django_assert_num_queries) -> None:
    comment = post.comment(post.author, "첫 댓글")
    for number in range(5):
        post.comment(post.author, f"답글 {number}", parent=comment.pk)
    with django_assert_num_queries(1):  # 1 the page with authors
        guest.get(f"/post/{post.pk}/comment/")
    quiet = make_post("조용한 글")
    with django_assert_num_queries(2):  # 1 the page, 2 whether there is the post
        guest.get(f"/post/{quiet.pk}/comment/")


def test_a_comment_is_counted_on_its_post(classmate: Person, post: Post) -> None:
    response = classmate.client.post(f"/post/{post.pk}/comment/", {"content": "헐 **대박**"})
    body = response.json()
    assert response.status_code == 201, body
    assert set(body) == KEYS
    assert (body["post"], body["content_html"]) == (post.pk, "<p>헐 <strong>대박</strong></p>\n")
    assert (body["is_mine"], body["author"]["name"]) == (True, "모의고사요정")
    assert count_of(post) == 1


def test_the_queries_of_commenting(classmate: Person, post: Post, django_assert_num_queries) -> None:
    with django_assert_num_queries(6):
        # 1 the token's login and user, 2 savepoint, 3 the count, 4 the comment, 5 the author's notification,
        # 6 savepoint released
        classmate.client.post(f"/post/{post.pk}/comment/", {"content": "저도요"})
    body = {"content": "저도요", "is_anonymous": True, "parent": Comment.objects.get().pk}
    with django_assert_num_queries(8):
        # 1 the token's login and user, 2 savepoint, 3 the count, 4 the thread, 5 the number, 6 the comment,
        # 7 everybody's notifications, 8 savepoint released
        classmate.client.post(f"/post/{post.pk}/comment/", body)
    with django_assert_num_queries(7):  # the same without a new number
        classmate.client.post(f"/post/{post.pk}/comment/", body)


def test_what_a_writer_is_answered_is_what_is_read(classmate: Person, post: Post) -> None:
    User.objects.filter(pk=classmate.id).update(profile_picture="profiles/yojeong.webp")
    url = f"/post/{post.pk}/comment/"
    for wish in ({}, {"is_anonymous": True}):
        written = classmate.client.post(url, {"content": "이렇게 **보여요**"} | wish).json()
        assert written == classmate.client.get(f"{url}{written['id']}/").json()
        assert written == classmate.client.get(url).json()["results"][-1]
        assert bool(written["author"]["profile_picture"]) is not bool(wish)


def test_many_comments_at_once_are_counted_exactly(at_once, make_person, post: Post) -> None:
    people = [make_person(f"student{number}") for number in range(20)]
    answers = at_once(
        *[
            lambda person=person: person.client.post(f"/post/{post.pk}/comment/", {"content": "저도요"})
            for person in people * 2
        ]
    )
    assert {answer.status_code for answer in answers} == {201}
    assert count_of(post) == 40


def test_deleting_the_same_comment_at_once_counts_once(at_once, classmate: Person, post: Post) -> None:
    kept, doomed = post.comment(classmate.user, "남길 댓글"), post.comment(classmate.user, "지울 댓글")
    url = f"/post/{post.pk}/comment/{doomed.pk}/"
    answers = at_once(*[lambda: classmate.client.delete(url)] * 8)
    assert {answer.status_code for answer in answers} <= {204, 404}
    assert count_of(post) == 1
    assert post.comments.get() == kept


@pytest.mark.parametrize(
    ("body", "code", "attr"),
    [
        ({}, "required", "content"),
        ({"content": "\n \n"}, "blank", "content"),
        ({"content": "ㅋ" * 2_001}, "max_length", "content"),
        ({"content": None}, "null", "content"),
        ({"content": 1}, "invalid", "content"),
        ({"content": "\x1b[2J"}, "control_character", "content"),
        ({"content": "익명으로 쓸래요", "is_anonymous": "글쎄"}, "invalid", "is_anonymous"),
        ({"content": "익명으로 쓸래요", "is_anonymous": None}, "null", "is_anonymous"),
    ],
)
def test_bad_input_stores_nothing(classmate: Person, post: Post, body, code: str, attr: str) -> None:
    assert_error(classmate.client.post(f"/post/{post.pk}/comment/", body), 400, code, attr)
    assert count_of(post) == 0


def test_a_guest_cannot_comment(guest: APIClient, post: Post) -> None:
    assert_error(guest.post(f"/post/{post.pk}/comment/", {"content": "지나가다"}), 401, "not_authenticated")
    assert count_of(post) == 0


def test_there_are_no_comments_where_there_is_no_post(classmate: Person, guest: APIClient, make_post) -> None:
    elsewhere = make_post(board=Board.STUDY)
    for post_id in (elsewhere.pk, 999, 2**63):
        assert_error(guest.get(f"/post/{post_id}/comment/"), 404, "not_found")
        assert_error(classmate.client.post(f"/post/{post_id}/comment/", {"content": "어디?"}), 404, "not_found")
    assert not Comment.objects.exists()


def test_a_comment_is_found_under_its_own_post_only(guest: APIClient, post: Post, comment: Comment, make_post) -> None:
    other = make_post("다른 글")
    assert guest.get(f"/post/{post.pk}/comment/{comment.pk}/").json()["content"] == comment.content
    assert_error(guest.get(f"/post/{other.pk}/comment/{comment.pk}/"), 404, "not_found")
    assert_error(guest.get(f"/study/{post.pk}/comment/{comment.pk}/"), 404, "not_found")


@pytest.mark.parametrize("method", ["put", "patch"])
def test_the_author_of_a_comment_edits_it(classmate: Person, post: Post, comment: Comment, method: str) -> None:
    url = f"/post/{post.pk}/comment/{comment.pk}/"
    body = getattr(classmate.client, method)(url, {"content": "고친 *댓글*"}).json()
    assert (body["content"], body["content_html"]) == ("고친 *댓글*", "<p>고친 <em>댓글</em></p>\n")
    assert body["updated_at"] > body["created_at"]


def test_the_queries_of_editing_a_comment(
    classmate: Person, post: Post, comment: Comment, django_assert_num_queries
) -> None:
    with django_assert_num_queries(7):
        # 1 the token's login and user, 2 the comment, 3 savepoint, 4 the edit, 5 what was before, 6 savepoint released,
        # 7 the comment as everyone sees it
        classmate.client.patch(f"/post/{post.pk}/comment/{comment.pk}/", {"content": "고친 댓글"})


def test_a_bad_edit_changes_nothing(classmate: Person, post: Post, comment: Comment) -> None:
    url = f"/post/{post.pk}/comment/{comment.pk}/"
    assert_error(classmate.client.put(url, {}), 400, "required", "content")
    assert_error(classmate.client.patch(url, {"content": " "}), 400, "blank", "content")
    assert Comment.objects.get().content == comment.content


def test_nobody_else_touches_a_comment(author: Person, guest: APIClient, post: Post, comment: Comment) -> None:
    """Not even the author of the post."""
    url = f"/post/{post.pk}/comment/{comment.pk}/"
    assert_error(guest.patch(url, {"content": "남의 말"}), 401, "not_authenticated")
    assert_error(guest.delete(url), 401, "not_authenticated")
    assert_error(author.client.patch(url, {"content": "남의 말"}), 403, "permission_denied")
    assert_error(author.client.delete(url), 403, "permission_denied")
    assert Comment.objects.get().content == comment.content


def test_a_deleted_comment_is_taken_off_the_count(classmate: Person, post: Post, comment: Comment) -> None:
    classmate.client.post(f"/post/{post.pk}/comment/{comment.pk}/like/")
    assert classmate.client.delete(f"/post/{post.pk}/comment/{comment.pk}/").status_code == 204
    assert count_of(post) == 0
    assert not Like.objects.exists()


def test_staff_may_delete_a_comment_but_not_reword_it(staff: Person, post: Post, comment: Comment) -> None:
    url = f"/post/{post.pk}/comment/{comment.pk}/"
    assert_error(staff.client.patch(url, {"content": "순화된 말"}), 403, "permission_denied")
    assert staff.client.delete(url).status_code == 204
    assert count_of(post) == 0


def test_a_comment_whose_post_has_gone_meanwhile_is_gone_as_well(post: Post, classmate: Person) -> None:
    read = Comment.objects.get(pk=post.comment(classmate.user, "한마디").pk)
    post.remove()
    with pytest.raises(Http404):
        read.remove()
