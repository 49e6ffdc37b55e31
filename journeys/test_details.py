"""What a post says of itself: its tag, and about admissions for which year, university and how long it holds."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from journeys.support.api import Api
from journeys.support.visitor import Visitor


def folded(page: Page) -> None:
    page.locator("form .admissions summary").click()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_post_about_admissions_is_found_by_what_it_says_of_itself(
    visitor: Callable[..., Visitor], api: Api, phone: bool
) -> None:
    university = "가람대학교" if phone else "나루대학교"
    writer = visitor(phone=phone)
    writer.log_in(api.sign_up("꼼꼼한수달"), "/study/write")
    page = writer.page
    page.get_by_label("말머리").select_option("수시")
    page.get_by_label("제목").fill("종합전형 서류 마감")
    page.get_by_label("내용", exact=True).fill("마감이 하루 당겨졌대요.")
    folded(page)
    page.get_by_label("학년도").select_option("2027")
    page.get_by_label("유효 기한").fill("2020-09-11")
    page.get_by_label("대학").fill(university)
    page.get_by_label("전형").fill("학생부종합")
    page.get_by_label("출처").fill("www.example.ac.kr")
    folded(page)
    page.get_by_role("button", name="올리기", exact=True).click()
    # What is wrong lies folded away: it opens, and says what to do.
    expect(page.get_by_label("출처")).to_be_focused()
    expect(page.get_by_text("https:// 로 시작하는 주소를 적어 주세요.")).to_be_visible()
    writer.check_accessibility()
    page.get_by_label("출처").fill("https://www.example.ac.kr/guide")
    page.get_by_role("button", name="올리기", exact=True).click()

    expect(page).to_have_url(re.compile(r"/study/\d+$"))
    article = page.get_by_role("article")
    expect(article).to_contain_text("지난 자료일 수 있어요")
    expect(article).to_contain_text("2020년 9월 11일까지")
    expect(article.get_by_role("link", name="www.example.ac.kr")).to_have_attribute("rel", re.compile("noopener"))
    writer.check_accessibility()
    writer.check_width()

    article.get_by_role("link", name=university).click()
    expect(page).to_have_url(re.compile("university="))
    memo = page.get_by_role("listitem").filter(has_text="종합전형 서류 마감")
    expect(memo).to_have_count(1)
    expect(memo).to_contain_text("지난 자료일 수 있어요")
    page.get_by_role("link", name="수시", exact=True).click()
    expect(page.get_by_role("link", name="수시", exact=True)).to_have_attribute("aria-current", "page")
    expect(memo).to_have_count(1)
    page.reload()
    expect(page.get_by_role("link", name="수시", exact=True)).to_have_attribute("aria-current", "page")
    expect(memo).to_have_count(1)
    writer.check_accessibility()
    writer.check_width()

    page.locator("details.narrow summary").click()
    page.get_by_label("지난 자료 빼기").check()
    page.get_by_role("button", name="거르기", exact=True).click()
    expect(page.get_by_text("여기에 맞는 글이 없어요")).to_be_visible()
    page.locator("details.narrow summary").click()
    page.get_by_role("link", name="지우기", exact=True).click()
    expect(page).to_have_url(re.compile(r"/study\?tag=[^&]*$"))
    page.go_back()
    expect(page.get_by_text("여기에 맞는 글이 없어요")).to_be_visible()


def test_words_and_tags_narrow_together(visitor: Callable[..., Visitor], api: Api) -> None:
    author = api.log_in(api.sign_up("나누는기린").username)
    for tag in ("고민", "질문"):
        author.send("POST", "/post/", {"title": f"{tag} 하나", "content": "꽃샘추위", "tag": tag})
    reader = visitor(phone=True)
    page = reader.page
    page.goto("/free?field=content&q=꽃샘추위")
    rows = page.locator(".st-post-row")
    expect(rows).to_have_count(2)
    page.get_by_role("link", name="고민", exact=True).click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("고민 하나")
    page.get_by_role("link", name="검색 지우기").click()
    expect(page).to_have_url(re.compile(r"/free\?tag=[^&]*$"))
    reader.check_accessibility()


def test_what_was_said_comes_back_after_a_reload(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = visitor()
    writer.log_in(api.sign_up("잊지않는코끼리"), "/study/write")
    page = writer.page
    page.get_by_label("말머리").select_option("면접·논술")
    folded(page)
    page.get_by_label("대학").fill("다솜대학교")
    page.reload()
    expect(page.get_by_label("말머리")).to_have_value("면접·논술")
    expect(page.locator("[name=university]")).to_have_value("다솜대학교")


def test_an_edit_of_details_meets_another_and_stands_in_the_history(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("고치는너구리")
    elsewhere = api.log_in(member.username)
    post = elsewhere.send("POST", "/study/", {"title": "발표 날짜", "content": "곧 나와요.", "tag": "수시"})
    writer = visitor()
    writer.expect_trouble("412")
    writer.log_in(member, f"/study/{post['id']}/edit")
    page = writer.page
    expect(page.get_by_label("말머리")).to_have_value("수시")
    elsewhere.send("PATCH", f"/study/{post['id']}/", {"tag": "정시"})
    page.get_by_label("말머리").select_option("자료")
    page.get_by_role("button", name="저장하기").click()
    page.get_by_role("dialog").get_by_role("button", name="고치기", exact=True).click()
    choice = page.get_by_role("dialog", name="그사이 다른 곳에서 고쳤어요")
    expect(choice.get_by_role("group", name="지금 쓴 내용 내용")).to_contain_text("말머리: 자료")
    expect(choice.get_by_role("group", name="다른 곳에서 고친 내용 내용")).to_contain_text("말머리: 정시")
    choice.get_by_role("button", name="내 내용으로 바꾸기").click()
    article = page.get_by_role("article")
    expect(article.get_by_role("link", name="자료", exact=True)).to_be_visible()
    article.get_by_role("button", name="고치기 전 내용 보기").click()
    history = page.get_by_role("dialog", name="고치기 전 내용")
    expect(history.get_by_role("listitem").nth(0)).to_contain_text("말머리: 정시")
    expect(history.get_by_role("listitem").nth(1)).to_contain_text("말머리: 수시")
