"""Who is suspended hears of it, and may still take along what is theirs, and leave."""

import re
from collections.abc import Callable
from zipfile import ZipFile

from playwright.sync_api import expect

from journeys.support.api import DEMO_PASSWORD, Api, Member
from journeys.support.site import Site
from journeys.support.visitor import Visitor


def test_who_is_suspended_takes_everything_along_and_leaves(
    visitor: Callable[..., Visitor], api: Api, site: Site
) -> None:
    member = api.sign_up("쫓겨난너구리")
    suspend(visitor(), api, site, member)

    outsider = visitor(phone=True)
    page = outsider.page
    page.goto("/login")
    log_in(outsider, member)
    expect(page.get_by_role("heading", name="정지된 계정이에요")).to_be_focused()
    expect(page.get_by_role("link", name="문의하기")).to_have_attribute("href", "/help")
    outsider.check_accessibility()
    outsider.check_width()
    with page.expect_download() as download:
        page.get_by_role("button", name="내 정보 내려받기").click()
    assert re.fullmatch(r"school-talks-\d{4}-\d\d-\d\d\.zip", download.value.suggested_filename)
    with ZipFile(download.value.path()) as archive:
        assert member.username in archive.read("profile.json").decode()
    expect(page.get_by_text("내 정보를 내려받았어요.")).to_be_visible()

    page.get_by_role("button", name="탈퇴하기").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("되돌려도 정지는 그대로예요.")
    outsider.check_accessibility()
    dialog.get_by_role("button", name="탈퇴하기").click()
    expect(page).to_have_url(f"{site.web}/")
    expect(page.get_by_text("탈퇴했어요. 그동안 고마웠어요.")).to_be_visible()

    page.goto("/login")
    log_in(outsider, member)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("탈퇴를 취소하고 돌아올까요?")
    outsider.expect_trouble("401 ")
    dialog.get_by_role("button", name="돌아오기").click()
    expect(dialog).to_contain_text("정지된 계정이라 로그인할 수 없어요.")


def log_in(outsider: Visitor, member: Member) -> None:
    outsider.expect_trouble("401 ")
    page = outsider.page
    page.get_by_label("아이디").fill(member.username)
    page.get_by_label("비밀번호", exact=True).fill(member.password)
    page.get_by_role("main").get_by_role("button", name="로그인", exact=True).click()


def suspend(staff: Visitor, api: Api, site: Site, member: Member) -> None:
    """As staff do it, in the back office."""
    own_id = api.log_in(member.username).send("GET", "/accounts/user/")["id"]
    staff.expect_trouble("404 ")  # the back office has no icon
    page = staff.page
    page.goto(f"{site.api}/admin/accounts/user/{own_id}/change/")
    page.get_by_label("아이디").fill("staff")
    page.get_by_label("비밀번호").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="로그인").click()
    page.get_by_label("정지", exact=True).check()
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page).to_have_url(f"{site.api}/admin/accounts/user/")
