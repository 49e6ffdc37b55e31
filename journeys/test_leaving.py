"""One's own things: logins on other devices, a copy of everything, hiding and deleting, leaving and coming back."""

import json
import re
from collections.abc import Callable
from urllib.error import HTTPError
from zipfile import ZipFile

import pytest
from playwright.sync_api import Locator, Page, expect

from journeys.support.api import PASSWORD, Api, Member
from journeys.support.visitor import Visitor


def test_a_login_on_another_device_is_ended_and_loses_no_text(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("학교컴퓨터켜둔여우")
    at_home, at_school = visitor(phone=True), visitor()
    at_school.log_in(member, "/free/write")
    at_home.log_in(member, "/profile")
    there = at_school.page
    there.get_by_label("제목", exact=True).fill("동아리 발표회 순서 나왔어")
    there.get_by_label("내용", exact=True).fill("밴드부가 마지막이래. 다들 끝까지 남아 있어 줘!")

    page = at_home.page
    page.get_by_role("link", name="계정과 보안").click()
    logins = page.locator("st-session-list li")
    expect(logins).to_have_count(2)
    expect(logins.filter(has_text="지금 이 기기")).to_have_count(1)
    expect(logins.filter(has_text="지금 이 기기").get_by_role("button")).to_have_count(0)
    other = logins.filter(has_text="사용")
    expect(other).to_contain_text("지금과 같은 네트워크")
    expect(other).to_contain_text("Linux")
    at_home.check_accessibility()
    at_home.check_width()
    other.get_by_role("button", name="로그아웃").click()
    dialog = page.get_by_role("dialog")
    at_home.check_accessibility()
    dialog.get_by_role("button", name="로그아웃").click()
    expect(page.get_by_text("그 기기에서 로그아웃했어요.")).to_be_visible()
    expect(logins).to_have_count(1)
    expect(page.get_by_text("다른 기기에는 로그인되어 있지 않아요.")).to_be_visible()
    expect(page.locator("st-session-list")).to_be_focused()

    at_school.expect_trouble("401 ")
    there.get_by_role("button", name="올리기").click()
    expect(there).to_have_url(re.compile(r"/login\?next=%2Ffree%2Fwrite$"))
    at_school.fill_in_login(member)
    expect(there.get_by_label("제목", exact=True)).to_have_value("동아리 발표회 순서 나왔어")
    there.get_by_role("button", name="올리기").click()
    expect(there.get_by_role("article")).to_contain_text("밴드부가 마지막이래")


def test_all_other_logins_end_at_once(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("로그인많은문어")
    others = [api.log_in(member.username) for _ in range(3)]
    owner = visitor()
    owner.log_in(member, "/profile/account")
    page = owner.page
    logins = page.locator("st-session-list li")
    expect(logins).to_have_count(4)
    page.get_by_role("button", name="다른 기기 모두 로그아웃").click()
    answer(page, "다른 기기에서 모두 로그아웃할까요?", "취소")
    expect(logins).to_have_count(4)
    page.get_by_role("button", name="다른 기기 모두 로그아웃").click()
    answer(page, "다른 기기에서 모두 로그아웃할까요?", "모두 로그아웃")
    expect(logins).to_have_count(1)
    page.reload()
    expect(logins).to_have_count(1)
    for other in others:
        with pytest.raises(HTTPError, match="401"):
            other.send("GET", "/accounts/user/")


def test_a_copy_of_everything_is_taken_along(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("챙기는다람쥐")
    api.log_in(member.username).send("POST", "/post/", {"title": "도토리 숨긴 곳", "content": "운동장 뒤 느티나무"})
    owner = visitor(phone=True)
    owner.log_in(member, "/profile")
    page = owner.page
    page.get_by_role("link", name="내 정보 관리").click()
    owner.check_accessibility()
    owner.check_width()
    with page.expect_download() as download:
        page.get_by_role("button", name="내려받기").click()
    assert re.fullmatch(r"school-talks-\d{4}-\d\d-\d\d\.zip", download.value.suggested_filename)
    expect(page.get_by_text("내 정보를 내려받았어요.")).to_be_visible()
    with ZipFile(download.value.path()) as archive:
        [post] = json.loads(archive.read(next(name for name in archive.namelist() if name.endswith("posts.json"))))
    assert post["title"] == "도토리 숨긴 곳"

    owner.expect_trouble("ERR_")
    page.route("**/accounts/export/", lambda route: route.abort("connectionfailed"))
    page.get_by_role("button", name="내려받기").click()
    expect(page.get_by_role("alert").filter(has_text="서버에 연결하지 못했어요.")).to_be_visible()
    page.unroute("**/accounts/export/")
    owner.expect_trouble("429 .*/accounts/export/")
    held = page.get_by_role("button", name="뒤에 다시 할 수 있어요")
    for _ in range(5):
        page.get_by_role("button", name="내려받기").click()
        expect(page.locator("form[aria-busy=true]")).to_have_count(0)
    expect(held).to_have_attribute("aria-disabled", "true")
    owner.check_accessibility()


def test_posts_and_comments_are_hidden_shown_and_deleted(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("숨는올빼미")
    post = api.log_in(member.username).send("POST", "/post/", {"title": "밤에 쓴 긴 고백", "content": "아침에 보니 좀"})
    path = f"/free/{post['id']}"
    api.log_in(member.username).send("POST", f"/post/{post['id']}/comment/", {"content": "내가 먼저 댓글"})
    owner, classmate = visitor(phone=True), visitor()
    owner.log_in(member, "/profile/data")
    page = owner.page
    page.get_by_role("button", name="모두 숨기기").click()
    owner.check_accessibility()
    answer(page, "글과 댓글을 모두 숨길까요?", "모두 숨기기")
    expect(page.get_by_text("글 1개와 댓글 1개를 숨겼어요.")).to_be_visible()

    classmate.expect_trouble("404 ")
    classmate.page.goto(path)
    expect(classmate.page.get_by_role("heading", level=1)).to_have_text("이 글은 이제 없어요")
    page.goto("/free?mine=true")
    expect(row_of(page, "밤에 쓴 긴 고백")).to_contain_text("숨긴 글")
    owner.check_accessibility()
    page.goto(path)
    expect(page.get_by_role("article")).to_contain_text("나만 볼 수 있어요.")
    expect(page.get_by_role("listitem").filter(has_text="내가 먼저 댓글")).to_contain_text("숨긴 댓글")
    owner.check_accessibility()
    owner.check_width()

    page.get_by_role("link", name="다시 보이게 하기").click()
    page.get_by_role("button", name="다시 보이기").click()
    answer(page, "숨긴 글과 댓글을 다시 보일까요?", "다시 보이기")
    expect(page.get_by_text("글 1개와 댓글 1개를 다시 보이게 했어요.")).to_be_visible()
    classmate.page.reload()
    expect(classmate.page.get_by_role("heading", level=1)).to_have_text("밤에 쓴 긴 고백")

    page.get_by_role("button", name="모두 지우기").click()
    dialog = page.get_by_role("dialog", name="글과 댓글을 모두 지울까요?")
    dialog.get_by_label("비밀번호", exact=True).fill("이게-아니었나-9")
    owner.expect_trouble("400 .*/accounts/erase/")
    dialog.get_by_role("button", name="모두 지우기").click()
    expect(dialog.get_by_label("비밀번호", exact=True)).to_have_attribute("aria-invalid", "true")
    owner.check_accessibility()
    dialog.get_by_label("비밀번호", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="모두 지우기").click()
    expect(page.get_by_text("글 1개와 댓글 1개를 지웠어요.")).to_be_visible()
    page.get_by_role("button", name="모두 숨기기").click()
    answer(page, "글과 댓글을 모두 숨길까요?", "모두 숨기기")
    expect(page.get_by_text("숨길 글이나 댓글이 없어요.")).to_be_visible()
    classmate.page.reload()
    expect(classmate.page.get_by_role("heading", level=1)).to_have_text("이 글은 이제 없어요")


def test_who_withdraws_is_gone_for_others_and_may_come_back(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("떠나는철새", about_me="봄에 만나요.")
    own = api.log_in(member.username)
    post = own.send("POST", "/post/", {"title": "다들 고마웠어", "content": "잘 지내!"})
    card = f"/users/{own.send('GET', '/accounts/user/')['id']}"
    leaver, classmate = visitor(phone=True), visitor(dark=True)
    leaver.log_in(member, "/profile/data")
    page = leaver.page
    page.get_by_role("link", name="회원 탈퇴").click()
    for words in ("탈퇴하면 바로", "7일 동안", "7일 뒤에는", "남는 것"):
        expect(page.get_by_role("heading", name=words)).to_be_visible()
    leaver.check_accessibility()
    leaver.check_width()
    page.get_by_role("button", name="탈퇴하기").click()
    answer(page, "정말 탈퇴할까요?", "취소")
    page.get_by_role("button", name="탈퇴하기").click()
    leaver.check_accessibility()
    dialog = page.get_by_role("dialog", name="정말 탈퇴할까요?")
    dialog.get_by_label("비밀번호", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="탈퇴하기").click()
    expect(page.get_by_text("탈퇴했어요.")).to_be_visible()
    expect(page).to_have_url(re.compile("/$"))
    expect(page.get_by_role("banner").get_by_role("link", name="로그인")).to_be_visible()

    classmate.page.goto(f"/free/{post['id']}")
    expect(classmate.page.get_by_role("article")).to_contain_text("탈퇴한 사용자")
    expect(classmate.page.get_by_text(member.nickname)).to_have_count(0)
    classmate.expect_trouble(f"404 .*/accounts/user{card.removeprefix('/users')}/")
    classmate.page.goto(card)
    expect(classmate.page.get_by_text("찾을 수 없어요")).to_be_visible()

    leaver.expect_trouble("401 .*/accounts/token/")
    try_to_log_in(page, member)
    answer(page, "탈퇴를 취소하고 돌아올까요?", "취소")
    expect(page.get_by_role("banner").get_by_role("link", name="로그인")).to_be_visible()
    try_to_log_in(page, member)
    leaver.check_accessibility()
    answer(page, "탈퇴를 취소하고 돌아올까요?", "돌아오기")
    expect(page.get_by_role("button", name="내 메뉴")).to_be_visible()
    classmate.page.goto(card)
    expect(classmate.page.get_by_text("봄에 만나요.")).to_be_visible()


def try_to_log_in(page: Page, member: Member) -> None:
    page.goto("/login")
    page.get_by_label("아이디").fill(member.username)
    page.get_by_label("비밀번호", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="로그인", exact=True).click()


def row_of(page: Page, title: str) -> Locator:
    return page.get_by_role("main").get_by_role("listitem").filter(has_text=title)


def answer(page: Page, question: str, choice: str) -> None:
    dialog = page.get_by_role("dialog", name=question)
    dialog.get_by_role("button", name=choice).click()
    expect(dialog).to_have_count(0)
