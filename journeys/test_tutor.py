"""Asking the AI tutor: with an AI behind it, with a broken one, with none, and before the login."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from journeys.support.api import Api
from journeys.support.openai_server import OpenAIServer, Reply
from journeys.support.site import Site
from journeys.support.visitor import Visitor

QUESTION = "이차방정식 근의 공식은 왜 그런 모양이에요?"
FORMULA = (
    "완전제곱식으로 고치면 이렇게 돼요.\n\n$$x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$$\n\n**판별식**을 함께 봐요."
)


def test_a_student_asks_the_tutor_and_finds_the_talk_again(
    visitor: Callable[..., Visitor], tutored_site: Site, openai_server: OpenAIServer
) -> None:
    student = visitor(tutored_site, phone=True)
    student.log_in(Api(tutored_site).sign_up("궁금한두더지"), "/ai")
    page = student.page
    expect(page.get_by_role("heading", name="무엇이 궁금해요?")).to_be_visible()
    student.check_accessibility()
    page.get_by_role("button", name="문제 풀이").click()
    page.get_by_role("button", name="x² - 5x + 6 = 0").click()
    expect(page.get_by_label("질문", exact=True)).to_have_value(re.compile("단계별로"))

    openai_server.script(Reply(FORMULA, delay=1))
    ask(page, QUESTION)
    expect(page.get_by_text("답을 쓰고 있어요")).to_be_attached()
    expect(page.get_by_role("button", name="보내기")).to_be_disabled()
    student.check_accessibility()
    expect_formula(page)
    expect(page.get_by_text("답을 쓰고 있어요")).to_have_count(0)
    expect(page.get_by_text("AI가 만든 답변")).to_be_visible()
    student.check_accessibility()
    student.check_width()

    openai_server.script(Reply("네, 판별식이 0이면 근이 하나예요."))
    ask(page, "그럼 판별식이 0이면요?")
    expect(page.get_by_text("근이 하나예요.")).to_be_visible()
    asked = openai_server.requests[-1]["messages"]
    assert [message["role"] for message in asked] == ["system", "user", "assistant", "user"]
    assert asked[1]["content"] == QUESTION
    page.reload()
    expect_formula(page)
    expect(turns(page)).to_have_count(2)


def test_a_question_that_had_no_answer_can_be_asked_again(
    visitor: Callable[..., Visitor], tutored_site: Site, openai_server: OpenAIServer
) -> None:
    student = visitor(tutored_site)
    student.log_in(Api(tutored_site).sign_up("끈질긴거북이"), "/ai")
    page = student.page
    student.expect_trouble("50[23] .*/aichat/")
    openai_server.script(Reply(status=500), Reply(status=429), Reply("이번에는 답할 수 있어요."))
    ask(page, "영어 지문을 빨리 읽는 법이 있을까요?")
    expect(page.get_by_text("AI가 지금 답하지 못하고 있어요.")).to_be_visible()
    student.check_accessibility()
    page.get_by_role("button", name="다시 시도").click()
    expect(page.get_by_text("지금 질문이 많아 AI가 쉬고 있어요.")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="다시 시도").click()
    expect(page.get_by_text("이번에는 답할 수 있어요.")).to_be_visible()
    expect(turns(page)).to_have_count(1)

    page.get_by_role("button", name="대화 지우기").click()
    dialog = page.get_by_role("dialog", name="대화를 모두 지울까요?")
    dialog.get_by_role("button", name="취소").click()
    expect(turns(page)).to_have_count(1)
    page.get_by_role("button", name="대화 지우기").click()
    student.check_accessibility()
    dialog.get_by_role("button", name="모두 지우기").click()
    expect(page.get_by_role("heading", name="무엇이 궁금해요?")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="무엇이 궁금해요?")).to_be_visible()
    expect(turns(page)).to_have_count(0)


def test_without_an_ai_the_boards_answer_and_say_so(visitor: Callable[..., Visitor], api: Api) -> None:
    student = visitor(phone=True)
    student.log_in(api.sign_up("찾아보는까치"), "/ai")
    page = student.page
    ask(page, "수시 6장은 어떻게 나눠 쓰는 게 좋아요?")
    expect(page.get_by_text("지금은 AI가 연결되어 있지 않아요.")).to_be_visible()
    expect(page.get_by_text("게시판과 FAQ에서 찾은 답변")).to_be_visible()
    expect(page.get_by_text("AI가 만든 답변")).to_have_count(0)
    student.check_accessibility()
    student.check_width()
    source = turns(page).get_by_role("link", name="수시 6장 이렇게 나눴고")
    title = source.inner_text()
    source.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page).to_have_url(re.compile(r"/study/\d+$"))
    page.go_back()
    expect(turns(page)).to_have_count(1)


def test_a_guest_logs_in_and_asks_what_was_already_written(visitor: Callable[..., Visitor], api: Api) -> None:
    guest = visitor(phone=True)
    page = guest.page
    page.goto("/")
    page.get_by_label("AI 튜터에게 바로 물어보세요").fill("정시 원서는 몇 장 쓸 수 있어요?")
    page.get_by_role("button", name="물어보기").click()
    expect(page.get_by_role("heading", name="궁금한 걸 물어보면 바로 답해 줘요")).to_be_visible()
    expect(page.get_by_label("질문", exact=True)).to_have_value("정시 원서는 몇 장 쓸 수 있어요?")
    page.get_by_label("질문", exact=True).press("Enter")
    guest.fill_in_login(api.sign_up("돌아온제비"))
    expect(page).to_have_url(re.compile(r"/ai(\?|$)"))
    expect(page.get_by_label("질문", exact=True)).to_have_value("정시 원서는 몇 장 쓸 수 있어요?")
    page.get_by_role("button", name="보내기").click()
    expect(turns(page)).to_contain_text("정시 원서는 몇 장 쓸 수 있어요?")
    expect(page.get_by_text("지금은 AI가 연결되어 있지 않아")).to_be_visible()


def turns(page: Page) -> Locator:
    talk = page.get_by_role("log", name="튜터와 나눈 이야기").get_by_role("listitem")
    return talk.filter(has_text="내 질문:")


def ask(page: Page, question: str) -> None:
    page.get_by_label("질문", exact=True).fill(question)
    page.get_by_label("질문", exact=True).press("Enter")
    expect(turns(page).last).to_contain_text(question)


def expect_formula(page: Page) -> None:
    """The formula is set as mathematics, not shown as its source."""
    expect(turns(page).first.get_by_role("math")).to_be_visible()
    expect(turns(page).first.locator("mfrac")).to_have_count(1)
    expect(turns(page).first).not_to_contain_text("\\frac")
