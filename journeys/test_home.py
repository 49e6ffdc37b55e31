"""Home tells what is going on: the days that come, how far off they are, and what staff have pinned."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from journeys.support.api import DEMO_PASSWORD, Api, Member
from journeys.support.site import Site
from journeys.support.visitor import Visitor

LOOKS = pytest.mark.parametrize("look", [{"phone": True, "dark": True}, {}], ids=["dark-phone", "desktop"])
STAFF = Member("staff", "운영지기", DEMO_PASSWORD)
SEOUL = timedelta(hours=9)
NOTICE = "[공지] 입시정보 글을 쓸 때와 읽을 때"


def today() -> date:
    return (datetime.now(UTC) + SEOUL).date()


@pytest.fixture(scope="session")
def key_dates(api: Api) -> dict[str, Any]:
    """One that runs and is wide, and one of tomorrow; they come before those of the demo."""
    staff = api.log_in(STAFF.username, STAFF.password)
    running = {"title": "대학수학능력시험공통영역" * 5, "source_url": "https://example.org/dates"}
    running |= {"starts_on": f"{today() - timedelta(days=9)}", "ends_on": f"{today() + timedelta(days=40)}"}
    tomorrow = {"title": "모의 면접의 날", "starts_on": f"{today() + timedelta(days=1)}"}
    return {
        when: staff.send("POST", "/schedule/", row | {"kind": "other"})
        for when, row in (("running", running), ("tomorrow", tomorrow))
    }


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


@LOOKS
def test_home_counts_down_and_shows_what_is_pinned(
    visitor: Callable[..., Visitor], api: Api, site: Site, key_dates: dict[str, Any], look: dict[str, bool]
) -> None:
    student = visitor(**look)
    page = student.page
    if look:  # a guest, ten seconds before midnight in Seoul
        midnight = datetime.combine(today() + timedelta(days=1), datetime.min.time(), UTC) - SEOUL
        page.clock.install(time=midnight - timedelta(seconds=10))
        page.goto("/")
    else:
        student.log_in(api.sign_up("달력보는부엉이"))
    dates = part(page, "다가오는 일정")
    running = dates.get_by_role("listitem").filter(has_text=key_dates["running"]["title"])
    expect(running).to_contain_text("진행 중")
    expect(running.get_by_role("link", name="출처")).to_have_attribute("href", "https://example.org/dates")
    tomorrow = dates.get_by_role("listitem").filter(has_text=key_dates["tomorrow"]["title"])
    expect(tomorrow).to_contain_text("D-1")
    feed = f"{site.api}/schedule/calendar.ics"
    subscription = dates.get_by_role("link", name="내 캘린더에 구독하기")
    expect(subscription).to_have_attribute("href", feed.replace("http://", "webcal://"))
    expect(dates.get_by_role("link", name="파일로 받기")).to_have_attribute("href", feed)
    expect(part(page, "공지").get_by_role("link", name=NOTICE)).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    student.check_accessibility()
    student.check_width()
    if look:
        page.clock.fast_forward("00:11")
        expect(tomorrow).to_contain_text("D-Day")
    part(page, "공지").get_by_role("link", name=NOTICE).click()
    expect(page).to_have_url(re.compile(r"/study/\d+$"))
    expect(page.get_by_role("heading", name=NOTICE, level=1)).to_be_visible()


def test_an_empty_schedule_asks_staff_for_dates_and_leaves_students_alone(visitor: Callable[..., Visitor]) -> None:
    def nothing(route: Route) -> None:
        route.fulfill(response=route.fetch(), json={"next": None, "previous": None, "results": []})

    for is_staff in (False, True):
        reader = visitor(phone=not is_staff)
        page = reader.page
        page.route(re.compile(r"/(schedule|notices)/\?"), nothing)
        if is_staff:
            reader.log_in(STAFF)
        else:
            page.goto("/")
        dates = part(page, "다가오는 일정")
        if is_staff:
            way = dates.get_by_role("link", name="일정을 올려 주세요")
            expect(way).to_have_attribute("href", re.compile(r"/admin/schedule/keydate/add/$"))
        else:
            expect(dates.get_by_text("아직 올라온 일정이 없어요.")).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        expect(part(page, "공지")).to_have_count(0)
        reader.check_accessibility()
