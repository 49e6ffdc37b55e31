"""Notifications: the bell rings live, leads to what happened, and is silent about what one does not want."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from journeys.support.api import Api, Member
from journeys.support.site import Site
from journeys.support.visitor import Visitor

TITLE = "수시 6장, 상향·적정·안정 이렇게 나눴어요"


@dataclass(frozen=True)
class Writer:
    """Somebody with a post who is told of everything at once, whatever the clock says."""

    account: Member
    own: Api
    post: int

    @property
    def address(self) -> str:
        return f"/free/{self.post}"

    @property
    def path(self) -> str:
        return f"/post/{self.post}/"


@pytest.fixture
def writer(api: Api) -> Writer:
    account = api.sign_up("원서쓰는너구리")
    own = api.log_in(account.username)
    own.send("PATCH", "/notifications/settings/", {"quiet_hours": False})
    post = own.send("POST", "/post/", {"title": TITLE, "content": "같이 고민해 주세요."})
    return Writer(account, own, post["id"])


@pytest.fixture
def reader(api: Api) -> Api:
    return api.log_in(api.sign_up("지나가던수달").username)


def comment(reader: Api, writer: Writer, content: str, **more: Any) -> int:
    return reader.send("POST", f"{writer.path}comment/", {"content": content, **more})["id"]


def bell(page: Page) -> Locator:
    return page.get_by_role("banner").get_by_role("link", name=re.compile("^알림"))


def expect_bell(page: Page, unread: int) -> None:
    expect(bell(page)).to_have_accessible_name(f"알림, 새 알림 {unread}개" if unread else "알림")


def rows(page: Page) -> Locator:
    return page.locator(".st-notification-row")


def switch(page: Page, name: str) -> Locator:
    return page.get_by_role("switch", name=re.compile(f"^{name}"))


def test_a_comment_rings_the_bell_and_is_one_tap_away(
    visitor: Callable[..., Visitor], api: Api, writer: Writer, reader: Api
) -> None:
    for number in range(12):
        comment(writer.own, writer, f"내가 먼저 쓴 생각 {number}. " + "길게 적어 볼게요. " * 12)
    owner, classmate = visitor(phone=True, dark=True), visitor()
    owner.log_in(writer.account)
    page, other_tab = owner.page, owner.open_tab()
    other_tab.goto("/free")
    page.bring_to_front()
    expect_bell(page, 0)
    expect_bell(other_tab, 0)

    classmate.log_in(api.sign_up("먼저가는고라니"), writer.address)
    classmate.page.get_by_label("댓글 쓰기").fill("저는 안정을 두 장 더 넣었어요")
    classmate.page.get_by_role("button", name="올리기").click()
    expect_bell(page, 1)
    expect_bell(other_tab, 1)
    owner.check_accessibility()
    owner.check_width()

    bell(page).click()
    expect(page.get_by_role("heading", name="오늘")).to_be_visible()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(rows(page)).to_have_count(1)
    comment(reader, writer, "상향이 너무 많은 것 같아요")
    expect_bell(page, 2)
    page.get_by_role("button", name="새 알림 1개").click()
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first).to_contain_text("상향이 너무 많은 것 같아요")
    expect(rows(page).first.get_by_role("link")).to_be_focused()
    expect(page.get_by_role("heading", name=TITLE)).to_have_count(1)
    owner.check_accessibility()
    owner.check_width()

    rows(page).filter(has_text="안정을 두 장").get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"{writer.address}#comment-\d+$"))
    expect(page.locator("st-comment-item").filter(has_text="안정을 두 장")).to_be_in_viewport()
    expect_bell(page, 1)
    expect_bell(other_tab, 1)
    page.go_back()
    expect(page.locator(".is-unread")).to_have_count(1)


def test_what_happened_on_one_post_stands_together_and_names_nobody_without_a_name(
    visitor: Callable[..., Visitor], api: Api, writer: Writer, reader: Api
) -> None:
    hidden = api.sign_up("숨는고슴도치")
    shy = api.log_in(hidden.username)
    said = comment(shy, writer, "저도 그 대학 생각하고 있어요", is_anonymous=True)
    for one in (reader, shy):
        one.send("POST", f"{writer.path}like/")
    reader.send("PUT", f"{writer.path}scrap/", {"folder": None})
    question = {"email": "a@example.com", "subject": "other", "content": "급식 메뉴판도 만들어 주세요."}
    inquiry = writer.own.send("POST", "/qna/inquiry/", question)["id"]
    staff = api.log_in("staff", "school-talks-2026")
    staff.send("PUT", f"/qna/inquiry/{inquiry}/answer/", {"content": "다음 달에 만들어 볼게요."})

    owner = visitor()
    owner.log_in(writer.account, "/notifications")
    page = owner.page
    expect_bell(page, 4)
    expect(rows(page)).to_have_count(4)
    expect(page.locator('[data-kind="like"]')).to_have_count(1)
    expect(page.get_by_role("heading", level=3)).to_have_text([question["content"], TITLE])
    expect(page.locator('[data-kind="comment"]')).to_contain_text("익명")
    assert hidden.nickname not in page.get_by_role("main").inner_text()
    assert hidden.nickname not in str(writer.own.send("GET", "/notifications/"))
    owner.check_accessibility()

    for kind, place, heading in [
        ("answer", f"/help/{inquiry}", "문의"),
        ("like", writer.address, TITLE),
        ("comment", f"{writer.address}#comment-{said}", TITLE),
    ]:
        page.locator(f'[data-kind="{kind}"]').get_by_role("link").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(page).to_have_url(re.compile(f"{place}$"))
        page.go_back()
        expect(rows(page)).to_have_count(4)
    expect_bell(page, 1)


def test_read_and_unread(visitor: Callable[..., Visitor], writer: Writer, reader: Api) -> None:
    for words in ("첫째 생각", "둘째 생각", "셋째 생각"):
        comment(reader, writer, words)
    owner = visitor(phone=True)
    owner.log_in(writer.account, "/notifications")
    page, other_tab = owner.page, owner.open_tab()
    other_tab.goto("/notifications")
    expect(rows(other_tab)).to_have_count(3)
    page.bring_to_front()
    second = rows(page).filter(has_text="둘째 생각")
    second.get_by_role("button", name="읽음으로 두기", exact=True).click()
    expect(second.get_by_role("button", name="안 읽음으로 두기")).to_be_focused()
    expect_bell(other_tab, 2)

    page.get_by_role("link", name="안 읽음", exact=True).click()
    expect(page).to_have_url(re.compile(r"/notifications\?unread=true$"))
    expect(rows(page)).to_have_count(2)
    page.reload()
    expect(rows(page)).to_have_count(2)
    rows(page).first.get_by_role("button").click()
    expect(rows(page)).to_have_count(2)  # to be taken back
    rows(page).first.get_by_role("button", name="안 읽음으로 두기").click()
    expect_bell(other_tab, 2)

    page.get_by_role("button", name="모두 읽음").click()
    expect_bell(page, 0)
    expect_bell(other_tab, 0)
    expect(other_tab.locator(".is-unread")).to_have_count(0)
    expect(page.get_by_role("button", name="모두 읽음")).to_be_hidden()
    page.reload()
    expect(page.get_by_text("안 읽은 알림이 없어요")).to_be_visible()
    page.get_by_role("link", name="전체 알림 보기").click()
    expect(rows(page)).to_have_count(3)

    comment(reader, writer, "넷째 생각")
    expect_bell(other_tab, 1)
    page.get_by_role("button", name="내 메뉴").click()
    page.get_by_role("button", name="로그아웃").click()
    expect(bell(page)).to_have_count(0)
    expect(bell(other_tab)).to_have_count(0)


def test_what_is_not_read_after_all_looks_unread_again(
    visitor: Callable[..., Visitor], writer: Writer, reader: Api
) -> None:
    comment(reader, writer, "끊긴 지하철에서 읽는 말")
    commuter = visitor(phone=True)
    commuter.log_in(writer.account, "/notifications")
    page = commuter.page
    commuter.expect_trouble("ERR_FAILED|ERR_CONNECTION_REFUSED")
    page.route("**/notifications/*/", lambda route: route.abort("connectionrefused"))
    rows(page).get_by_role("button").click()
    expect(page.get_by_text("서버에 연결하지 못했어요.")).to_be_visible()
    expect(page.locator(".is-unread")).to_have_count(1)
    page.unroute("**/notifications/*/")

    page.route("**/notifications/?*", lambda route: route.abort("connectionrefused"))
    page.get_by_role("link", name="안 읽음", exact=True).click()
    expect(page.get_by_role("main").get_by_text("연결이 끊겼어요")).to_be_visible()
    commuter.check_accessibility()
    page.unroute("**/notifications/?*")
    page.get_by_role("button", name="다시 시도").click()
    expect(rows(page)).to_have_count(1)


def test_nobody_is_told_what_she_does_not_want(
    visitor: Callable[..., Visitor], site: Site, writer: Writer, reader: Api
) -> None:
    owner = visitor(phone=True)
    owner.log_in(writer.account)
    page = owner.page
    page.get_by_role("button", name="내 메뉴").click()
    page.get_by_role("link", name="알림 설정").click()
    expect(page).to_have_url(f"{site.web}/notifications/settings")
    expect(switch(page, "조용한 시간")).not_to_be_checked()
    expect(page.get_by_label("시작")).to_be_hidden()
    with page.expect_response("**/notifications/settings/"):
        switch(page, "좋아요").uncheck()
    expect(page.get_by_text("저장했어요.")).to_be_visible()
    reader.send("POST", f"{writer.path}like/")
    comment(reader, writer, "좋아요 대신 말로 할게요")
    expect_bell(page, 1)

    switch(page, "조용한 시간").check()
    owner.expect_trouble("400 PATCH .*/notifications/settings/|status of 400|ERR_FAILED|ERR_CONNECTION_REFUSED")
    page.get_by_label("시작").fill("07:00")
    page.get_by_label("시작").blur()
    expect(page.get_by_label("끝")).to_have_attribute("aria-invalid", "true")
    owner.check_accessibility()
    with page.expect_response(lambda response: response.request.method == "PATCH" and response.ok):
        page.get_by_label("끝").fill("08:30")
        page.get_by_label("끝").blur()
    expect(page.get_by_label("끝")).not_to_have_attribute("aria-invalid", "true")

    page.route("**/notifications/settings/", lambda route: route.abort("connectionrefused"))
    switch(page, "댓글").click()
    expect(page.get_by_text("서버에 연결하지 못했어요.")).to_be_visible()
    expect(switch(page, "댓글")).to_be_checked()
    page.unroute("**/notifications/settings/")

    page.reload()
    expect(switch(page, "좋아요")).not_to_be_checked()
    expect(switch(page, "댓글")).to_be_checked()
    expect(page.get_by_label("시작")).to_have_value("07:00")
    expect(page.get_by_label("끝")).to_have_value("08:30")
    owner.check_width()
    page.goto("/notifications")
    expect(rows(page)).to_have_count(1)
    expect(page.locator('[data-kind="like"]')).to_have_count(0)


def test_without_a_socket_the_bell_tells_what_there_was(
    visitor: Callable[..., Visitor], writer: Writer, reader: Api
) -> None:
    comment(reader, writer, "학교 와이파이는 소켓을 막아요")
    student = visitor()
    student.page.route_web_socket("**/ws/notifications/", lambda socket: socket.close())
    student.log_in(writer.account)
    page = student.page
    expect_bell(page, 1)
    page.goto("/notifications")
    rows(page).get_by_role("button").click()
    expect_bell(page, 0)
