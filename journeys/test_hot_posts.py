"""Good posts rise: the hot ones are found from everywhere, and one post leads to the next."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from journeys.support.api import Api
from journeys.support.visitor import Visitor


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_hot_posts_lead_from_home_to_a_list_of_their_own(visitor: Callable[..., Visitor], phone: bool) -> None:
    reader = visitor(phone=phone, dark=phone)
    page = reader.page
    page.goto("/")
    section = page.get_by_role("region", name="지금 인기 있는 글")
    first = section.locator(".st-post-row .title").first
    expect(first).to_be_visible()
    title = first.inner_text()
    section.get_by_role("link", name="인기글").click()
    expect(page).to_have_url(re.compile(r"/free\?hot=true$"))
    tab = page.get_by_role("navigation", name="글 모아 보기").get_by_role("link", name="인기글")
    expect(tab).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("main").locator(".st-post-row .title").first).to_have_text(title)
    expect(page.get_by_role("navigation", name="말머리로 모아 보기")).to_have_count(0)
    reader.check_accessibility()
    reader.check_width()

    # Words are looked for on the whole board.
    page.get_by_role("searchbox", name="찾을 말").fill("급식")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/free\?field=title_content&q=[^&]*$"))


def test_one_post_leads_to_the_next_and_back(visitor: Callable[..., Visitor], api: Api) -> None:
    author = api.log_in(api.sign_up("이어쓰는두더지").username)
    titles = ["하나", "둘", "셋"]
    posts = [author.send("POST", "/study/", {"title": title, "content": "이어서"}) for title in titles]
    reader = visitor(phone=True)
    page = reader.page
    page.goto(f"/study/{posts[1]['id']}")
    neighbors = page.get_by_role("navigation", name="앞뒤 글")
    neighbors.get_by_role("link", name="다음 글 셋").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("셋")
    neighbors.get_by_role("link", name="이전 글 둘").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("둘")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("셋")
    reader.check_accessibility()
    reader.check_width()
