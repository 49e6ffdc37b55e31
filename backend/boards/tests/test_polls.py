"""Polls: a secret ballot, one vote each, results for those who have voted, and for all once it is closed."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import User
from boards.models import Ballot, Board, Choice, Poll, Post
from common.testing import Person, assert_error

TEXT = {"title": "내일 점심 어디서 먹어", "content": "골라 줘"}
POLL = {"choices": ["급식", "매점", "도시락"]}
HOUR = timedelta(hours=1)


@pytest.fixture
def ask(author: Person) -> Callable[..., Any]:
    """Posts with a poll on the free board; returns the answer's JSON."""

    def send(url: str = "/post/", *, is_anonymous: bool = False, **poll: Any) -> Any:
        response = author.client.post(url, TEXT | {"is_anonymous": is_anonymous, "poll": POLL | poll})
        assert response.status_code == 201, response.json()
        return response.json()

    return send


def vote(client: APIClient, post: dict[str, Any], *texts: str) -> Response:
    ids = {choice["text"]: choice["id"] for choice in post["poll"]["choices"]}
    return client.post(f"/post/{post['id']}/poll/vote/", {"choices": [ids[text] for text in texts]})


def counts(poll: dict[str, Any]) -> dict[str, int | None]:
    return {choice["text"]: choice["vote_count"] for choice in poll["choices"]}


def poll_for(client: APIClient, post: dict[str, Any]) -> dict[str, Any]:
    response = client.get(f"/post/{post['id']}/poll/")
    assert response.status_code == 200, response.json()
    return response.json()


@pytest.mark.parametrize("url", ["/post/", "/study/"])
def test_a_post_asks_with_a_poll(ask, guest: APIClient, url: str) -> None:
    post = ask(url, is_multiple=True)
    assert post["has_poll"] is True
    assert (
        post["poll"] == guest.get(f"{url}{post['id']}/").json()["poll"] == guest.get(f"{url}{post['id']}/poll/").json()
    )
    assert counts(post["poll"]) == {"급식": None, "매점": None, "도시락": None}
    assert {name: value for name, value in post["poll"].items() if name != "choices"} == {
        "is_multiple": True,
        "closes_at": None,
        "is_closed": False,
        "has_voted": False,
        "voter_count": 0,
    }
    [row] = guest.get(url).json()["results"]
    assert row["has_poll"] is True
    assert "poll" not in row


def test_a_post_without_one_says_so(guest: APIClient, post: Post) -> None:
    assert guest.get(f"/post/{post.pk}/").json()["poll"] is None
    assert guest.get("/post/").json()["results"][0]["has_poll"] is False
    assert_error(guest.get(f"/post/{post.pk}/poll/"), 404, "not_found")


@pytest.mark.parametrize("poll", [None, json.dumps(POLL | {"is_multiple": True})])
def test_a_form_brings_a_poll_as_json(author: Person, pdf, poll: str | None) -> None:
    form = TEXT | {"files": [pdf()]} | ({"poll": poll} if poll else {})
    response = author.client.post("/post/", form, format="multipart")
    assert response.status_code == 201, response.json()
    body = response.json()
    assert (body["has_poll"], bool(body["poll"]), len(body["attachments"])) == (poll is not None, poll is not None, 1)


