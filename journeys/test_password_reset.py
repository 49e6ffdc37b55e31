"""A forgotten password: from the mail to a new one, and what a link is worth afterwards."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, expect

from journeys.support.api import Api, Member
from journeys.support.site import Site
from journeys.support.visitor import Visitor

NEW_PASSWORD = "첫눈-오는-등굣길-3"


def test_a_forgotten_password_is_replaced_by_mail(visitor: Callable[..., Visitor], api: Api, site: Site) -> None:
    address = "ggamppak@example.com"
    member = api.sign_up("깜빡이는반디", email=address)
    elsewhere, owner = visitor(), visitor(phone=True)
    elsewhere.log_in(member, "/profile")
    page = owner.page
    page.goto("/login?next=/free")
    page.get_by_role("link", name="비밀번호를 잊었어요").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("비밀번호를 잊었어요?")
    owner.check_accessibility()
    page.get_by_label("이메일").fill(address)
    page.get_by_role("button", name="링크 받기").click()
    expect(page.get_by_role("heading", name="메일을 보냈어요")).to_be_focused()
    expect(page.get_by_role("button", name="뒤에 다시 할 수 있어요")).to_have_attribute("aria-disabled", "true")
    owner.check_accessibility()
    owner.check_width()
    link, token = site.link_mailed_to(address, "비밀번호를 다시 정해", "password-reset")

    sent = heard_from(page)
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("새 비밀번호를 정해 주세요")
    expect(page).to_have_url(f"{site.web}/password-reset")
    owner.check_accessibility()
    page.get_by_label("새 비밀번호").fill("qwer1234")
    owner.expect_trouble("400 .*/password/reset/confirm/")
    page.get_by_role("button", name="비밀번호 바꾸기").click()
    expect(page.get_by_label("새 비밀번호")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("새 비밀번호").fill(NEW_PASSWORD)
    page.get_by_role("button", name="비밀번호 바꾸기").click()
    expect(page).to_have_url(f"{site.web}/")
    expect(page.get_by_role("heading", name=f"{member.nickname}님, 안녕하세요")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name=f"{member.nickname}님, 안녕하세요")).to_be_visible()
    leaks = [request.url for request in sent if token in request.url or token in str(request.headers)]
    assert not leaks
    assert {request.url for request in sent if token in (request.post_data or "")} == {
        f"{site.api}/accounts/password/reset/confirm/"
    }

    elsewhere.expect_trouble("401 ")
    elsewhere.page.reload()
    expect(elsewhere.page).to_have_url(re.compile("/login"))
    elsewhere.fill_in_login(Member(member.username, member.nickname, NEW_PASSWORD))


def test_a_used_link_leads_to_a_new_one(visitor: Callable[..., Visitor], api: Api, site: Site) -> None:
    address = "dubeon@example.com"
    api.sign_up("두번누른토끼", email=address)
    api.send("POST", "/accounts/password/reset/", {"email": address})
    link, token = site.link_mailed_to(address, "비밀번호를 다시 정해", "password-reset")
    api.send("POST", "/accounts/password/reset/confirm/", {"token": token, "new_password": NEW_PASSWORD})
    owner = visitor(dark=True)
    page = owner.page
    page.goto("/password-reset")
    expect(page.get_by_label("이메일")).to_be_visible()
    page.goto(link)  # pasted into the tab where it was asked for: nothing is loaded anew
    expect(page.get_by_role("heading", level=1)).to_have_text("새 비밀번호를 정해 주세요")
    expect(page).to_have_url(f"{site.web}/password-reset")
    page.get_by_label("새 비밀번호").fill(NEW_PASSWORD)
    owner.expect_trouble("400 .*/password/reset/confirm/")
    page.get_by_role("button", name="비밀번호 바꾸기").click()
    expect(page.get_by_role("heading", name="이제 쓸 수 없는 링크예요")).to_be_focused()
    owner.check_accessibility()
    page.get_by_role("button", name="새 링크 받기").click()
    expect(page.get_by_label("이메일")).to_be_focused()


@pytest.mark.parametrize("address", ["nugu@example.com", "amudo@example.com"])
def test_a_stranger_learns_nothing_from_the_answer(visitor: Callable[..., Visitor], api: Api, address: str) -> None:
    if address.startswith("nugu"):
        api.sign_up("누구일까부엉이", email=address)
    stranger = visitor()
    page = stranger.page
    page.goto("/password-reset")
    page.get_by_label("이메일").fill(address)
    page.get_by_role("button", name="링크 받기").click()
    expect(page.get_by_role("heading", name="메일을 보냈어요")).to_be_visible()
    expect(page.get_by_text(f"{address} 주소를 쓰는 회원이 있다면 곧 도착해요.")).to_be_visible()


def heard_from(page: Page) -> list[Request]:
    sent: list[Request] = []
    page.context.on("request", lambda request: sent.append(request))
    return sent
