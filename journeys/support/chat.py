"""What people do and see in a chat room."""

import re

from playwright.sync_api import Locator, Page, expect

OWN_NAME = re.compile(r"(.+) 이름으로 말해요")


def talk(page: Page) -> Locator:
    return page.get_by_role("log", name="대화")


def line(page: Page, words: str) -> Locator:
    return talk(page).get_by_role("listitem").filter(has_text=words)


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="메시지")


def say(page: Page, words: str) -> None:
    field(page).fill(words)
    field(page).press("Enter")
    expect(field(page)).to_have_value("")
    expect(line(page, words).first).to_be_visible()


def own_name(page: Page) -> str:
    """The name one speaks under: once it is shown, the socket is open."""
    place = page.get_by_text(OWN_NAME)
    expect(place).to_be_visible()
    found = OWN_NAME.fullmatch(place.inner_text())
    assert found, place.inner_text()
    return found[1]


def choose(page: Page, words: str, item: str) -> None:
    """From the menu of the line with these words."""
    line(page, words).get_by_role("button", name="더 보기").click()
    page.get_by_role("menuitem", name=item, exact=True).click()
