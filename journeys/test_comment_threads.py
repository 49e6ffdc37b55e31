"""Talk under a post: replies, empty places, what others write meanwhile, and links that lead to one comment."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from journeys.support.api import Api
from journeys.support.visitor import Visitor


def comment(page: Page, words: str) -> Locator:
    """The comment, without its replies."""
    return page.locator("st-comment-item").filter(has_text=words)


def confirm(page: Page, question: str, choice: str) -> None:
    page.get_by_role("dialog", name=question).get_by_role("button", name=choice).click()


def look_again(page: Page) -> None:
    """As somebody who comes back to the tab: it asks at once."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def places(composer: Locator) -> list[object]:
    """Where the page stands, and what can be pressed in the form."""
    return composer.evaluate(
        """composer => [scrollY, document.documentElement.scrollHeight,
            ...[...composer.querySelectorAll("button")].map((button) => button.getBoundingClientRect().toJSON())]"""
    )


def edges(shown: Locator) -> tuple[float, float]:
    """Where it begins and ends in the window, from top to bottom."""
    box = shown.bounding_box()
    assert box is not None
    return box["y"], box["y"] + box["height"]


def test_two_talk_and_one_takes_words_back(visitor: Callable[..., Visitor], api: Api) -> None:
    asker, friend = api.sign_up("묻는수달"), api.sign_up("답하는고래")
    post = api.log_in(asker.username).send(
        "POST", "/post/", {"title": "급식 뭐 나와?", "content": "내일 급식 아는 사람"}
    )
    path = f"/free/{post['id']}"
    one, other = visitor(phone=True, dark=True), visitor()
    one.log_in(asker, path)
    other.log_in(friend, path)
    page = other.page
    page.get_by_label("댓글 쓰기").fill("마라탕이래")
    page.get_by_role("button", name="올리기").click()
    expect(comment(page, "마라탕이래")).to_be_visible()

    mine = one.page
    look_again(mine)
    news = mine.get_by_role("button", name="새 댓글 1개")
    expect(news).to_be_visible()
    expect(comment(mine, "마라탕이래")).to_have_count(0)
    before = mine.evaluate("scrollY")
    one.check_accessibility()
    assert mine.evaluate("scrollY") == before
    news.click()
    expect(comment(mine, "마라탕이래")).to_be_visible()
    expect(news).to_be_hidden()
    expect(mine.locator("st-comment-list h2 .count")).to_have_text("1")

    comment(mine, "마라탕이래").get_by_role("button", name="답글").click()
    field = mine.get_by_label("답글 쓰기")
    expect(field).to_be_focused()
    field.fill("대박 진짜?")
    mine.keyboard.press("Escape")
    expect(field).to_have_count(0)
    comment(mine, "마라탕이래").get_by_role("button", name="답글").click()
    expect(mine.get_by_label("답글 쓰기")).to_have_value("대박 진짜?")
    one.check_accessibility()
    one.check_width()
    mine.locator("li st-comment-composer").get_by_role("button", name="올리기").click()
    reply = mine.get_by_role("list", name="답글").get_by_role("listitem").filter(has_text="대박 진짜?")
    expect(reply).to_be_visible()
    expect(reply.get_by_role("button", name="답글")).to_have_count(0)

    look_again(page)
    page.get_by_role("button", name="새 댓글 1개").click()
    expect(comment(page, "대박 진짜?")).to_be_visible()
    comment(page, "대박 진짜?").get_by_role("button", name="좋아요").click()
    expect(comment(page, "대박 진짜?").get_by_role("button", name="좋아요")).to_have_attribute("aria-pressed", "true")

    comment(page, "마라탕이래").get_by_role("button", name="지우기").click()
    confirm(page, "댓글을 지울까요?", "지우기")
    expect(page.get_by_text("지워진 댓글이에요.")).to_be_visible()
    expect(comment(page, "대박 진짜?")).to_be_visible()
    other.check_accessibility()
    page.reload()
    expect(page.get_by_text("지워진 댓글이에요.")).to_be_visible()

    mine.reload()
    expect(mine.get_by_text("지워진 댓글이에요.")).to_be_visible()
    comment(mine, "대박 진짜?").get_by_role("button", name="지우기").click()
    confirm(mine, "답글을 지울까요?", "지우기")
    expect(mine.get_by_text("아직 댓글이 없어요.")).to_be_visible()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_comment_is_seen_before_it_is_posted(visitor: Callable[..., Visitor], api: Api, phone: bool) -> None:
    member = api.sign_up("풀이쓰는올빼미")
    own = api.log_in(member.username)
    post = own.send("POST", "/post/", {"title": "수학 27번", "content": "미분이 뭐야?"})
    own.send("POST", f"/post/{post['id']}/comment/", {"content": "나도 **궁금**해"})
    writer = visitor(phone=phone)
    writer.log_in(member, f"/free/{post['id']}")
    page = writer.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/preview/") else None)

    composer = page.locator("st-comment-list > st-comment-composer")
    field, toggle = composer.get_by_label("댓글 쓰기"), composer.get_by_role("button", name="미리보기")
    shown = composer.get_by_role("group", name="미리보기")
    field.fill("그냥 하는 말")
    with page.expect_response("**/comment/"):
        composer.get_by_role("button", name="올리기").click()
    expect(comment(page, "그냥 하는 말")).to_be_visible()
    expect(shown).to_be_hidden()
    assert asked == []

    field.fill("정답은 **③번**이고 $x^2$")
    toggle.scroll_into_view_if_needed()
    before = places(composer)
    toggle.press("Enter")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(shown.locator("strong")).to_have_text("③번")
    expect(shown.locator("math")).to_be_visible()
    assert places(composer) == before
    writer.check_accessibility()
    writer.check_width()
    if phone:
        expect(field).to_be_hidden()
        toggle.press("Enter")
        expect(shown).to_be_hidden()
        expect(field).to_have_value("정답은 **③번**이고 $x^2$")
        toggle.press("Enter")
    else:
        field.fill("정답은 **⑤번**이고 $x^2$")
        expect(shown.locator("strong")).to_have_text("⑤번")

    comment(page, "나도 궁금해").get_by_role("button", name="답글").click()
    answer = page.locator("li st-comment-composer")
    answer.get_by_label("답글 쓰기").fill("`dx`가 뭐냐면")
    answer.get_by_role("button", name="미리보기").click()
    expect(answer.get_by_role("group", name="미리보기").locator("code")).to_have_text("dx")
    comment(page, "나도 궁금해").get_by_role("button", name="고치기").click()
    edited = page.locator("st-comment-item form")
    edited.get_by_role("button", name="미리보기").click()
    expect(edited.get_by_role("group", name="미리보기").locator("strong")).to_have_text("궁금")
    writer.check_accessibility()
    writer.check_width()
    edited.get_by_role("button", name="취소").click()

    answer.get_by_role("button", name="미리보기").click()
    answer.get_by_label("답글 쓰기").fill("")
    answer.get_by_role("button", name="미리보기").click()
    answer.get_by_role("button", name="올리기").click()
    expect(answer.get_by_label("답글 쓰기")).to_be_focused()  # what is wrong is told where it is written
    expect(answer.get_by_role("alert").filter(has_text="써 주세요.")).to_be_visible()
    composer.get_by_role("button", name="올리기").click()
    expect(comment(page, "정답은").locator("math")).to_be_visible()
    expect(toggle).to_have_attribute("aria-pressed", "false")
    expect(shown).to_be_hidden()