def test_a_refused_file_leaves_no_poll(author: Person) -> None:
    form = TEXT | {"files": [SimpleUploadedFile("한글.exe", b"MZ\x90\x00")], "poll": json.dumps(POLL)}
    assert author.client.post("/post/", form, format="multipart").status_code == 400
    assert (Post.objects.count(), Poll.objects.count(), Choice.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("poll", "attr", "code"),
    [
        ({"choices": ["하나"]}, "poll.choices", "min_length"),
        ({"choices": []}, "poll.choices", "min_length"),
        ({"choices": [str(number) for number in range(11)]}, "poll.choices", "max_length"),
        ({"choices": ["급식", " 급식 "]}, "poll.choices", "duplicate"),
        ({"choices": ["PC방", "pc방"]}, "poll.choices", "duplicate"),
        ({"choices": ["급식", ""]}, "poll.choices.1", "blank"),
        ({"choices": ["급식", "\u200b"]}, "poll.choices.1", "blank"),
        ({"choices": ["급식", "가" * 51]}, "poll.choices.1", "max_length"),
        ({"choices": ["급식", 7]}, "poll.choices.1", "invalid"),
        ({"choices": ["급식", "매\x00점"]}, "poll.choices.1", "control_character"),
        ({"choices": "급식"}, "poll.choices", "not_a_list"),
        ({}, "poll.choices", "required"),
        (POLL | {"is_multiple": "아마"}, "poll.is_multiple", "invalid"),
        (POLL | {"closes_at": "내일"}, "poll.closes_at", "invalid"),
        (POLL | {"closes_at": "2020-01-01T00:00:00+09:00"}, "poll.closes_at", "in_the_past"),
        (POLL | {"closes_at": "9000-01-01T00:00:00+09:00"}, "poll.closes_at", "too_late"),
        ("급식 아니면 매점", "poll.choices", "required"),
        ([1, 2], "poll", "invalid"),
        (7, "poll", "invalid"),
    ],
)
def test_a_poll_that_cannot_be_is_refused_with_its_post(author: Person, poll: Any, attr: str, code: str) -> None:
    response = author.client.post("/post/", TEXT | {"poll": poll})
    assert response.status_code == 400
    assert (code, attr) in [(error["code"], error["attr"]) for error in response.json()["errors"]]
    assert not Post.objects.exists()


def test_ten_choices_of_fifty_letters_are_taken(ask) -> None:
    choices = [str(number) * 50 for number in range(10)]
    assert list(counts(ask(choices=choices)["poll"])) == choices


def test_who_has_voted_sees_the_counts_and_nobody_else_does(
    ask, author: Person, classmate: Person, guest: APIClient
) -> None:
    post = ask()
    response = vote(classmate.client, post, "매점")
    assert response.status_code == 200, response.json()
    assert response.json() == poll_for(classmate.client, post)
    assert response.json()["has_voted"] is True
    assert counts(response.json()) == {"급식": 0, "매점": 1, "도시락": 0}
    for other in (author.client, guest):
        seen = poll_for(other, post)
        assert (seen["has_voted"], seen["voter_count"]) == (False, 1)
        assert counts(seen) == {"급식": None, "매점": None, "도시락": None}


def test_several_can_be_chosen_where_it_says_so(ask, classmate: Person) -> None:
    response = vote(classmate.client, ask(is_multiple=True), "급식", "도시락")
    assert counts(response.json()) == {"급식": 1, "매점": 0, "도시락": 1}
    assert response.json()["voter_count"] == 1


def test_the_same_choice_twice_counts_once(ask, classmate: Person) -> None:
    assert counts(vote(classmate.client, ask(), "급식", "급식").json())["급식"] == 1


def test_a_second_vote_is_refused_and_changes_nothing(ask, classmate: Person) -> None:
    post = ask()
    vote(classmate.client, post, "급식")
    for text in ("급식", "매점"):
        assert_error(vote(classmate.client, post, text), 409, "already_voted")
    assert counts(poll_for(classmate.client, post)) == {"급식": 1, "매점": 0, "도시락": 0}


def test_what_somebody_chose_stands_nowhere(ask, classmate: Person) -> None:
    vote(classmate.client, ask(), "급식")
    assert {field.name for field in Ballot._meta.get_fields()} == {"id", "poll", "user"}
    assert {field.name for field in Choice._meta.get_fields()} == {"id", "poll", "position", "text", "vote_count"}


