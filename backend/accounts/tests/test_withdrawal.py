"""Leaving: what goes, and what stays for the others."""

import pytest
from django.apps import apps
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import User
from common.testing import PASSWORD, Person, assert_error

URL = "/accounts/user/"
PERSONAL = {
    "name": "김온새미로",
    "school_name": "한빛고등학교",
    "grade": 3,
    "about_me": "유부초밥파예요",
    "email": "onsaemiro@example.org",
    "show_school": True,
}


def leave(person: Person) -> None:
    assert person.client.delete(URL, {"password": PASSWORD}).status_code == 204


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "required"),
        ({"password": "아니에요"}, "wrong_password"),
        ({"password": ""}, "blank"),
        ({"password": 1}, "invalid"),
    ],
)
def test_nobody_leaves_without_the_password(author: Person, body, code: str) -> None:
    assert_error(author.client.delete(URL, body), 400, code, "password")
    assert author.client.get(URL).status_code == 200


def test_nothing_personal_is_left(author: Person) -> None:
    author.client.patch(URL, PERSONAL)
    leave(author)
    row = " ".join(str(value) for value in User.objects.filter(pk=author.id).values_list()[0])
    for value in ("author", "온새미", *[value for value in PERSONAL.values() if isinstance(value, str)]):
        assert value not in row
    user = User.objects.get(pk=author.id)
    assert (user.grade, user.show_school, user.is_active, user.has_usable_password()) == (None, False, False, False)
    assert user.withdrawn_at


def test_staff_who_leave_lose_their_rights(staff: Person) -> None:
    leave(staff)
    staff.user.refresh_from_db()
    assert (staff.user.is_staff, staff.user.is_superuser) == (False, False)


def test_every_login_of_someone_who_left_is_dead(author: Person, guest: APIClient) -> None:
    phone = tokens.begin_login(author.user)
    leave(author)
    assert_error(author.client.get(URL), 401, "token_not_valid")
    assert_error(guest.get(URL, headers={"Authorization": f"Bearer {phone['access']}"}), 401, "token_not_valid")
    assert_error(guest.post("/accounts/token/refresh/", {"refresh": phone["refresh"]}), 401, "token_not_valid")
    body = {"username": "author", "password": PASSWORD}
    assert_error(guest.post("/accounts/token/", body), 401, "wrong_credentials")


def test_posts_and_comments_stay_under_nobodys_name(author: Person, classmate: Person, post, comment) -> None:
    leave(author)
    leave(classmate)
    nobody = {"id": None, "name": "탈퇴한 사용자", "profile_picture": None}
    guest = APIClient()
    detail = guest.get(f"/post/{post.pk}/").json()
    assert (detail["author"], detail["title"], detail["comment_count"]) == (nobody, "급식에 마라탕", 1)
    assert guest.get("/post/").json()["results"][0]["author"] == nobody
    [left] = guest.get(f"/post/{post.pk}/comment/").json()["results"]
    assert (left["author"], left["content"]) == (nobody, comment.content)


def test_likes_stay_counted(author: Person, classmate: Person, post) -> None:
    classmate.client.post(f"/post/{post.pk}/like/")
    leave(classmate)
    assert APIClient().get(f"/post/{post.pk}/").json()["like_count"] == 1


def test_inquiries_and_talks_with_the_tutor_are_gone(author: Person, classmate: Person) -> None:
    for person in (author, classmate):
        person.client.post("/qna/inquiry/", {"email": "a@example.org", "subject": "other", "content": "비밀이에요"})
        person.client.post("/aichat/", {"prompt": "면접이 떨려요"})
    leave(author)
    for name in ("qna.Inquiry", "aichat.Turn"):
        assert apps.get_model(name).objects.count() == 1
    assert len(classmate.client.get("/qna/inquiry/").json()["results"]) == 1
    assert len(classmate.client.get("/aichat/").json()["results"]) == 1


def test_the_public_card_is_gone(author: Person, guest: APIClient) -> None:
    leave(author)
    assert_error(guest.get(f"/accounts/user/{author.id}/"), 404, "not_found")


def test_username_and_nickname_are_free_again(author: Person, classmate: Person, guest: APIClient) -> None:
    leave(author)
    assert classmate.client.patch(URL, {"nickname": "온새미"}).status_code == 200
    body = {
        "username": "Author",
        "password": "달빛-산책-좋아-77",
        "nickname": "새온새미",
        "agreed_terms": True,
        "is_over_14": True,
    }
    assert guest.post("/accounts/signup/", body).status_code == 201


def test_many_can_leave(author: Person, classmate: Person, staff: Person) -> None:
    for person in (author, classmate, staff):
        leave(person)
    assert User.objects.exclude(withdrawn_at=None).count() == 3


def test_leaving_twice_at_once_is_leaving_once(at_once, author: Person) -> None:
    answers = at_once(*[lambda: author.client.delete(URL, {"password": PASSWORD})] * 4)
    assert {answer.status_code for answer in answers} <= {204, 400, 401}
    assert [answer.status_code for answer in answers].count(204) == 1


def test_the_queries_of_a_withdrawal(author: Person, django_assert_num_queries) -> None:
    with django_assert_num_queries(10):
        # 1 the token's login and member, 2 savepoint, 3 the row's lock, 4 inquiries, 5 turns, 6 logins, 7 groups,
        # 8 permissions, 9 the member, 10 savepoint released
        leave(author)
