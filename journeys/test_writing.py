"""Writing: seen before it is posted, kept while it is written, posted once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Locator, Page, Route, expect

from journeys.support.api import Api, Member
from journeys.support.visitor import Visitor

TEXT = "**수능(국어)**은 $x^2$\n\n둘째 문단"


def write(page: Page, title: str, content: str) -> None:
    page.get_by_label("제목").fill(title)
    page.get_by_label("내용", exact=True).fill(content)


def send(page: Page, name: str = "올리기") -> None:
    page.get_by_role("button", name=name, exact=True).click()


def shown(page: Page) -> Locator:
    return page.get_by_role("region", name="미리보기")


def titles(api: Api, title: str) -> int:
    return sum(post["title"] == title for post in api.send("GET", "/post/")["results"])


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_text_is_seen_before_it_is_posted(visitor: Callable[..., Visitor], api: Api, phone: bool) -> None:
    writer = visitor(phone=phone)
    writer.log_in(api.sign_up("꼼꼼한기린"), "/free/write")
    page = writer.page
    write(page, "미리 보기", TEXT)
    if phone:
        expect(shown(page)).to_be_hidden()
        page.get_by_role("button", name="미리보기", exact=True).click()
        expect(page.get_by_label("내용", exact=True)).to_be_hidden()
    expect(shown(page).locator("strong")).to_have_text("수능(국어)")
    expect(shown(page).locator("math")).to_be_visible()
    writer.check_accessibility()
    writer.check_width()

    if phone:
        page.get_by_role("button", name="쓰기", exact=True).click()
    writer.lose_network()
    page.get_by_label("내용", exact=True).fill("끊긴 사이에 쓴 **글**")
    if phone:
        page.get_by_role("button", name="미리보기", exact=True).click()
    expect(shown(page)).to_contain_text("인터넷에 다시 연결되면")
    expect(shown(page).locator("strong")).to_have_text("수능(국어)")
    writer.regain_network()
    expect(shown(page).locator("strong")).to_have_text("글")
    expect(shown(page)).not_to_contain_text("인터넷에 다시")
    expect(page.locator("[name=content]")).to_have_value("끊긴 사이에 쓴 **글**")


def test_an_early_preview_never_takes_the_place_of_a_later_one(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = visitor()
    writer.log_in(api.sign_up("빠른치타"), "/free/write")
    page = writer.page
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/preview/", hold_first)
    content = page.get_by_label("내용", exact=True)
    with page.expect_request("**/preview/"):
        content.fill("**먼저**")
    content.fill("**나중**")
    expect(shown(page).locator("strong")).to_have_text("나중")
    held[0].abort()
    expect(shown(page).locator("strong")).to_have_text("나중")
    expect(shown(page).locator(".note")).to_have_text("")


# Every word that a preview has ever had to say about itself, for one that stands there for a moment only.
HEAR_NOTES = """() => {
  window.said = new Set();
  const hear = () => {
    for (const { textContent } of document.querySelectorAll("st-preview .note")) said.add(textContent.trim());
  };
  new MutationObserver(hear).observe(document, { subtree: true, childList: true, characterData: true });
}"""


def test_a_preview_under_way_while_the_login_ends_leads_to_the_login(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("쫓겨난펭귄")
    writer = visitor(phone=True)
    writer.log_in(member, "/free/write")
    page = writer.page
    page.evaluate(HEAR_NOTES)
    write(page, "끝나는 글", "**아직** 쓰는 글")
    ended: list[Member] = []

    def end_login(route: Route) -> None:
        if route.request.method == "POST" and not ended:
            ended.append(api.end_logins(member))
        route.continue_()

    page.route("**/preview/", end_login)
    writer.expect_trouble("401 ")
    page.get_by_role("button", name="미리보기", exact=True).click()
    expect(page).to_have_url(re.compile(r"/login\?next=%2Ffree%2Fwrite$"))
    expect(page.get_by_role("heading", name="다시 만나서 반가워요")).to_be_visible()
    assert page.evaluate("[...said]") in ([], [""])
    writer.fill_in_login(ended[0])
    expect(page.get_by_label("내용", exact=True)).to_have_value("**아직** 쓰는 글")


def test_a_preview_under_way_at_a_logout_says_nothing(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = visitor()
    writer.log_in(api.sign_up("나가는펭귄"), "/free/write")
    page = writer.page
    page.evaluate(HEAR_NOTES)
    held: dict[str, Route] = {}

    def hold(route: Route) -> None:
        if route.request.method == "OPTIONS":
            route.continue_()
        else:
            held[route.request.url.rsplit("/", 2)[1]] = route

    page.route("**/preview/", hold)
    page.route("**/pages/home.js", hold)  # the form stays while the page that follows is on its way
    with page.expect_request("**/preview/"):
        write(page, "다 쓴 글", "안녕")
    page.get_by_role("button", name="내 메뉴").click()
    with page.expect_response("**/blacklist/"):
        page.get_by_role("button", name="로그아웃").click()
    writer.expect_trouble("401 .*/preview/")
    with page.expect_response("**/preview/"):
        held["preview"].continue_()
    held["pages"].continue_()
    expect(page.get_by_role("heading", name="오늘 하루, 여기서 털어놔요")).to_be_visible()
    assert page.evaluate("[location.pathname, ...said]") in (["/"], ["/", ""])
    expect(page.get_by_text("로그인이 끝났어요.")).to_have_count(0)


def test_what_was_typed_is_there_again(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = visitor(phone=True)
    writer.log_in(api.sign_up("잘까먹는금붕어"), "/free/write")
    page = writer.page
    write(page, "쓰다 만 글", "아직 다 못 썼다")
    other = writer.open_tab()
    other.goto("/free/write")
    expect(other.get_by_label("제목")).to_have_value("")
    other.get_by_label("제목").fill("다른 탭의 글")

    page.bring_to_front()
    page.reload()
    expect(page.get_by_label("제목")).to_have_value("쓰다 만 글")
    expect(page.get_by_label("내용", exact=True)).to_have_value("아직 다 못 썼다")
    expect(page.get_by_text("쓰던 글을 불러왔어요.")).to_be_visible()
    writer.check_accessibility()
    page.get_by_role("button", name="지우기").click()
    page.get_by_role("dialog").get_by_role("button", name="버리기").click()
    expect(page.get_by_label("제목")).to_have_value("")
    page.reload()
    expect(page.get_by_label("제목")).to_have_value("")
    expect(other.get_by_label("제목")).to_have_value("다른 탭의 글")
    other.reload()
    expect(other.get_by_label("제목")).to_have_value("다른 탭의 글")


def test_the_next_person_at_a_school_computer_finds_nothing(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = visitor()
    writer.log_in(api.sign_up("조용한비버"), "/free/write")
    page = writer.page
    with page.expect_response("**/preview/"):  # one that is under way while the login ends would be refused
        write(page, "비밀 이야기", "나만의 비밀")
    page.get_by_role("button", name="내 메뉴").click()
    page.get_by_role("button", name="로그아웃").click()
    expect(page.get_by_text("로그아웃했어요.")).to_be_visible()
    assert "비밀" not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")


def test_at_a_shared_computer_a_draft_waits_for_its_writer(visitor: Callable[..., Visitor], api: Api) -> None:
    writer, classmate = api.sign_up("일기쓰는고양이"), api.sign_up("다음자리여우")
    post = api.log_in(classmate.username).send("POST", "/post/", {"title": "오늘 급식", "content": "어땠어?"})
    talk = f"/free/{post['id']}"
    computer = visitor()
    computer.expect_trouble("401 ")  # of the logins that end
    computer.log_in(writer, "/chat")
    page, other_tab = computer.page, computer.open_tab()
    page.get_by_label("메시지").fill("채팅에 쓰던 비밀")
    page.goto(talk)
    page.get_by_label("댓글 쓰기").fill("댓글에 쓰던 비밀")
    other_tab.goto("/free/write")
    write(other_tab, "쓰던 비밀", "글에 쓰던 비밀")

    writer = api.end_logins(writer)
    page.bring_to_front()
    page.reload()
    expect(page.get_by_role("button", name="로그인하고 댓글 쓰기")).to_be_visible()
    expect(other_tab).to_have_url(re.compile("/login"))
    page.goto("/chat")
    expect(page.get_by_label("메시지")).to_have_value("")
    page.goto("/login?next=/free/write")
    computer.fill_in_login(classmate)
    for tab in (page, other_tab):
        expect(tab.get_by_role("heading", name="글쓰기")).to_be_visible()
        expect(tab.get_by_label("제목")).to_have_value("")
        expect(tab.get_by_text("비밀")).to_have_count(0)
    write(page, "여우의 글", "여우가 쓴 글")
    page.goto(talk)
    page.get_by_label("댓글 쓰기").fill("여우의 댓글")
    page.get_by_role("button", name="올리기").click()
    expect(page.locator("st-comment-item")).to_have_count(1)

    api.end_logins(classmate)
    page.reload()
    page.get_by_role("button", name="로그인하고 댓글 쓰기").click()
    computer.fill_in_login(writer)
    expect(page.get_by_label("댓글 쓰기")).to_have_value("댓글에 쓰던 비밀")
    expect(other_tab.get_by_label("제목")).to_have_value("쓰던 비밀")
    expect(other_tab.get_by_label("내용", exact=True)).to_have_value("글에 쓰던 비밀")
    page.goto("/chat")
    expect(page.get_by_label("메시지")).to_have_value("채팅에 쓰던 비밀")


def test_a_device_that_keeps_nothing_says_so(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = visitor()
    writer.log_in(api.sign_up("꽉찬다람쥐"), "/free/write")
    page = writer.page
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }")
    write(page, "넘치는 글", "어디에도 저장되지 않는 글")
    expect(page.get_by_text("이 기기에 저장할 자리가 없어요.")).to_be_visible()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    page.wait_for_function("true")
    expect(page.get_by_label("제목")).to_have_value("넘치는 글")
    send(page)
    expect(page.get_by_role("heading", name="넘치는 글")).to_be_visible()
    assert asked == ["beforeunload"]


def test_an_answer_that_was_lost_makes_no_second_post(visitor: Callable[..., Visitor], api: Api) -> None:
    writer = visitor()
    writer.log_in(api.sign_up("끊긴고래"), "/free/write")
    page = writer.page
    title = "한 번만 올라가는 글"

    def lose_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    writer.expect_trouble("ERR_FAILED")
    page.route("**/post/", lose_answer)
    write(page, title, "두 번 올라가면 안 돼요")
    send(page)
    expect(page.get_by_text("서버에 연결하지 못했어요.")).to_be_visible()
    assert titles(api, title) == 1
    page.unroute_all()
    page.reload()
    expect(page.get_by_label("제목")).to_have_value(title)
    page.get_by_role("button", name="올리기", exact=True).dblclick()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    assert titles(api, title) == 1

    page.goto("/free/write")
    write(page, title, "일부러 한 번 더 쓴 글")
    send(page)
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    assert titles(api, title) == 2


def test_a_comment_is_kept_and_made_once(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("말많은앵무새")
    post = api.log_in(member.username).send("POST", "/post/", {"title": "댓글 연습", "content": "여기에 달아 줘"})
    writer = visitor(phone=True)
    writer.log_in(member, f"/free/{post['id']}")
    page = writer.page
    page.get_by_label("댓글 쓰기").fill("쓰다 만 댓글")
    page.reload()
    expect(page.get_by_label("댓글 쓰기")).to_have_value("쓰다 만 댓글")
    expect(page.get_by_text("쓰던 글을 불러왔어요")).to_be_visible()
    writer.check_accessibility()
    page.get_by_role("button", name="올리기").dblclick()
    expect(page.locator("st-comment-item")).to_have_count(1)
    expect(page.get_by_label("댓글 쓰기")).to_have_value("")
    page.reload()
    expect(page.locator("st-comment-item")).to_have_count(1)
    expect(page.get_by_label("댓글 쓰기")).to_have_value("")
