"""Signing up: what a form tells while it is filled in, and addresses that are proved by a mailed code."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from journeys.support.api import PASSWORD, Api
from journeys.support.site import Site, running_site
from journeys.support.visitor import Visitor

CODE_REFUSED = "400 .*/accounts/(signup|user)/"


@pytest.fixture(scope="module")
def coded_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """School Talks where every member proves an address."""
    with running_site(tmp_path_factory.mktemp("coded-site"), SIGNUP_EMAIL_CODE="required") as running:
        yield running


def test_a_mailed_code_opens_the_door(visitor: Callable[..., Visitor], coded_site: Site) -> None:
    student = visitor(coded_site, phone=True)
    page = student.page
    page.goto("/signup?next=/study")
    fill_in(page, "code-sudal", "번호받은수달")
    page.get_by_label("이메일").fill("code-sudal@example.org")
    page.get_by_role("button", name="가입하기").click()
    expect(page.get_by_label("이메일")).to_be_focused()
    expect(page.get_by_label("이메일")).to_have_accessible_description(re.compile("번호를 받아 주세요"))

    page.get_by_role("button", name="인증 번호 받기").click()
    expect(code_field(page)).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="메일을 보냈어요")).to_be_visible()
    expect(page.get_by_role("button", name="뒤에 다시 받기")).to_have_attribute("aria-disabled", "true")
    student.check_accessibility()
    student.check_width()
    code = code_from(coded_site, "code-sudal@example.org")
    student.expect_trouble(CODE_REFUSED)
    code_field(page).fill(wrong(code))
    page.get_by_role("button", name="가입하기").click()
    expect(code_field(page)).to_be_focused()
    expect(code_field(page)).to_have_accessible_description(re.compile("인증 번호가 맞지 않아요"))
    student.check_accessibility()

    # A phone may throw the page away while one looks into the mail.
    page.reload()
    expect(page.get_by_label("닉네임", exact=True)).to_have_value("번호받은수달")
    expect(page.get_by_label("이메일")).to_have_value("code-sudal@example.org")
    expect(password_field(page)).to_have_value("")
    expect(code_field(page)).to_have_value("")
    password_field(page).fill(PASSWORD)
    agree(page)
    code_field(page).fill(f"{code[:3]} {code[3:]}")
    page.get_by_role("button", name="가입하기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("가입을 마쳤어요")
    expect(page.get_by_role("button", name="내 메뉴")).to_be_visible()
    assert "번호받은수달님" in coded_site.mails.take("code-sudal@example.org").text
    page.get_by_role("link", name="보던 곳으로 돌아가기").click()
    expect(page).to_have_url(f"{coded_site.web}/study")
    page.goto("/profile")
    expect(page.get_by_role("definition").filter(has_text="code-sudal@")).to_contain_text("인증했어요")
    page.goto("/signup")
    expect(page).to_have_url(f"{coded_site.web}/")


def test_a_code_belongs_to_its_address(visitor: Callable[..., Visitor], coded_site: Site) -> None:
    student = visitor(coded_site)
    page = student.page
    page.goto("/signup")
    email = page.get_by_label("이메일")
    page.get_by_role("button", name="인증 번호 받기").click()
    expect(email).to_be_focused()
    expect(email).to_have_accessible_description(re.compile("이메일을 써 주세요"))
    email.fill("typo@")
    page.get_by_role("button", name="인증 번호 받기").click()
    expect(email).to_have_accessible_description(re.compile("주소가 맞는지"))
    email.fill("first-try@example.org")
    page.get_by_role("button", name="인증 번호 받기").click()
    expect(code_field(page)).to_be_focused()
    code_field(page).fill("123456")

    email.fill("second-try@example.org")
    expect(code_field(page)).to_be_hidden()
    page.get_by_role("button", name="인증 번호 받기").click()
    expect(code_field(page)).to_be_focused()
    expect(code_field(page)).to_have_value("")
    email.fill("first-try@example.org")
    page.get_by_role("button", name="인증 번호 받기").click()
    student.expect_trouble("429 .*/email/code/")
    expect(page.get_by_role("alert").filter(has_text="뒤에")).to_be_visible()
    expect(code_field(page)).to_be_visible()  # The first mail is there already.


def test_a_new_address_is_proved_before_it_is_kept(visitor: Callable[..., Visitor], api: Api, site: Site) -> None:
    member = api.sign_up("이사하는제비", email="old-nest@example.org")
    owner = visitor(phone=True)
    owner.log_in(member, "/profile")
    page = owner.page
    expect(page.get_by_role("definition").filter(has_text="old-nest@")).to_contain_text("인증 전")
    site.mails.take("old-nest@example.org")
    prove(owner, "old-nest@example.org", site)
    page.get_by_role("link", name="프로필 고치기").click()
    expect(page.get_by_text("인증한 주소예요")).to_be_visible()
    expect(page.get_by_role("button", name="인증 번호 받기")).to_be_hidden()
    prove(owner, "new-nest@example.org", site, member.password)
    assert site.mails.take("old-nest@example.org")


def test_names_are_looked_up_while_they_are_typed(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("이름먼저수달")
    newcomer = visitor(phone=True, dark=True)
    page = newcomer.page
    page.goto("/signup")
    username, nickname = page.get_by_label("아이디"), page.get_by_label("닉네임", exact=True)
    username.fill(member.username.upper())
    expect(username).to_have_accessible_description(re.compile("이미 쓰고 있는 아이디예요"))
    newcomer.check_accessibility()
    username.fill("nobody-else-7")
    expect(page.get_by_text("쓸 수 있는 아이디예요")).to_be_visible()
    expect(username).not_to_have_attribute("aria-invalid", "true")
    nickname.fill(member.nickname)
    expect(nickname).to_have_accessible_description(re.compile("이미 쓰고 있는 닉네임이에요"))

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/availability/" in request.url else None)
    nickname.press_sequentially("의친구", delay=20)
    expect(page.get_by_text("쓸 수 있는 닉네임이에요")).to_be_visible()
    assert len(asked) == 1
    newcomer.lose_network()
    nickname.press_sequentially("의동생", delay=20)
    expect(page.get_by_text("쓸 수 있는 닉네임이에요")).to_have_count(0)
    expect(page.get_by_text("확인하고 있어요")).to_have_count(0)
    expect(nickname).not_to_have_attribute("aria-invalid", "true")


def test_a_password_is_judged_while_it_is_typed(visitor: Callable[..., Visitor]) -> None:
    newcomer = visitor()
    page = newcomer.page
    page.goto("/signup")
    page.get_by_label("닉네임", exact=True).fill("고요한수달")
    password_field(page).fill("qwer")
    expect(rule(page, "8자 이상")).to_contain_text("아직이에요")
    password_field(page).fill("qwer1234")
    expect(rule(page, "8자 이상")).to_contain_text("지켰어요")
    expect(page.get_by_text("키보드나 순서를 따라 이어지는 글자는")).to_be_visible()
    newcomer.check_accessibility()
    password_field(page).fill("rhdygkstnekf1")  # the nickname, typed on an English keyboard
    expect(page.get_by_text("닉네임에서 따온 비밀번호는")).to_be_visible()
    password_field(page).fill("gksqlcrh2026")  # 한빛고, the same way
    expect(page.get_by_text("남이 맞히기 어려운 비밀번호예요")).to_be_visible()
    page.get_by_text("더 알려 주기").click()
    page.get_by_label("학교").fill("한빛고등학교")
    expect(page.get_by_text("학교에서 따온 비밀번호는")).to_be_visible()


def test_terms_that_changed_meanwhile_are_agreed_to_again(visitor: Callable[..., Visitor], site: Site) -> None:
    reader = visitor()
    page = reader.page
    page.route(f"{site.api}/accounts/signup/", show_old_terms)
    page.goto("/signup")
    fill_in(page, "terms-reader", "약관읽는부엉이")
    page.unroute(f"{site.api}/accounts/signup/")
    reader.expect_trouble("400 .*/accounts/signup/")
    page.get_by_role("button", name="가입하기").click()
    expect(page.get_by_role("alert").filter(has_text="약관이 그사이 바뀌었어요")).to_be_visible()
    expect(page.get_by_label("이용약관을 읽었고 동의해요")).not_to_be_checked()
    reader.check_accessibility()
    page.get_by_label("이용약관을 읽었고 동의해요").check()
    page.get_by_role("button", name="가입하기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("가입을 마쳤어요")


def test_one_can_sign_up_with_a_picture(visitor: Callable[..., Visitor], tmp_path: Path) -> None:
    Image.effect_noise((400, 300), 90).convert("RGB").save(tmp_path / "field.png")
    newcomer = visitor(phone=True)
    page = newcomer.page
    page.goto("/signup")
    fill_in(page, "with-picture", "사진부터오리")
    page.get_by_text("더 알려 주기").click()
    page.get_by_label("사진 고르기").set_input_files(tmp_path / "field.png")
    page.get_by_label("학년").select_option("2학년")
    newcomer.check_accessibility()
    newcomer.check_width()
    page.get_by_role("button", name="가입하기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("가입을 마쳤어요")
    expect(page.locator("header st-avatar img")).to_be_visible()
    page.get_by_role("link", name="프로필 꾸미기").click()
    expect(page.get_by_role("combobox", name="학년")).to_have_value("2")


def test_a_member_whom_the_login_fails_is_asked_to_log_in(visitor: Callable[..., Visitor]) -> None:
    newcomer = visitor()
    page = newcomer.page
    page.goto("/signup?next=/free")
    fill_in(page, "unlucky-one", "운없는두더지")
    page.route("**/accounts/token/", lambda route: route.abort("connectionfailed"))
    newcomer.expect_trouble("ERR_CONNECTION_FAILED")
    page.get_by_role("button", name="가입하기").click()
    expect(page).to_have_url(re.compile(r"/login\?username=unlucky-one&next=%2Ffree$"))
    expect(page.get_by_text("가입을 마쳤어요. 이제 로그인해 주세요.")).to_be_visible()
    expect(page.get_by_label("아이디")).to_have_value("unlucky-one")
    expect(password_field(page)).to_be_focused()
    page.unroute("**/accounts/token/")
    password_field(page).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="로그인", exact=True).click()
    expect(page).to_have_url(re.compile("/free$"))


def fill_in(page: Page, username: str, nickname: str) -> None:
    page.get_by_label("아이디").fill(username)
    password_field(page).fill(PASSWORD)
    page.get_by_label("닉네임", exact=True).fill(nickname)
    agree(page)


def agree(page: Page) -> None:
    page.get_by_label("이용약관을 읽었고 동의해요").check()
    page.get_by_label("만 14세 이상이에요").check()


def prove(owner: Visitor, address: str, site: Site, password: str = "") -> None:
    """Writes the address into the own profile, with the code that was mailed to it; another one wants the password."""
    page = owner.page
    page.goto("/profile/edit")
    page.get_by_label("이메일").fill(address)
    page.get_by_role("button", name="인증 번호 받기").click()
    code_field(page).fill(code_from(site, address))
    if password:
        password_field(page).fill(password)
    owner.check_accessibility()
    page.get_by_role("button", name="저장하기").click()
    expect(page.get_by_text("프로필을 저장했어요.")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text=address)).to_contain_text("인증했어요")


def show_old_terms(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, json={**response.json(), "terms_version": "2020-01"})


def code_field(page: Page) -> Locator:
    return page.get_by_label("인증 번호", exact=True)


def password_field(page: Page) -> Locator:
    return page.get_by_label("비밀번호", exact=True)


def rule(page: Page, words: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=words)


def code_from(site: Site, address: str) -> str:
    found = re.search(r"^\d{6}$", site.mails.take(address).text, re.MULTILINE)
    assert found
    return found[0]


def wrong(code: str) -> str:
    return code[:-1] + str((int(code[-1]) + 1) % 10)
