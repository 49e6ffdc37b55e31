"""Polls: written with a post, voted in once and in secret, told to who has voted."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from journeys.support.api import Api
from journeys.support.visitor import Visitor

LOOKS = pytest.mark.parametrize("look", [{"phone": True, "dark": True}, {}], ids=["dark-phone", "desktop"])
LONG = "급식 먹고 매점 갔다가 시간이 남으면 운동장 한 바퀴 돌고 들어와 엎드려 자는 게 최고야"


def ask(api: Api, *choices: str, path: str = "/post/", **rules: Any) -> str:
    """A post with a poll; returns its address."""
    poll = {"choices": choices or ("급식", "매점"), **rules}
    post = api.send("POST", path, {"title": "점심 어디서 먹어?", "content": "골라 주세요", "poll": poll})
    return f"/{post['board']}/{post['id']}"


def poll_path(address: str) -> str:
    _, board, post = address.split("/")
    return f"/{'post' if board == 'free' else board}/{post}/poll/"


def vote(api: Api, address: str, *texts: str) -> None:
    choices = api.send("GET", poll_path(address))["choices"]
    chosen = [choice["id"] for choice in choices if choice["text"] in texts]
    api.send("POST", f"{poll_path(address)}vote/", {"choices": chosen})


def shown(page: Page) -> Locator:
    return page.locator("st-poll")


def results(page: Page) -> Locator:
    return shown(page).get_by_role("list", name="투표 결과").get_by_role("listitem")


def press_vote(page: Page) -> None:
    shown(page).get_by_role("button", name="투표하기").click()


def unfold(page: Page) -> None:
    page.locator("st-poll-fields summary").click()


def choice(page: Page, number: int) -> Locator:
    return page.get_by_label(f"선택지 {number}", exact=True)


def send(page: Page) -> None:
    page.get_by_role("button", name="올리기", exact=True).click()


@LOOKS
def test_a_poll_is_written_voted_in_and_told(visitor: Callable[..., Visitor], api: Api, look: dict[str, bool]) -> None:
    writer = visitor(**look)
    writer.log_in(api.sign_up("묻는고라니"), "/free/write")
    page = writer.page
    page.get_by_label("제목").fill("매점에 새로 들어왔으면 하는 것")
    page.get_by_label("내용", exact=True).fill("학생회에 전할게요.")
    unfold(page)
    choice(page, 1).fill("컵라면")
    expect(choice(page, 3)).to_be_hidden()
    choice(page, 2).fill("컵라면")
    choice(page, 2).press("Enter")
    expect(choice(page, 3)).to_be_focused()
    page.get_by_label("마감").select_option("사흘")
    unfold(page)
    send(page)
    # What is wrong lies folded away: it opens, and says what to do.
    expect(choice(page, 2)).to_be_focused()
    expect(page.get_by_text("위에 같은 선택지가 있어요.")).to_be_visible()
    choice(page, 2).fill(LONG)
    choice(page, 3).fill("과일")
    expect(choice(page, 4)).to_be_visible()
    writer.check_accessibility()
    writer.check_width()
    send(page)

    expect(page).to_have_url(re.compile(r"/free/\d+$"))
    expect(shown(page)).to_contain_text("하나만 고르기")
    expect(shown(page)).to_contain_text("0명 참여")
    expect(shown(page)).to_contain_text("3일 뒤 마감")
    expect(shown(page)).to_contain_text("누가 무엇을 골랐는지 저장하지 않아요.")
    writer.check_accessibility()
    press_vote(page)
    expect(shown(page).get_by_text("먼저 선택지를 골라 주세요.")).to_be_visible()
    shown(page).get_by_label(LONG).check()
    expect(shown(page).get_by_text("먼저 선택지를 골라 주세요.")).to_be_hidden()
    press_vote(page)
    expect(results(page)).to_have_text([r"컵라면 0표 0%", f"{LONG} 1위 1표 100%", "과일 0표 0%"])
    expect(shown(page).get_by_role("heading", name="투표 결과")).to_be_focused()
    writer.check_accessibility()
    writer.check_width()
    page.reload()
    expect(results(page)).to_have_count(3)

    reader = visitor(**look)
    reader.log_in(api.sign_up("고르는판다"), "/free")
    row = reader.page.get_by_role("listitem").filter(has_text="매점에 새로 들어왔으면").first
    expect(row).to_contain_text("투표")
    row.get_by_role("link").click()
    expect(shown(reader.page)).to_contain_text("1명 참여")
    expect(shown(reader.page)).not_to_contain_text("%")
    shown(reader.page).get_by_label("과일").check()
    press_vote(reader.page)
    expect(results(reader.page)).to_have_text(["컵라면 0표 0%", f"{LONG} 공동 1위 1표 50%", "과일 공동 1위 1표 50%"])


def test_several_can_be_chosen_about_admissions_and_with_a_file(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = visitor(phone=True)
    writer.log_in(api.sign_up("여러개고르는여우"), "/study/write")
    page = writer.page
    page.get_by_label("제목").fill("면접 준비 어떻게 해?")
    page.get_by_label("내용", exact=True).fill("하는 것을 모두 골라 주세요.")
    unfold(page)
    choice(page, 1).fill("혼자 말하기")
    choice(page, 2).fill("친구와 연습")
    choice(page, 3).fill("영상 찍기")
    page.get_by_label("여러 개 고를 수 있게").check()
    page.locator("[type=file][multiple]").set_input_files(
        {"name": "질문.txt", "mimeType": "text/plain", "buffer": "자기소개".encode()}
    )
    send(page)
    expect(page).to_have_url(re.compile(r"/study/\d+$"))
    expect(shown(page)).to_contain_text("여러 개 고르기")
    expect(page.get_by_role("link", name=re.compile("질문.txt"))).to_be_visible()
    for text in ("혼자 말하기", "영상 찍기"):
        shown(page).get_by_label(text).check()
    press_vote(page)
    expect(results(page)).to_have_text(
        ["혼자 말하기 공동 1위 1표 100%", "친구와 연습 0표 0%", "영상 찍기 공동 1위 1표 100%"]
    )
    expect(shown(page)).to_contain_text("1명 참여")

    page.goto("/study")
    memo = page.get_by_role("listitem").filter(has_text="면접 준비 어떻게 해?").first
    expect(memo.get_by_text("투표", exact=True)).to_be_attached()
    writer.check_accessibility()
    writer.check_width()


def test_a_draft_brings_the_choices_back(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = visitor(phone=True)
    writer.log_in(api.sign_up("다시온수달"), "/free/write")
    page = writer.page
    unfold(page)
    for number, text in enumerate(["급식", "매점", "도시락"], 1):
        choice(page, number).fill(text)
    page.get_by_label("여러 개 고를 수 있게").check()
    page.get_by_label("마감").select_option("일주일")
    page.reload()
    expect(page.get_by_text("쓰던 글을 불러왔어요.")).to_be_visible()
    expect(choice(page, 3)).to_have_value("도시락")
    expect(choice(page, 4)).to_be_visible()
    expect(choice(page, 5)).to_be_hidden()
    expect(page.get_by_label("여러 개 고를 수 있게")).to_be_checked()
    expect(page.get_by_label("마감")).to_have_value("7")
    page.get_by_role("button", name="지우기").click()
    page.get_by_role("dialog").get_by_role("button", name="버리기").click()
    expect(choice(page, 1)).to_be_hidden()
    expect(choice(page, 1)).to_have_value("")
    expect(page.get_by_label("여러 개 고를 수 있게")).not_to_be_checked()


def test_what_only_the_api_finds_is_said_beside_its_choice(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = visitor()
    writer.log_in(api.sign_up("몰래쓰는너구리"), "/free/write")
    page = writer.page
    page.get_by_label("제목").fill("보이지 않는 선택지")
    page.get_by_label("내용", exact=True).fill("골라 주세요.")
    unfold(page)
    for number, text in enumerate(["급식", "매점", "\u200b"], 1):
        choice(page, number).fill(text)
    choice(page, 2).fill("")  # the third place is the second choice that is sent
    unfold(page)
    writer.expect_trouble("400 POST .*/post/|status of 400")
    send(page)
    expect(choice(page, 3)).to_have_attribute("aria-invalid", "true")
    expect(choice(page, 3)).to_be_focused()
    choice(page, 3).fill("도시락")
    send(page)
    expect(shown(page).get_by_label("도시락")).to_be_visible()


def test_an_answer_that_was_lost_makes_no_second_poll(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = visitor()
    writer.log_in(api.sign_up("끊긴투표함"), "/free/write")
    page = writer.page
    title = "한 번만 묻는 글"
    page.get_by_label("제목").fill(title)
    page.get_by_label("내용", exact=True).fill("골라 주세요.")
    unfold(page)
    choice(page, 1).fill("급식")
    choice(page, 2).fill("매점")
    page.get_by_label("마감").select_option("하루")

    def lose_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/post/", lose_answer)
    writer.expect_trouble("ERR_CONNECTION_RESET")
    send(page)
    expect(page.get_by_text("서버에 연결하지 못했어요.")).to_be_visible()
    page.unroute("**/post/")
    send(page)
    expect(shown(page)).to_contain_text("24시간 뒤 마감")
    posts = api.send("GET", "/post/")["results"]
    assert sum(post["title"] == title for post in posts) == 1


def test_a_guest_is_led_to_the_login_and_back(visitor: Callable[..., Visitor], api: Api) -> None:
    account = api.sign_up("지나가던참새")
    address = ask(api.log_in(account.username))
    guest = visitor(phone=True)
    page = guest.page
    page.goto(address)
    shown(page).get_by_label("매점").check()
    guest.check_accessibility()
    press_vote(page)
    guest.fill_in_login(account)
    expect(page).to_have_url(re.compile(f"{address}$"))
    shown(page).get_by_label("매점").check()
    press_vote(page)
    expect(results(page)).to_have_text(["급식 0표 0%", "매점 1위 1표 100%"])


def test_who_has_voted_in_another_tab_sees_the_results(visitor: Callable[..., Visitor], api: Api) -> None:
    account = api.sign_up("두탭다람쥐")
    own = api.log_in(account.username)
    address = ask(own)
    student = visitor()
    student.log_in(account, address)
    page = student.page
    expect(shown(page).get_by_label("급식")).to_be_visible()
    vote(own, address, "매점")
    student.expect_trouble("409 POST .*/vote/|status of 409")
    shown(page).get_by_label("급식").check()
    press_vote(page)
    expect(page.get_by_text("이미 투표했어요.")).to_be_visible()
    expect(results(page)).to_have_text(["급식 0표 0%", "매점 1위 1표 100%"])


def test_a_vote_without_a_network_loses_nothing(visitor: Callable[..., Visitor], api: Api) -> None:
    account = api.sign_up("지하철두더지")
    address = ask(api.log_in(account.username), "급식", "매점", "도시락")
    student = visitor(phone=True)
    student.log_in(account, address)
    page = student.page
    shown(page).get_by_label("도시락").check()
    student.lose_network()
    press_vote(page)
    expect(shown(page).get_by_text("인터넷이 끊겨 있어요.")).to_be_visible()
    expect(shown(page).get_by_label("도시락")).to_be_checked()
    student.check_accessibility()
    student.regain_network()
    held: list[Route] = []
    page.route("**/vote/", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    with page.expect_request(lambda request: request.method == "POST" and request.url.endswith("/vote/")):
        press_vote(page)
    expect(shown(page).get_by_role("button", name="투표하기")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(results(page).last).to_have_text("도시락 1위 1표 100%")


def test_what_came_of_it_is_shown_when_it_closes(visitor: Callable[..., Visitor], api: Api) -> None:
    author = api.log_in(api.sign_up("재는두루미").username)
    soon = datetime.now(UTC) + timedelta(seconds=6)
    address = ask(author, "급식", "매점", closes_at=soon.isoformat())
    vote(author, address, "급식")
    guest = visitor()
    page = guest.page
    page.goto(address)
    expect(results(page)).to_have_text(["급식 1위 1표 100%", "매점 0표 0%"])
    expect(shown(page)).to_contain_text("마감됐어요")
    expect(shown(page).get_by_text("끝난 투표예요")).to_be_visible()
    guest.check_accessibility()


def test_its_author_removes_a_poll_and_the_post_stays(visitor: Callable[..., Visitor], api: Api) -> None:
    account = api.sign_up("마음바뀐고양이")
    address = ask(api.log_in(account.username))
    classmate = visitor()
    classmate.log_in(api.sign_up("구경하는강아지"), address)
    expect(shown(classmate.page)).to_be_visible()
    expect(shown(classmate.page).get_by_role("button", name="투표 지우기")).to_have_count(0)
    author = visitor(phone=True)
    author.log_in(account, address)
    page = author.page
    shown(page).get_by_role("button", name="투표 지우기").click()
    page.get_by_role("dialog", name="투표를 지울까요?").get_by_role("button", name="지우기").click()
    expect(shown(page)).to_have_count(0)
    expect(page.get_by_role("heading", name="점심 어디서 먹어?")).to_be_focused()
    page.reload()
    expect(page.get_by_role("heading", name="점심 어디서 먹어?")).to_be_visible()
    expect(shown(page)).to_have_count(0)
