"""A guest and a member talk in the live chat, each in a browser of their own."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from journeys.support.api import Api
from journeys.support.chat import field, line, own_name, say, talk
from journeys.support.visitor import Visitor


def test_a_guest_and_a_member_see_each_others_lines_at_once(visitor: Callable[..., Visitor], api: Api) -> None:
    guest, member = visitor(phone=True), visitor()
    member.log_in(api.sign_up("야자하는너구리"), "/chat")
    guest.page.goto("/chat")
    names = [own_name(guest.page), own_name(member.page)]
    assert names[0] != names[1]

    typing = f"{names[0]}님이 쓰는 중"
    field(guest.page).press_sequentially("오늘 야자")
    expect(member.page.get_by_text(typing)).to_be_visible()
    say(guest.page, "오늘 야자 째고 떡볶이 먹으러 갈 사람?")
    expect(member.page.get_by_text(typing)).to_be_hidden()
    expect(line(member.page, "떡볶이 먹으러")).to_be_visible()
    expect(line(member.page, "떡볶이 먹으러")).to_contain_text(names[0])
    say(member.page, "나! 근데 학생회관 앞에서 보자")
    expect(line(guest.page, "학생회관 앞에서")).to_contain_text(names[1])
    # A member's address is a link, without what follows it in Korean; a guest's is only text.
    say(member.page, "https://school.example/b/3에서 메뉴 보고 와")
    link = line(guest.page, "메뉴 보고 와").get_by_role("link", name="https://school.example/b/3", exact=True)
    expect(link).to_have_attribute("rel", "nofollow ugc noopener noreferrer")
    expect(line(member.page, "메뉴 보고 와").get_by_role("link")).to_be_visible()
    say(guest.page, "https://school.example/b/4 이것도")
    expect(line(member.page, "이것도")).to_be_visible()
    expect(line(member.page, "이것도").get_by_role("link")).to_have_count(0)
    for page, own, other in [(guest.page, "야자 째고", "학생회관"), (member.page, "학생회관", "야자 째고")]:
        expect_sides(page, own, other)
    for one in (guest, member):
        one.check_accessibility()
        one.check_width()

    for page, name, own, other in [
        (guest.page, names[0], "야자 째고", "학생회관"),
        (member.page, names[1], "학생회관", "야자 째고"),
    ]:
        page.reload()
        assert own_name(page) == name
        expect_sides(page, own, other)


def test_the_newest_lines_are_there_at_once_and_older_ones_by_scrolling(visitor: Callable[..., Visitor]) -> None:
    page = visitor(phone=True).page
    page.goto("/chat")
    lines = talk(page).get_by_role("listitem")
    expect(lines).to_have_count(50)
    expect(lines.last).to_be_in_viewport()

    first = lines.first.inner_text()
    talk(page).hover()
    page.mouse.wheel(0, -100_000)
    expect(lines).not_to_have_count(50)
    # Who reads further up keeps the place: nothing jumps to the start or the end.
    expect(lines.first).not_to_be_in_viewport()
    expect(talk(page)).to_contain_text(first.split("\n")[-1])
    for _ in range(3):
        page.mouse.wheel(0, -100_000)
        talk(page).evaluate("log => log.scrollTo(0, 0)")
    expect(talk(page).get_by_text("여기서 대화가 시작됐어요")).to_be_visible()


def test_enter_sends_nothing_while_a_syllable_is_being_composed(visitor: Callable[..., Visitor]) -> None:
    page = visitor().page
    page.goto("/chat/exam")
    own_name(page)
    keyboard = page.context.new_cdp_session(page)
    field(page).focus()
    keyboard.send("Input.imeSetComposition", {"text": "한국사부터 외우는 주", "selectionStart": 11, "selectionEnd": 11})
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value(re.compile("한국사부터 외우는 주"))
    expect(line(page, "한국사부터")).to_have_count(0)
    keyboard.send("Input.insertText", {"text": "한국사부터 외우는 중"})
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value("")
    expect(line(page, "한국사부터 외우는 중")).to_have_count(1)

    page.keyboard.type("사료 문제는")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("아직도 헷갈려")
    page.keyboard.press("Enter")
    expect(line(page, "사료 문제는").filter(has_text="아직도 헷갈려")).to_have_count(1)


def test_lines_written_without_a_network_arrive_exactly_once_and_in_order(visitor: Callable[..., Visitor]) -> None:
    traveller, listener = visitor(phone=True), visitor()
    listener.page.goto("/chat/night")
    traveller.page.goto("/chat/night")
    own_name(listener.page)
    own_name(traveller.page)
    words = ["터널 들어왔다, 들려?", "지하철이라 자꾸 끊기네"]

    traveller.lose_network()
    for text in words:
        say(traveller.page, text)
    expect(traveller.page.get_by_text("인터넷이 끊겼어요")).to_be_visible()
    for text in words:
        expect(line(traveller.page, text)).to_contain_text("이어지면 보낼게요")
    traveller.check_accessibility()
    # The first attempt still waits in the browser, so the server may get the line twice.
    line(traveller.page, words[0]).get_by_role("button", name="다시 보내기").click()
    expect(line(listener.page, words[0])).to_have_count(0)

    traveller.regain_network()
    for one in (traveller, listener):
        expect(line(one.page, words[1])).to_have_count(1)
    expect(talk(traveller.page)).not_to_contain_text(re.compile("보내는 중|보내지 못했어요|보낼게요"))
    say(listener.page, "응 들려!")
    expect(line(traveller.page, "응 들려!")).to_be_visible()
    for one in (traveller, listener):
        one.page.reload()
        own_name(one.page)
        expect(line(one.page, words[0])).to_have_count(1)
        assert talk(one.page).locator(".bubble").all_inner_texts()[-3:] == [*words, "응 들려!"]


def test_lines_arrive_once_and_in_order_though_the_page_is_reloaded_while_they_are_sent(
    visitor: Callable[..., Visitor],
) -> None:
    hasty, listener = visitor(phone=True), visitor()
    for one in (hasty, listener):
        one.page.goto("/chat/night")
        own_name(one.page)
    words = [f"{number}번 문제 답 {answer}번 맞지?" for number, answer in enumerate((4, 1, 5, 2, 3), start=1)]
    for text in words:
        field(hasty.page).fill(text)
        field(hasty.page).press("Enter")
    hasty.page.reload()  # some are on their way, and nobody hears the answers
    for one in (hasty, listener):
        expect(line(one.page, "번 맞지?")).to_have_count(len(words))
        expect(talk(one.page)).not_to_contain_text(re.compile("보내는 중|보낼게요|보내지 못했어요"))
        said = line(one.page, "번 맞지?").locator(".bubble").all_inner_texts()
        assert said == words


def test_every_room_has_a_talk_of_its_own(visitor: Callable[..., Visitor]) -> None:
    wanderer, resident = visitor(), visitor(phone=True)
    resident.page.goto("/chat/exam")
    own_name(resident.page)
    page = wanderer.page
    page.goto("/chat")
    expect(page.get_by_role("heading", level=1)).to_have_text("로비")
    page.get_by_role("navigation", name="채팅방").get_by_role("link", name="수험생 방").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("수험생 방")
    expect(page).to_have_url(re.compile("/chat/exam$"))
    own_name(page)
    say(page, "수험생 방에서만 하는 말이야")
    expect(line(resident.page, "수험생 방에서만")).to_be_visible()
    page.get_by_role("navigation", name="채팅방").get_by_role("link", name="야자 탈출").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("야자 탈출")
    own_name(page)
    expect(line(page, "수험생 방에서만")).to_have_count(0)
    page.go_back()
    expect(line(page, "수험생 방에서만")).to_be_visible()

    wanderer.expect_trouble("404 .*room=no-such-room")
    page.goto("/chat/no-such-room")
    page.get_by_role("link", name="로비로 가기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("로비")


def expect_sides(page: Page, own: str, other: str) -> None:
    """Own lines stand on the right and are told as one's own, others' on the left."""
    expect(line(page, own)).to_contain_text("나")
    room, mine, theirs = (
        place.bounding_box()
        for place in (talk(page), line(page, own).get_by_text(own), line(page, other).get_by_text(other))
    )
    assert room
    assert mine
    assert theirs
    middle = room["x"] + room["width"] / 2
    assert mine["x"] + mine["width"] > middle + room["width"] / 4
    assert theirs["x"] < middle - room["width"] / 4
