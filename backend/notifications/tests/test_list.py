"""What happens to what is a member's own is told to them, under the names that everybody sees."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from boards.models import Board, Comment, Post
from common.testing import PASSWORD, Person, assert_error
from notifications.models import Notification
from notifications.tests.conftest import NOON, sentences, told, unread

KEYS = {
    "id",
    "kind",
    "title",
    "message",
    "excerpt",
    "actor",
    "count",
    "target",
    "is_read",
    "is_held",
    "told_at",
}
pytestmark = pytest.mark.usefixtures("noon")


def url_of(post: Post, *, rest: str = "") -> str:
    return f"/{'post' if post.board == Board.FREE else 'study'}/{post.pk}/{rest}"


def comment_on(person: Person, post: Post, content: str = "저도요", **values: Any) -> int:
    response = person.client.post(url_of(post, rest="comment/"), {"content": content, **values})
    assert response.status_code == 201, response.content.decode()
    return response.json()["id"]


def pin(head: Client, post: Post, *, is_notice: bool) -> None:
    form = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1,
        "form-0-id": post.pk,
        **({"form-0-is_notice": "on"} if is_notice else {}),
        "_save": "저장",
    }
    assert head.post("/admin/boards/post/", form).status_code == 302


@pytest.fixture(params=[Board.FREE, Board.STUDY])
def post(request: pytest.FixtureRequest, make_post: Callable[..., Post]) -> Post:
    """Both boards tell the same way."""
    return make_post("수시 여섯 장 다 썼다", board=request.param)


def test_a_comment_is_told_to_the_author_of_the_post(post: Post, author: Person, classmate: Person) -> None:
    comment = comment_on(classmate, post, "나는 **네 장**\n썼어")
    [row] = told(author)
    assert set(row) == KEYS
    assert row | {"id": 0} == {
        "id": 0,
        "kind": "comment",
        "title": "수시 여섯 장 다 썼다",
        "message": "모의고사요정님이 댓글을 남겼어요.",
        "excerpt": "나는 네 장 썼어",
        "actor": {"id": classmate.id, "name": "모의고사요정"},
        "count": 1,
        "target": {"kind": "post", "board": post.board, "id": post.pk, "comment": comment},
        "is_read": False,
        "is_held": False,
        "told_at": NOON.isoformat(),
    }
    assert told(classmate) == []
    assert (unread(author), unread(classmate)) == (1, 0)


def test_nobody_is_told_of_what_they_do_themselves(post: Post, author: Person) -> None:
    own = comment_on(author, post)
    comment_on(author, post, parent=own)
    for path in ("like/", f"comment/{own}/like/"):
        author.client.post(url_of(post, rest=path))
    author.client.put(url_of(post, rest="scrap/"), {})
    assert told(author) == []


def test_an_answer_is_told_to_all_who_talk_in_its_thread_once(
    post: Post, author: Person, classmate: Person, staff: Person, make_person: Callable[..., Person]
) -> None:
    bystander = make_person("bystander")
    top = comment_on(classmate, post, "몇 장 썼어?")
    comment_on(bystander, post, "나는 다른 얘기")
    comment_on(staff, post, "세 장이요", parent=top)
    comment_on(author, post, "여섯 장", parent=top)
    assert sentences(classmate) == ["온새미님이 답글을 남겼어요.", "운영지기님이 답글을 남겼어요."]
    assert sentences(staff) == ["온새미님이 답글을 남겼어요."]
    assert [row["kind"] for row in told(author)] == ["comment"] * 3  # had not talked yet when staff answered
    comment_on(classmate, post, "많네", parent=top)
    assert [row["kind"] for row in told(author)] == ["reply", "comment", "comment", "comment"]
    assert told(bystander) == []


def test_who_writes_without_a_name_is_not_named(
    post: Post, author: Person, classmate: Person, staff: Person, make_post: Callable[..., Post]
) -> None:
    top = comment_on(classmate, post, "비밀인데", is_anonymous=True)
    comment_on(staff, post, "저도요", is_anonymous=True, parent=top)
    secret = make_post("고민이 있어요", is_anonymous=True)
    comment_on(classmate, secret, "무슨 일이야")
    comment_on(author, secret, "그냥", is_anonymous=True, parent=Comment.objects.last().pk)
    assert sentences(author) == [
        "모의고사요정님이 댓글을 남겼어요.",
        "익명 2님이 댓글을 남겼어요.",
        "익명 1님이 댓글을 남겼어요.",
    ]
    assert [row["actor"] for row in told(author)[1:]] == [{"id": None, "name": name} for name in ("익명 2", "익명 1")]
    assert sentences(classmate) == ["글쓴이님이 답글을 남겼어요.", "익명 2님이 답글을 남겼어요."]
    for person, others in ((author, (classmate, staff)), (classmate, (author, staff))):
        rows = [row for row in told(person) if row["actor"]["id"] is None]
        assert rows
        for row in rows:
            assert not any(str(other.user.nickname) in str(row) for other in others)


def test_likes_of_one_thing_are_one_notification_that_names_nobody(
    post: Post, author: Person, make_person: Callable[..., Person]
) -> None:
    people = [make_person(f"fan{number}") for number in range(4)]
    comment = comment_on(author, post)
    for person in people:
        person.client.post(url_of(post, rest="like/"))
    people[0].client.post(url_of(post, rest=f"comment/{comment}/like/"))
    author.client.post(url_of(post, rest="like/"))
    of_comment, of_post = told(author)
    assert (of_post["message"], of_post["count"], of_post["excerpt"]) == ("내 글을 4명이 좋아해요.", 4, "")
    assert (of_comment["message"], of_comment["count"]) == ("내 댓글을 1명이 좋아해요.", 1)
    assert of_comment["target"]["comment"] == comment
    assert of_post["actor"] is None
    assert of_comment["actor"] is None
    assert Notification.objects.count() == 2
    assert unread(author) == 2


def test_a_like_that_is_taken_back_is_told_no_more(
    post: Post, author: Person, classmate: Person, staff: Person
) -> None:
    for person in (author, classmate, staff):
        person.client.post(url_of(post, rest="like/"))
    classmate.client.delete(url_of(post, rest="like/"))
    assert sentences(author) == ["내 글을 1명이 좋아해요."]
    staff.client.delete(url_of(post, rest="like/"))
    assert told(author) == []
    assert unread(author) == 0


def test_who_likes_again_and_again_rings_the_bell_once_an_hour(
    post: Post, author: Person, classmate: Person, at: Callable[..., None]
) -> None:
    def ring_at(minutes: int) -> int:
        at(NOON + timedelta(minutes=minutes))
        post.like(classmate.user)
        ringing = Notification.objects.count_unread(author.user)
        Notification.objects.of(author.user).mark_read()
        post.unlike(classmate.user)
        return ringing

    post.like(author.user)
    post.like(User.objects.create(username="quiet.fan", nickname="조용한팬"))  # the notification stays
    assert [ring_at(minutes) for minutes in (0, 1, 59, 60, 61)] == [1, 0, 0, 1, 0]
    [row] = Notification.objects.of(author.user)
    assert row.told_at == NOON + timedelta(hours=1)


def test_a_scrap_is_told_without_a_name(post: Post, author: Person, classmate: Person, staff: Person) -> None:
    for person in (classmate, staff, author):
        person.client.put(url_of(post, rest="scrap/"), {"folder": "면접"})
    [row] = told(author)
    assert (row["kind"], row["message"], row["count"], row["actor"]) == (
        "scrap",
        "내 글을 2명이 스크랩했어요.",
        2,
        None,
    )
    for person in (classmate, staff):
        person.client.delete(url_of(post, rest="scrap/"))
    assert told(author) == []
    assert unread(author) == 0


def test_an_answer_of_the_staff_is_told_to_the_member_who_asked(
    author: Person, staff: Person, guest: APIClient
) -> None:
    body = {"email": "onsae@example.org", "subject": "bug", "content": "글이 두 번\n올라가요"}
    own, stranger = author.client.post("/qna/inquiry/", body).json(), guest.post("/qna/inquiry/", body).json()
    for inquiry in (own, stranger):
        url = f"/qna/inquiry/{inquiry['id']}/answer/"
        assert staff.client.put(url, {"content": "고쳤어요. **고마워요!**"}).status_code == 200
    [row] = told(author)
    assert (row["kind"], row["title"], row["excerpt"]) == ("answer", "글이 두 번 올라가요", "고쳤어요. 고마워요!")
    assert row["target"] == {"kind": "inquiry", "board": None, "id": own["id"], "comment": None}
    assert Notification.objects.count() == 1
    author.client.delete(f"/qna/inquiry/{own['id']}/")
    assert unread(author) == 0


def test_a_pinned_post_is_told_to_everybody_but_its_author(
    post: Post, head: Client, author: Person, classmate: Person, make_person: Callable[..., Person]
) -> None:
    suspended, unfinished = make_person("suspended"), make_person("unfinished", nickname="")
    User.objects.filter(pk=suspended.id).update(is_suspended=True)
    for _ in range(2):
        pin(head, post, is_notice=True)
    [row] = told(classmate)
    assert (row["kind"], row["message"], row["title"]) == ("notice", "새 공지가 올라왔어요.", post.title)
    assert told(author) == []
    assert not Notification.objects.filter(user__in=[suspended.user, unfinished.user]).exists()
    pin(head, post, is_notice=False)
    assert not Notification.objects.exists()


def test_a_new_post_can_be_a_notice_from_the_beginning(head: Client, staff: Person, classmate: Person) -> None:
    form = {"board": "free", "title": "점검 안내", "content": "새벽에 쉬어요", "author": staff.id, "is_notice": "on"}
    assert head.post("/admin/boards/post/add/", form).status_code == 302
    assert [row["title"] for row in told(classmate)] == ["점검 안내"]
    assert Post.objects.get().is_notice


def test_what_is_deleted_or_hidden_is_told_no_more(
    post: Post, author: Person, classmate: Person, staff: Person
) -> None:
    top = comment_on(classmate, post)
    answer = comment_on(staff, post, parent=top)
    for path in ("like/", f"comment/{top}/like/", f"comment/{answer}/like/"):
        author.client.post(url_of(post, rest=path))
    assert (unread(author), unread(classmate), unread(staff)) == (2, 2, 1)
    classmate.client.delete(url_of(post, rest=f"comment/{top}/"))  # stays as an empty place
    assert (unread(author), unread(classmate), unread(staff)) == (1, 1, 1)
    staff.client.delete(url_of(post, rest=f"comment/{answer}/"))
    assert (unread(author), unread(classmate), unread(staff)) == (0, 0, 0)


def test_with_a_post_goes_all_that_is_told_of_it(post: Post, author: Person, classmate: Person, staff: Person) -> None:
    top = comment_on(classmate, post)
    comment_on(staff, post, parent=top)
    staff.client.post(url_of(post, rest="like/"))
    staff.client.put(url_of(post, rest="scrap/"), {})
    assert Notification.objects.count() == 5
    author.client.delete(url_of(post))
    assert not Notification.objects.exists()


@pytest.mark.parametrize("action", ["hide", "delete"])
def test_what_a_member_takes_back_all_at_once_is_told_no_more(
    post: Post, author: Person, classmate: Person, staff: Person, action: str
) -> None:
    top = comment_on(classmate, post)
    comment_on(staff, post, parent=top)
    order = {"action": action, "password": PASSWORD}
    assert classmate.client.post("/accounts/erase/", order).status_code == 200
    assert sentences(author) == ["운영지기님이 댓글을 남겼어요."]
    assert author.client.post("/accounts/erase/", order).status_code == 200
    assert not Notification.objects.exists()


def test_what_an_author_does_under_a_hidden_post_is_told_to_nobody(
    post: Post, author: Person, classmate: Person
) -> None:
    top = comment_on(classmate, post)
    author.client.post("/accounts/erase/", {"action": "hide"})
    comment_on(author, post, parent=top)
    author.client.post(url_of(post, rest=f"comment/{top}/like/"))
    assert (told(classmate), unread(classmate)) == ([], 0)


def test_who_has_left_is_nobody_in_notifications_too(post: Post, author: Person, classmate: Person) -> None:
    comment_on(classmate, post)
    classmate.user.lock()
    classmate.user.withdraw()
    [row] = told(author)
    assert (row["message"], row["actor"]) == (
        "탈퇴한 사용자님이 댓글을 남겼어요.",
        {"id": None, "name": "탈퇴한 사용자"},
    )


def test_the_list_is_paged_and_filtered(post: Post, author: Person, classmate: Person, at: Callable[..., None]) -> None:
    for number in range(5):
        at(NOON + timedelta(minutes=number))
        comment_on(classmate, post, f"{number}번째")
    page = author.client.get("/notifications/?page_size=2").json()
    assert [row["excerpt"] for row in page["results"]] == ["4번째", "3번째"]
    comment_on(classmate, post, "그사이")
    second = author.client.get(page["next"]).json()
    assert [row["excerpt"] for row in second["results"]] == ["2번째", "1번째"]
    author.client.patch(f"/notifications/{page['results'][0]['id']}/", {"is_read": True})
    assert [row["excerpt"] for row in told(author, "?unread=false")] == ["4번째"]
    assert len(told(author, "?unread=true")) == 5
    assert_error(author.client.get("/notifications/?unread=yes"), 400, "invalid_choice", "unread")


def test_sentences_come_in_the_language_of_the_request(post: Post, author: Person, classmate: Person) -> None:
    comment_on(classmate, post)
    [row] = author.client.get("/notifications/", headers={"Accept-Language": "en"}).json()["results"]
    assert row["message"] == "모의고사요정 commented."


def test_a_guest_has_no_notifications(guest: APIClient) -> None:
    for path in ("", "unread/", "settings/"):
        assert_error(guest.get(f"/notifications/{path}"), 401, "not_authenticated")


def test_the_list_takes_the_same_queries_however_long_it_is(
    author: Person, classmate: Person, staff: Person, make_post: Callable[..., Post], django_assert_num_queries
) -> None:
    for number in range(12):
        post = make_post(f"{number}번째 글")
        top = comment_on(author, post)
        comment_on(classmate, post, parent=top)
        for path in ("like/", f"comment/{top}/like/"):
            classmate.client.post(url_of(post, rest=path))
        classmate.client.put(url_of(post, rest="scrap/"), {})
    asked = author.client.post(
        "/qna/inquiry/", {"email": "a@example.org", "subject": "bug", "content": "느려요"}
    ).json()
    staff.client.put(f"/qna/inquiry/{asked['id']}/answer/", {"content": "고쳤어요"})
    for size in (10, 50):
        with django_assert_num_queries(5):
            # 1 the token's login and user, 2 the page with the quiet hours, 3 posts, 4 comments, 5 inquiries
            assert len(told(author, f"?page_size={size}")) == min(size, 49)
