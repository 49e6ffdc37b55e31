"""/schedule/calendar.ics: what calendars subscribe to, read as they read it and octet by octet."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event
from rest_framework.test import APIClient

from common.testing import Person, assert_error
from schedule import ics
from schedule.models import KeyDate

URL = "/schedule/calendar.ics"
pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def application(make_key_date: Callable[..., KeyDate]) -> KeyDate:
    return make_key_date("정시 원서 접수", date(2027, 1, 4), date(2027, 1, 7), source_url="https://example.org/a;b,c")


def events(content: bytes) -> list[Event]:
    return Calendar.from_ical(content).events


def test_anyone_subscribes_to_all_day_events(application: KeyDate, guest: APIClient) -> None:
    response = guest.get(URL, headers={"Accept": "text/calendar"})
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert response["Content-Disposition"] == 'attachment; filename="school-talks.ics"'
    calendar = Calendar.from_ical(response.content)
    assert calendar["VERSION"] == "2.0"
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "스쿨톡스 입시 일정"
    assert calendar.decoded("REFRESH-INTERVAL") == timedelta(hours=6)
    [event] = calendar.events
    assert (event["SUMMARY"], event["URL"]) == ("정시 원서 접수", "https://example.org/a;b,c")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 1, 4), date(2027, 1, 8))
    assert event["UID"] == str(application.uid)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == application.updated_at.replace(microsecond=0)


def test_it_is_written_as_rfc_5545_asks(application: KeyDate, guest: APIClient) -> None:
    KeyDate.objects.filter(pk=application.pk).update(title="가" * 20 + r";,\ " + "🎓" * 20)
    content = guest.get(URL).content
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    unfolded = content.replace(b"\r\n ", b"").decode().split("\r\n")
    assert {
        "DTSTART;VALUE=DATE:20270104",
        "DTEND;VALUE=DATE:20270108",
        "DTSTAMP:20261223T145930Z",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "SUMMARY:" + "가" * 20 + r"\;\,\\ " + "🎓" * 20,
        "TRANSP:TRANSPARENT",
        f"UID:{application.uid}",
    } <= set(unfolded)
    for line in lines:
        line.decode()  # no letter is cut in two


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_title_comes_back_as_it_was(application: KeyDate, title: str) -> None:
    application.title = title
    content = ics.feed([application])
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    [event] = events(content)
    assert str(event["SUMMARY"]) == title
    assert event["DTEND"].dt == date(2027, 1, 8)


@pytest.mark.parametrize("title", ["정시\r\nEND:VEVENT", "정시\nATTENDEE:mailto:a@example.org", "\u2028\u2029\x85"])
def test_no_title_can_end_its_line(staff: Person, guest: APIClient, title: str) -> None:
    staff.client.post("/schedule/", {"title": title, "kind": "exam", "starts_on": "2027-01-04"})
    content = guest.get(URL).content
    for event in events(content):
        assert "\n" not in event["SUMMARY"]
        assert not {"ATTENDEE"} & set(event)
    assert content.count(b"\r\nEND:VEVENT") == KeyDate.objects.count()


def test_it_keeps_for_a_year_what_is_over(make_key_date: Callable[..., KeyDate], guest: APIClient) -> None:
    make_key_date("올해 끝난 것", date(2025, 12, 20), date(2025, 12, 24))
    make_key_date("한 해 전에 끝난 것", date(2025, 12, 20), date(2025, 12, 23))
    assert [event["SUMMARY"] for event in events(guest.get(URL).content)] == ["올해 끝난 것"]


def test_an_edit_keeps_the_event_and_changes_its_stamp(
    application: KeyDate, staff: Person, guest: APIClient, evening: time_machine.Traveller
) -> None:
    [before] = events(guest.get(URL).content)
    evening.shift(timedelta(minutes=1))
    staff.client.patch(f"/schedule/{application.pk}/", {"ends_on": "2027-01-08"})
    [after] = events(guest.get(URL).content)
    assert after["UID"] == before["UID"]
    assert after["DTSTAMP"].dt - before["DTSTAMP"].dt == timedelta(minutes=1)
    assert after["DTEND"].dt == date(2027, 1, 9)


def test_what_has_not_changed_is_not_sent_again(application: KeyDate, guest: APIClient) -> None:
    first = guest.get(URL)
    assert first["Last-Modified"] == "Wed, 23 Dec 2026 14:59:30 GMT"
    for name, value in (("If-None-Match", first["ETag"]), ("If-Modified-Since", first["Last-Modified"])):
        again = guest.get(URL, headers={name: value})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
    head = guest.head(URL)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    assert int(head["Content-Length"]) == len(first.content)


@pytest.mark.parametrize("change", ["edit", "add", "remove", "remove in the back office"])
def test_every_change_is_noticed(
    application: KeyDate,
    make_key_date: Callable[..., KeyDate],
    staff: Person,
    head: Client,
    guest: APIClient,
    evening: time_machine.Traveller,
    change: str,
) -> None:
    """By its time, too: of what is removed no row is left that could be younger."""
    make_key_date("다른 날", date(2027, 2, 1))
    first = guest.get(URL)
    evening.shift(timedelta(seconds=1))
    match change:
        case "edit":
            staff.client.patch(f"/schedule/{application.pk}/", {"title": "정시"})
        case "add":
            staff.client.post("/schedule/", {"title": "수능", "kind": "exam", "starts_on": "2027-11-18"})
        case "remove":
            staff.client.delete(f"/schedule/{application.pk}/")
        case _:
            form = {"action": "delete_selected", "_selected_action": [application.pk], "post": "yes"}
            head.post(reverse("admin:schedule_keydate_changelist"), form)
    for name, value in (("If-None-Match", first["ETag"]), ("If-Modified-Since", first["Last-Modified"])):
        assert guest.get(URL, headers={name: value}).status_code == 200


def test_an_empty_schedule_is_a_calendar_without_events(guest: APIClient) -> None:
    response = guest.get(URL)
    assert events(response.content) == []
    assert "Last-Modified" not in response
    assert guest.get(URL, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_who_asks_for_another_version_hears_that_it_is_gone(application: KeyDate, guest: APIClient) -> None:
    assert guest.get(URL, headers={"If-Match": guest.get(URL)["ETag"]}).status_code == 200
    for name, value in (("If-Match", '"x"'), ("If-Unmodified-Since", "Wed, 23 Dec 2026 14:59:29 GMT")):
        assert_error(guest.get(URL, headers={name: value}), 412, "edited_meanwhile")


def test_nobody_writes_to_it(staff: Person) -> None:
    assert_error(staff.client.post(URL, {"title": "수능"}), 405, "method_not_allowed")


def test_it_takes_two_queries(application: KeyDate, guest: APIClient, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):  # 1 the days, 2 when anything was changed last
        guest.get(URL)
