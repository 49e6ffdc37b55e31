"""Another address: only with the password, and undone from the old mailbox."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from journeys.support.api import PASSWORD, Api, Member
from journeys.support.site import Site
from journeys.support.visitor import Visitor

NEW_PASSWORD = "첫눈-오는-등굣길-3"


def test_another_address_wants_the_password(visitor: Callable[..., Visitor], api: Api, site: Site) -> None:
    member = sign_up(api, site, "주소바꾸는제비", "old-swallow@example.org")
    owner = visitor(phone=True)
    owner.log_in(member, "/profile/edit")
    page = owner.page
    expect(page.get_by_text("인증한 주소예요")).to_be_visible()
    expect(password_field(page)).to_have_count(0)
    page.get_by_label("소개").fill("봄이면 돌아와요.")
    page.get_by_role("button", name="저장하기").click()
    expect(page.get_by_text("프로필을 저장했어요.")).to_be_visible()

    page.goto("/profile/edit")
    page.get_by_label("소개").fill("가을이면 떠나요.")
    page.get_by_label("이메일").fill("new-swallow@example.org")
    expect(password_field(page)).to_be_visible()
    expect(page.get_by_text("바뀌었다고 예전 주소로도 알려 드려요.")).to_be_visible()
    owner.check_accessibility()
    owner.check_width()
    page.get_by_label("이메일").fill("Old-Swallow@example.org")
    expect(password_field(page)).to_have_count(0)
    page.get_by_label("이메일").fill("new-swallow@example.org")
    page.get_by_role("button", name="저장하기").click()
    expect(page.get_by_text("비밀번호를 써 주세요.")).to_be_visible()
    expect(password_field(page)).to_be_focused()

    password_field(page).fill("이게-아닌가-봐")
    page.get_by_role("button", name="비밀번호 보기").click()
    page.get_by_label("소개").fill("가을이면 멀리 떠나요.")
    assert "이게-아닌가-봐" not in page.evaluate("JSON.stringify(localStorage)")
    owner.expect_trouble("400 .*/accounts/user/")
    page.get_by_role("button", name="저장하기").click()
    expect(page.get_by_text("비밀번호가 맞지 않아요.")).to_be_visible()
    expect(password_field(page)).to_be_focused()
    owner.check_accessibility()
    kept = api.log_in(member.username).send("GET", "/accounts/user/")
    assert (kept["email"], kept["about_me"]) == ("old-swallow@example.org", "봄이면 돌아와요.")

    password_field(page).fill(PASSWORD)
    page.get_by_role("button", name="저장하기").click()
    expect(page.get_by_text("프로필을 저장했어요.")).to_be_visible()
    kept = api.log_in(member.username).send("GET", "/accounts/user/")
    assert (kept["email"], kept["about_me"]) == ("new-swallow@example.org", "가을이면 멀리 떠나요.")


def test_the_old_mailbox_undoes_it(visitor: Callable[..., Visitor], api: Api, site: Site) -> None:
    address = "robbed-tit@example.org"
    member = sign_up(api, site, "도둑맞은박새", address)
    thief, owner = visitor(), visitor(phone=True)
    thief.log_in(member, "/profile")
    api.log_in(member.username).send(
        "PATCH", "/accounts/user/", {"email": "thief@example.org", "password": member.password}
    )
    link, token = site.link_mailed_to(address, "이메일 주소가 바뀌었어요", "email-undo")
    page = owner.page
    sent: list[str] = []
    page.context.on("request", lambda request: sent.append(f"{request.url} {request.headers}"))
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("이메일 변경을 되돌릴까요?")
    expect(page).to_have_url(f"{site.web}/email-undo")
    owner.check_accessibility()
    owner.check_width()
    owner.lose_network()
    page.get_by_role("button", name="되돌리기").click()
    expect(page.get_by_text("인터넷이 끊겨 있어요.").first).to_be_visible()
    owner.check_accessibility()
    owner.regain_network()
    page.get_by_role("button", name="되돌리기").click()
    expect(page.get_by_role("heading", name="주소를 되돌렸어요")).to_be_focused()
    owner.check_accessibility()
    owner.check_width()
    page.get_by_role("link", name="새 비밀번호 정하기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("새 비밀번호를 정해 주세요")
    expect(page).to_have_url(f"{site.web}/password-reset")
    page.get_by_label("새 비밀번호").fill(NEW_PASSWORD)
    page.get_by_role("button", name="비밀번호 바꾸기").click()
    expect(page.get_by_role("heading", name=f"{member.nickname}님, 안녕하세요")).to_be_visible()
    page.goto("/profile/edit")
    expect(page.get_by_label("이메일")).to_have_value(address)
    expect(page.get_by_text("인증한 주소예요")).to_be_visible()
    assert not [request for request in sent if token in request]

    thief.expect_trouble("401 ")
    thief.page.reload()
    expect(thief.page).to_have_url(re.compile("/login"))
    thief.page.get_by_label("아이디").fill(member.username)
    thief.page.get_by_label("비밀번호", exact=True).fill(member.password)
    thief.page.get_by_role("main").get_by_role("button", name="로그인", exact=True).click()
    expect(thief.page.get_by_text("아이디나 비밀번호가 맞지 않아요.")).to_be_visible()


def test_a_used_link_leads_on(visitor: Callable[..., Visitor], api: Api, site: Site) -> None:
    address = "twice-wren@example.org"
    member = sign_up(api, site, "두번누른굴뚝새", address)
    api.log_in(member.username).send("PATCH", "/accounts/user/", {"email": "", "password": member.password})
    link, token = site.link_mailed_to(address, "이메일 주소가 바뀌었어요", "email-undo")
    api.send("POST", "/accounts/email/undo/", {"token": token})
    owner = visitor(dark=True)
    page = owner.page
    page.goto("/email-undo")
    expect(page.get_by_role("heading", level=1)).to_have_text("메일에 있는 링크로 열어 주세요")
    owner.check_accessibility()
    page.goto(link)  # nothing is loaded anew
    owner.expect_trouble("400 .*/accounts/email/undo/")
    page.get_by_role("button", name="되돌리기").click()
    expect(page.get_by_role("heading", name="이제 쓸 수 없는 링크예요")).to_be_focused()
    owner.check_accessibility()
    owner.check_width()
    page.get_by_role("link", name="비밀번호 다시 정하기").click()
    expect(page.get_by_label("이메일")).to_be_visible()


def sign_up(api: Api, site: Site, nickname: str, address: str) -> Member:
    """A member who has proved the address."""
    api.send("POST", "/accounts/email/code/", {"email": address})
    code = site.mails.take(address).subject[-6:]
    return api.sign_up(nickname, email=address, email_code=code)


def password_field(page: Page) -> Locator:
    return page.get_by_role("main").get_by_label("비밀번호", exact=True)
