"""What one can do with an account, and how logins begin, end and lead back."""

import re
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from journeys.support.api import PASSWORD, Api, Member
from journeys.support.visitor import Visitor

NEW_PASSWORD = "눈-내리는-매점-8"


def test_a_profile_gets_a_picture_and_shows_the_school_only_if_wanted(
    visitor: Callable[..., Visitor], api: Api, tmp_path: Path
) -> None:
    member = api.sign_up("사진찍는오리", school_name="한빛고등학교", grade=2)
    owner, stranger = visitor(phone=True), visitor()
    owner.log_in(member, "/profile")
    page = owner.page
    expect(page.get_by_role("definition").filter(has_text="한빛고등학교 2학년")).to_contain_text("나만 보기")
    owner.check_accessibility()
    card = f"/users/{api.log_in(member.username).send('GET', '/accounts/user/')['id']}"
    stranger.page.goto(card)
    expect(stranger.page.get_by_role("heading", name=member.nickname)).to_be_visible()
    expect(stranger.page.get_by_text("한빛고등학교")).to_have_count(0)
    stranger.check_accessibility()

    page.get_by_role("link", name="프로필 고치기").click()
    expect(page.get_by_label("닉네임", exact=True)).to_have_value(member.nickname)
    page.get_by_label("사진 고르기").set_input_files(duck_picture(tmp_path / "duck.jpg"))
    expect(page.get_by_text("사진 바꾸기")).to_be_visible()
    page.get_by_label("소개").fill("사진부에서 오리를 찍어요.")
    page.get_by_role("switch", name="학교와 학년 공개하기").check()
    owner.check_accessibility()
    owner.check_width()
    page.get_by_role("button", name="저장하기").click()
    expect(page.get_by_text("프로필을 저장했어요.")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="한빛고등학교 2학년")).to_contain_text("공개")
    expect_picture(page)
    expect_picture(page, "header")

    stranger.page.reload()
    expect(stranger.page.get_by_text("한빛고등학교 2학년")).to_be_visible()
    expect(stranger.page.get_by_text("사진부에서 오리를 찍어요.")).to_be_visible()
    expect_picture(stranger.page)

    page.get_by_role("link", name="프로필 고치기").click()
    page.get_by_role("button", name="사진 없애기").click()
    page.get_by_role("switch", name="학교와 학년 공개하기").uncheck()
    page.get_by_role("button", name="저장하기").click()
    expect(page.get_by_role("definition").filter(has_text="한빛고등학교 2학년")).to_contain_text("나만 보기")
    stranger.page.reload()
    expect(stranger.page.get_by_role("heading", name=member.nickname)).to_be_visible()
    expect(stranger.page.get_by_text("한빛고등학교")).to_have_count(0)
    expect(stranger.page.get_by_role("main").locator("img")).to_have_count(0)


def test_a_profile_that_is_half_edited_is_not_lost(visitor: Callable[..., Visitor], api: Api) -> None:
    owner = visitor(phone=True)
    owner.log_in(api.sign_up("고치다만두루미"), "/profile/edit")
    page = owner.page
    page.get_by_label("소개").fill("아침 첫 버스를 타고 등교해요.")
    page.reload()
    expect(page.get_by_text("고치다 만 내용을 불러왔어요.")).to_be_visible()
    expect(page.get_by_label("소개")).to_have_value("아침 첫 버스를 타고 등교해요.")
    page.get_by_role("link", name="취소").click()
    page.get_by_role("link", name="프로필 고치기").click()
    expect(page.get_by_label("소개")).to_have_value("")


