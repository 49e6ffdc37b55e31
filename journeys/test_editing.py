"""Editing: what was changed elsewhere meanwhile is never written over unseen, and what it said before is kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from journeys.support.api import Api, Member
from journeys.support.visitor import Visitor


def save(page: Page) -> None:
    page.get_by_role("button", name="저장하기", exact=True).click()


def start_editing(
    visitor: Callable[..., Visitor], api: Api, nickname: str, **look: bool
) -> tuple[Visitor, Member, dict]:
    """A writer who edits a post on one device, while it is edited on another."""
    member = api.sign_up(nickname)
    elsewhere = api.log_in(member.username)
    post = elsewhere.send("POST", "/post/", {"title": "시험 범위", "content": "국어 1단원\n수학 2단원\n영어 3단원"})
    writer = visitor(**look)
    writer.log_in(member, f"/free/{post['id']}/edit")
    expect(writer.page.get_by_label("제목")).to_have_value("시험 범위")
    elsewhere.send("PATCH", f"/post/{post['id']}/", {"content": "국어 1단원\n수학 5단원\n영어 3단원"})
    writer.page.get_by_label("내용", exact=True).fill("국어 1단원\n수학 2단원\n영어 4단원")
    writer.expect_trouble("412")
    save(writer.page)
    writer.page.get_by_role("dialog").get_by_role("button", name="고치기").click()
    return writer, member, post


def test_an_edit_from_elsewhere_is_shown_beside_the_own_one(visitor: Callable[..., Visitor], api: Api) -> None:
    writer, _, post = start_editing(visitor, api, "두집살림두루미", dark=True)
    page = writer.page
    dialog = page.get_by_role("dialog", name="그사이 다른 곳에서 고쳤어요")
    expect(dialog.get_by_role("region", name="지금 쓴 내용").locator("mark")).to_have_text(["수학 2단원", "영어 4단원"])
    expect(dialog.get_by_role("region", name="다른 곳에서 고친 내용").locator("mark")).to_have_text(
        ["수학 5단원", "영어 3단원"]
    )
    writer.check_accessibility()
    page.keyboard.press("Escape")
    content = page.get_by_label("내용", exact=True)
    expect(content).to_have_value("국어 1단원\n수학 2단원\n영어 4단원")

    content.fill("국어 1단원\n수학 5단원\n영어 4단원")
    page.reload()
    expect(content).to_have_value("국어 1단원\n수학 5단원\n영어 4단원")
    save(page)
    page.get_by_role("dialog").get_by_role("button", name="고치기").click()
    expect(page.get_by_role("article")).to_contain_text("영어 4단원")
    assert api.send("GET", f"/post/{post['id']}/")["content"] == "국어 1단원\n수학 5단원\n영어 4단원"


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("내 내용으로 바꾸기", "영어 4단원"), ("다른 곳의 내용 두기", "수학 5단원")],
    ids=["mine", "theirs"],
)
def test_the_writer_chooses_between_two_edits(
    visitor: Callable[..., Visitor], api: Api, choice: str, kept: str
) -> None:
    writer, _, post = start_editing(visitor, api, "고민하는판다", phone=True)
    writer.check_width()
    writer.page.get_by_role("button", name=choice).click()
    expect(writer.page.get_by_role("article")).to_contain_text(kept)
    assert kept in api.send("GET", f"/post/{post['id']}/")["content"]
    writer.page.goto(f"/free/{post['id']}/edit")
    expect(writer.page.get_by_label("제목")).to_have_value("시험 범위")
    expect(writer.page.get_by_text("쓰던 글을 불러왔어요.")).to_have_count(0)


def test_a_draft_of_an_old_text_does_not_write_over_a_new_one(visitor: Callable[..., Visitor], api: Api) -> None:
    writer, member, post = start_editing(visitor, api, "느린나무늘보")
    page = writer.page
    page.get_by_role("button", name="이어서 고치기").click()
    api.log_in(member.username).send("PATCH", f"/post/{post['id']}/", {"content": "휴대폰에서 또 고침"})
    page.reload()
    expect(page.get_by_text("쓰던 글을 불러왔어요.")).to_be_visible()
    save(page)
    page.get_by_role("dialog").get_by_role("button", name="고치기").click()
    expect(page.get_by_role("region", name="다른 곳에서 고친 내용")).to_contain_text("휴대폰에서 또 고침")


def test_a_comment_that_was_edited_elsewhere(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("댓글부엉이")
    elsewhere = api.log_in(member.username)
    post = elsewhere.send("POST", "/post/", {"title": "댓글도", "content": "같아요"})
    comment = elsewhere.send("POST", f"/post/{post['id']}/comment/", {"content": "처음 말"})
    path = f"/post/{post['id']}/comment/{comment['id']}/"
    writer = visitor()
    writer.log_in(member, f"/free/{post['id']}")
    page = writer.page
    page.locator("st-comment-item").get_by_role("button", name="고치기").click()
    page.get_by_label("댓글 고치기").fill("내 말")
    elsewhere.send("PATCH", path, {"content": "다른 말"})
    writer.expect_trouble("412")
    save(page)
    page.get_by_role("dialog").get_by_role("button", name="고치기").click()
    expect(page.get_by_role("region", name="다른 곳에서 고친 내용")).to_contain_text("다른 말")
    page.get_by_role("button", name="내 내용으로 바꾸기").click()
    expect(page.locator("st-comment-item .body")).to_have_text("내 말")
    expect(page.locator("st-comment-item").get_by_role("button", name="수정됨")).to_be_visible()


def test_the_author_reads_what_it_said_before(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("기억하는코끼리")
    own = api.log_in(member.username)
    post = own.send("POST", "/post/", {"title": "처음 제목", "content": "**처음** 내용"})
    own.send("PATCH", f"/post/{post['id']}/", {"title": "고친 제목", "content": "고친 내용"})
    reader = visitor(phone=True)
    reader.page.goto(f"/free/{post['id']}")
    expect(reader.page.get_by_text("수정됨")).to_be_visible()
    expect(reader.page.get_by_role("button", name="수정됨")).to_have_count(0)

    writer = visitor(phone=True)
    writer.log_in(member, f"/free/{post['id']}")
    page = writer.page
    page.get_by_role("button", name="수정됨").click()
    dialog = page.get_by_role("dialog", name="고치기 전 내용")
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    expect(dialog).to_contain_text("처음 제목")
    expect(dialog.locator("strong")).to_have_text("처음")
    writer.check_accessibility()
    writer.check_width()
    dialog.get_by_role("button", name="닫기").click()
    expect(dialog).to_have_count(0)
