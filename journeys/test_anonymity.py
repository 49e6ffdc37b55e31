"""Writing without a name, as the one who writes and as the one who reads."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from journeys.support.api import Api
from journeys.support.visitor import Visitor


def comment(page: Page, words: str) -> Locator:
    return page.locator("st-comment-item").filter(has_text=words)


def say(page: Page, words: str, *, anonymous: bool) -> Locator:
    page.get_by_label("댓글 쓰기").fill(words)
    page.get_by_label("익명으로 쓰기").set_checked(anonymous)
    page.get_by_role("button", name="올리기").click()
    expect(comment(page, words)).to_be_visible()
    return comment(page, words)


def test_two_strangers_talk_without_names(visitor: Callable[..., Visitor], api: Api) -> None:
    account, other_account = api.sign_up("숨는고슴도치"), api.sign_up("듣는올빼미")
    writer, reader = visitor(phone=True), visitor(dark=True)
    writer.log_in(account, "/free/write")
    page = writer.page
    page.get_by_label("제목").fill("요즘 학교 가기 싫어요")
    page.get_by_label("내용").fill("나만 그런가요?")
    choice = page.get_by_label("익명으로 쓰기")
    expect(choice).not_to_be_checked()
    choice.check()
    writer.check_accessibility()
    writer.check_width()
    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_role("heading", name="요즘 학교 가기 싫어요")).to_be_visible()
    article = page.get_by_role("article")
    expect(article.get_by_text("익명", exact=True)).to_be_visible()
    expect(article.get_by_text("나", exact=True)).to_be_visible()
    expect(page.get_by_label("익명으로 쓰기")).to_be_checked()

    address = page.url
    reader.log_in(other_account, address[address.index("/free/") :])
    theirs = reader.page
    expect(theirs.get_by_role("article").get_by_text("익명", exact=True)).to_be_visible()
    expect(theirs.get_by_role("article").get_by_text("나", exact=True)).to_have_count(0)
    expect(say(theirs, "저도 그래요", anonymous=True)).to_contain_text("익명 1")
    expect(say(theirs, "힘내요 우리", anonymous=True)).to_contain_text("익명 1")

    page.reload()
    answer = say(page, "고마워요", anonymous=True)
    expect(answer.get_by_text("글쓴이", exact=True)).to_be_visible()
    expect(comment(page, "저도 그래요")).to_contain_text("익명 1")
    expect(comment(page, "저도 그래요").get_by_text("나", exact=True)).to_have_count(0)
    expect(comment(page, "저도 그래요").get_by_role("button", name="지우기")).to_have_count(0)
    writer.check_accessibility()
    writer.check_width()

    theirs.reload()
    expect(comment(theirs, "고마워요")).to_contain_text("글쓴이")
    reader.check_accessibility()
    for seen, name in ((theirs, account.nickname), (page, other_account.nickname)):
        content = seen.get_by_role("main").inner_text()
        assert name not in content
    theirs.goto("/free")
    row = theirs.get_by_role("main").get_by_role("listitem").filter(has_text="요즘 학교 가기 싫어요")
    expect(row.first).to_contain_text("익명")


def test_the_choice_is_remembered_on_this_device(visitor: Callable[..., Visitor], api: Api) -> None:
    account = api.sign_up("기억하는코끼리")
    post = api.log_in(account.username).send("POST", "/post/", {"title": "이름 있는 글", "content": "제 글이에요"})
    member = visitor()
    member.log_in(account, f"/free/{post['id']}")
    page = member.page
    expect(page.get_by_label("익명으로 쓰기")).not_to_be_checked()
    expect(say(page, "이름 없이 한마디", anonymous=True)).to_contain_text("익명 1")
    page.goto("/free/write")
    expect(page.get_by_label("익명으로 쓰기")).to_be_checked()
    page.goto(f"/free/{post['id']}")
    named = say(page, "이번에는 이름으로", anonymous=False)
    expect(named).to_contain_text(account.nickname)
    expect(named.get_by_text("글쓴이", exact=True)).to_be_visible()
    expect(comment(page, "이름 없이 한마디").get_by_text("글쓴이")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("익명으로 쓰기")).not_to_be_checked()
