"""Addresses: every one can be opened and reloaded, the way back leads back, and no link leads off the site."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Route, expect

from journeys.support.api import Api
from journeys.support.site import Site
from journeys.support.visitor import Visitor

# Until a module is there, and whoever waited for it has shown something.
COME = """(path) => import(path).then(async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
})"""


def test_every_address_can_be_opened_and_reloaded(visitor: Callable[..., Visitor], api: Api) -> None:
    account = api.sign_up("주소수집가")
    member = api.log_in(account.username)
    post = {"title": "오늘 체육 시간에 눈 왔어", "content": "다들 운동장에 드러누움"}
    free, study = (member.send("POST", f"/{board}/", post)["id"] for board in ("post", "study"))
    question = {"email": "a@example.com", "subject": "other", "content": "급식 메뉴판도 만들어 주세요."}
    inquiry = member.send("POST", "/qna/inquiry/", question)["id"]
    me = member.send("GET", "/accounts/user/")["id"]
    owner = visitor()
    owner.log_in(account)
    page = owner.page
    for path, heading, content in [
        ("/", f"{account.nickname}님, 안녕하세요", "방금 올라온 이야기"),
        ("/free?mine=true", "자유게시판", post["title"]),
        ("/free/write", "글쓰기", "글 꾸미는 법"),
        (f"/free/{free}", post["title"], post["content"]),
        (f"/free/{free}/edit", "글 고치기", post["content"]),
        (f"/study?field=author&q={account.nickname}", "입시정보", post["title"]),
        (f"/study/{study}", post["title"], post["content"]),
        (f"/study/{study}/edit", "글 고치기", post["content"]),
        ("/chat/night", "야자 탈출", "이름으로 말해요"),
        ("/ai?q=미분이 뭐예요?", "AI 튜터", "무엇이 궁금해요?"),
        ("/help", "무엇을 도와드릴까요?", question["content"]),
        (f"/help/{inquiry}", "문의", question["content"]),
        ("/notifications", "알림", "아직 알림이 없어요"),
        ("/notifications?unread=true", "알림", "안 읽은 알림이 없어요"),
        ("/notifications/settings", "알림 설정", "조용한 시간 쓰기"),
        ("/profile", "내 프로필", account.nickname),
        ("/profile/edit", "프로필 고치기", "학교와 학년 공개하기"),
        (f"/users/{me}", "프로필", account.nickname),
    ]:
        page.goto(path)
        expect_page(page, heading, content)
        page.reload()
        expect_page(page, heading, content)


def test_an_unknown_address_leads_on(visitor: Callable[..., Visitor]) -> None:
    page = visitor(phone=True).page
    for path in ("/no-such-page", "/free/abc", "/free/1/unknown", "/users/0", "/%E0%A4%A"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text("여기에는 아무것도 없어요")
    page.get_by_role("link", name="홈으로").click()
    expect(page.get_by_role("heading", name="오늘 하루, 여기서 털어놔요")).to_be_visible()


def test_the_home_page_leads_everywhere_and_the_place_is_marked(visitor: Callable[..., Visitor]) -> None:
    page = visitor().page
    places = page.get_by_role("navigation", name="주 메뉴")
    for tile, place in [("자유게시판", "자유"), ("입시정보", "입시"), ("실시간 채팅", "채팅"), ("AI 튜터", "AI")]:
        page.goto("/")
        expect(places.get_by_role("link", name="홈")).to_have_attribute("aria-current", "page")
        service = page.get_by_role("region", name="스쿨톡스에서 할 수 있는 것").get_by_role("link", name=tile)
        mark = service.locator(".mark")
        calm = mark.evaluate("mark => getComputedStyle(mark).backgroundColor")
        service.hover()
        expect(mark).not_to_have_css("background-color", calm)
        page.mouse.move(0, 0)
        expect(mark).to_have_css("background-color", calm)
        service.focus()
        expect(mark).not_to_have_css("background-color", calm)
        page.keyboard.press("Enter")
        expect(places.get_by_role("link", name=place, exact=True)).to_have_attribute("aria-current", "page")
        expect(places.get_by_role("link", name="홈")).not_to_have_attribute("aria-current", "page")


def test_the_way_back_leads_to_the_same_place_of_a_list(visitor: Callable[..., Visitor]) -> None:
    page = visitor(phone=True).page
    page.goto("/free")
    rows = page.get_by_role("list", name="자유게시판 글").get_by_role("link")
    rows.nth(20).scroll_into_view_if_needed()
    title = rows.nth(20).locator(".title").inner_text()
    place = page.evaluate("scrollY")
    assert place > 300
    rows.nth(20).click()
    expect(page.get_by_role("article")).to_be_visible()
    assert page.evaluate("scrollY") < 100
    page.go_back()
    expect(rows.nth(20)).to_contain_text(title)
    page.wait_for_function("place => Math.abs(scrollY - place) < 5", arg=place)

    page.get_by_role("link", name="다음", exact=True).click()
    expect(page.get_by_role("link", name="이전", exact=True)).to_be_visible()
    expect(rows.filter(has_text=title)).to_have_count(0)
    page.reload()
    page.get_by_role("link", name="이전", exact=True).click()
    expect(rows.filter(has_text=title)).to_have_count(1)


def test_who_goes_back_before_a_page_has_come_is_not_shown_it(visitor: Callable[..., Visitor]) -> None:
    page = visitor().page
    page.goto("/free")
    expect(page.get_by_role("heading", name="자유게시판")).to_be_visible()
    held: list[Route] = []
    page.route("**/pages/help.js", lambda route: held.append(route))
    with page.expect_request("**/pages/help.js"):
        page.get_by_role("link", name="문의", exact=True).first.click()
    page.go_back()
    with page.expect_response("**/pages/help.js"):
        held[0].continue_()
    page.evaluate(COME, "/js/pages/help.js")
    expect(page.get_by_role("heading", level=1)).to_have_text("자유게시판")
    assert page.url.endswith("/free")


@pytest.mark.parametrize("next_path", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_a_login_never_leads_off_the_site(
    visitor: Callable[..., Visitor], api: Api, site: Site, next_path: str
) -> None:
    member = visitor(phone=True)
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if "evil.example" in request.url.removeprefix(site.web):
            elsewhere.append(request.url)

    member.page.goto(f"/login?next={next_path}")
    member.page.on("request", note)
    member.fill_in_login(api.sign_up("길잃은양"))
    expect(member.page).to_have_url(f"{site.web}/")
    expect(member.page.get_by_role("heading", name=re.compile("안녕하세요"))).to_be_visible()
    assert not elsewhere


def expect_page(page: Page, heading: str, content: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    shown = page.get_by_role("main").get_by_text(content, exact=False)
    expect(shown.filter(visible=True).first).to_be_visible()
