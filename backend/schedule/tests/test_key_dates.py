"""/schedule/: the days that students count down to, which staff write."""

from base64 import b64encode
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from common.testing import Person, assert_error
from schedule.models import KeyDate

URL = "/schedule/"
BODY = {
    "title": "정시 원서 접수",
    "kind": "application",
    "school_year": 2027,
    "starts_on": "2027-01-04",
    "ends_on": "2027-01-07",
    "source_url": "https://admission.example.ac.kr/2027?kind=정시",
}
pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def url(staff: Person) -> str:
    return f"{URL}{staff.client.post(URL, BODY).json()['id']}/"


def listed(guest: APIClient, **query: Any) -> list[tuple[str, int, bool]]:
    response = guest.get(URL, query)
    assert response.status_code == 200, response.content.decode()
    return [(row["title"], row["days_left"], row["is_running"]) for row in response.json()["results"]]


def test_staff_write_them_and_everyone_reads_them(staff: Person, author: Person, guest: APIClient) -> None:
    response = staff.client.post(URL, BODY)
    assert response.status_code == 201, response.json()
    key_date = response.json()
    assert key_date == BODY | {"id": key_date["id"], "days_left": 12, "is_running": False}
    for client in (guest, author.client):
        assert client.get(URL).json()["results"] == [key_date]
        assert client.get(f"{URL}{key_date['id']}/").json() == key_date


def test_a_single_day_needs_no_end(staff: Person) -> None:
    body = {"title": "대학수학능력시험", "kind": "exam", "starts_on": "2027-11-18"}
    for ends_on in ({}, {"ends_on": None}, {"ends_on": ""}):
        key_date = staff.client.post(URL, body | ends_on).json()
        assert (key_date["starts_on"], key_date["ends_on"]) == ("2027-11-18", "2027-11-18")
        assert (key_date["school_year"], key_date["source_url"]) == (None, None)


def test_staff_edit_and_remove_them(url: str, staff: Person, guest: APIClient) -> None:
    later = staff.client.patch(url, {"ends_on": "2027-01-08"}).json()
    assert (later["starts_on"], later["ends_on"]) == ("2027-01-04", "2027-01-08")
    assert staff.client.patch(url, {"title": "정시 원서"}).json()["ends_on"] == "2027-01-08"
    assert staff.client.patch(url, {"ends_on": None}).json()["ends_on"] == "2027-01-04"
    assert staff.client.put(url, BODY).json()["ends_on"] == "2027-01-07"
    without_end = {name: value for name, value in BODY.items() if name != "ends_on"}
    assert staff.client.put(url, without_end).json()["ends_on"] == "2027-01-04"
    assert_error(staff.client.put(url, {"title": "반쪽"}), 400, "required", "kind")
    assert staff.client.delete(url).status_code == 204
    assert_error(guest.get(url), 404, "not_found")


def test_nobody_else_writes_them(url: str, guest: APIClient, author: Person) -> None:
    for client, status, code in ((guest, 401, "not_authenticated"), (author.client, 403, "permission_denied")):
        assert_error(client.post(URL, BODY), status, code)
        assert_error(client.put(url, BODY), status, code)
        assert_error(client.patch(url, {"title": "장난"}), status, code)
        assert_error(client.delete(url), status, code)
    assert KeyDate.objects.get().title == BODY["title"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title", "", "blank"),
        ("title", "\n", "blank"),
        ("title", "가" * 61, "max_length"),
        ("title", "두\x00줄", "control_character"),
        ("kind", "party", "invalid_choice"),
        ("kind", None, "null"),
        ("school_year", 1993, "min_value"),
        ("school_year", 2101, "max_value"),
        ("school_year", "내년", "invalid"),
        ("starts_on", "2027-02-30", "invalid"),
        ("starts_on", "1993-12-31", "min_value"),
        ("starts_on", None, "null"),
        ("ends_on", "9999-12-31", "max_value"),
        ("ends_on", "2027-01-03", "ends_before_start"),
        ("ends_on", {"day": 3}, "invalid"),
        ("source_url", "javascript:alert(1)", "invalid_url"),
        ("source_url", "ftp://example.org/", "invalid_url"),
        ("source_url", f"https://example.org/{'a' * 500}", "max_length"),
    ],
)
def test_a_value_past_its_limit_is_refused(staff: Person, field: str, value: Any, code: str) -> None:
    assert_error(staff.client.post(URL, BODY | {field: value}), 400, code, field)
    assert not KeyDate.objects.exists()


