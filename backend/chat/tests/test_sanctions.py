"""PUT and DELETE …/mute/ and …/ban/: staff silence who said something, without learning who that is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from chat.models import Message, MessageReport, Room, Sanction
from chat.speakers import new_guest, token_of
from common.testing import Person, assert_error

POST = "/chat/api/chat-messages/"
KINDS = [("mute", {"minutes": 10}), ("ban", {})]


def url_of(message: Message, kind: str) -> str:
    return f"{POST}{message.pk}/{kind}/"


def test_a_mute_holds_for_its_minutes_in_every_room(say, author: Person, staff: Person, library) -> None:
    now = timezone.now().replace(microsecond=0)
    with time_machine.travel(now, tick=False) as clock:
        response = staff.client.put(url_of(say("욕설", author), "mute"), {"minutes": 10})
        assert response.status_code == 200
        assert set(response.json()) == {"kind", "until"}
        assert response.json()["kind"] == "mute"
        assert datetime.fromisoformat(response.json()["until"]) == now + timedelta(minutes=10)
        for body in ({"message": "왜요?"}, {"message": "왜요?", "room": library.slug}):
            refused = author.client.post(POST, body)
            assert_error(refused, 403, "muted")
            assert refused["Retry-After"] == "600"
            assert "10분" in refused.json()["errors"][0]["detail"]
        clock.shift(timedelta(minutes=10))
        assert author.client.post(POST, {"message": "죄송해요"}).status_code == 201


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "59초"), (2, "2분"), (100, "100분"), (120, "2시간"), (10_080, "168시간")]
)
def test_the_words_say_how_long(say, guest: APIClient, staff: Person, minutes: int, words: str) -> None:
    speaker = new_guest()
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        staff.client.put(url_of(say(speaker=speaker), "mute"), {"minutes": minutes})
        clock.shift(timedelta(seconds=1))
        refused = guest.post(POST, {"message": "나 왜?"}, headers={"X-Chat-Token": token_of(speaker)})
    assert words in refused.json()["errors"][0]["detail"]


def test_a_ban_holds_until_it_is_lifted(say, guest: APIClient, staff: Person) -> None:
    speaker = new_guest()
    message = say("욕설", speaker=speaker)
    response = staff.client.put(url_of(message, "ban"), {})
    assert (response.status_code, response.json()) == (200, {"kind": "ban", "until": None})
    token = {"X-Chat-Token": token_of(speaker)}
    refused = guest.post(POST, {"message": "나 왔어"}, headers=token)
    assert_error(refused, 403, "banned")
    assert "Retry-After" not in refused
    with time_machine.travel(timezone.now() + timedelta(days=365)):
        assert Sanction.objects.active().exists()
    for _ in range(2):
        assert staff.client.delete(url_of(message, "ban")).status_code == 204
    assert guest.post(POST, {"message": "나 왔어"}, headers=token).status_code == 201


def test_another_mute_takes_the_place_of_the_first(say, staff: Person) -> None:
    speaker = new_guest()
    first, second = say("욕설", speaker=speaker), say("또 욕설", speaker=speaker)
    staff.client.put(url_of(first, "mute"), {"minutes": 60})
    until = staff.client.put(url_of(second, "mute"), {"minutes": 1}).json()["until"]
    sanction = Sanction.objects.get()
    assert (sanction.until, sanction.message, sanction.by) == (
        datetime.fromisoformat(until),
        second,
        staff.user,
    )


def test_each_kind_is_lifted_by_itself(say, staff: Person) -> None:
    message = say()
    for kind, body in KINDS:
        staff.client.put(url_of(message, kind), body)
    assert staff.client.delete(url_of(message, "mute")).status_code == 204
    assert [sanction.kind for sanction in Sanction.objects.all()] == ["ban"]


@pytest.mark.parametrize("minutes", [None, 0, -1, 10_081, "열", 1.5, [], {}])
def test_a_mute_is_a_minute_to_a_week_long(say, staff: Person, minutes: Any) -> None:
    response = staff.client.put(url_of(say(), "mute"), {"minutes": minutes})
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == "minutes"
    assert_error(staff.client.put(url_of(say(), "mute"), {}), 400, "required", "minutes")
    assert not Sanction.objects.exists()


@pytest.mark.parametrize(("kind", "body"), KINDS)
def test_only_staff_silence_anybody(say, guest: APIClient, classmate: Person, kind: str, body: Any) -> None:
    url = url_of(say(), kind)
    for call in (lambda client: client.put(url, body), lambda client: client.delete(url)):
        assert_error(call(guest), 401, "not_authenticated")
        assert_error(call(classmate.client), 403, "permission_denied")
    assert not Sanction.objects.exists()


@pytest.mark.parametrize(("kind", "body"), KINDS)
def test_nobody_silences_themselves(say, staff: Person, kind: str, body: Any) -> None:
    assert_error(staff.client.put(url_of(say(person=staff), kind), body), 409, "own_entry")
    assert not Sanction.objects.exists()


@pytest.mark.parametrize(("kind", "body"), KINDS)
def test_what_is_erased_still_leads_to_its_speaker(say, staff: Person, kind: str, body: Any) -> None:
    message = say()
    message.blank_out()
    assert staff.client.put(url_of(message, kind), body).status_code == 200
    assert_error(staff.client.put(f"{POST}999999/{kind}/", body), 404, "not_found")


def test_staff_never_learn_who_it_is(say, make_person, staff: Person, head) -> None:
    person = make_person("hidden-otter", nickname="숨은수달")
    message = say("욕설", person)
    person.client.put(f"{POST}{say().pk}/report/", {"reason": "abuse"})
    APIClient().put(f"{POST}{message.pk}/report/", {"reason": "abuse"})
    answers = [staff.client.put(url_of(message, kind), body) for kind, body in KINDS]
    for model in (Sanction, Message, MessageReport, Room):
        page = f"/admin/chat/{model._meta.model_name}/"
        answers.append(head.get(page))
        answers += [head.get(f"{page}{row.pk}/change/") for row in model.objects.all()]
    keys = {row.speaker for model in (Sanction, Message, MessageReport) for row in model.objects.all()}
    assert len(keys) == 3
    for answer in answers:
        assert answer.status_code == 200
        text = answer.content.decode()
        assert not [secret for secret in ("hidden-otter", "숨은수달", *keys) if secret in text]


def test_a_key_cannot_be_guessed_by_filters_of_the_back_office(say, author: Person, head) -> None:
    message = say("욕설", author)
    for model in ("message", "sanction", "messagereport"):
        for lookup in ("speaker", "speaker__startswith", "message__speaker__startswith"):
            response = head.get(f"/admin/chat/{model}/", {lookup: message.speaker[:1]})
            assert response.status_code == 400, (model, lookup)


def test_the_database_holds_one_of_a_kind_and_mutes_that_end(say) -> None:
    Sanction.objects.create(speaker="g1", kind="ban")
    for values in ({"kind": "ban"}, {"kind": "mute"}, {"kind": "kick", "until": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sanction.objects.create(speaker="g1", **values)


def test_the_queries_of_silencing(say, staff: Person, django_assert_num_queries) -> None:
    message = say()
    with django_assert_num_queries(6):
        # 1 the token's login and user, 2 the message, 3 savepoint, 4 its lock, 5 the sanction, 6 savepoint released
        staff.client.put(url_of(message, "ban"), {})
    with django_assert_num_queries(5):
        # 1 the token's login and user, 2 the message, 3 savepoint, 4 the sanction, 5 savepoint released
        staff.client.delete(url_of(message, "ban"))


@pytest.mark.parametrize(("kind", "body"), KINDS)
def test_of_several_staff_at_once_one_sanction_comes(
    at_once: Callable[..., list[Any]], say, staff: Person, make_person, kind: str, body: Any
) -> None:
    url = url_of(say(), kind)
    people = [staff, make_person("second", is_staff=True)]
    answers = at_once(*[lambda person=person: person.client.put(url, body) for person in people * 5])
    assert {answer.status_code for answer in answers} == {200}
    assert Sanction.objects.get().by in {person.user for person in people}
