"""Members who came over Google or Kakao: how they finish the sign-up, and which ways in they have afterwards."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from common.testing_mail import Letter
from journeys.support.api import PASSWORD, Member
from journeys.support.oauth_server import Account, OAuthServer
from journeys.support.site import Site
from journeys.support.visitor import Visitor


def test_who_wants_to_write_finishes_the_sign_up_first(
    visitor: Callable[..., Visitor], social_site: Site, provider: OAuthServer
) -> None:
    provider.account = Account(number=70_001, email="slow-reader@example.org")
    newcomer = visitor(social_site, phone=True)
    page = newcomer.page
    come_in(newcomer, "카카오 로그인", "/login?next=/free")
    expect(page).to_have_url(f"{social_site.web}/welcome?next=%2Ffree")
    newcomer.check_accessibility()
    newcomer.check_width()
    page.get_by_role("link", name="나중에 할게요").click()
    expect(page.get_by_role("list", name="자유게시판 글")).to_be_visible()
    page.goto("/profile")
    expect(page.get_by_role("link", name="닉네임 정하기")).to_be_visible()
    newcomer.check_accessibility()

    page.goto("/free/write")
    page.get_by_label("제목", exact=True).fill("카카오로 들어온 첫 글")
    page.get_by_label("내용", exact=True).fill("다들 안녕! 나는 2학년이야.")
    newcomer.expect_trouble("403 .*/post/")
    page.get_by_role("button", name="올리기").click()
    expect(page).to_have_url(f"{social_site.web}/welcome?next=%2Ffree%2Fwrite")
    page.get_by_role("button", name="시작하기").click()
    expect(page.get_by_label("닉네임", exact=True)).to_be_focused()
    page.get_by_label("닉네임", exact=True).fill("온새미")
    expect(page.get_by_text("이미 쓰고 있는 닉네임이에요.")).to_be_visible()
    newcomer.check_accessibility()
    page.get_by_label("닉네임", exact=True).fill("느린독서가")
    expect(page.get_by_text("쓸 수 있는 닉네임이에요")).to_be_visible()
    page.get_by_label("학년").select_option("2학년")
    page.get_by_label("이용약관을 읽었고 동의해요").check()
    page.get_by_label("만 14세 이상이에요").check()
    page.get_by_role("button", name="시작하기").click()
    expect(page.get_by_text("느린독서가님, 반가워요!")).to_be_visible()
    expect(page.get_by_label("제목", exact=True)).to_have_value("카카오로 들어온 첫 글")
    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_role("article")).to_contain_text("나는 2학년이야.")
    page.goto("/welcome")
    expect(page).to_have_url(f"{social_site.web}/")


def test_a_member_gets_a_password_and_links_another_account(
    visitor: Callable[..., Visitor], social_site: Site, provider: OAuthServer
) -> None:
    provider.account = Account(number=70_002, email="two-ways@example.org")
    owner = visitor(social_site)
    page = owner.page
    come_in(owner, "카카오 로그인", "/login")
    finish_sign_up(page, "길두개고양이")
    page.goto("/profile/account")
    expect(page.get_by_text("지금은 이 계정으로만 로그인할 수 있어요.")).to_be_visible()
    expect(page.get_by_role("button", name="연결 끊기")).to_have_count(0)
    owner.check_accessibility()
    page.get_by_role("button", name="비밀번호 만들기").click()
    dialog = page.get_by_role("dialog", name="비밀번호 만들기")
    username = dialog.locator("strong").inner_text()
    dialog.get_by_label("새 비밀번호").fill(PASSWORD)
    owner.check_accessibility()
    dialog.get_by_role("button", name="만들기").click()
    expect(page.get_by_text("비밀번호를 만들었어요.")).to_be_visible()
    expect(page.get_by_role("button", name="비밀번호 바꾸기")).to_be_focused()

    owner.expect_trouble("400 .*/accounts/social/")
    link(page, "Google", "이게-아닌가-봐")
    dialog = page.get_by_role("dialog", name="Google 계정을 연결할까요?")
    expect(dialog.get_by_text("비밀번호가 맞지 않아요.")).to_be_visible()
    expect(dialog.get_by_label("비밀번호", exact=True)).to_be_focused()
    owner.check_accessibility()
    dialog.get_by_role("button", name="취소").click()
    link(page, "Google")
    page.get_by_role("link", name="취소").click()
    expect(page).to_have_url(f"{social_site.web}/profile/account")
    link(page, "Google")
    page.get_by_role("link", name="동의하고 계속하기").click()
    expect(page).to_have_url(f"{social_site.web}/profile/account")
    expect(page.get_by_text("Google 계정을 연결했어요.")).to_be_visible()
    letter = letter_about(social_site, "two-ways@example.org", "Google 계정이 연결됐어요")
    assert "연결한 적이 없다면" in letter.text
    page.get_by_role("button", name="카카오 연결 끊기").click()
    dialog = page.get_by_role("dialog", name="카카오 연결을 끊을까요?")
    owner.check_accessibility()
    dialog.get_by_role("button", name="연결 끊기").click()
    expect(dialog.get_by_text("비밀번호를 써 주세요.")).to_be_visible()
    dialog.get_by_label("비밀번호", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="연결 끊기").click()
    expect(page.get_by_text("카카오 연결을 끊었어요.")).to_be_visible()
    assert "끊은 적이 없다면" in letter_about(social_site, "two-ways@example.org", "카카오 연결이 끊겼어요").text
    expect(page.get_by_role("button", name="카카오 연결하기")).to_be_visible()
    elsewhere = visitor(social_site, phone=True)
    elsewhere.log_in(Member(username, "길두개고양이"), "/profile/account")
    expect(elsewhere.page.get_by_role("button", name="Google 연결 끊기")).to_be_visible()
    elsewhere.check_accessibility()
    elsewhere.check_width()


def test_who_has_no_password_logs_in_again_before_linking(
    visitor: Callable[..., Visitor], social_site: Site, provider: OAuthServer
) -> None:
    provider.account = Account(number=70_004, email="again@example.org")
    owner = visitor(social_site, phone=True, dark=True)
    page = owner.page
    come_in(owner, "카카오 로그인", "/login")
    finish_sign_up(page, "조심스런수리")
    page.goto("/profile/account")
    page.route("**/accounts/social/google/", lambda route: ask_for_recent_login(route, social_site, "POST"))
    owner.expect_trouble("403 .*/accounts/social/google/")
    page.get_by_role("button", name="Google 연결하기").click()
    expect(page).to_have_url(f"{social_site.web}/login?again=1&next=%2Fprofile%2Faccount")
    page.unroute("**/accounts/social/google/")
    page.get_by_role("button", name="카카오 로그인").click()
    page.get_by_role("link", name="동의하고 계속하기").click()
    expect(page).to_have_url(f"{social_site.web}/profile/account")
    page.get_by_role("button", name="Google 연결하기").click()
    page.get_by_role("link", name="동의하고 계속하기").click()
    expect(page.get_by_text("Google 계정을 연결했어요.")).to_be_visible()
    owner.check_width()


def test_who_has_no_password_logs_in_again_before_leaving(
    visitor: Callable[..., Visitor], social_site: Site, provider: OAuthServer
) -> None:
    provider.account = Account(number=70_003, email="leaver@example.org")
    leaver = visitor(social_site, phone=True)
    page = leaver.page
    come_in(leaver, "카카오 로그인", "/login")
    finish_sign_up(page, "떠나는제비")
    page.goto("/profile/leave")
    page.route("**/accounts/user/", lambda route: ask_for_recent_login(route, social_site))
    leaver.expect_trouble("403 DELETE .*/accounts/user/")
    leaver.expect_trouble("status of 403 .*/accounts/user/")
    withdraw(page)
    expect(page).to_have_url(f"{social_site.web}/login?again=1&next=%2Fprofile%2Fleave")
    expect(page.get_by_role("dialog")).to_have_count(0)
    leaver.check_accessibility()
    page.unroute("**/accounts/user/")
    page.get_by_role("button", name="카카오 로그인").click()
    page.get_by_role("link", name="동의하고 계속하기").click()
    expect(page).to_have_url(f"{social_site.web}/profile/leave")
    withdraw(page)
    expect(page.get_by_text("탈퇴했어요.")).to_be_visible()

    leaver.expect_trouble("401 .*/accounts/social/token/")
    come_in(leaver, "카카오 로그인", "/login")
    dialog = page.get_by_role("dialog", name="탈퇴를 취소하고 돌아올까요?")
    dialog.get_by_role("button", name="돌아오기").click()
    expect(page.get_by_role("button", name="내 메뉴")).to_be_visible()
    page.goto("/profile")
    expect(page.get_by_role("heading", name="떠나는제비")).to_be_visible()


def come_in(somebody: Visitor, button: str, path: str) -> None:
    somebody.expect_trouble("status of 401 .*/favicon.ico")  # The provider's page has none.
    page = somebody.page
    page.goto(path)
    page.get_by_role("button", name=button).click()
    page.get_by_role("link", name="동의하고 계속하기").click()


def finish_sign_up(page: Page, nickname: str) -> None:
    expect(page).to_have_url(re.compile("/welcome"))
    page.get_by_label("닉네임", exact=True).fill(nickname)
    page.get_by_label("이용약관을 읽었고 동의해요").check()
    page.get_by_label("만 14세 이상이에요").check()
    page.get_by_role("button", name="시작하기").click()
    expect(page.get_by_text(f"{nickname}님, 반가워요!")).to_be_visible()


def link(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_role("button", name=f"{name} 연결하기").click()
    dialog = page.get_by_role("dialog", name=f"{name} 계정을 연결할까요?")
    dialog.get_by_label("비밀번호", exact=True).fill(password)
    dialog.get_by_role("button", name="연결하기").click()


def letter_about(site: Site, address: str, subject: str) -> Letter:
    """The letter with these words in its subject, whatever else was mailed before."""
    letter = site.mails.take(address)
    while subject not in letter.subject:
        letter = site.mails.take(address)
    return letter


def withdraw(page: Page) -> None:
    page.get_by_role("button", name="탈퇴하기").click()
    page.get_by_role("dialog", name="정말 탈퇴할까요?").get_by_role("button", name="탈퇴하기").click()


def ask_for_recent_login(route: Route, site: Site, method: str = "DELETE") -> None:
    if route.request.method != method:
        route.continue_()
        return
    error = {"code": "recent_login_required", "detail": "로그인한 지 10분이 지났어요.", "attr": None}
    route.fulfill(
        status=403,
        headers={"Access-Control-Allow-Origin": site.web, "Access-Control-Allow-Credentials": "true"},
        json={"type": "client_error", "errors": [error]},
    )