def test_an_edit_cannot_turn_the_days_around(url: str, staff: Person) -> None:
    for change in ({"starts_on": "2027-01-08"}, {"ends_on": "2027-01-03"}):
        assert_error(staff.client.patch(url, change), 400, "ends_before_start", "ends_on")
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyDate.objects.update(ends_on="2027-01-03")


def test_a_title_is_one_line(staff: Person) -> None:
    assert staff.client.post(URL, BODY | {"title": " 정시\n원서\t접수 "}).json()["title"] == "정시 원서 접수"


def test_the_list_counts_down_to_midnight_in_seoul(
    evening: time_machine.Traveller, make_key_date: Callable[..., KeyDate], guest: APIClient
) -> None:
    make_key_date("내일부터 모레까지", date(2026, 12, 24), date(2026, 12, 25))
    make_key_date("오늘", date(2026, 12, 23))
    make_key_date("어제부터 내일까지", date(2026, 12, 22), date(2026, 12, 24))
    make_key_date("어제", date(2026, 12, 22))
    today = [("어제부터 내일까지", 0, True), ("오늘", 0, True), ("내일부터 모레까지", 1, False)]
    assert listed(guest) == today
    evening.shift(timedelta(seconds=29))
    assert listed(guest) == today
    evening.shift(timedelta(seconds=1))
    assert listed(guest) == [("어제부터 내일까지", 0, True), ("내일부터 모레까지", 0, True)]
    evening.shift(timedelta(days=2))
    assert listed(guest) == []


def test_what_is_over_can_still_be_read(make_key_date: Callable[..., KeyDate], guest: APIClient) -> None:
    over = make_key_date("어제", date(2026, 12, 22))
    row = guest.get(f"{URL}{over.pk}/").json()
    assert (row["days_left"], row["is_running"]) == (None, False)


def test_they_are_paged_even_where_they_share_a_day(make_key_date: Callable[..., KeyDate], guest: APIClient) -> None:
    for number in range(7):
        make_key_date(f"{number}번째", date(2027, 1, 4 + number // 3))
    everything = [row["title"] for row in guest.get(URL).json()["results"]]
    assert everything == [f"{number}번째" for number in range(7)]
    seen, following = [], f"{URL}?page_size=2"
    while following:
        last = following
        page = guest.get(following).json()
        seen += [row["title"] for row in page["results"]]
        following = page["next"]
    assert seen == everything
    back, previous = [], last
    while previous:
        page = guest.get(previous).json()
        back = [row["title"] for row in page["results"]] + back
        previous = page["previous"]
    assert back == everything


@pytest.mark.parametrize("position", ["오늘", "12", "2027-1-4", "20270104", "2027-02-30", "2027-W01-1", "\x00"])
def test_a_forged_cursor_is_refused(guest: APIClient, position: str) -> None:
    cursor = b64encode(urlencode({"p": position}).encode()).decode()
    assert_error(guest.get(URL, {"cursor": cursor}), 400, "invalid", "cursor")


def test_what_follows_from_the_rest_cannot_be_written(staff: Person) -> None:
    row = staff.client.post(URL, BODY | {"id": 7_000_000, "days_left": 1, "is_running": True, "uid": "x"}).json()
    assert row["id"] != 7_000_000
    assert (row["days_left"], row["is_running"]) == (12, False)


def test_a_repeat_makes_nothing_new(staff: Person) -> None:
    first, second = (staff.client.post(URL, BODY, headers={"Idempotency-Key": "k1"}) for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert KeyDate.objects.count() == 1


def test_the_queries_of_the_schedule(url: str, guest: APIClient, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        # 1 the page
        guest.get(URL)
    with django_assert_num_queries(1):
        # 1 the day
        guest.get(url)


def test_the_back_office_takes_a_single_day_and_refuses_days_turned_around(head: Client) -> None:
    form = {"title": "모의고사", "kind": "exam", "starts_on": "2027-03-11", "ends_on": "", "source_url": ""}
    add = reverse("admin:schedule_keydate_add")
    assert head.post(add, form).status_code == 302
    key_date = KeyDate.objects.get()
    assert key_date.ends_on == date(2027, 3, 11)
    page = head.post(add, form | {"ends_on": "2027-03-10"})
    assert "끝나는 날이 시작하는 날보다 빨라요" in page.content.decode()
    page = head.post(add, form | {"source_url": "javascript:alert(1)"})
    assert "시작하는 주소를 적어 주세요" in page.content.decode()
    assert KeyDate.objects.count() == 1
