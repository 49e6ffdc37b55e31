"""A member tells staff of a post and a comment, and staff see both without the member's name."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from journeys.support.api import Api
from journeys.support.visitor import Visitor


def report(page: Page, reason: str, detail: str) -> None:
    dialog = page.get_by_role("dialog", name="운영진에게 신고할까요?")
    dialog.get_by_label("까닭").select_option(reason)
    dialog.get_by_label("자세한 내용 (선택)").fill(detail)
    dialog.get_by_role("button", name="신고하기").click()
    expect(page.get_by_text("신고했어요. 운영진이 살펴볼게요.")).to_be_visible()


def test_a_post_and_a_comment_are_reported(visitor: Callable[..., Visitor], api: Api) -> None:
    author = api.log_in(api.sign_up("시끄러운까치").username)
    post = author.send("POST", "/post/", {"title": "이 번호로 전화해 봐", "content": "010-0000-0000"})["id"]
    author.send("POST", f"/post/{post}/comment/", {"content": "아무나 받아"})
    witness = visitor(phone=True, dark=True)
    witness.log_in(api.sign_up("지켜보는솔개"), f"/free/{post}")
    page = witness.page
    page.get_by_role("article").get_by_role("button", name="신고").click()
    dialog = page.get_by_role("dialog", name="운영진에게 신고할까요?")
    expect(dialog).to_be_visible()
    witness.check_accessibility()
    witness.check_width()
    dialog.get_by_role("button", name="신고하기").click()
    expect(dialog.get_by_label("까닭")).to_be_focused()
    report(page, "개인 정보", "모르는 사람의 번호예요.")
    page.locator("st-comment-item").get_by_role("button", name="신고").click()
    report(page, "욕설이나 괴롭힘", "")


def test_who_is_not_logged_in_is_asked_to_and_nobody_reports_their_own(
    visitor: Callable[..., Visitor], api: Api
) -> None:
    member = api.sign_up("혼잣말하는메추리")
    post = api.log_in(member.username).send("POST", "/post/", {"title": "혼잣말", "content": "오늘도 수고했다"})["id"]
    page = visitor(phone=True).page
    page.goto(f"/free/{post}")
    page.get_by_role("article").get_by_role("button", name="신고").click()
    expect(page).to_have_url(re.compile(r"/login\?next="))
    owner = visitor()
    owner.log_in(member, f"/free/{post}")
    expect(owner.page.get_by_role("button", name="지우기")).to_be_visible()
    expect(owner.page.get_by_role("button", name="신고")).to_have_count(0)
