"""Somebody tries everything to learn who wrote without a name: every endpoint, every filter, the back office."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts.models import User
from boards.models import Board, Comment, Post
from boards.search.queryset import SearchQuerySet
from boards.search.tokens import fts5_query, tsquery
from common.testing import Person

SECRET_ID = 987_654_321
NEEDLES = (str(SECRET_ID), "night_owl_88", "숨은별빛", "profiles/secretface", "김숨은", "숨은고등학교")

MATCHES = {"postgresql": "tokens @@ %s::tsquery", "sqlite": "boards_post_index MATCH %s"}


@pytest.fixture
def secretive(make_person, author: Person, classmate: Person, make_post) -> Person:
    """Has written, answered, edited, liked, hidden and deleted: always without a name."""
    person = make_person(
        "night_owl_88",
        id=SECRET_ID,
        nickname="숨은별빛",
        name="김숨은",
        school_name="숨은고등학교",
        profile_picture="profiles/secretface.webp",
    )
    for board in Board:
        own = make_post("면접에서 울었어요", "수시 면접이 무서워요", board=board, author=person.user, is_anonymous=True)
        own.rewrite(content="수시 면접이 많이 무서워요")
        named = make_post("수시 면접 후기", "면접 질문을 모아 봤어요", board=board)
        for post in (own, named):
            top = post.comment(classmate.user, "저도 그랬어요")
            mine = post.comment(person.user, "고마워요", is_anonymous=True)
            mine.rewrite(content="정말 고마워요")
            post.comment(person.user, "답글이에요", is_anonymous=True, parent=top.pk)
            post.comment(classmate.user, "힘내요", parent=mine.pk)
            emptied = post.comment(person.user, "지울 말", is_anonymous=True)
            post.comment(classmate.user, "왜 지웠어요?", parent=emptied.pk)
            emptied.remove()
            hidden = post.comment(person.user, "숨길 말", is_anonymous=True)
            post.comment(classmate.user, "왜 숨겼어요?", parent=hidden.pk)
            Comment.objects.filter(pk=hidden.pk).hide()
            post.like(person.user)
            mine.like(person.user)
            top.like(person.user)
            mine.like(classmate.user)
    return person


def addresses() -> Iterator[str]:
    """Every path of the API that is read, of each post and comment that there is; the member's own card aside."""
    entries = [(post.pk, post.pk) for post in Post.objects.all()]
    answers = list(Comment.objects.values_list("post", "pk"))
    for path, operations in SchemaGenerator().get_schema(public=True)["paths"].items():
        if "get" not in operations or path.startswith(("/schema", "/accounts/user/{id}")):
            continue
        for post, pk in answers if "{post_id}/comment/{id}" in path else entries:
            named = path.replace("{post_id}", str(post)).replace("{id}", str(pk)).replace("{room}", "lobby")
            yield re.sub(r"{\w+}", "1", named)
    for board in ("post", "study"):
        for name in ("search=면접", "title=면접", "liked=true", "liked=false", "mine=false", "is_notice=false"):
            yield f"/{board}/?{name}"


def said(response: Response) -> str:
    """All that an answer tells: its headers, and its body as text, out of the ZIP too."""
    body = b"".join(response) if response.streaming else response.content
    if body.startswith(b"PK"):
        archive = ZipFile(BytesIO(body))
        body = b"".join(archive.read(name) for name in archive.namelist())
    text = body.decode()
    if response.get("Content-Type", "").startswith("application/json"):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return f"{response.headers} {text}"


def leaks(response: Response) -> list[str]:
    text = said(response)
    return [needle for needle in NEEDLES if needle in text]


@pytest.fixture(params=["guest", "classmate", "staff"])
def somebody(request, secretive: Person) -> APIClient:
    reader = request.getfixturevalue(request.param)
    return reader if request.param == "guest" else reader.client


def test_no_answer_of_the_api_tells(somebody: APIClient) -> None:
    urls = list(dict.fromkeys(addresses()))
    assert len(urls) > 100
    answers = {url: somebody.get(url) for url in urls}
    assert {url: found for url, answer in answers.items() if (found := leaks(answer))} == {}
    assert sum(answer.status_code == 200 for answer in answers.values()) > 50


def test_no_refusal_or_write_tells(secretive: Person, classmate: Person, staff: Person) -> None:
    answers = []
    for post in Post.objects.filter(author=SECRET_ID):
        url = f"/{'post' if post.board == Board.FREE else 'study'}/{post.pk}/"
        comments = [f"{url}comment/{comment.pk}/" for comment in post.comments.all()]
        for person in (classmate, staff):
            for entry in (url, *comments):
                answers += [
                    person.client.post(f"{entry}like/"),
                    person.client.delete(f"{entry}like/"),
                    person.client.patch(entry, {"content": "남의 말", "is_anonymous": False}),
                    person.client.put(entry, {"title": "남의", "content": "남의 말"}),
                    person.client.options(entry),
                ]
            for comment in post.comments.filter(parent=None):
                body = {"content": "답글", "parent": comment.pk, "is_anonymous": True}
                answers.append(person.client.post(f"{url}comment/", body, headers={"Idempotency-Key": f"{comment.pk}"}))
                answers.append(person.client.post(f"{url}comment/", body, headers={"Idempotency-Key": f"{comment.pk}"}))
    assert len(answers) > 100
    assert [leaks(answer) for answer in answers if leaks(answer)] == []


def test_nobody_else_is_told_that_it_is_theirs(secretive: Person, staff: Person, guest: APIClient) -> None:
    for client, mine in ((guest, False), (staff.client, False), (secretive.client, True)):
        for post in Post.objects.filter(author=SECRET_ID):
            url = f"/{'post' if post.board == Board.FREE else 'study'}/{post.pk}/"
            assert client.get(url).json()["is_mine"] is mine
            assert any(row["is_mine"] for row in client.get(f"{url}comment/").json()["results"]) is mine


