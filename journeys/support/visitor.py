"""Somebody with a browser of their own, who complains about everything that goes wrong in it."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, Response, ViewportSize, WebError, expect

from journeys.support.api import Member
from journeys.support.site import Site

PHONE = ViewportSize(width=360, height=800)
DESKTOP = ViewportSize(width=1440, height=900)


# What the login page does, for journeys that are about something else.
LOG_IN = """async ([api, username, password]) => {
  const response = await fetch(`${api}/accounts/token/`, {
    method: "POST",
    credentials: "include",
    headers: { "Content-Type": "application/json", "X-Token-Transport": "cookie" },
    body: JSON.stringify({ username, password }),
  });
  const { access } = await response.json();
  const { login } = JSON.parse(atob(access.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
  const profile = await fetch(`${api}/accounts/user/`, { headers: { Authorization: `Bearer ${access}` } });
  const { id } = await profile.json();
  localStorage.setItem("st.login", JSON.stringify(String(login)));
  localStorage.setItem("st.account", JSON.stringify({ login: String(login), id }));
}"""


class Visitor:
    """A fresh browser profile in Seoul with one open page.

    Console errors, uncaught exceptions and failed requests to the site become complaints, and `leave` raises
    them unless the journey said what it expects to go wrong.
    """

    def __init__(self, browser: Browser, site: Site, *, phone: bool, dark: bool) -> None:
        self._site = site
        self._complaints: list[str] = []
        self._expected: list[str] = []
        self._context = browser.new_context(
            base_url=site.web,
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            viewport=PHONE if phone else DESKTOP,
            has_touch=phone,
            color_scheme="dark" if dark else "light",
        )
        self._context.on("console", self._hear_console)
        self._context.on("weberror", self._hear_exception)
        self._context.on("requestfailed", self._hear_failure)
        self._context.on("response", self._hear_response)
        self.page = self._context.new_page()

    def log_in(self, member: Member, next_path: str = "/") -> None:
        """Logs in and arrives at `next_path`."""
        self.expect_trouble("/favicon.ico")  # which a browser looks for where a page names no icon
        self.page.goto("/config.js")  # the lightest page of the web client's origin
        self.page.evaluate(LOG_IN, [self._site.api, member.username, member.password])
        self.page.goto(next_path)
        expect(self.page.get_by_role("button", name="내 메뉴")).to_be_visible()

    def fill_in_login(self, member: Member) -> None:
        """Logs in as people do, on the login page that is shown."""
        self.page.get_by_label("아이디").fill(member.username)
        self.page.get_by_label("비밀번호", exact=True).fill(member.password)
        self.page.get_by_role("main").get_by_role("button", name="로그인", exact=True).click()
        expect(self.page.get_by_role("button", name="내 메뉴")).to_be_visible()

    def open_tab(self) -> Page:
        """A second page in the same browser profile."""
        return self._context.new_page()

    def lose_network(self) -> None:
        """What fails without a network is expected to."""
        self.expect_trouble("ERR_INTERNET_DISCONNECTED")
        self._context.set_offline(True)

    def regain_network(self) -> None:
        self._context.set_offline(False)

    def expect_trouble(self, pattern: str) -> None:
        """Complaints that match the regular expression are part of the journey: `401 POST .*/token/`."""
        self._expected.append(pattern)

    def check_accessibility(self) -> None:
        """Fails with axe's report if it finds a violation in what the page shows now."""
        expect(self.page.locator("h1").first).to_be_attached()  # it has come: axe looks only once
        # Without preloading: axe would fetch imported stylesheets by wrong addresses, which fails and makes complaints.
        results = Axe().run(self.page, options={"resultTypes": ["violations"], "preload": False})
        assert results.violations_count == 0, f"{self.page.url}\n{results.generate_report()}"

    def check_width(self) -> None:
        """Fails if the page can be scrolled sideways."""
        width = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{self.page.url} is {width} px wider than the window"

    def leave(self) -> None:
        """Closes the browser profile and raises what went wrong in it."""
        self._context.close()
        unexpected = [
            complaint
            for complaint in self._complaints
            if not any(re.search(pattern, complaint) for pattern in self._expected)
        ]
        assert not unexpected, "The browser complained:\n" + "\n".join(unexpected)

    def _hear_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complaints.append(f"console: {message.text} ({message.location['url']})")

    def _hear_exception(self, error: WebError) -> None:
        exception = error.error
        self._complaints.append(f"exception: {exception.stack if isinstance(exception, Error) else exception}")

    def _hear_failure(self, request: Request) -> None:
        # A page that is left calls off what it was still loading.
        if self._is_ours(request.url) and request.failure != "net::ERR_ABORTED":
            self._complaints.append(f"request: {request.failure} {request.method} {request.url}")

    def _hear_response(self, response: Response) -> None:
        if self._is_ours(response.url) and response.status >= 400:
            self._complaints.append(f"response: {response.status} {response.request.method} {response.url}")

    def _is_ours(self, url: str) -> bool:
        return url.startswith((f"{self._site.web}/", f"{self._site.api}/"))