def test_a_link_leads_to_one_comment_on_any_page(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = api.log_in(api.sign_up("길게쓰는너구리").username)
    post = writer.send("POST", "/study/", {"title": "수시 질문 모음", "content": "여기에 물어보세요"})
    url = f"/study/{post['id']}/comment/"
    comments = [writer.send("POST", url, {"content": f"질문 {number}번이에요"}) for number in range(60)]
    linked = writer.send("POST", url, {"content": "여기로 오세요", "parent": comments[55]["id"]})

    guest = visitor(phone=True)
    page = guest.page
    page.goto(f"/study/{post['id']}#comment-{linked['id']}")
    row = page.locator(f"#comment-{linked['id']}")
    expect(row).to_be_in_viewport()
    expect(row).to_be_focused()
    expect(row).to_have_class(re.compile("is-linked"))
    expect(comment(page, "질문 54번이에요")).to_have_count(0)
    guest.check_accessibility()
    guest.check_width()

    page.get_by_role("button", name="이전 댓글 보기").click()
    expect(comment(page, "질문 54번이에요")).to_be_attached()
    expect(page.locator("st-comment-item")).to_have_count(61 - 5)
    page.get_by_role("button", name="이전 댓글 보기").click()
    expect(page.locator("st-comment-item")).to_have_count(61)
    words = page.locator("st-comment-item").all_inner_texts()
    found = [int(number) for text in words for number in re.findall(r"질문 (\d+)번", text)]
    assert found == list(range(60))

    page.evaluate(f"location.hash = '#comment-{comments[3]['id']}'")
    expect(page.locator(f"#comment-{comments[3]['id']}")).to_have_class(re.compile("is-linked"))
    expect(page.locator(f"#comment-{comments[3]['id']}")).to_be_in_viewport()


def test_a_link_to_a_comment_that_is_gone_says_so(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = api.log_in(api.sign_up("지우는다람쥐").username)
    post = writer.send("POST", "/post/", {"title": "지운 댓글", "content": "찾을 수 있을까"})
    gone = writer.send("POST", f"/post/{post['id']}/comment/", {"content": "곧 지워져요"})
    writer.send("POST", f"/post/{post['id']}/comment/", {"content": "남아 있어요"})
    writer.send("DELETE", f"/post/{post['id']}/comment/{gone['id']}/")
    guest = visitor()
    guest.expect_trouble("404")
    guest.page.goto(f"/free/{post['id']}#comment-{gone['id']}")
    expect(guest.page.get_by_text("이 댓글은 이제 없어요.")).to_be_visible()
    expect(comment(guest.page, "남아 있어요")).to_be_visible()


def test_nobody_is_asked_without_a_network(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = api.log_in(api.sign_up("끊긴두더지").username)
    post = writer.send("POST", "/post/", {"title": "끊겨도 괜찮아", "content": "돌아오면 보여요"})
    url = f"/post/{post['id']}/comment/"
    writer.send("POST", url, {"content": "먼저 온 말"})
    guest = visitor()
    page = guest.page
    page.goto(f"/free/{post['id']}")
    expect(comment(page, "먼저 온 말")).to_be_visible()
    guest.lose_network()
    expect(page.get_by_text("인터넷이 끊겼어요.")).to_be_visible()
    writer.send("POST", url, {"content": "나중에 온 말"})
    look_again(page)
    expect(page.get_by_role("button", name="새 댓글")).to_have_count(0)
    guest.regain_network()
    page.get_by_role("button", name="새 댓글 1개").click()
    expect(comment(page, "나중에 온 말")).to_be_visible()


def test_what_one_does_with_a_comment_stands_in_one_row_of_a_phone(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("한줄쓰는펭귄")
    own = api.log_in(member.username)
    post = own.send("POST", "/post/", {"title": "다들 좋대", "content": "왜지"})
    written = own.send("POST", f"/post/{post['id']}/comment/", {"content": "나도 몰라"})
    own.send("POST", f"/post/{post['id']}/comment/", {"content": "그냥 좋은가 봐", "parent": written["id"]})
    writer = visitor(phone=True)

    def make_popular(route: Route) -> None:
        response = route.fetch()
        comments = response.json()
        for liked in comments["results"]:
            liked["like_count"] = 99_999
        route.fulfill(response=response, json=comments)

    writer.page.route(re.compile(r"/comment/(\?.*)?$"), make_popular)
    writer.log_in(member, f"/free/{post['id']}")
    for words in ("나도 몰라", "그냥 좋은가 봐"):
        row = comment(writer.page, words)
        expect(row.get_by_role("button", name="좋아요")).to_contain_text("9.9만")
        boxes = [button.bounding_box() for button in row.locator(".actions button").all()]
        assert len({box["y"] for box in boxes if box}) == 1
    writer.check_width()


def test_the_form_of_a_reply_stands_between_the_bars(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("아래쓰는두루미")
    own = api.log_in(member.username)
    post = own.send("POST", "/post/", {"title": "긴 이야기", "content": "한 줄씩 내려가요"})
    for number in range(12):
        own.send("POST", f"/post/{post['id']}/comment/", {"content": f"{number}층"})
    writer = visitor(phone=True)
    writer.log_in(member, f"/free/{post['id']}")
    page = writer.page
    for words, way, field in (("3층", "답글", "답글 쓰기"), ("8층", "고치기", "댓글 고치기")):
        button = comment(page, words).get_by_role("button", name=way, exact=True)
        # There is room for the first line of the form, not for all of it.
        button.evaluate("button => (button.scrollIntoView({ block: 'end' }), scrollBy(0, 90))")
        button.click()
        expect(page.get_by_label(field)).to_be_focused()
        form = page.locator("form").filter(has=page.get_by_label(field))
        start, end = edges(form)
        assert edges(page.get_by_role("banner"))[1] <= start
        assert end <= edges(page.get_by_role("navigation", name="주 메뉴"))[0] + 1  # pages scroll by whole pixels


def test_a_link_is_copied(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = api.log_in(api.sign_up("복사하는참새").username)
    post = writer.send("POST", "/post/", {"title": "링크", "content": "복사해 봐요"})
    written = writer.send("POST", f"/post/{post['id']}/comment/", {"content": "이 댓글로"})
    guest = visitor()
    page = guest.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/free/{post['id']}")
    comment(page, "이 댓글로").get_by_role("button", name="댓글 링크 복사").click()
    expect(page.get_by_text("댓글 링크를 복사했어요.")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith(f"/free/{post['id']}#comment-{written['id']}")
    page.goto(link)
    expect(page.locator(f"#comment-{written['id']}")).to_have_class(re.compile("is-linked"))
