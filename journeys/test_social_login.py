"""Coming in with an account of Google or Kakao, and back again when that goes wrong."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from journeys.support.oauth_server import Account, Fault, OAuthServer
from journeys.support.site import Site
from journeys.support.visitor import Visitor


@pytest.mark.parametrize("name", ["Google 계정으로 로그인", "카카오 로그인"])
def test_who_comes_for_the_first_time_is_led_on_to_the_sign_up(
    visitor: Callable[..., Visitor], social_site: Site, provider: OAuthServer, name: str
) -> None:
    provider.account = Account(number=1_000 + len(name), email=f"first{len(name)}@example.org")
    newcomer = visitor(social_site, phone=True)
    page = newcomer.page
    page.goto("/login?next=/free")
    newcomer.check_accessibility()
    newcomer.check_width()
    with page.expect_request("**/accounts/social/token/") as exchange:
        go_to_provider(newcomer, name)
        page.get_by_role("link", name="동의하고 계속하기").click()
    expect(page).to_have_url(f"{social_site.web}/welcome?next=%2Ffree")
    expect(page.get_by_role("button", name="내 메뉴")).to_be_visible()
    used = f"/social#code={json.loads(exchange.value.post_data or '')['code']}"

    page.goto(used)  # the same address from the history: no harm done
    expect(page).to_have_url(f"{social_site.web}/welcome?next=%2F")
    expect(page.get_by_role("button", name="내 메뉴")).to_be_visible()

    stranger = visitor(social_site)
    stranger.page.goto(used)
    expect(stranger.page.get_by_role("heading", level=1)).to_have_text("로그인을 마치지 못했어요")
    stranger.check_accessibility()


def test_who_cancels_is_back_where_the_login_began(
    visitor: Callable[..., Visitor], social_site: Site, provider: OAuthServer
) -> None:
    doubter = visitor(social_site)
    page = doubter.page
    page.goto("/login?next=/study")
    go_to_provider(doubter, "카카오 로그인")
    page.get_by_role("link", name="취소").click()
    expect(page).to_have_url(f"{social_site.web}/login?next=%2Fstudy")
    expect(page.get_by_role("button", name="카카오 로그인")).to_be_visible()


def test_a_provider_in_trouble_is_told_with_a_way_on(
    visitor: Callable[..., Visitor], social_site: Site, provider: OAuthServer
) -> None:
    provider.faults["/token"] = Fault(status=500, body=b"")
    patient = visitor(social_site, phone=True, dark=True)
    page = patient.page
    page.goto("/login?next=/study")
    go_to_provider(patient, "카카오 로그인")
    page.get_by_role("link", name="동의하고 계속하기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("로그인을 마치지 못했어요")
    expect(page).to_have_url(f"{social_site.web}/social")
    patient.check_accessibility()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("로그인을 마치지 못했어요")
    page.get_by_role("link", name="로그인으로 가기").click()
    expect(page).to_have_url(re.compile("/login"))


@pytest.mark.parametrize(
    ("error", "heading"),
    [
        ("email_in_use", "이미 가입한 이메일이에요"),
        ("already_linked", "다른 회원과 연결된 계정이에요"),
        ("link_expired", "시간이 지나 연결하지 못했어요"),
        ("failed", "로그인을 마치지 못했어요"),
        ("something-new", "로그인을 마치지 못했어요"),
    ],
)
def test_every_refusal_has_its_words(visitor: Callable[..., Visitor], error: str, heading: str) -> None:
    guest = visitor(phone=True)
    guest.page.goto(f"/social#error={error}")
    expect(guest.page.get_by_role("heading", level=1)).to_have_text(heading)
    guest.check_accessibility()
    guest.check_width()


def go_to_provider(somebody: Visitor, name: str) -> None:
    somebody.expect_trouble("status of 401 .*/favicon.ico")  # The provider's page has none.
    somebody.page.get_by_role("button", name=name).click()
    expect(somebody.page.get_by_role("heading", name="스쿨톡스에 로그인할까요?")).to_be_visible()
