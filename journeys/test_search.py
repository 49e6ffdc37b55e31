"""Searching both boards and the frequent questions: from the top bar, while typing, narrowed, in vain."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from journeys.support.api import Api
from journeys.support.site import Site
from journeys.support.visitor import Visitor


@pytest.fixture(scope="module")
def shelf(api: Api) -> None:
    """Posts of which journeys know where they stand."""
    member = api.log_in(api.sign_up("책꽂이정리왕").username)
    member.send(
        "POST", "/study/", {"title": "수시 면접 보고 온 후기", "content": "떨렸지만 **정시** 준비보다 나았어요."}
    )
    member.send("POST", "/study/", {"title": "학생부 챙기기", "content": "수시 쓸 사람은 지금부터예요."})
    member.send(
        "POST", "/post/", {"title": "급식에 마라탕 나온 학교", "content": "우리 학교예요. " * 30 + "수시 합격 기원"}
    )


def test_a_search_from_the_top_bar_is_narrowed_and_found_again(visitor: Callable[..., Visitor], shelf: None) -> None:
    reader = visitor()
    page = reader.page
    page.goto("/study")
    page.keyboard.press("Control+k")
    bar = page.get_by_label("글 검색")
    expect(bar).to_be_focused()
    bar.fill("수시")
    bar.press("Enter")
    expect(page).to_have_title(re.compile("‘수시’ 검색"))
    expect(page.get_by_role("heading", name="검색", exact=True)).to_be_visible()
    expect(bar).to_be_hidden()  # the page has a field of its own
    expect(field(page)).to_have_value("수시")
    expect(results(page).locator("mark").first).to_have_text("수시")
    expect(announced(page)).to_contain_text("‘수시’ 검색 결과")
    reader.check_accessibility()
    reader.check_width()

    choose(page, "입시정보")
    expect(chosen(page)).to_have_text(["입시정보"])
    expect(results(page).get_by_text("자유게시판")).to_have_count(0)
    choose(page, "제목만")
    expect(chosen(page)).to_have_text(["입시정보", "제목만"])
    expect(page).to_have_url(re.compile(r"board=study&within=title"))
    for row in rows(page):
        expect(row.locator("a mark").first).to_be_visible()
    narrowed, count = page.url, len(rows(page))
    assert count > 0
    reader.check_accessibility()

    first = results(page).get_by_role("link").first
    title = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.go_back()
    expect(page).to_have_url(narrowed)
    expect(results(page).get_by_role("listitem")).to_have_count(count)
    choose(page, "제목만")  # once more takes it back
    expect(page).to_have_url(re.compile(r"board=study$"))
    choose(page, "자주 묻는 질문")
    expect(page).to_have_url(re.compile(r"kind=faq$"))
    page.go_back()
    page.go_back()
    expect(page).to_have_url(narrowed)
    page.reload()
    expect(results(page).get_by_role("listitem")).to_have_count(count)


def test_it_answers_while_one_types(visitor: Callable[..., Visitor], shelf: None) -> None:
    reader = visitor(phone=True, dark=True)
    page = reader.page
    page.goto("/search")
    expect(field(page)).to_be_focused()
    expect(page.get_by_role("heading", name="이렇게 찾을 수 있어요")).to_be_visible()
    reader.check_accessibility()
    reader.check_width()
    entries = page.evaluate("history.length")
    field(page).press_sequentially("마라탕")
    expect(results(page).locator("mark").first).to_have_text("마라탕")
    expect(page).to_have_url(re.compile(r"/search\?q=" + quote("마라탕") + "$"))
    expect(field(page)).to_be_focused()
    reader.check_accessibility()
    reader.check_width()

    field(page).fill("ㅁㄹㅌ")
    expect(results(page).locator("mark").first).to_have_text("마라탕")
    field(page).fill("tntl")
    offer = page.get_by_text("혹시 ‘수시’를 찾으셨나요?")
    expect(offer).to_be_visible()
    reader.check_accessibility()
    assert page.evaluate("history.length") == entries
    offer.get_by_role("link").click()
    expect(field(page)).to_have_value("수시")
    expect(results(page).locator("mark").first).to_have_text("수시")
    page.go_back()
    expect(field(page)).to_have_value("tntl")
    expect(offer).to_be_visible()

    field(page).press("Escape")
    expect(field(page)).to_have_value("")
    expect(page).to_have_url(re.compile(r"/search$"))
    expect(page.get_by_role("heading", name="이렇게 찾을 수 있어요")).to_be_visible()


def test_a_syllable_that_is_being_composed_is_not_looked_for(visitor: Callable[..., Visitor], site: Site) -> None:
    reader = visitor()
    page = reader.page
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if request.url.startswith(f"{site.api}/search/") else None
    )
    page.goto("/search")
    expect(field(page)).to_be_focused()
    keyboard = page.context.new_cdp_session(page)
    with page.expect_request(f"{site.api}/search/**") as search:
        for letters in ("ㅅ", "수", "숫"):
            keyboard.send("Input.imeSetComposition", {"text": letters, "selectionStart": 1, "selectionEnd": 1})
        expect(field(page)).to_have_value("숫")
        keyboard.send("Input.insertText", {"text": "수시"})
    expect(results(page).locator("mark").first).to_have_text("수시")
    assert search.value.url.endswith(quote("수시"))
    assert asked == [search.value.url]


def test_a_late_answer_does_not_take_the_place_of_a_newer_one(
    visitor: Callable[..., Visitor], site: Site, shelf: None
) -> None:
    reader = visitor()
    page = reader.page
    held: list[Route] = []
    page.route(f"{site.api}/search/?q={quote('급식')}", lambda route: held.append(route))
    page.goto("/search")
    with page.expect_request(f"{site.api}/search/**"):
        field(page).fill("급식")
    field(page).fill("수시")
    expect(results(page).locator("mark").first).to_have_text("수시")
    assert len(held) == 1
    held[0].continue_()
    with page.expect_response(f"{site.api}/search/?q={quote('정시')}"):
        field(page).fill("정시")
    expect(results(page).locator("mark").first).to_have_text("정시")
    expect(results(page).get_by_text("급식")).to_have_count(0)


def test_what_was_looked_for_stays_on_the_device_until_one_forgets_it(
    visitor: Callable[..., Visitor], api: Api, site: Site
) -> None:
    reader = visitor(phone=True)
    reader.log_in(api.sign_up("찾는다람쥐"), "/search")
    page = reader.page
    for words in ("수시", "급식", "면접"):
        field(page).fill(words)
        field(page).press("Enter")
        expect(results(page).locator("mark").first).to_have_text(words)
    page.goto("/search")
    recent = page.get_by_role("region", name="최근 검색어")
    expect(recent.get_by_role("link")).to_have_text(["면접", "급식", "수시"])
    reader.check_accessibility()
    reader.check_width()
    recent.get_by_role("button", name="‘급식’ 지우기").click()
    expect(recent.get_by_role("link")).to_have_text(["면접", "수시"])
    recent.get_by_role("link", name="수시").click()
    expect(results(page).locator("mark").first).to_have_text("수시")
    page.go_back()
    recent.get_by_role("button", name="모두 지우기").click()
    expect(recent).to_have_count(0)

    field(page).fill("수시")
    field(page).press("Enter")
    expect(results(page).locator("mark").first).to_have_text("수시")
    page.get_by_role("button", name="내 메뉴").click()
    page.get_by_role("button", name="로그아웃").click()
    expect(page.get_by_text("로그아웃했어요")).to_be_visible()
    page.goto("/search")
    expect(page.get_by_role("heading", name="이렇게 찾을 수 있어요")).to_be_visible()
    expect(recent).to_have_count(0)


def test_who_finds_nothing_is_told_what_to_do(visitor: Callable[..., Visitor]) -> None:
    reader = visitor(phone=True)
    page = reader.page
    page.goto(f"/search?q={quote('우주여행티켓')}&board=study&within=title")
    expect(page.get_by_text("‘우주여행티켓’에 맞는 글이 없어요")).to_be_visible()
    reader.check_accessibility()
    reader.check_width()
    page.get_by_role("link", name="모든 곳에서 찾기").click()
    expect(page).to_have_url(re.compile(r"/search\?q=[^&]*$"))
    expect(page.get_by_role("link", name="게시판에 물어보기")).to_be_visible()

    reader.expect_trouble(r"400 ")
    page.goto(f"/search?q={'가' * 101}")
    expect(page.get_by_text("100자까지 적을 수 있어요.")).to_be_visible()


def test_pages_of_results_are_addresses(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.log_in(api.sign_up("부지런한개미").username)
    for number in range(35):
        member.send("POST", "/post/", {"title": f"쪽지시험 {number}", "content": "<script>alert(1)</script> 쪽지시험"})
    page = visitor().page
    page.goto(f"/search?q={quote('쪽지시험')}")
    expect(rows_of(page)).to_have_count(30)
    expect(results(page).get_by_text("<script>alert(1)</script>").first).to_be_visible()
    page.get_by_role("link", name="다음").click()
    expect(rows_of(page)).to_have_count(5)
    second = page.url
    page.get_by_role("link", name="이전").click()
    expect(rows_of(page)).to_have_count(30)
    page.go_back()
    expect(page).to_have_url(second)
    expect(rows_of(page)).to_have_count(5)


def test_a_list_marks_what_was_looked_for_in_it(visitor: Callable[..., Visitor], shelf: None) -> None:
    page = visitor().page
    page.goto(f"/free?field=title&q={quote('ㅁㄹㅌ')}")
    expect(page.get_by_role("main").locator("mark").first).to_have_text("마라탕")
    page.goto(f"/free?field=author&q={quote('책꽂이')}")
    expect(page.get_by_role("main").locator(".author mark").first).to_have_text("책꽂이")


def field(page: Page) -> Locator:
    return page.get_by_label("찾을 말")


def results(page: Page) -> Locator:
    return page.get_by_role("list", name="검색 결과")


def rows_of(page: Page) -> Locator:
    return results(page).get_by_role("listitem")


def rows(page: Page) -> list[Locator]:
    expect(rows_of(page).first).to_be_visible()
    return rows_of(page).all()


def announced(page: Page) -> Locator:
    return page.locator("st-search-page > [role=status]")


def chosen(page: Page) -> Locator:
    return page.get_by_role("main").locator("nav [aria-current=true]")


def choose(page: Page, label: str) -> None:
    page.get_by_role("main").get_by_role("navigation").get_by_role("link", name=label, exact=True).click()
