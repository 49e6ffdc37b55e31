"""What pages look like when things are not as usual: nothing there, errors, no network, slow; and without a mouse."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from journeys.support.api import Api
from journeys.support.posts import WIDE
from journeys.support.site import Site
from journeys.support.visitor import Visitor

# What a page asks the API for, and what it shows of it, however much other journeys have written meanwhile.
PARTS = {
    "/free": ("/post/?", "[공지] 자유게시판 처음 온 사람은"),
    "/study": ("/study/?", "[공지] 입시정보 글을 쓸 때와"),
    "/chat/exam": ("/chat/api/", "이름으로 말해요"),
    "/help": ("/qna/faq/", "가입할 때 무엇을 적어야 하나요?"),
    "/search?q=검정고시": ("/search/?", "검색 결과"),
    "/users/1": ("/accounts/user/1/", "온새미"),
}


@pytest.mark.parametrize("look", [{"phone": True, "dark": True}, {}], ids=["dark-phone", "desktop"])
def test_a_members_pages_are_accessible_and_fit(
    visitor: Callable[..., Visitor], api: Api, look: dict[str, bool]
) -> None:
    account = api.sign_up("이름이긴개구리왕눈", school_name="한빛고등학교", grade=3, about_me="나는 " * 150)
    member = api.log_in(account.username)
    post = member.send("POST", "/study/", WIDE)
    member.send("POST", f"/study/{post['id']}/comment/", {"content": WIDE["content"]})
    member.send("POST", "/aichat/", {"prompt": "정시 원서는 몇 장까지 쓸 수 있나요? " * 20})
    owner = visitor(**look)
    owner.log_in(account)
    for path in (
        "/",
        "/free",
        "/study",
        f"/study/{post['id']}",
        f"/study/{post['id']}/edit",
        "/free/write",
        "/chat",
        "/ai",
        "/help",
        "/notifications",
        "/notifications/settings",
        "/profile",
        "/profile/edit",
        "/profile/account",
        "/profile/data",
        "/profile/leave",
    ):
        owner.page.goto(path)
        expect_settled(owner.page)
        owner.check_accessibility()
        owner.check_width()


def test_places_without_content_say_what_to_do(visitor: Callable[..., Visitor], api: Api) -> None:
    newcomer = visitor(phone=True)
    newcomer.log_in(api.sign_up("갓온병아리"))
    page = newcomer.page
    for path, words, way in [
        ("/free?mine=true", "아직 쓴 글이 없어요", "글쓰기"),
        ("/study?liked=true", "아직 좋아요한 글이 없어요", "전체 글 보기"),
        ("/notifications", "아직 알림이 없어요", "첫 글 써 보기"),
        ("/free?field=title&q=없는말없는말", "‘없는말없는말’에 맞는 글이 없어요", "전체 글 보기"),
    ]:
        page.goto(path)
        expect(page.get_by_text(words)).to_be_visible()
        expect(page.get_by_role("main").get_by_role("link", name=way).first).to_be_visible()
        newcomer.check_accessibility()


@pytest.mark.parametrize("path", PARTS)
def test_a_part_that_fails_offers_another_try(visitor: Callable[..., Visitor], site: Site, path: str) -> None:
    request, content = PARTS[path]
    guest = visitor(phone=True)
    guest.expect_trouble("500 |ERR_FAILED|ERR_CONNECTION_REFUSED")
    page = guest.page
    address = re.compile(re.escape(site.api + request))
    page.route(address, lambda route: break_down(route, site))
    page.goto(path)
    main = page.get_by_role("main")
    expect(main.get_by_text("불러오지 못했어요")).to_be_visible()
    guest.check_accessibility()
    page.unroute(address)

    page.route(address, lambda route: route.abort("connectionrefused"))
    main.get_by_role("button", name="다시 시도").click()
    expect(main.get_by_text("서버에 연결하지 못했어요.")).to_be_visible()
    guest.check_accessibility()
    page.unroute(address)
    main.get_by_role("button", name="다시 시도").click()
    expect(main.get_by_text(content).first).to_be_visible()


def test_what_is_on_its_way_shows_its_shape(visitor: Callable[..., Visitor], site: Site) -> None:
    patient = visitor()
    page = patient.page
    held: list[Route] = []
    page.route(re.compile(re.escape(f"{site.api}/post/")), lambda route: held.append(route))
    page.goto("/free")
    waiting = page.get_by_role("main").get_by_role("status").filter(has_text="글을 불러오는 중이에요")
    expect(waiting).to_be_visible()
    patient.check_accessibility()
    for route in held:
        route.continue_()
    expect(page.get_by_role("list", name="자유게시판 글")).to_be_visible()
    expect(waiting).to_have_count(0)


def test_without_a_network_pages_say_so_and_come_by_themselves_later(visitor: Callable[..., Visitor]) -> None:
    commuter = visitor(phone=True)
    page = commuter.page
    page.goto("/free")
    expect(page.get_by_role("list", name="자유게시판 글")).to_be_visible()
    commuter.lose_network()
    expect(page.get_by_text("인터넷이 끊겼어요.")).to_be_visible()
    places = page.get_by_role("navigation", name="주 메뉴")
    places.get_by_role("link", name="입시").click()
    expect(page.get_by_role("main").get_by_text("연결이 끊겼어요")).to_be_visible()
    commuter.check_accessibility()
    commuter.regain_network()
    expect(page.get_by_role("list", name="입시정보 글")).to_be_visible()
    expect(page.get_by_text("인터넷이 끊겼어요.")).to_have_count(0)

    # The parts of a page that was never opened are not there yet.
    commuter.lose_network()
    places.get_by_role("link", name="채팅").click()
    expect(page.get_by_role("heading", name="페이지를 열지 못했어요")).to_be_visible()
    commuter.check_accessibility()
    commuter.regain_network()
    expect(page.get_by_role("heading", name="로비")).to_be_visible()


def test_the_keyboard_alone_reaches_everything(visitor: Callable[..., Visitor], api: Api) -> None:
    account = api.sign_up("키보드여우")
    post = api.log_in(account.username).send("POST", "/post/", {"title": "오늘 급식 뭐야", "content": "카레래!"})
    typist = visitor()
    typist.log_in(account)
    page = typist.page
    page.goto(f"/free/{post['id']}")
    expect(page.get_by_role("article")).to_be_visible()

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="본문으로 바로 가기")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    order = [tab(page) for _ in range(9)]
    assert order == ["스쿨톡스", "글 검색", "알림", "내 메뉴", "홈", "자유", "입시", "채팅", "AI"]
    skip.focus()
    page.keyboard.press("Enter")
    assert tab(page) == "자유게시판"
    assert tab(page) == account.nickname
    like = page.get_by_role("article").get_by_role("button", name="좋아요")
    page.keyboard.press("Tab")
    expect(like).to_be_focused()
    page.keyboard.press("Enter")
    expect(like).to_have_attribute("aria-pressed", "true")

    page.get_by_role("article").get_by_role("button", name="지우기").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="글을 지울까요?")
    expect(dialog.get_by_role("button", name="취소")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert not is_focus_in(page.locator("st-app-shell"))
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("article").get_by_role("button", name="지우기")).to_be_focused()

    page.get_by_role("button", name="내 메뉴").focus()
    page.keyboard.press("Enter")
    assert tab(page) == "내 프로필"
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="내 메뉴")).to_be_focused()


def expect_settled(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_attached()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def break_down(route: Route, site: Site) -> None:
    error = {"code": "error", "detail": "서버에 문제가 생겼어요. 잠시 뒤에 다시 시도해 주세요.", "attr": None}
    route.fulfill(
        status=500,
        headers={"Access-Control-Allow-Origin": site.web},
        json={"type": "server_error", "errors": [error]},
    )


def tab(page: Page) -> str:
    """Goes on by one and says where one is, as its label or text."""
    page.keyboard.press("Tab")
    return page.evaluate("(document.activeElement.ariaLabel ?? document.activeElement.textContent).trim()")


def is_focus_in(place: Locator) -> bool:
    return place.evaluate("element => element.contains(document.activeElement)")