def test_an_idempotency_key_keeps_no_trace_of_a_vote(ask, classmate: Person) -> None:
    post = ask()
    [choice, *_] = [choice["id"] for choice in post["poll"]["choices"]]
    for status in (200, 409):
        response = classmate.client.post(
            f"/post/{post['id']}/poll/vote/", {"choices": [choice]}, headers={"Idempotency-Key": "one"}
        )
        assert response.status_code == status


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ([], "min_length"),
        ([10**9], "does_not_exist"),
        ([0], "min_value"),
        ([2**63], "max_value"),
        (["급식"], "invalid"),
        ([1.5], "invalid"),
        ([None], "null"),
        (list(range(1, 12)), "max_length"),
        ("급식", "not_a_list"),
        (None, "null"),
    ],
)
def test_a_vote_that_cannot_be_is_refused_and_the_right_one_still_counts(
    ask, classmate: Person, choices: Any, code: str
) -> None:
    post = ask(is_multiple=True)
    response = classmate.client.post(f"/post/{post['id']}/poll/vote/", {"choices": choices})
    assert response.status_code == 400
    assert {error["code"] for error in response.json()["errors"]} == {code}
    assert vote(classmate.client, post, "급식").json()["voter_count"] == 1


def test_one_choice_only_means_one(ask, classmate: Person) -> None:
    post = ask()
    assert_error(vote(classmate.client, post, "급식", "매점"), 400, "one_only", "choices")
    assert poll_for(classmate.client, post)["voter_count"] == 0


def test_a_choice_of_another_poll_counts_nowhere(ask, classmate: Person) -> None:
    first, second = ask(), ask()
    foreign = second["poll"]["choices"][0]["id"]
    response = classmate.client.post(f"/post/{first['id']}/poll/vote/", {"choices": [foreign]})
    assert_error(response, 400, "does_not_exist", "choices")
    assert not Ballot.objects.exists()


def test_a_guest_reads_and_does_not_vote(ask, guest: APIClient) -> None:
    assert_error(vote(guest, ask(), "급식"), 401, "not_authenticated")


def test_a_poll_closes_to_the_second_and_then_tells_everybody(ask, classmate: Person, guest: APIClient) -> None:
    now = timezone.now().replace(microsecond=0)
    post = ask(closes_at=(now + HOUR).isoformat())
    with time_machine.travel(now + HOUR - timedelta(seconds=1), tick=False):
        assert poll_for(guest, post)["is_closed"] is False
    vote(classmate.client, post, "매점")
    with time_machine.travel(now + HOUR, tick=False):
        closed = poll_for(guest, post)
    assert (closed["is_closed"], closed["has_voted"]) == (True, False)
    assert counts(closed) == {"급식": 0, "매점": 1, "도시락": 0}
    assert datetime.fromisoformat(closed["closes_at"]) == now + HOUR


def test_nobody_votes_after_the_end(ask, classmate: Person) -> None:
    now = timezone.now()
    post = ask(closes_at=(now + timedelta(minutes=5)).isoformat())
    with time_machine.travel(now + timedelta(minutes=6)):
        assert_error(vote(classmate.client, post, "급식"), 409, "poll_closed")
    assert not Ballot.objects.exists()


def test_the_author_and_staff_remove_a_poll_and_nobody_else(
    ask, author: Person, classmate: Person, staff: Person, guest: APIClient
) -> None:
    for remover in (author, staff):
        post = ask()
        vote(classmate.client, post, "급식")
        url = f"/post/{post['id']}/poll/"
        assert_error(guest.delete(url), 401, "not_authenticated")
        assert_error(classmate.client.delete(url), 403, "permission_denied")
        assert remover.client.delete(url).status_code == 204
        shown = guest.get(f"/post/{post['id']}/").json()
        assert (shown["has_poll"], shown["poll"]) == (False, None)
        assert_error(vote(classmate.client, post, "급식"), 404, "not_found")
    assert (Poll.objects.count(), Choice.objects.count(), Ballot.objects.count()) == (0, 0, 0)


