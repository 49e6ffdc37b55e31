"""The shelf: posts are kept, put into folders, found again, let go; what one has written, said and liked is there."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from journeys.support.api import Api, Member
from journeys.support.posts import WIDE
from journeys.support.site import Site
from journeys.support.visitor import Visitor

LOOKS = pytest.mark.parametrize("look", [{"phone": True, "dark": True}, {}], ids=["dark-phone", "desktop"])


def write(api: Api, path: str, title: str, content: str = "면접 질문을 모아 봤어요") -> str:
    post = api.send("POST", path, {"title": title, "content": content})
    return f"/{post['board']}/{post['id']}"


def keep(api: Api, address: str, folder: str | None = None) -> None:
    board, post = address.strip("/").split("/")
    api.send("PUT", f"/{'post' if board == 'free' else board}/{post}/scrap/", {"folder": folder})


def mark_of(place: Page | Locator) -> Locator:
    return place.get_by_role("button", name=re.compile("^스크랩"))


def folders(page: Page) -> Locator:
    return page.get_by_role("navigation", name="폴더")


def shown(page: Page) -> Locator:
    return page.get_by_role("list", name="스크랩")


def expect_folders(page: Page, *names: str) -> None:
    """With their counts: `면접 2`."""
    expect(folders(page).get_by_role("link")).to_have_text([re.compile(rf"^{name}개?$") for name in names])


def put_into(page: Page, folder: str, *, new: bool = False) -> None:
    """In the dialog that is open."""
    dialog = page.get_by_role("dialog", name="어느 폴더에 담을까요?")
    if new:
        dialog.get_by_label("새 폴더").fill(folder)
    else:
        dialog.get_by_label(folder, exact=True).check()
    dialog.get_by_role("button", name="담기", exact=True).click()
    expect(dialog).to_have_count(0)


@LOOKS
def test_a_post_is_kept_moved_and_let_go(visitor: Callable[..., Visitor], api: Api, look: dict[str, bool]) -> None:
    account = api.sign_up("정리하는다람쥐")
    writer = api.log_in(api.sign_up("써주는너구리").username)
    first = write(writer, "/study/", "교대 면접 순서를 적어 봤어요")
    second = write(writer, "/post/", "면접 날 떨지 않는 법")
    student = visitor(**look)
    student.log_in(account, first)
    page = student.page
    article = page.get_by_role("article")

    expect(mark_of(article)).to_have_attribute("aria-pressed", "false")
    expect(article.get_by_role("button", name="폴더 고르기")).to_be_hidden()
    mark_of(article).click()
    expect(mark_of(article)).to_have_text("스크랩됨")
    expect(mark_of(article)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("내 서랍에 담았어요.")).to_be_visible()
    article.get_by_role("button", name="폴더 고르기").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    student.check_accessibility()
    put_into(page, "면접", new=True)
    expect(page.get_by_text("‘면접’ 폴더에 담았어요.")).to_be_visible()
    page.reload()
    expect(mark_of(article)).to_have_attribute("aria-pressed", "true")
    student.check_accessibility()
    student.check_width()

    page.goto(second)
    mark_of(article).click()
    article.get_by_role("button", name="폴더 고르기").click()
    expect(page.get_by_role("dialog").get_by_label("폴더 없이 두기")).to_be_checked()
    put_into(page, "면접")

    page.get_by_role("button", name="내 메뉴").click()
    page.get_by_role("link", name="내 서랍").click()
    page.get_by_role("navigation", name="내 서랍").get_by_role("link", name="스크랩").click()
    expect(page).to_have_url(re.compile(r"/shelf\?tab=scraps$"))
    titles = shown(page).get_by_role("link")
    expect(titles).to_have_text(["면접 날 떨지 않는 법", "교대 면접 순서를 적어 봤어요"])
    expect_folders(page, "전체2", "면접2", "폴더 없음0")
    student.check_accessibility()
    student.check_width()

    folders(page).get_by_role("link", name="면접").click()
    row = shown(page).get_by_role("listitem").filter(has_text="면접 날 떨지 않는 법")
    row.get_by_role("button", name="폴더 고르기").click()
    expect(page.get_by_role("dialog").get_by_label("면접", exact=True)).to_be_checked()
    put_into(page, "마음가짐", new=True)
    expect(titles).to_have_text(["교대 면접 순서를 적어 봤어요"])
    expect_folders(page, "전체2", "마음가짐1", "면접1", "폴더 없음0")

    page.get_by_role("button", name="이름 바꾸기").click()
    dialog = page.get_by_role("dialog", name="폴더 이름 바꾸기")
    dialog.get_by_label("폴더 이름").fill("마음가짐")
    student.expect_trouble("400 PATCH .*/scraps/folders/|status of 400")
    dialog.get_by_role("button", name="바꾸기", exact=True).click()
    expect(dialog.get_by_text("같은 이름의 폴더가 있어요.")).to_be_visible()
    dialog.get_by_label("폴더 이름").fill("교대 면접")
    dialog.get_by_role("button", name="바꾸기", exact=True).click()
    expect(page.get_by_role("heading", name="교대 면접", level=2)).to_be_visible()
    expect(page.get_by_role("button", name="이름 바꾸기")).to_be_focused()

    page.get_by_role("button", name="폴더 지우기").click()
    dialog = page.get_by_role("dialog", name="‘교대 면접’ 폴더를 지울까요?")
    expect(dialog).to_contain_text("글 1개는 폴더 없이")
    student.check_accessibility()
    dialog.get_by_role("button", name="지우기").click()
    expect(page).to_have_url(re.compile(r"/shelf\?tab=scraps$"))
    expect_folders(page, "전체2", "마음가짐1", "폴더 없음1")

    row = shown(page).get_by_role("listitem").filter(has_text="교대 면접 순서를")
    mark_of(row).click()
    expect(mark_of(row)).to_have_attribute("aria-pressed", "false")
    expect_folders(page, "전체1", "마음가짐1", "폴더 없음0")
    page.reload()
    expect(titles).to_have_text(["면접 날 떨지 않는 법"])
    titles.click()
    expect(page).to_have_url(re.compile(f"{second}$"))
    mark_of(article).click()
    expect(mark_of(article)).to_have_text("스크랩")
    page.goto("/shelf?tab=scraps&folder=none")
    expect(page.get_by_text("모두 폴더에 담겨 있어요")).to_be_visible()


def test_a_guest_is_led_to_the_login_and_back(visitor: Callable[..., Visitor], api: Api) -> None:
    account = api.sign_up("나중에올수달")
    address = write(api.log_in(account.username), "/post/", "로그인하고 담을 글")
    guest = visitor(phone=True)
    page = guest.page
    page.goto(address)
    mark_of(page.get_by_role("article")).click()
    guest.fill_in_login(account)
    expect(page).to_have_url(re.compile(f"{address}$"))
    mark_of(page.get_by_role("article")).click()
    expect(page.get_by_role("button", name="폴더 고르기")).to_be_visible()

    stranger = visitor()
    stranger.page.goto("/shelf?tab=scraps")
    expect(stranger.page).to_have_url(re.compile(r"/login\?next=%2Fshelf%3Ftab%3Dscraps$"))
    stranger.fill_in_login(api.sign_up("처음온고래"))
    expect(stranger.page.get_by_text("아직 스크랩한 글이 없어요")).to_be_visible()


def test_two_tabs_of_one_shelf_stay_true(visitor: Callable[..., Visitor], api: Api) -> None:
    account = api.sign_up("두눈토끼")
    own = api.log_in(account.username)
    address = write(own, "/post/", "두 창에서 보는 글")
    keep(own, address, "면접")
    student = visitor()
    student.log_in(account, "/shelf?tab=scraps")
    left, right = student.page, student.open_tab()
    folders(left).get_by_role("link", name="면접").click()
    expect(left.get_by_role("heading", name="면접", level=2)).to_be_visible()
    right.goto(left.url)
    right.get_by_role("button", name="폴더 지우기").click()
    right.get_by_role("dialog").get_by_role("button", name="지우기").click()
    expect(right).to_have_url(re.compile(r"tab=scraps$"))

    student.expect_trouble("404 PATCH .*/scraps/folders/|status of 404")
    left.bring_to_front()
    left.get_by_role("button", name="이름 바꾸기").click()
    dialog = left.get_by_role("dialog")
    dialog.get_by_label("폴더 이름").fill("수시 면접")
    dialog.get_by_role("button", name="바꾸기", exact=True).click()
    expect(dialog.get_by_text("찾을 수 없어요.")).to_be_visible()
    dialog.get_by_role("button", name="취소").click()
    left.reload()
    expect(left.get_by_text("이 폴더는 이제 없어요")).to_be_visible()
    left.get_by_role("link", name="스크랩 모두 보기").click()
    mark_of(shown(left)).click()
    expect(mark_of(shown(left))).to_have_attribute("aria-pressed", "false")

    right.bring_to_front()
    mark_of(shown(right)).click()  # there it is still kept: letting it go once more is no error
    expect(mark_of(shown(right))).to_have_attribute("aria-pressed", "false")
    right.reload()
    expect(right.get_by_text("아직 스크랩한 글이 없어요")).to_be_visible()


def test_what_the_server_does_not_take_is_rolled_back(visitor: Callable[..., Visitor], api: Api) -> None:
    account = api.sign_up("끊긴기차")
    address = write(api.log_in(account.username), "/post/", "지하철에서 담는 글")
    commuter = visitor(phone=True)
    commuter.log_in(account, address)
    page = commuter.page
    mark = mark_of(page.get_by_role("article"))
    held: list[Route] = []
    page.route("**/scrap/", lambda route: held.append(route))
    mark.click()
    expect(mark).to_have_attribute("aria-pressed", "true")
    commuter.expect_trouble("ERR_FAILED|ERR_CONNECTION_REFUSED")
    expect_held(page, held)
    held[0].abort("connectionrefused")
    expect(page.get_by_text("서버에 연결하지 못했어요.")).to_be_visible()
    expect(mark).to_have_attribute("aria-pressed", "false")
    page.unroute("**/scrap/")
    mark.click()
    expect(page.get_by_text("내 서랍에 담았어요.")).to_be_visible()
    page.reload()
    expect(mark).to_have_attribute("aria-pressed", "true")


def expect_held(page: Page, held: list[Route]) -> None:
    while not held:
        page.wait_for_event("request")


@pytest.fixture
def busy(api: Api) -> Member:
    """Somebody with something of everything, some of it very long."""
    account = api.sign_up("모으는까치왕눈이")
    own, other = api.log_in(account.username), api.log_in(api.sign_up("긴이름두루미날개").username)
    for path, board in (("/post/", "free"), ("/study/", "study")):
        mine = own.send("POST", path, WIDE)
        theirs = other.send("POST", path, WIDE)
        own.send("POST", f"{path}{mine['id']}/comment/", {"content": WIDE["content"], "is_anonymous": True})
        own.send("POST", f"{path}{theirs['id']}/comment/", {"content": "저도 **궁금**해요"})
        own.send("POST", f"{path}{theirs['id']}/like/")
        keep(own, f"/{board}/{theirs['id']}", "가나다라마바사아자차카타파하거너더러머버")
        keep(own, f"/{board}/{mine['id']}")
    for number in range(30):
        own.send("POST", "/scraps/folders/", {"name": f"모으는 폴더 {number}"})
    return account


@LOOKS
def test_every_tab_is_accessible_and_fits(visitor: Callable[..., Visitor], busy: Member, look: dict[str, bool]) -> None:
    owner = visitor(**look)
    owner.log_in(busy, "/shelf")
    page = owner.page
    for query in ("", "?board=study", "?tab=comments", "?tab=liked", "?tab=liked&board=study", "?tab=scraps"):
        page.goto(f"/shelf{query}")
        expect(page.get_by_role("main").get_by_role("listitem").first).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        owner.check_accessibility()
        owner.check_width()
    shown(page).get_by_role("button", name="폴더 고르기").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    owner.check_accessibility()


def test_a_comment_of_ones_own_leads_to_where_it_stands(visitor: Callable[..., Visitor], api: Api) -> None:
    account = api.sign_up("말하는앵무새")
    own = api.log_in(account.username)
    address = write(own, "/study/", "면접 후기를 들려주세요")
    comment = own.send("POST", f"{address}/comment/", {"content": "저는 **두 번** 봤어요"})
    student = visitor()
    student.log_in(account, "/shelf?tab=comments")
    page = student.page
    expect(page.locator(".st-own-comment strong")).to_have_text("두 번")
    page.get_by_role("link", name="면접 후기를 들려주세요").click()
    expect(page).to_have_url(re.compile(f"{address}#comment-{comment['id']}$"))
    expect(page.locator(f"#comment-{comment['id']}")).to_be_in_viewport()


def test_an_empty_shelf_says_what_to_do(visitor: Callable[..., Visitor], api: Api) -> None:
    newcomer = visitor(phone=True)
    newcomer.log_in(api.sign_up("빈서랍병아리"), "/shelf")
    page = newcomer.page
    for query, words, way in [
        ("", "자유게시판에 쓴 글이 없어요", "글쓰기"),
        ("?tab=comments", "아직 쓴 댓글이 없어요", "자유게시판 보러 가기"),
        ("?tab=liked&board=study", "입시정보에서 좋아요한 글이 없어요", "입시정보 보러 가기"),
        ("?tab=scraps", "아직 스크랩한 글이 없어요", "입시정보 보러 가기"),
        ("?tab=scraps&folder=999999", "이 폴더는 이제 없어요", "스크랩 모두 보기"),
    ]:
        page.goto(f"/shelf{query}")
        expect(page.get_by_text(words)).to_be_visible()
        expect(page.get_by_role("main").get_by_role("link", name=way)).to_be_visible()
        newcomer.check_accessibility()
    page.get_by_role("main").get_by_role("link", name="스크랩 모두 보기").click()
    page.get_by_role("button", name="폴더 만들기").click()
    dialog = page.get_by_role("dialog", name="폴더 만들기")
    dialog.get_by_label("폴더 이름").fill("처음 만든 폴더")
    dialog.get_by_role("button", name="만들기").click()
    expect_folders(page, "전체0", "처음 만든 폴더0", "폴더 없음0")


def test_a_long_shelf_is_paged(visitor: Callable[..., Visitor], api: Api) -> None:
    account = api.sign_up("오래모은거북")
    own = api.log_in(account.username)
    for number in range(21):
        keep(own, write(own, "/post/", f"모은 글 {number}"), "차곡차곡")
    reader = visitor(phone=True)
    reader.log_in(account, "/shelf?tab=scraps")
    page = reader.page
    folders(page).get_by_role("link", name="차곡차곡").click()
    expect(shown(page).get_by_role("listitem")).to_have_count(20)
    page.get_by_role("link", name="다음").click()
    expect(shown(page).get_by_role("link")).to_have_text(["모은 글 0"])
    expect(page).to_have_url(re.compile(r"/shelf\?tab=scraps&folder=\d+&cursor="))
    reader.check_accessibility()
    page.go_back()
    expect(shown(page).get_by_role("listitem")).to_have_count(20)


def test_a_shelf_that_does_not_come_offers_another_try(visitor: Callable[..., Visitor], api: Api, site: Site) -> None:
    account = api.sign_up("기다리는곰")
    keep_one: dict[str, Any] = {"title": "늦게 오는 글", "content": "곧 와요"}
    own = api.log_in(account.username)
    post = own.send("POST", "/post/", keep_one)
    keep(own, f"/free/{post['id']}")
    reader = visitor(phone=True)
    reader.log_in(account, "/shelf")
    page = reader.page
    address = re.compile(re.escape(f"{site.api}/scraps/?"))
    reader.expect_trouble("ERR_FAILED|ERR_CONNECTION_REFUSED")
    page.route(address, lambda route: route.abort("connectionrefused"))
    page.get_by_role("navigation", name="내 서랍").get_by_role("link", name="스크랩").click()
    main = page.get_by_role("main")
    expect(main.get_by_text("서버에 연결하지 못했어요.")).to_be_visible()
    reader.check_accessibility()
    page.unroute(address)
    main.get_by_role("button", name="다시 시도").click()
    expect(main.get_by_role("link", name="늦게 오는 글")).to_be_visible()

    reader.lose_network()
    page.get_by_role("navigation", name="내 서랍").get_by_role("link", name="좋아요").click()
    expect(main.get_by_text("연결이 끊겼어요")).to_be_visible()
    reader.regain_network()
    expect(main.get_by_text("자유게시판에서 좋아요한 글이 없어요")).to_be_visible()
