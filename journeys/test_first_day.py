"""From the sign-up to a talk under a post: a new student on a phone, and a classmate on a laptop."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from journeys.support.api import PASSWORD, Api
from journeys.support.visitor import Visitor

RED = "rgb(207, 42, 61)"
TITLE = "겨울방학 첫날에 다들 뭐 할 거야?"
CONTENT = "나는 **늦잠**부터 자고, 밀린 만화책을 순서대로 볼 예정이야."


def test_a_new_student_signs_up_writes_and_is_found(visitor: Callable[..., Visitor]) -> None:
    student = visitor(phone=True)
    page = student.page
    page.goto("/free")
    page.get_by_role("list", name="자유게시판 글").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/free/\d+$"))
    where_she_was = page.url

    page.get_by_role("banner").get_by_role("link", name="로그인").click()
    page.get_by_role("link", name="회원가입").click()
    sign_up(student, "sudal_2026", "첫눈수달")
    expect(page.get_by_role("button", name="내 메뉴")).to_be_visible()
    page.get_by_role("link", name="보던 곳으로 돌아가기").click()
    expect(page).to_have_url(where_she_was)

    write(student, "자유", "기말 끝나면 뭐부터 하지", CONTENT)
    expect(page.get_by_role("article").locator("strong")).to_have_text("늦잠")
    write(student, "입시", "교과전형 면접 날 준비물 적어 둠", "수험표, 신분증, 그리고 **따뜻한 물** 한 병.")

    for field, words in [
        ("제목", "기말 끝나면"),
        ("내용", "밀린 만화책"),
        ("제목+내용", "늦잠"),
        ("작성자", "첫눈수달"),
    ]:
        search(page, "자유", field, words)
        expect(page.get_by_role("link", name="기말 끝나면 뭐부터 하지")).to_be_visible()
    search(page, "입시", "내용", "따뜻한 물")
    expect(page.get_by_role("link", name="교과전형 면접 날 준비물")).to_be_visible()
    student.check_accessibility()
    search(page, "자유", "제목", "이런 제목은 아무도 안 써요")
    expect(page.get_by_text("맞는 글이 없어요")).to_be_visible()


def test_two_students_like_and_talk_under_a_post(visitor: Callable[..., Visitor], api: Api) -> None:
    author, reader = api.sign_up("늦잠부엉이"), api.sign_up("도서관고래")
    post = api.log_in(author.username).send("POST", "/post/", {"title": TITLE, "content": CONTENT})
    path = f"/free/{post['id']}"
    writing, reading = visitor(phone=True), visitor()
    writing.log_in(author, path)

    reading.page.goto(path)
    like_of(reading.page.get_by_role("article")).click()
    reading.fill_in_login(reader)
    expect(reading.page).to_have_url(re.compile(f"{path}$"))
    reading_like, writing_like = (like_of(one.page.get_by_role("article")) for one in (reading, writing))
    expect(reading_like).to_have_attribute("aria-pressed", "false")
    expect(reading_like).not_to_have_css("color", RED)
    reading_like.click()
    expect_likes(reading_like, 1, mine=True)
    expect(reading_like).to_have_css("color", RED)

    comment = say(reading.page, "나는 일단 하루 종일 잘래. 아무도 깨우지 마!")
    expect(comment).to_contain_text(reader.nickname)
    reading.check_accessibility()
    comment = change_the_mind_about(reading.page, comment, "나는 일단 여행 갈래. 바다 보러!")
    writing.page.reload()
    expect_likes(writing_like, 1, mine=False)
    heard = writing.page.get_by_role("listitem").filter(has_text="바다 보러")
    like_of(heard).click()
    expect_likes(like_of(heard), 1, mine=True)
    expect(heard.get_by_role("button", name="고치기")).to_have_count(0)

    reading.page.reload()
    expect_likes(reading_like, 1, mine=True)
    expect_likes(like_of(comment), 1, mine=False)
    reading_like.click()
    expect_likes(reading_like, 0, mine=False)
    comment.get_by_role("button", name="지우기").click()
    answer(reading.page, "댓글을 지울까요?", "지우기")
    expect(comment).to_have_count(0)


def test_the_author_edits_and_deletes_a_post(visitor: Callable[..., Visitor], api: Api) -> None:
    author = api.sign_up("고친글토끼")
    post = api.log_in(author.username).send("POST", "/study/", {"title": TITLE, "content": CONTENT})
    path = f"/study/{post['id']}"
    writing, reading = visitor(), visitor(phone=True)
    writing.log_in(author, path)
    page = writing.page
    reading.page.goto(path)

    page.get_by_role("link", name="고치기").click()
    expect(page.get_by_label("제목", exact=True)).to_have_value(TITLE)
    expect(page.get_by_label("내용", exact=True)).to_have_value(CONTENT)
    writing.check_accessibility()
    page.get_by_label("제목", exact=True).fill("정시 원서 쓰기 전에 뭐부터 할 거야?")
    page.get_by_role("button", name="저장하기").click()
    answer(page, "이대로 고칠까요?", "취소")
    expect(page.get_by_label("제목", exact=True)).to_have_value("정시 원서 쓰기 전에 뭐부터 할 거야?")
    page.get_by_role("button", name="저장하기").click()
    answer(page, "이대로 고칠까요?", "고치기")
    expect(page.get_by_role("heading", level=1)).to_have_text("정시 원서 쓰기 전에 뭐부터 할 거야?")
    reading.page.reload()
    expect(reading.page.get_by_role("heading", level=1)).to_have_text("정시 원서 쓰기 전에 뭐부터 할 거야?")
    expect(reading.page.get_by_role("link", name="고치기")).to_have_count(0)

    page.get_by_role("button", name="지우기").click()
    answer(page, "글을 지울까요?", "취소")
    expect(page).to_have_url(re.compile(path))
    page.get_by_role("button", name="지우기").click()
    answer(page, "글을 지울까요?", "지우기")
    expect(page.get_by_text("글을 지웠어요.")).to_be_visible()
    expect(page).to_have_url(re.compile("/study$"))
    reading.expect_trouble(f"404 .*/study/{post['id']}/")
    reading.page.reload()
    expect(reading.page.get_by_role("heading", level=1)).to_have_text("이 글은 이제 없어요")
    reading.check_accessibility()


def password_field(page: Page) -> Locator:
    return page.get_by_label("비밀번호", exact=True)


def sign_up(student: Visitor, username: str, nickname: str) -> None:
    """The first password is one that everybody uses: it is refused beside its field."""
    page = student.page
    expect(page.get_by_role("heading", level=1)).to_have_text("스쿨톡스에 온 걸 환영해요")
    page.get_by_label("아이디").fill(username)
    password_field(page).fill("password1")
    page.get_by_label("닉네임", exact=True).fill(nickname)
    page.get_by_role("button", name="가입하기").click()
    expect(page.get_by_text("확인하고 체크해 주세요.")).to_have_count(2)
    page.get_by_label("이용약관을 읽었고 동의해요").check()
    page.get_by_label("만 14세 이상이에요").check()
    student.expect_trouble("400 .*/accounts/signup/")
    page.get_by_role("button", name="가입하기").click()
    expect(password_field(page)).to_be_focused()
    expect(password_field(page)).to_have_accessible_description(re.compile("쉽게 맞힐 수 있어요"))
    expect(password_field(page)).to_have_attribute("aria-invalid", "true")
    student.check_accessibility()
    password_field(page).fill(PASSWORD)
    page.get_by_role("button", name="가입하기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("가입을 마쳤어요")
    expect(page.get_by_text(f"{nickname}님, 반가워요!")).to_be_visible()
    student.check_accessibility()


def write(student: Visitor, board: str, title: str, content: str) -> None:
    page = student.page
    page.get_by_role("navigation", name="주 메뉴").get_by_role("link", name=board).click()
    page.get_by_role("link", name="글쓰기").click()
    page.get_by_label("제목", exact=True).fill(title)
    page.get_by_label("내용", exact=True).fill(content)
    student.check_accessibility()
    page.get_by_role("button", name="올리기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    student.check_accessibility()


def search(page: Page, board: str, field: str, words: str) -> None:
    page.get_by_role("navigation", name="주 메뉴").get_by_role("link", name=board).click()
    form = page.get_by_role("main").get_by_role("search")
    expect(form.get_by_label("찾을 말")).to_have_value("")  # the form of the whole list, not of the last search
    form.get_by_label("찾을 곳").select_option(field)
    form.get_by_label("찾을 말").fill(words)
    form.get_by_role("button", name="찾기").click()
    expect(page.get_by_text(f"‘{words}’ {field} 검색 결과")).to_be_visible()


def like_of(place: Locator) -> Locator:
    return place.get_by_role("button", name="좋아요")


def expect_likes(like: Locator, count: int, *, mine: bool) -> None:
    expect(like).to_have_accessible_name(f"좋아요 {count}")
    expect(like).to_have_attribute("aria-pressed", str(mine).lower())


def say(page: Page, words: str) -> Locator:
    """Writes a comment and gives its place in the list."""
    page.get_by_label("댓글 쓰기").fill(words)
    page.get_by_role("button", name="올리기").click()
    comment = page.get_by_role("listitem").filter(has_text=words)
    expect(comment).to_be_visible()
    expect(page.get_by_label("댓글 쓰기")).to_have_value("")
    return comment


def change_the_mind_about(page: Page, comment: Locator, words: str) -> Locator:
    """Begins to edit a comment, thinks better of it, then edits it after all; gives the new place."""
    before = comment.locator("p").last.inner_text()
    comment.get_by_role("button", name="고치기").click()
    field = page.get_by_label("댓글 고치기")
    expect(field).to_have_value(before)
    field.fill(words)
    page.get_by_role("button", name="취소").click()
    answer(page, "변경 사항을 버릴까요?", "버리기")
    expect(page.get_by_text(before)).to_be_visible()
    page.reload()
    expect(page.get_by_text(before)).to_be_visible()

    comment.get_by_role("button", name="고치기").click()
    field.fill(words)
    page.get_by_role("button", name="저장하기").click()
    answer(page, "이대로 고칠까요?", "취소")
    expect(field).to_have_value(words)
    page.get_by_role("button", name="저장하기").click()
    answer(page, "이대로 고칠까요?", "고치기")
    edited = page.get_by_role("listitem").filter(has_text=words)
    expect(edited).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    return edited


def answer(page: Page, question: str, choice: str) -> None:
    dialog = page.get_by_role("dialog", name=question)
    dialog.get_by_role("button", name=choice).click()
    expect(dialog).to_have_count(0)