def test_a_new_password_ends_every_other_login(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("조심하는고슴도치")
    here, elsewhere = visitor(), visitor(phone=True)
    here.log_in(member, "/profile")
    elsewhere.log_in(member, "/profile")
    page = here.page
    page.get_by_role("link", name="계정과 보안").click()
    page.get_by_role("button", name="비밀번호 바꾸기").click()
    dialog = page.get_by_role("dialog", name="비밀번호 바꾸기")
    here.check_accessibility()
    dialog.get_by_label("지금 비밀번호").fill("이게-아니었나-9")
    dialog.get_by_label("새 비밀번호").fill(NEW_PASSWORD)
    here.expect_trouble("400 .*/accounts/password/change/")
    dialog.get_by_role("button", name="바꾸기").click()
    expect(dialog.get_by_label("지금 비밀번호")).to_be_focused()
    expect(dialog.get_by_label("지금 비밀번호")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("지금 비밀번호").fill(PASSWORD)
    dialog.get_by_role("button", name="바꾸기").click()
    expect(page.get_by_text("비밀번호를 바꿨어요.")).to_be_visible()
    expect(page.get_by_role("button", name="비밀번호 바꾸기")).to_be_focused()
    page.reload()
    expect(page.get_by_text("지금 이 기기")).to_be_visible()

    elsewhere.expect_trouble("401 ")
    elsewhere.page.reload()
    expect(elsewhere.page).to_have_url(re.compile(r"/login\?next=%2Fprofile$"))
    elsewhere.fill_in_login(Member(member.username, member.nickname, NEW_PASSWORD))
    expect(elsewhere.page).to_have_url(re.compile("/profile$"))


def test_logging_out_in_one_tab_logs_out_the_other(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("두탭햄스터")
    owner = visitor()
    owner.log_in(member, "/free")
    other = owner.open_tab()
    other.goto("/profile")
    expect(other.get_by_role("heading", name=member.nickname)).to_be_visible()
    owner.page.bring_to_front()
    owner.page.get_by_role("button", name="내 메뉴").click()
    owner.check_accessibility()
    owner.page.get_by_role("button", name="로그아웃").click()
    expect(owner.page.get_by_text("로그아웃했어요. 또 만나요!")).to_be_visible()
    expect(other).to_have_url(re.compile("/login"))
    expect(other.get_by_text(member.nickname)).to_have_count(0)


def test_a_login_that_ends_while_one_writes_loses_no_text(visitor: Callable[..., Visitor], api: Api) -> None:
    member = api.sign_up("오래쓰는달팽이")
    writer = visitor(phone=True)
    writer.log_in(member, "/study/write")
    page = writer.page
    page.get_by_label("제목", exact=True).fill("논술 개요 짜는 순서, 나는 이렇게 해")
    page.get_by_label("내용", exact=True).fill("1. 제시문마다 한 줄 요약\n2. 공통점과 차이점 표시\n3. 결론부터 쓰기")
    elsewhere = api.log_in(member.username)
    elsewhere.send("POST", "/accounts/password/change/", {"old_password": PASSWORD, "new_password": NEW_PASSWORD})
    writer.expect_trouble("401 ")
    page.get_by_role("button", name="올리기").click()
    expect(page).to_have_url(re.compile(r"/login\?next=%2Fstudy%2Fwrite$"))
    writer.fill_in_login(Member(member.username, member.nickname, NEW_PASSWORD))
    expect(page.get_by_text("쓰던 글을 불러왔어요.")).to_be_visible()
    expect(page.get_by_label("제목", exact=True)).to_have_value("논술 개요 짜는 순서, 나는 이렇게 해")
    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_role("article")).to_contain_text("제시문마다 한 줄 요약")
    page.goto("/study/write")
    expect(page.get_by_label("제목", exact=True)).to_have_value("")


def duck_picture(path: Path) -> Path:
    """A photograph as a phone takes it: large and lying on its side."""
    picture = Image.new("RGB", (1600, 1200), "#7fb3d5")
    ImageDraw.Draw(picture).ellipse((500, 300, 1100, 900), fill="#f4d03f")
    exif = Image.Exif()
    exif[274] = 6  # orientation
    picture.save(path, "JPEG", exif=exif)
    return path


def expect_picture(page: Page, place: str = "main") -> None:
    """The uploaded picture is shown, not the letter that stands in for one. It is decoration: it has no name."""
    picture = page.locator(f"{place} st-avatar img")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