def test_a_deleted_post_takes_its_poll_along(ask, author: Person, classmate: Person) -> None:
    post = ask()
    vote(classmate.client, post, "급식")
    assert author.client.delete(f"/post/{post['id']}/").status_code == 204
    assert (Poll.objects.count(), Choice.objects.count(), Ballot.objects.count()) == (0, 0, 0)


def test_a_hidden_post_hides_its_poll(ask, author: Person, classmate: Person) -> None:
    post = ask()
    Post.objects.filter(pk=post["id"]).hide()
    assert_error(classmate.client.get(f"/post/{post['id']}/poll/"), 404, "not_found")
    assert_error(vote(classmate.client, post, "급식"), 404, "not_found")
    assert poll_for(author.client, post)["voter_count"] == 0


def test_a_poll_of_the_other_board_is_not_there(ask, classmate: Person) -> None:
    post = ask("/study/")
    assert Post.objects.get(pk=post["id"]).board == Board.STUDY
    assert_error(vote(classmate.client, post, "급식"), 404, "not_found")


def test_who_asks_without_a_name_stays_unknown(ask, classmate: Person) -> None:
    post = ask(is_anonymous=True)
    assert set(poll_for(classmate.client, post)) == set(post["poll"])
    assert vote(classmate.client, post, "급식").status_code == 200
    assert classmate.client.get(f"/post/{post['id']}/").json()["author"]["id"] is None


def test_an_edit_of_the_post_leaves_the_poll_as_it_is(ask, author: Person) -> None:
    post = ask()
    changed = author.client.patch(f"/post/{post['id']}/", {"title": "새 제목", "poll": {"choices": ["가", "나"]}})
    assert changed.json()["poll"] == post["poll"]


def test_what_reading_and_voting_cost(ask, classmate: Person, guest: APIClient, django_assert_num_queries) -> None:
    post = ask()
    with django_assert_num_queries(2):  # the poll, its choices
        guest.get(f"/post/{post['id']}/poll/")
    guest.get(f"/post/{post['id']}/")
    with django_assert_num_queries(3):  # the post, its poll and the choices
        guest.get(f"/post/{post['id']}/")
    with django_assert_num_queries(13):
        # the token; the poll; savepoint, the post's lock, the poll, ballot there?, choices there?, the
        # ballot, the choice, the poll, release; the poll anew, its choices
        vote(classmate.client, post, "급식")


def test_two_hundred_votes_at_once_are_counted_exactly(at_once, ask) -> None:
    users = User.objects.bulk_create(User(username=f"voter{n}", nickname=f"유권자{n}") for n in range(200))
    post = ask(is_multiple=True)
    ids = [choice["id"] for choice in post["poll"]["choices"]]

    def call(number: int) -> Callable[[], int]:
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.begin_login(users[number]).access}")
        body = {"choices": ids[: 1 + number % 3]}
        return lambda: client.post(f"/post/{post['id']}/poll/vote/", body).status_code

    assert set(at_once(*[call(number) for number in range(200)], workers=40)) == {200}
    poll = Poll.objects.get()
    assert (poll.voter_count, Ballot.objects.count()) == (200, 200)
    assert [choice.vote_count for choice in poll.choices.all()] == [200, 133, 66]


def test_one_member_in_many_tabs_has_one_vote(at_once, ask, classmate: Person) -> None:
    post = ask()
    statuses = at_once(*[lambda: vote(classmate.client, post, "급식").status_code] * 20)
    assert sorted(set(statuses)) == [200, 409]
    assert statuses.count(200) == 1
    assert Poll.objects.get().voter_count == Ballot.objects.count() == 1


def test_votes_and_the_end_of_a_post_meet_without_an_error(at_once, ask, author: Person, classmate: Person) -> None:
    for _ in range(5):
        post = ask()
        removed, voted = at_once(
            lambda post=post: author.client.delete(f"/post/{post['id']}/").status_code,
            lambda post=post: vote(classmate.client, post, "급식").status_code,
        )
        assert (removed, voted in (200, 404)) == (204, True)
    assert not Ballot.objects.exists()
