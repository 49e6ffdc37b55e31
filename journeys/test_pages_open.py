"""Every page that a guest can reach opens on phone and desktop, has its heading and is accessible, light and dark."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from journeys.support.visitor import Visitor

TITLES = {
    "/": "스쿨톡스",
    "/free": "자유게시판",
    "/study": "입시정보",
    "/chat": "실시간 채팅",
    "/ai": "AI 튜터",
    "/help": "문의",
    "/search": "검색",
    "/search?q=수능": "‘수능’ 검색",
    "/login": "로그인",
    "/signup": "회원가입",
    "/password-reset": "비밀번호 찾기",
    "/password-reset#MQ.abc-123": "비밀번호 찾기",
    "/email-undo": "이메일 되돌리기",
    "/email-undo#0a1b.abc-123": "이메일 되돌리기",
    "/social": "로그인",
    "/social#error=email_in_use": "로그인",
    "/no-such-page": "없는 페이지",
}


@pytest.mark.parametrize("look", [{"phone": True}, {"dark": True}], ids=["phone", "dark-desktop"])
@pytest.mark.parametrize("path", TITLES)
def test_a_guest_opens_a_page(visitor: Callable[..., Visitor], path: str, look: dict[str, bool]) -> None:
    guest = visitor(**look)
    guest.page.goto(path)
    expect(guest.page).to_have_title(re.compile(TITLES[path]))
    expect(guest.page.get_by_role("heading", level=1)).to_be_visible()
    guest.check_accessibility()
