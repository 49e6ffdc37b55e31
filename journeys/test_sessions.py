"""Logins over time: where the tokens are, how they are renewed unseen, and what happens when a login ends elsewhere."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from journeys.support.api import Api
from journeys.support.site import Site
from journeys.support.visitor import Visitor

TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")
REFRESH = "**/accounts/token/refresh/"
EVERYTHING_A_SCRIPT_CAN_READ = """() => JSON.stringify([
    Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, history.state, name,
])"""


def test_no_script_can_read_the_refresh_token(visitor: Callable[..., Visitor], api: Api) -> None:
    owner = visitor()
    owner.log_in(api.sign_up("조용한금고"), "/profile")
    page = owner.page
    for _ in range(2):
        assert not TOKEN.search(page.evaluate(EVERYTHING_A_SCRIPT_CAN_READ))
        [cookie] = [cookie for cookie in page.context.cookies() if cookie["name"] == "refresh_token"]
        assert TOKEN.fullmatch(cookie["value"])
        assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, True, "Strict")
        assert cookie["path"] == "/accounts/token/"
        page.reload()
        expect(page.get_by_role("heading", level=2).first).to_be_visible()


def test_a_login_survives_reloads_under_both_names_of_the_machine(
    visitor: Callable[..., Visitor], api: Api, site: Site
) -> None:
    member = api.sign_up("이름이둘인달")
    owner = visitor()
    page = owner.page
    other_name = site.web.replace("localhost", "127.0.0.1")
    for origin in (site.web, other_name):
        page.goto(f"{origin}/login?next=/profile")
        owner.fill_in_login(member)
        page.reload()
        expect(page.get_by_role("heading", name=member.nickname)).to_be_visible()


@pytest.mark.parametrize("has_locks", [True, False], ids=["locks", "no-locks"])
def test_two_tabs_that_renew_at_once_stay_logged_in(visitor: Callable[..., Visitor], api: Api, has_locks: bool) -> None:
    member = api.sign_up("두창문앵무새")
    owner = visitor()
    if not has_locks:
        owner.page.context.add_init_script("delete Navigator.prototype.locks")
        owner.expect_trouble("401 .*/token/refresh/")
        owner.expect_trouble("status of 401 .*/token/refresh/")
    owner.log_in(member, "/profile")
    tabs = [owner.page, owner.open_tab()]
    tabs[1].goto("/profile")
    if not has_locks:
        let_both_go_at_once(owner.page)
    for _ in range(3):
        for tab in tabs:
            tab.evaluate("() => { setTimeout(() => location.reload()) }")
        for tab in tabs:
            tab.wait_for_load_state()
            expect(tab.get_by_role("heading", name=member.nickname)).to_be_visible()
            expect(tab.get_by_role("button", name="내 메뉴")).to_be_visible()


def test_a_spent_token_is_renewed_and_the_post_sent_again(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = visitor(phone=True)
    writer.log_in(api.sign_up("느긋한거북이"), "/study/write")
    page = writer.page
    title, content = "면접에서 자주 받은 질문 다섯 개", "1. 지원 동기\n2. 가장 힘들었던 활동\n3. 읽은 책"
    page.get_by_label("제목", exact=True).fill(title)
    page.get_by_label("내용", exact=True).fill(content)
    sent = spend_token_of_first(page, "**/study/", "POST")
    writer.expect_trouble("401 .*/study/$")
    writer.expect_trouble("status of 401 .*/study/")
    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("article")).to_contain_text("가장 힘들었던 활동")
    assert len(sent) == 2
    assert sent[0] == sent[1]


def test_a_picture_is_sent_again_whole(visitor: Callable[..., Visitor], api: Api, tmp_path: Path) -> None:
    owner = visitor()
    owner.log_in(api.sign_up("사진든토끼"), "/profile/edit")
    page = owner.page
    Image.effect_noise((600, 600), 90).convert("RGB").save(tmp_path / "field.png")
    page.get_by_label("사진 고르기").set_input_files(tmp_path / "field.png")
    page.get_by_label("소개").fill("운동장을 찍었어요.")
    sent = spend_token_of_first(page, "**/accounts/user/", "PATCH")
    owner.expect_trouble("401 .*/accounts/user/")
    page.get_by_role("button", name="저장하기").click()
    expect(page.get_by_text("프로필을 저장했어요.")).to_be_visible()
    expect(page.get_by_text("운동장을 찍었어요.")).to_be_visible()
    expect(page.locator("main st-avatar img")).to_be_visible()
    assert len(sent) == 2


def test_a_comment_outlives_a_login_that_ended_elsewhere(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("댓글쓰는두더지")
    post = api.log_in(member.username).send("POST", "/post/", {"title": "체육대회 반티 골라 줘", "content": "축구복?"})
    writer = visitor(phone=True)
    writer.log_in(member, f"/free/{post['id']}")
    page = writer.page
    page.get_by_label("댓글 쓰기").fill("한복 반티 한 표, 작년에 옆 반이 했는데 예뻤어")
    member = api.end_logins(member)
    writer.expect_trouble("401 ")
    page.get_by_role("button", name="올리기").click()
    expect(page).to_have_url(re.compile(rf"/login\?next=%2Ffree%2F{post['id']}$"))
    expect(page.locator(".st-toast").filter(has_text="로그인이 끝났어요.")).to_be_visible()
    writer.check_accessibility()
    writer.fill_in_login(member)
    expect(page.get_by_label("댓글 쓰기")).to_have_value("한복 반티 한 표, 작년에 옆 반이 했는데 예뻤어")
    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_text("한복 반티 한 표")).to_be_visible()


def test_a_network_that_fails_keeps_the_login(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("지하철수달")
    rider = visitor(phone=True)
    rider.log_in(member, "/profile")
    page = rider.page
    page.route(REFRESH, lambda route: route.abort("connectionfailed"))
    rider.expect_trouble("ERR_CONNECTION_FAILED")
    page.reload()
    expect(page.get_by_role("button", name="다시 시도")).to_be_visible()
    expect(page).to_have_url(re.compile("/profile$"))
    page.unroute(REFRESH)
    page.get_by_role("button", name="다시 시도").click()
    expect(page.get_by_role("heading", name=member.nickname)).to_be_visible()


def test_a_logout_without_a_network_is_made_up_for(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("피시방너구리")
    owner = visitor()
    owner.log_in(member, "/free")
    page = owner.page
    owner.lose_network()
    owner.expect_trouble("ERR_")
    owner.expect_trouble("status of 401 .*/blacklist/")
    page.get_by_role("button", name="내 메뉴").click()
    page.get_by_role("button", name="로그아웃").click()
    expect(page.get_by_text("로그아웃했어요. 또 만나요!")).to_be_visible()
    assert "refresh_token" in cookie_names(page)
    owner.expect_trouble(
        "401 .*/blacklist/"
    )  # The network comes back in bits: an answer may be lost, and the cookie gone.
    owner.regain_network()
    page.wait_for_function("() => Object.keys(localStorage).every(key => !key.startsWith('st.log'))")
    assert "refresh_token" not in cookie_names(page)


def test_too_many_guesses_are_told_with_a_countdown(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("깜빡한다람쥐")
    owner = visitor(phone=True)
    owner.expect_trouble("(401|429) .*/accounts/token/")
    owner.expect_trouble("status of (401|429) ")
    page = owner.page
    page.goto("/login")
    page.get_by_label("아이디").fill(member.username)
    button = page.get_by_role("main").get_by_role("button", name="로그인", exact=True)
    held = page.get_by_role("button", name="뒤에 다시 할 수 있어요")
    for attempt in range(12):
        page.get_by_label("비밀번호", exact=True).fill(f"이거였던가-{attempt}")
        with page.expect_response("**/accounts/token/"):
            button.click()
        expect(page.locator("form[aria-busy=true]")).to_have_count(0)
        if held.count():
            break
    expect(held).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("alert").filter(has_text="뒤에")).to_be_visible()
    owner.check_accessibility()
    owner.check_width()
    page.get_by_label("아이디").fill("another-name")
    expect(button).to_be_visible()


def let_both_go_at_once(page: Page) -> None:
    """Of two renewals none is sent before the other is there as well: both carry the same token."""
    waiting: list[Route] = []

    def meet(route: Route) -> None:
        waiting.append(route)
        if len(waiting) == 2:
            for each in waiting:
                each.continue_()
        elif len(waiting) > 2:
            route.continue_()

    page.context.route(REFRESH, meet)


def spend_token_of_first(page: Page, path: str, method: str) -> list[str | None]:
    """The first such request arrives with a token that the server refuses; returns the bodies of all, as they come."""
    bodies: list[str | None] = []

    def spend(route: Route) -> None:
        request = route.request
        if request.method != method:
            route.continue_()
            return
        bodies.append(request.post_data if "multipart" not in request.headers.get("content-type", "") else None)
        if len(bodies) == 1:
            route.continue_(headers={**request.headers, "authorization": "Bearer spent"})
        else:
            route.continue_()

    page.route(path, spend)
    return bodies


def cookie_names(page: Page) -> set[str]:
    return {cookie["name"] for cookie in page.context.cookies()}