def test_no_name_finds_it(somebody: APIClient) -> None:
    for name in ("숨은별빛", "숨은", "빛", "night_owl_88", str(SECRET_ID)):
        for query in (f"author={name}", f"search={name}", f"search=면접 {name}", f"author={name}&search=면접"):
            for board in ("post", "study"):
                assert somebody.get(f"/{board}/?{query}").json()["results"] == [], query


def test_a_name_does_not_even_make_the_index_look_at_it(secretive: Person) -> None:
    """How long a search takes tells no more than what it finds."""
    for word, field, count in (("숨은별빛", "author", 0), ("면접", "title", 2)):
        posts: SearchQuerySet = Post.objects.on(Board.FREE).holding(word, field)
        with connection.cursor() as cursor:
            wanted = tsquery(posts.groups) if connection.vendor == "postgresql" else fts5_query(posts.groups)
            cursor.execute(f"SELECT count(*) FROM boards_post_index WHERE {MATCHES[connection.vendor]}", [wanted])
            assert cursor.fetchone() == (count,)


def test_the_card_of_a_member_tells_nothing_that_was_written(secretive: Person, somebody: APIClient) -> None:
    card = said(somebody.get(f"/accounts/user/{SECRET_ID}/"))
    assert "숨은별빛" in card
    for words in ("면접", "고마워요", "익명"):
        assert words not in card


def test_the_tutor_is_told_nothing(secretive: Person, classmate: Person) -> None:
    answer = classmate.client.post("/aichat/", {"prompt": "수시 면접이 무서워요"})
    assert answer.json()["sources"]
    assert leaks(answer) == []


@pytest.fixture
def office(secretive: Person, make_person) -> Client:
    """The back office as the one who may do everything sees it."""
    client = Client()
    client.force_login(make_person("head", nickname="대표지기", is_staff=True, is_superuser=True).user)
    return client


def test_the_back_office_shows_it_to_nobody(office: Client) -> None:
    urls = ["/admin/", "/admin/boards/post/", "/admin/boards/comment/", "/admin/boards/post/?is_anonymous__exact=1"]
    for post in Post.objects.filter(author=SECRET_ID):
        urls += [f"/admin/boards/post/{post.pk}/{page}/" for page in ("change", "delete", "history")]
    for comment in Comment.objects.standing().filter(author=SECRET_ID):
        urls += [f"/admin/boards/comment/{comment.pk}/{page}/" for page in ("change", "delete", "history")]
    assert len(urls) > 20
    for url in urls:
        response = office.get(url)
        assert response.status_code == 200, url
        assert leaks(response) == [], url
    assert "익명" in said(office.get(urls[4]))
    assert "온새미" in said(office.get("/admin/boards/post/"))


def test_staff_edit_it_without_learning_whose_it_is(office: Client) -> None:
    post = Post.objects.filter(author=SECRET_ID, board=Board.FREE).get()
    form = {"title": "다듬은 제목", "content": post.content, "board": "free", "author": "1"}
    assert office.post(f"/admin/boards/post/{post.pk}/change/", form).status_code == 302
    post.refresh_from_db()
    assert (post.title, post.author_id) == ("다듬은 제목", SECRET_ID)


@pytest.mark.parametrize("model", ["post", "comment"])
@pytest.mark.parametrize("term", ["숨은별빛", "숨은", "night_owl_88"])
def test_the_back_office_finds_it_by_no_name(office: Client, model: str, term: str) -> None:
    assert office.get(f"/admin/boards/{model}/", {"q": term}).context["cl"].result_count == 0
    assert office.get(f"/admin/boards/{model}/", {"q": "온새미"}).context["cl"].result_count == (
        2 if model == "post" else 0
    )


@pytest.mark.parametrize(
    "query",
    [
        f"author={SECRET_ID}",
        f"author__id__exact={SECRET_ID}",
        f"author_id={SECRET_ID}",
        "author__nickname__startswith=숨",
        f"pseudonyms__user={SECRET_ID}",
        f"comments__author={SECRET_ID}",
    ],
)
def test_no_address_of_the_back_office_filters_by_author(office: Client, query: str) -> None:
    for model in ("post", "comment"):
        response = office.get(f"/admin/boards/{model}/?{query}")
        assert response.status_code in {302, 400}, query


@pytest.mark.parametrize(
    "reverse", ["posts", "posts__id", "comments", "comments__id__exact", "pseudonyms__post", "likes", "scraps__post"]
)
def test_no_address_of_the_back_office_leads_from_an_entry_to_its_author(office: Client, reverse: str) -> None:
    post = Post.objects.filter(author=SECRET_ID).first()
    assert office.get(f"/admin/accounts/user/?{reverse}={post.pk}").status_code in {302, 400}


def test_deleting_a_member_lists_nothing_that_they_wrote(office: Client) -> None:
    for response in (
        office.get(f"/admin/accounts/user/{SECRET_ID}/delete/"),
        office.post("/admin/accounts/user/", {"action": "delete_selected", "_selected_action": [SECRET_ID]}),
    ):
        text = said(response)
        assert response.status_code == 200
        assert "지울 수 없어요" in text
        for words in ("면접", "고마워요", "익명"):
            assert words not in text, words
    assert User.objects.filter(pk=SECRET_ID).exists()


def test_who_has_written_nothing_can_still_be_deleted(office: Client, make_person) -> None:
    nobody = make_person("nobody")
    assert office.post(f"/admin/accounts/user/{nobody.id}/delete/", {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=nobody.id).exists()
