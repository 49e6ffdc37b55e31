"""What the chat does with lines that it does not take, and what staff do with those that it took."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from journeys.support.api import DEMO_PASSWORD, Api, Member
from journeys.support.chat import choose, field, line, own_name, say, talk
from journeys.support.site import Site
from journeys.support.visitor import Visitor

STAFF = Member("staff", "", DEMO_PASSWORD)


def test_who_says_too_much_waits_who_gives_a_number_away_rewrites_and_who_despairs_is_heard(
    visitor: Callable[..., Visitor],
) -> None:
    writer, listener = visitor(phone=True, dark=True), visitor()
    page = writer.page
    for one in (writer, listener):
        one.page.goto("/chat/exam")
        own_name(one.page)

    say(page, "교재 팔아요 😀 010-1234-5678 로 연락 주세요")
    refused = line(page, "교재 팔아요")
    expect(refused).to_contain_text("보내지 못했어요")
    expect(refused.locator("mark")).to_have_text("010-1234-5678")
    writer.check_accessibility()
    refused.get_by_role("button", name="고쳐 쓰기").click()
    expect(field(page)).to_be_focused()
    expect(refused).to_have_count(0)
    page.keyboard.type("여기 댓글")  # in place of the number, which is selected
    page.keyboard.press("Enter")
    expect(line(listener.page, "교재 팔아요 😀 여기 댓글 로 연락 주세요")).to_be_visible()

    say(page, "요즘은 그냥 죽고 싶어")
    card = talk(page).get_by_role("listitem").filter(has_text="이 안내는 나에게만 보여요.")
    expect(card.get_by_role("link", name="자살예방 상담전화 109")).to_have_attribute("href", "tel:109")
    expect(card.get_by_role("link", name="청소년전화 1388")).to_have_attribute("href", "tel:1388")
    expect(field(page)).to_be_focused()
    writer.check_accessibility()
    writer.check_width()
    expect(line(listener.page, "요즘은 그냥")).to_be_visible()
    expect(listener.page.get_by_text("이 안내는 나에게만")).to_have_count(0)
    card.get_by_role("button", name="괜찮아요, 닫기").click()
    expect(card).to_have_count(0)

    for _ in range(5):
        say(page, "다들 수학 가형 몇 번까지 풀었어?")
    expect(talk(page).get_by_text(re.compile("초 뒤에 보낼게요"))).to_be_visible()
    say(page, "나는 28번에서 막힘")
    expect(line(page, "나는 28번에서")).to_contain_text("앞의 말 다음에 보낼게요")
    expect(line(listener.page, "나는 28번에서")).to_be_visible()
    said = talk(listener.page).locator(".bubble").all_inner_texts()[-6:]
    assert said == ["다들 수학 가형 몇 번까지 풀었어?"] * 5 + ["나는 28번에서 막힘"]


def test_staff_are_told_of_who_despairs_and_find_the_line(visitor: Callable[..., Visitor], api: Api) -> None:
    api.send("POST", "/chat/api/chat-messages/", {"room": "exam", "message": "이제 다 끝내고 싶어"})
    staff, classmate = visitor(phone=True), visitor()
    staff.log_in(STAFF, "/notifications")
    staff.page.get_by_role("link", name="채팅방에 도움이 필요해 보이는 말이 있어요.").first.click()
    expect(staff.page.get_by_role("heading", level=1)).to_have_text("수험생 방")
    expect(line(staff.page, "이제 다 끝내고")).to_contain_text("도움이 필요해 보여요")
    staff.check_accessibility()
    classmate.page.goto("/chat/exam")
    expect(line(classmate.page, "이제 다 끝내고")).to_be_visible()
    expect(classmate.page.get_by_text("도움이 필요해 보여요")).to_have_count(0)


def test_a_guest_reports_and_deletes_and_staff_erase_silence_and_send_away(visitor: Callable[..., Visitor]) -> None:
    rude, witness, staff = visitor(phone=True), visitor(phone=True, dark=True), visitor()
    staff.log_in(STAFF, "/chat")
    for one in (rude, witness):
        one.page.goto("/chat")
    for one in (rude, witness, staff):
        own_name(one.page)
    page = rude.page
    for words in ("너네 다 바보지", "아 이건 실수", "진짜 재미없는 방이네", "여기 왜 들어옴"):
        say(page, words)

    menu_button = line(witness.page, "다 바보지").get_by_role("button", name="더 보기")
    menu_button.focus()
    witness.page.keyboard.press("Enter")
    expect(witness.page.get_by_role("menuitem", name="복사하기")).to_be_focused()
    expect(witness.page.get_by_role("menuitem", name="지우기")).to_have_count(0)
    witness.check_accessibility()
    witness.page.keyboard.press("Escape")
    expect(menu_button).to_be_focused()
    choose(witness.page, "다 바보지", "신고하기")
    dialog = witness.page.get_by_role("dialog", name="운영진에게 신고할까요?")
    dialog.get_by_label("까닭").select_option("욕설이나 괴롭힘")
    dialog.get_by_role("button", name="신고하기").click()
    expect(witness.page.get_by_text("신고했어요. 운영진이 살펴볼게요.")).to_be_visible()

    choose(page, "아 이건 실수", "지우기")
    page.get_by_role("dialog").get_by_role("button", name="지우기").click()
    for one in (rude, witness, staff):
        expect(line(one.page, "아 이건 실수")).to_have_count(0)

    choose(staff.page, "다 바보지", "지우기")
    staff.page.get_by_role("dialog").get_by_role("button", name="지우기").click()
    expect(line(page, "다 바보지")).to_have_count(0)
    expect(talk(page).get_by_text("삭제된 메시지예요").first).to_be_visible()

    choose(staff.page, "재미없는 방", "말 멈추기 10분")
    expect(page.get_by_text(re.compile("까지 말할 수 없어요"))).to_be_visible()
    expect(field(page)).to_be_hidden()
    rude.check_accessibility()
    choose(staff.page, "재미없는 방", "말 멈추기 되돌리기")
    expect(staff.page.get_by_text("다시 말할 수 있게 했어요.")).to_be_visible()
    page.reload()
    own_name(page)
    say(page, "알았어, 조심할게")
    expect(line(witness.page, "조심할게")).to_be_visible()

    choose(staff.page, "조심할게", "내보내기")
    staff.page.get_by_role("dialog").get_by_role("button", name="내보내기").click()
    expect(page.get_by_text("까닭이 궁금하면 문의로 알려 주세요.")).to_be_visible()
    expect(field(page)).to_be_hidden()
    choose(staff.page, "조심할게", "내보내기 되돌리기")
    expect(staff.page.get_by_text("다시 들어올 수 있게 했어요.")).to_be_visible()
    page.reload()
    own_name(page)


def test_staff_slow_a_room_down_and_close_it_while_people_are_in_it(
    visitor: Callable[..., Visitor], site: Site
) -> None:
    student, staff = visitor(phone=True), visitor()
    page = student.page
    page.goto("/chat/night")
    own_name(page)
    field(page).fill("쓰다 만 말")
    staff.expect_trouble("404 ")  # the back office has no icon
    staff.page.goto(f"{site.api}/admin/chat/room/")
    staff.page.get_by_label("아이디").fill(STAFF.username)
    staff.page.get_by_label("비밀번호").fill(STAFF.password)
    staff.page.get_by_role("button", name="로그인").click()
    change_room(staff.page, is_read_only=True, slow_seconds=0)
    expect(page.get_by_text("이 방은 읽기만 할 수 있어요.")).to_be_visible()
    expect(field(page)).to_be_hidden()
    student.check_accessibility()
    change_room(staff.page, is_read_only=False, slow_seconds=10)
    expect(page.get_by_text("느린 대화: 10초에 한 번")).to_be_visible()
    expect(field(page)).to_have_value("쓰다 만 말")
    student.check_width()
    change_room(staff.page, is_read_only=False, slow_seconds=0)
    expect(page.get_by_text("느린 대화")).to_be_hidden()


def change_room(page: Page, *, is_read_only: bool, slow_seconds: int) -> None:
    """In the back office's list of rooms."""
    row = page.get_by_role("row").filter(has_text="야자 탈출")
    row.get_by_role("checkbox").last.set_checked(is_read_only)
    row.locator("[name$=slow_seconds]").fill(str(slow_seconds))
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.get_by_text(re.compile("변경되었습니다|changed"))).to_be_visible()
