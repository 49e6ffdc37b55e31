"""Files of posts in the browser: chosen, dropped, pasted, photographed, refused, taken out, retried, seen by others."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from journeys.support.api import Api
from journeys.support.files import PDF, Drag, choose, copy, file, hwpx, paste, picture, tiles
from journeys.support.site import Site
from journeys.support.visitor import Visitor

FULL = {"code": "storage_unavailable", "detail": "지금은 파일을 저장할 수 없어요.", "attr": None}


@pytest.fixture
def writer(visitor: Callable[..., Visitor], api: Api, request: pytest.FixtureRequest) -> Visitor:
    look = getattr(request, "param", {})
    person = visitor(**look)
    person.log_in(api.sign_up("사진쟁이"))
    return person


@pytest.mark.parametrize("writer", [{}, {"phone": True, "dark": True}], indirect=True, ids=["desktop", "dark-phone"])
def test_files_of_every_way_are_posted_and_seen(
    writer: Visitor, visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    page = writer.page
    page.goto("/study/write")
    page.get_by_label("제목").fill("칠판에 적힌 수시 일정 정리했어요")
    page.get_by_label("내용").fill("첫 줄\n둘째 줄")
    choose(page, file("수시 일정.png", picture("PNG"), "image/png"), file("면접 질문.pdf", PDF))
    essay = tmp_path / "자소서.hwpx"
    essay.write_bytes(hwpx())
    drag = Drag(page, essay)
    drag.over(page.get_by_label("내용"))
    drag.drop()
    expect(tiles(page)).to_have_count(3)
    copy(page, image_png=picture("PNG", (300, 900), "#a53a3a"))
    paste(page)
    expect(tiles(page)).to_have_count(4)
    choose(page, file("설치.exe", b"MZ"), file("빈.pdf", b""), file("사진.heic", b"x"))
    for words in ("설치.exe: 사진과 PDF", "빈.pdf: 비어 있는 파일", "사진.heic: HEIC 사진은"):
        expect(page.get_by_text(words)).to_be_visible()
    expect(tiles(page)).to_have_count(4)
    page.get_by_label("수시 일정.png 설명").fill("9월부터 12월까지의 일정표")
    page.get_by_label("수시 일정.png 설명").press("Enter")
    page.get_by_role("button", name="자소서.hwpx 빼기").click()
    expect(tiles(page)).to_have_count(3)
    writer.check_accessibility()
    writer.check_width()
    page.get_by_role("button", name="image.png 앞으로 옮기기").click()
    names = page.locator(".st-file-tile .name")
    expect(names).to_have_text(["수시 일정.png", "image.png", "면접 질문.pdf"])
    page.get_by_role("button", name="올리기", exact=True).click()
    page.wait_for_url(re.compile(r"/study/\d+$"))

    shown = page.get_by_role("img", name="9월부터 12월까지의 일정표")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => [image.width / image.height, image.complete]")[0] == pytest.approx(16 / 9, 0.02)
    expect(page.locator("st-prose p")).to_have_text("첫 줄\n둘째 줄")
    writer.check_accessibility()
    writer.check_width()
    shown.click()
    box = page.get_by_role("dialog")
    expect(box.get_by_role("img")).to_be_visible()
    writer.check_accessibility()
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="면접 질문.pdf").click()
    assert download.value.suggested_filename == "면접 질문.pdf"
    assert Path(download.value.path()).read_bytes() == PDF

    guest = visitor()
    guest.page.goto("/study")
    memo = guest.page.get_by_role("listitem").filter(has_text="칠판에 적힌 수시 일정").first
    thumbnail = memo.locator("img")
    expect(thumbnail).to_be_visible()
    guest.page.wait_for_function("image => image.naturalWidth === 640", arg=thumbnail.element_handle())


def test_files_that_are_dragged_over_the_form_are_welcome_there_alone(writer: Visitor, tmp_path: Path) -> None:
    page = writer.page
    page.goto("/free/write")
    picked, welcome = page.locator("st-file-picker"), re.compile("is-over")
    essay, photo = tmp_path / "필기.txt", tmp_path / "칠판.png"
    essay.write_bytes(b"1 + 1 = 2")
    photo.write_bytes(picture("PNG"))
    drag = Drag(page, essay, photo)
    drag.over(page.get_by_label("내용"))
    expect(picked).to_have_class(welcome)
    drag.over(page.get_by_role("banner"))
    expect(picked).not_to_have_class(welcome)
    drag.over(picked)
    expect(picked).to_have_class(welcome)
    drag.drop()
    expect(page.locator(".st-file-tile .name")).to_have_text(["필기.txt", "칠판.png"])
    expect(picked).not_to_have_class(welcome)
    expect(page.get_by_label("내용")).to_have_value("")


def test_a_text_that_is_copied_with_its_picture_is_pasted_as_text(writer: Visitor) -> None:
    page = writer.page
    page.goto("/free/write")
    copy(page, text_plain="표에서 베낀 칸".encode(), image_png=picture("PNG"))
    paste(page)
    expect(page.get_by_label("내용")).to_have_value("표에서 베낀 칸")
    expect(tiles(page)).to_have_count(0)
    copy(page, image_png=picture("PNG"))
    paste(page)
    expect(page.locator(".st-file-tile .name")).to_have_text(["image.png"])
    expect(page.get_by_label("내용")).to_have_value("표에서 베낀 칸")


@pytest.mark.parametrize("writer", [{"phone": True}], indirect=True, ids=["phone"])
def test_the_camera_of_a_phone_takes_pictures(writer: Visitor) -> None:
    page = writer.page
    page.goto("/free/write")
    page.get_by_label("제목").fill("오늘 칠판")
    page.get_by_label("내용").fill("찍어 왔어요")
    for count in (1, 2):
        with page.expect_file_chooser() as asked:
            page.get_by_text("사진 찍기").tap()
        camera = asked.value.element
        assert camera.get_attribute("capture") == "environment"
        assert camera.get_attribute("accept") == "image/jpeg"  # of a HEIC an iPhone makes one of its own accord
        asked.value.set_files([file("image.jpg", picture("JPEG", (900, 1200)), "image/jpeg")])
        expect(tiles(page)).to_have_count(count)
    page.get_by_role("button", name="올리기", exact=True).tap()
    page.wait_for_url(re.compile(r"/free/\d+$"))
    expect(page.locator("st-attachment-list img")).to_have_count(2)


def test_no_camera_is_offered_to_a_mouse(writer: Visitor) -> None:
    writer.page.goto("/free/write")
    expect(writer.page.get_by_text("파일 고르기")).to_be_visible()
    expect(writer.page.get_by_text("사진 찍기")).to_be_hidden()


def test_a_picture_moves_nothing_when_it_comes(writer: Visitor, visitor: Callable[..., Visitor], site: Site) -> None:
    page = writer.page
    page.goto("/free/write")
    page.get_by_label("제목").fill("급식 사진")
    page.get_by_label("내용").fill("맛있었다")
    choose(page, file("급식.jpg", picture("JPEG", (1200, 2400))))
    page.get_by_role("button", name="올리기", exact=True).click()
    page.wait_for_url(re.compile(r"/free/\d+$"))
    guest = visitor(phone=True)
    held: list[Route] = []
    guest.page.route(re.compile("/files/"), lambda route: held.append(route))
    with guest.page.expect_request(re.compile("/files/")):
        guest.page.goto(page.url)
    button = guest.page.get_by_role("button", name="좋아요").first
    expect(button).to_be_visible()
    before = button.bounding_box()
    for route in held:
        route.continue_()
    image = guest.page.locator("st-attachment-list img")
    guest.page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=image.element_handle())
    assert button.bounding_box() == before


def test_a_file_that_the_server_refuses_is_marked_and_nothing_is_lost(writer: Visitor) -> None:
    writer.expect_trouble("400 ")
    page = writer.page
    page.goto("/free/write")
    page.get_by_label("제목").fill("이름만 사진")
    page.get_by_label("내용").fill("내용")
    choose(page, file("좋은 사진.png", picture("PNG")), file("나쁜 사진.png", b"no picture at all"))
    page.get_by_label("좋은 사진.png 설명").fill("파란 네모")
    page.get_by_role("button", name="올리기", exact=True).click()
    refused = tiles(page).filter(has_text="나쁜 사진.png")
    expect(refused.get_by_role("alert")).to_contain_text("문서만 올릴 수 있어요")
    expect(refused.locator("img")).to_have_count(0)  # nobody could see it either
    expect(page.get_by_label("제목")).to_have_value("이름만 사진")
    expect(page.get_by_label("좋은 사진.png 설명")).to_have_value("파란 네모")
    writer.check_accessibility()
    page.get_by_role("button", name="나쁜 사진.png 빼기").click()
    page.get_by_role("button", name="올리기", exact=True).click()
    page.wait_for_url(re.compile(r"/free/\d+$"))
    expect(page.get_by_role("img", name="파란 네모")).to_be_visible()


def test_without_a_network_files_wait_with_the_text(writer: Visitor, site: Site) -> None:
    writer.expect_trouble("ERR_|Failed to load")
    page = writer.page
    page.goto("/free/write")
    page.get_by_label("제목").fill("끊긴 글")
    page.get_by_label("내용").fill("내용")
    choose(page, file("사진.png", picture("PNG")))
    page.route(re.compile(re.escape(f"{site.api}/post/")), lambda route: route.abort("connectionfailed"))
    page.get_by_role("button", name="올리기", exact=True).click()
    expect(page.get_by_text("서버에 연결하지 못했어요")).to_be_visible()
    expect(tiles(page)).to_have_count(1)
    page.unroute(re.compile(re.escape(f"{site.api}/post/")))
    page.get_by_role("button", name="올리기", exact=True).click()
    page.wait_for_url(re.compile(r"/free/\d+$"))
    expect(page.locator("st-attachment-list img")).to_have_count(1)


@pytest.mark.parametrize("writer", [{}, {"phone": True, "dark": True}], indirect=True, ids=["desktop", "dark-phone"])
def test_files_that_a_draft_could_not_keep_are_named(writer: Visitor) -> None:
    page = writer.page
    missing = page.get_by_role("status").filter(has_text="사진·파일은 다시 골라 주세요")
    page.goto("/free/write")
    page.get_by_label("제목").fill("급식 사진 두 장")
    choose(page, file("급식.jpg", picture("JPEG"), "image/jpeg"), file("필기.pdf", PDF))
    expect(missing).to_have_count(0)
    page.reload()
    expect(page.get_by_text("쓰던 글을 불러왔어요.")).to_be_visible()
    expect(missing).to_have_text("사진·파일은 다시 골라 주세요: 급식.jpg, 필기.pdf")
    writer.check_accessibility()
    writer.check_width()
    page.get_by_label("제목").fill("급식 사진 세 장")
    page.reload()
    expect(missing).to_contain_text("급식.jpg, 필기.pdf")

    choose(page, file("급식 2.jpg", picture("JPEG"), "image/jpeg"))
    expect(missing).to_have_count(0)
    page.reload()
    expect(missing).to_have_text("사진·파일은 다시 골라 주세요: 급식 2.jpg")
    page.get_by_role("button", name="알림 닫기").press("Enter")
    expect(missing).to_have_count(0)
    expect(page.get_by_role("heading", name="글쓰기")).to_be_focused()
    page.reload()
    expect(page.get_by_label("제목")).to_have_value("급식 사진 세 장")
    expect(missing).to_have_count(0)

    choose(page, file("필기.pdf", PDF))
    page.reload()
    expect(missing).to_be_visible()
    page.get_by_role("button", name="지우기").click()
    page.get_by_role("dialog").get_by_role("button", name="버리기").click()
    expect(missing).to_have_count(0)
    page.reload()
    expect(page.get_by_label("제목")).to_have_value("")
    expect(missing).to_have_count(0)

    page.get_by_label("제목").fill("다 골랐다")
    page.get_by_label("내용").fill("이번에는 올라간다")
    choose(page, file("급식.jpg", picture("JPEG"), "image/jpeg"))
    page.get_by_role("button", name="올리기", exact=True).click()
    page.wait_for_url(re.compile(r"/free/\d+$"))
    page.goto("/free/write")
    expect(page.get_by_label("제목")).to_have_value("")
    expect(missing).to_have_count(0)


def test_files_of_a_post_are_added_described_moved_and_taken_away(writer: Visitor, site: Site) -> None:
    writer.expect_trouble("503 ")
    page = writer.page
    page.goto("/free/write")
    page.get_by_label("제목").fill("나중에 더한 파일")
    page.get_by_label("내용").fill("내용")
    choose(page, file("하나.png", picture("PNG")))
    page.get_by_role("button", name="올리기", exact=True).click()
    page.wait_for_url(re.compile(r"/free/\d+$"))
    page.get_by_role("link", name="고치기").click()
    expect(tiles(page)).to_have_count(1)

    def fail(route: Route) -> None:
        headers = {"Access-Control-Allow-Origin": site.web}
        if route.request.method == "POST":
            route.fulfill(status=503, headers=headers, json={"type": "server_error", "errors": [FULL]})
        else:
            route.continue_()

    page.route(re.compile("/attachment/"), fail)
    choose(page, file("둘.png", picture("PNG", colour="#22aa66")))
    expect(page.get_by_text("지금은 파일을 저장할 수 없어요.")).to_be_visible()
    writer.check_accessibility()
    page.unroute(re.compile("/attachment/"))
    page.get_by_role("button", name="다시 올리기").click()
    names = page.locator(".st-file-tile .name")
    expect(names).to_have_text(["하나.webp", "둘.webp"])
    page.get_by_label("둘.webp 설명").fill("초록 네모")
    page.get_by_label("둘.webp 설명").blur()
    expect(page.get_by_text("사진 설명을 저장했어요.")).to_be_visible()
    page.get_by_role("button", name="둘.webp 앞으로 옮기기").click()
    expect(names).to_have_text(["둘.webp", "하나.webp"])
    page.get_by_role("button", name="하나.webp 빼기").click()
    page.get_by_role("dialog").get_by_role("button", name="지우기").click()
    expect(names).to_have_text(["둘.webp"])
    page.reload()
    expect(names).to_have_text(["둘.webp"])
    expect(page.get_by_label("둘.webp 설명")).to_have_value("초록 네모")
    for number in range(5):
        choose(page, file(f"{number}.txt", b"1 + 1 = 2"))
    expect(page.get_by_text("4.txt: 파일은 5개까지예요.")).to_be_visible()
    expect(page.get_by_text("5/5")).to_be_visible()
    expect(page.locator(".st-file-tile progress")).to_have_count(0)
    writer.check_accessibility()
