"""Every page that a guest can reach opens on phone and desktop, has its heading and is accessible."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from journeys.support.visitor import Visitor

PAGES = {
    "/": "",
    "/free": "자유게시판",
    "/study": "입시정보",
    "/chat": "채팅",
    "/ai": "AI",
    "/help": "문의",
    "/login": "로그인",
    "/signup": "회원가입",
    "/no-such-page": "찾",
}


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", PAGES)
def test_a_guest_opens_a_page(visitor: Callable[..., Visitor], path: str, phone: bool) -> None:
    guest = visitor(phone=phone)
    guest.page.goto(path)
    expect(guest.page.get_by_role("heading", level=1)).to_contain_text(PAGES[path])
    guest.check_accessibility()
