"""A corpus of hostile texts through every field that people write in: shown in a browser, all of it stays text."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Request, expect

from journeys.support.api import DEMO_PASSWORD, Api, Member
from journeys.support.hostile import ELEMENTS, LETTERS, MUTATIONS, REFUSED, TEMPLATES, TEXTS
from journeys.support.site import Site
from journeys.support.visitor import DESKTOP, PHONE, Visitor

# Whatever a payload manages to call is written down. The page's own scripts use none of these.
TRAP = """
window.called = [];
for (const name of ["alert", "confirm", "prompt", "open", "print"]) window[name] = () => void window.called.push(name);
"""
# What a text must not have become, wherever in the page, and what we ourselves use only outside of texts.
LIVE = """() => {
  const found = [...window.called];
  const banned = "script, iframe, frame, object, embed, applet, base, meta, link, style, video, audio, source, marquee,"
    + " template, foreignObject, animate, set, annotation-xml, semantics, xmp";
  for (const element of document.body.querySelectorAll("*")) {
    const name = element.localName;
    if (element.matches(banned)) found.push(`<${name}>`);
    for (const { name: attribute, value } of element.attributes) {
      if (/^on|^style$|^srcdoc$/.test(attribute)) found.push(`${name}[${attribute}]`);
      if (/^(xlink:)?href$|^(form)?action$|^(src|data|poster|srcset)$/.test(attribute) && value) {
        const { protocol, host } = new URL(value.trim(), location.href);
        const isHarmless = ["http:", "https:", "webcal:", "mailto:", "blob:"].includes(protocol);
        if (!isHarmless) found.push(`${name}[${attribute}=${value}]`);
        if (!/href$/.test(attribute) && !host.startsWith("localhost")) found.push(`${name}[${attribute}=${value}]`);
      }
    }
  }
  const inside = "noscript, form, input, button, textarea, select, dialog, details, img, svg, [id], [name],"
    + " [autofocus], [contenteditable]";
  for (const prose of document.querySelectorAll("st-prose"))
    for (const element of prose.querySelectorAll(inside)) found.push(`st-prose ${element.outerHTML.slice(0, 80)}`);
  for (const element of document.querySelectorAll("st-prose *"))
    if (element.localName.includes("-")) found.push(`st-prose <${element.localName}>`);
  return found;
}"""


@dataclass(frozen=True)
class Stage:
    """Where the texts stand."""

    writer: Member
    own: Api
    post: int  # with all texts as its comments
    whole: int  # with as many texts as go into one post
    posts: int  # on the other board, with texts as titles


def chunks(length: int, glue: str = "\n\n", texts: Sequence[str] = TEXTS) -> list[str]:
    """All texts, as few and as long as a field of that length takes."""
    found, current = [], ""
    for text in texts:
        longer = f"{current}{glue}{text}" if current else text
        if len(longer) > length and current:
            found.append(current)
            longer = text
        current = longer[:length]
    return [*found, current]


@pytest.fixture(scope="module")
def stage(api: Api) -> Stage:
    writer = api.sign_up("시험하는고슴도치")
    own = api.log_in(writer.username)
    post = own.send("POST", "/post/", {"title": "모두 댓글로", "content": "아래를 보세요"})["id"]

    titles = chunks(100, " ", [*ELEMENTS, *MUTATIONS, *TEMPLATES, *LETTERS])  # Markdown is nothing in a title
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda text: own.send("POST", f"/post/{post}/comment/", {"content": text}), TEXTS))
        list(pool.map(lambda text: own.send("POST", "/study/", {"title": text, "content": text}), titles))
    whole = [own.send("POST", "/post/", {"title": "한 번에", "content": text})["id"] for text in chunks(20_000)]
    return Stage(writer, own, post, whole[0], len(titles))


@pytest.fixture
def reader(visitor: Callable[..., Visitor], site: Site) -> Iterator[Visitor]:
    """Somebody whose browser asks no other host for anything, whatever it shows."""
    newcomer = visitor()
    foreign: list[str] = []

    def hear(request: Request) -> None:
        if urlsplit(request.url).hostname not in {"localhost", "127.0.0.1"} and request.url.startswith("http"):
            foreign.append(request.url)

    newcomer.page.on("request", hear)
    newcomer.page.on("dialog", lambda dialog: foreign.append(dialog.type))
    newcomer.page.add_init_script(TRAP)
    yield newcomer
    assert foreign == []


def expect_harmless(reader: Visitor) -> None:
    """Nothing was executed, nothing is alive, and nothing makes the page wider, on a phone either."""
    page = reader.page
    for element in page.locator("st-prose a, summary").all()[:3]:
        element.hover()
    assert page.evaluate(LIVE) == []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        reader.check_width()


def test_there_are_over_a_hundred() -> None:
    assert len(set(TEXTS)) == len(TEXTS) > 150


def test_lists_and_posts(reader: Visitor, stage: Stage) -> None:
    page = reader.page
    page.goto("/study")
    for shown in range(0, stage.posts, 9):
        expect(page.locator("st-post-memo, .st-post-memo").first).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        expect_harmless(reader)
        if shown + 9 < stage.posts:
            with page.expect_response("**/study/?*"):
                page.locator("a[rel=next]").click()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_attached()
    expect_harmless(reader)


def test_comments_and_a_post_of_all(reader: Visitor, stage: Stage) -> None:
    page = reader.page
    page.goto(f"/free/{stage.post}")
    for number in range(50, len(TEXTS), 50):
        expect(page.locator("st-comment-item")).to_have_count(number)
        page.get_by_role("button", name="댓글 더 보기").click()
    expect(page.locator("st-comment-item")).to_have_count(len(TEXTS))
    expect_harmless(reader)
    page.goto(f"/free/{stage.whole}")
    expect(page.locator("article st-prose")).to_be_visible()
    expect_harmless(reader)


def test_preview_and_prefilled_fields(reader: Visitor, stage: Stage) -> None:
    reader.log_in(stage.writer, f"/free/{stage.whole}/edit")
    page = reader.page
    expect(page.locator("st-preview st-prose")).to_be_visible()
    expect(page.get_by_label("내용", exact=True)).not_to_have_value("")
    expect_harmless(reader)
    for text in ["</textarea><img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "[누르기](javascript:alert(1))"]:
        page.get_by_label("제목").fill(text)
        with page.expect_response("**/preview/"):
            page.get_by_label("내용", exact=True).fill(text)
        page.reload()
        expect(page.get_by_label("제목")).to_have_value(text)
        expect_harmless(reader)


def test_profiles(reader: Visitor, stage: Stage) -> None:
    reader.log_in(stage.writer, "/profile")
    page = reader.page
    user = stage.own.send("GET", "/accounts/user/")["id"]
    names = [
        "<svg onload=alert(1)>",
        "<img src onerror=a>",
        "${alert(1)}{{7*7}}",
        "\u202e<b>거꾸로</b>",
        "'\"><a href=//e>",
    ]
    for name, about in zip(names, chunks(500)[:: max(1, len(chunks(500)) // len(names))], strict=False):
        with suppress(HTTPError):  # not every one is a name
            stage.own.send("PATCH", "/accounts/user/", {"nickname": name[:20]})
        stage.own.send(
            "PATCH",
            "/accounts/user/",
            {"school_name": name, "name": name, "about_me": about, "show_school": True},
        )
        for path in ("/profile", f"/users/{user}"):
            page.goto(path)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            expect(page.locator("[aria-busy=true]")).to_have_count(0)


def test_notifications(reader: Visitor, stage: Stage, api: Api) -> None:
    account = api.sign_up("알림받는고슴도치")
    own = api.log_in(account.username)
    own.send("PATCH", "/notifications/settings/", {"quiet_hours": False})
    texts = chunks(100, " ", [*ELEMENTS, *TEMPLATES, *LETTERS])[:25]
    for text in texts:
        post = own.send("POST", "/post/", {"title": text, "content": "아래를 보세요"})["id"]
        stage.own.send("POST", f"/post/{post}/comment/", {"content": text})
    reader.log_in(account, "/notifications")
    expect(reader.page.locator(".st-notification-row")).to_have_count(len(texts))
    expect_harmless(reader)


def test_inquiries_and_frequent_questions(reader: Visitor, stage: Stage, api: Api) -> None:
    staff = api.log_in("staff", DEMO_PASSWORD)
    for text in chunks(5_000):
        body = {"email": "writer@example.org", "subject": "bug", "content": text}
        inquiry = stage.own.send("POST", "/qna/inquiry/", body)
        staff.send("PUT", f"/qna/inquiry/{inquiry['id']}/answer/", {"content": text})
        staff.send(
            "POST", "/qna/faq/", {"question": text[:200], "answer": text, "category": "<b>분류</b>", "position": 1}
        )
    reader.log_in(stage.writer, "/help")
    page = reader.page
    expect(page.locator(".st-faq").first).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    for summary in page.locator(".st-faq > summary").all():
        summary.click()
    expect_harmless(reader)
    page.goto(f"/help/{inquiry['id']}")
    expect(page.locator("st-prose").first).to_be_visible()
    expect_harmless(reader)


def test_chat_tutor_and_search(reader: Visitor, stage: Stage) -> None:
    reader.log_in(stage.writer, "/chat")
    page = reader.page
    without_mail_addresses = [text for text in TEXTS if "secret@" not in text]
    for text in chunks(500, "\n", without_mail_addresses):
        stage.own.send("POST", "/chat/api/chat-messages/", {"message": text})
    expect(page.get_by_text("аdmіn").first).to_be_attached()
    expect_harmless(reader)
    for text in chunks(2_000)[:3]:
        stage.own.send("POST", "/aichat/", {"prompt": text})
    page.goto("/ai")
    expect(page.locator(".turn")).to_have_count(3)
    expect_harmless(reader)
    for text in [TEXTS[0], TEXTS[8], '"><svg onload=alert(1)>', "${alert(1)}", "javascript:alert(1)", "'; DROP TABLE"]:
        for path in ("/free", "/search"):
            page.goto(f"{path}?q={quote(text)}")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            expect(page.locator("[aria-busy=true]")).to_have_count(0)
            expect_harmless(reader)


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_what_is_no_text_is_refused(stage: Stage, text: str) -> None:
    fields: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", "/post/", {"title": text, "content": "내용"}),
        ("POST", "/post/", {"title": "제목", "content": text}),
        ("POST", f"/post/{stage.post}/comment/", {"content": text}),
        ("POST", "/preview/", {"content": text}),
        ("POST", "/qna/inquiry/", {"email": "writer@example.org", "subject": "bug", "content": text}),
        ("POST", "/aichat/", {"prompt": text}),
        ("POST", "/chat/api/chat-messages/", {"message": text}),
        ("PATCH", "/accounts/user/", {"about_me": text}),
    ]
    for method, path, body in fields:
        with pytest.raises(HTTPError) as error:
            stage.own.send(method, path, body)
        assert error.value.code == 400, path
