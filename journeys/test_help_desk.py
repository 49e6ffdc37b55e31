"""Finding an answer at the help desk, or asking for one, as a guest and as a member."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from journeys.support.api import DEMO_PASSWORD, Api
from journeys.support.site import Site
from journeys.support.visitor import Visitor

QUESTION = "채팅방 글자가 너무 작게 보여서 읽기 힘들어요. 화면을 키워도 그대로예요."


def test_a_question_is_answered_before_it_is_asked(visitor: Callable[..., Visitor]) -> None:
    reader = visitor(phone=True)
    page = reader.page
    page.goto("/help")
    question = page.get_by_text("탈퇴하면 제가 쓴 글은 어떻게 되나요?").first
    answer = page.get_by_text("탈퇴한 계정은 되살릴 수 없어요.").first
    expect(answer).to_be_hidden()
    question.click()
    expect(answer).to_be_visible()
    reader.check_accessibility()
    question.click()
    expect(answer).to_be_hidden()

    search = page.get_by_label("자주 묻는 질문에서 찾기")
    search.fill("수능 등급")
    expect(page.get_by_text("수능 등급은 어떻게 나뉘나요?")).to_be_visible()
    expect(question).to_have_count(0)
    reader.check_accessibility()
    reader.check_width()
    search.fill("우주여행")
    expect(page.get_by_text("“우주여행”에 맞는 질문이 없어요")).to_be_visible()
    search.fill("")

    page.get_by_label("내용", exact=True).press_sequentially("비밀번호를 잊어버려서 로그인을 못 해요")
    near = page.get_by_role("main").get_by_role("status").filter(has_text="혹시 이런 내용인가요?")
    near.get_by_text("비밀번호를 잊어버렸어요.").click()
    expect(near.get_by_text("아직 로그인된 기기가 있다면")).to_be_visible()
    reader.check_accessibility()


def test_a_guest_asks_and_comes_back_by_the_private_link(visitor: Callable[..., Visitor], api: Api, site: Site) -> None:
    guest = visitor(phone=True)
    page = guest.page
    page.goto("/help")
    fill_in(page, email="이메일 아님", subject="오류", content=QUESTION)
    send(page)
    expect(page.get_by_label("이메일", exact=True)).to_be_focused()
    expect(page.get_by_text("이메일 주소가 맞는지 확인해 주세요.")).to_be_visible()
    page.get_by_label("이메일", exact=True).fill("guest@example.com")
    page.reload()
    expect(page.get_by_label("내용", exact=True)).to_have_value(QUESTION)
    send(page)
    expect(page.get_by_role("heading", name="문의를 보냈어요")).to_be_focused()
    guest.check_accessibility()
    guest.check_width()
    link = page.get_by_label("문의를 다시 보는 주소").input_value()

    # Days later, on another device.
    page = visitor().page
    page.goto(link)
    expect(page.get_by_text(QUESTION)).to_be_visible()
    expect(page.get_by_text("답변 기다리는 중")).to_be_visible()
    page.get_by_role("button", name="고치기").click()
    page.get_by_label("내용", exact=True).fill(f"{QUESTION} 갤럭시 폰이에요.")
    page.get_by_role("button", name="저장하기").click()
    expect(page.get_by_text("갤럭시 폰이에요.")).to_be_visible()

    staff = api.log_in("staff", DEMO_PASSWORD)
    inquiry = urlsplit(link).path.rpartition("/")[2]
    staff.send("PUT", f"/qna/inquiry/{inquiry}/answer/", {"content": "**설정 → 화면 크기**에서 바꿀 수 있어요."})
    letter = site.mails.take("guest@example.com")
    assert "화면을 키워도 그대로예요." in letter.text
    assert "<strong>설정 → 화면 크기</strong>" in letter.html
    helped = visitor(phone=True, dark=True)
    helped.page.goto(link)
    expect(helped.page.get_by_text("답변 완료")).to_be_visible()
    expect(helped.page.get_by_role("heading", name="스쿨톡스의 답변")).to_be_visible()
    expect(helped.page.get_by_text("설정 → 화면 크기")).to_be_visible()
    expect(helped.page.get_by_role("button", name="고치기")).to_have_count(0)
    helped.check_accessibility()

    stranger = visitor()
    stranger.expect_trouble(f"40[14] .*/qna/inquiry/{inquiry}/")
    stranger.page.goto(f"/help/{inquiry}")
    expect(stranger.page.get_by_text("찾을 수 없어요")).to_be_visible()
    expect(stranger.page.get_by_text(QUESTION)).to_have_count(0)


def test_a_member_finds_the_own_inquiries_and_nobody_elses(visitor: Callable[..., Visitor], api: Api) -> None:
    member, classmate = visitor(), visitor(phone=True)
    member.log_in(api.sign_up("묻는사슴", email="deer@example.com"), "/help")
    classmate.log_in(api.sign_up("묻는고라니"), "/help")
    page = member.page
    expect(own(page)).to_contain_text("아직 문의가 없어요")
    member.check_accessibility()
    expect(page.get_by_label("이메일", exact=True)).to_have_value("deer@example.com")
    fill_in(page, email="deer@example.com", subject="계정", content="닉네임을 두 번까지 바꿀 수 있나요?")
    send(page)
    expect(page.get_by_role("heading", name="문의를 보냈어요")).to_be_visible()
    expect(own(page).get_by_role("link")).to_have_count(1)
    own(page).get_by_role("link", name=re.compile("닉네임을 두 번까지")).click()
    expect(page.get_by_role("article")).to_contain_text("닉네임을 두 번까지 바꿀 수 있나요?")
    member.check_accessibility()
    address = page.url
    page.reload()
    expect(page.get_by_role("article")).to_contain_text("닉네임을 두 번까지 바꿀 수 있나요?")

    expect(own(classmate.page)).to_contain_text("아직 문의가 없어요")
    classmate.expect_trouble("404 .*/qna/inquiry/")
    classmate.page.goto(address)
    expect(classmate.page.get_by_text("찾을 수 없어요")).to_be_visible()

    page.get_by_role("button", name="지우기").click()
    page.get_by_role("dialog", name="문의를 지울까요?").get_by_role("button", name="지우기").click()
    expect(own(page)).to_contain_text("아직 문의가 없어요")


def fill_in(page: Page, *, email: str, subject: str, content: str) -> None:
    page.get_by_label("이메일", exact=True).fill(email)
    page.get_by_label("종류").select_option(subject)
    page.get_by_label("내용", exact=True).fill(content)


def send(page: Page) -> None:
    page.get_by_role("button", name="문의 보내기").click()


def own(page: Page) -> Locator:
    return page.get_by_role("region", name="내 문의")
