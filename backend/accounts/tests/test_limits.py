"""Who guesses is slowed down; the right person is never locked out, nor a class behind one address."""

from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from django.test import RequestFactory
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts import devices, tokens
from accounts.models import User
from accounts.tests.test_login import CountingHasher
from common.testing import PASSWORD, Person, assert_error

LOGIN = "/accounts/token/"
SCHOOL, HOME, ELSEWHERE = "203.0.113.7", "198.51.100.20", "192.0.2.66"
BOTS = [f"192.0.2.{number}" for number in range(1, 201)]
WRONG = "아무거나-적어보자"

pytestmark = pytest.mark.usefixtures("clock")


def log_in(
    username: str, password: str = PASSWORD, address: str = SCHOOL, browser: APIClient | None = None, **headers: str
) -> Response:
    body = {"username": username, "password": password}
    return (browser or APIClient()).post(LOGIN, body, headers=headers, REMOTE_ADDR=address)


def guess(times: int, username: str = "author", **kwargs: Any) -> list[int]:
    return [log_in(username, WRONG, **kwargs).status_code for _ in range(times)]


def assert_refused(response: Response) -> int:
    assert_error(response, 429, "throttled")
    return int(response["Retry-After"])


@pytest.fixture
def own_browser(author: Person) -> APIClient:
    """One that the author has logged in on before."""
    browser = APIClient()
    assert log_in("author", address=HOME, browser=browser).status_code == 200
    return browser


class TestLogin:
    def test_a_stranger_has_ten_guesses(self, author: Person) -> None:
        assert guess(15) == [401] * 10 + [429] * 5

    def test_after_the_wait_that_is_told_one_more_passes(self, author: Person, clock) -> None:
        guess(10)
        wait = assert_refused(log_in("author"))
        clock.shift(wait - 1)
        assert assert_refused(log_in("author")) == 1
        clock.shift(1)
        assert log_in("author").status_code == 200

    def test_only_wrong_passwords_are_counted(self, author: Person) -> None:
        for _ in range(3):
            assert {log_in("author").status_code for _ in range(11)} == {200}
            assert guess(3) == [401] * 3
        assert guess(2) == [401, 429]

    def test_however_the_name_is_written_it_is_one_account(self, author: Person) -> None:
        for username in ("author", "AUTHOR", "Author", "aUTHOR", "authoR"):
            assert guess(2, username) == [401, 401]
        assert guess(1, "auThor") == [429]

    def test_an_unknown_name_is_limited_like_a_known_one(self, author: Person, settings) -> None:
        """Neither the answers nor the work behind them tell who is a member, and a refused guess costs no hash."""
        settings.PASSWORD_HASHERS = ["accounts.tests.test_login.CountingHasher"]
        author.user.set_password(PASSWORD)
        author.user.save()
        seen = []
        for username in ("author", "nobody"):
            CountingHasher.hashed = 0
            answers = [log_in(username, WRONG) for _ in range(12)]
            seen.append(([(answer.status_code, answer.content) for answer in answers], CountingHasher.hashed))
        assert seen[0] == seen[1]
        assert seen[0][1] == 10

    def test_many_addresses_guess_no_more_than_a_hundred_times_an_hour(self, author: Person) -> None:
        answers = [log_in("author", WRONG, bot).status_code for bot in BOTS]
        assert answers == [401] * 100 + [429] * 100

    def test_one_address_does_not_try_one_password_on_everybody(self, author: Person) -> None:
        answers = [guess(1, f"student{number}")[0] for number in range(305)]
        assert answers == [401] * 300 + [429] * 5
        assert_refused(log_in("author"))
        assert log_in("author", address=HOME).status_code == 200

    def test_a_household_of_ipv6_is_one_address(self, author: Person) -> None:
        answers = [log_in("author", WRONG, f"2001:db8:1:2::{number}").status_code for number in range(12)]
        assert answers == [401] * 10 + [429] * 2

    def test_a_forged_forwarding_header_changes_nothing(self, author: Person) -> None:
        answers = [log_in("author", WRONG, **{"X-Forwarded-For": bot}).status_code for bot in BOTS[:12]]
        assert answers == [401] * 10 + [429] * 2

    def test_behind_a_proxy_each_client_is_counted_alone_whatever_it_forges(self, author: Person, settings) -> None:
        settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
        forged = [f"{bot}, {SCHOOL}" for bot in BOTS[:12]]
        answers = [log_in("author", WRONG, "10.0.0.1", **{"X-Forwarded-For": value}).status_code for value in forged]
        assert answers == [401] * 10 + [429] * 2
        assert log_in("author", address="10.0.0.1", **{"X-Forwarded-For": HOME}).status_code == 200

    def test_of_fifty_guesses_at_once_ten_get_through(self, author: Person, at_once: Callable[..., list]) -> None:
        answers = at_once(*[lambda: log_in("author", WRONG).status_code] * 50, workers=50)
        assert sorted(answers) == [401] * 10 + [429] * 40

    def test_without_the_cache_nobody_guesses(self, author: Person, settings, django_assert_num_queries) -> None:
        redis = "common.caches.RedisCache"
        settings.CACHES = {"default": {"BACKEND": redis, "LOCATION": "redis://127.0.0.1:1/0"}}
        with django_assert_num_queries(0):
            response = log_in("author")
        assert_error(response, 503, "unavailable")
        assert int(response["Retry-After"]) > 0


class TestKnownDevice:
    def test_it_is_a_cookie_that_no_script_and_no_other_site_can_use(self, own_browser: APIClient) -> None:
        cookie = own_browser.cookies[devices.COOKIE]
        assert (cookie["path"], cookie["samesite"], cookie["httponly"], cookie["secure"]) == (
            "/",
            "Strict",
            True,
            True,
        )
        assert cookie["max-age"] == 365 * 24 * 60 * 60
        assert "author" not in cookie.value

    def test_a_strangers_guesses_do_not_lock_the_owner_out(self, own_browser: APIClient) -> None:
        assert guess(200, address=ELSEWHERE) == [401] * 10 + [429] * 190
        assert log_in("author", address=HOME, browser=own_browser).status_code == 200

    def test_nor_out_of_the_way_back(self, author: Person, own_browser: APIClient) -> None:
        assert author.client.delete("/accounts/user/", {"password": PASSWORD}).status_code == 204
        guess(20, address=SCHOOL)
        body = {"username": "author", "password": PASSWORD}
        assert_refused(APIClient(REMOTE_ADDR=SCHOOL).post("/accounts/user/restore/", body))
        assert own_browser.post("/accounts/user/restore/", body, REMOTE_ADDR=SCHOOL).status_code == 200

    def test_not_even_those_of_a_classmate_behind_the_same_address(self, own_browser: APIClient) -> None:
        guess(20, address=SCHOOL)
        assert_refused(log_in("author", address=SCHOOL))
        assert log_in("author", address=SCHOOL, browser=own_browser).status_code == 200

    def test_not_even_those_of_two_hundred_machines(self, own_browser: APIClient) -> None:
        for bot in BOTS:
            log_in("author", WRONG, bot)
        assert_refused(log_in("author", address=HOME))
        assert log_in("author", address=HOME, browser=own_browser).status_code == 200

    def test_it_has_ten_guesses_of_its_own(self, own_browser: APIClient) -> None:
        assert guess(12, address=HOME, browser=own_browser) == [401] * 10 + [429] * 2
        assert guess(1, address=BOTS[0], browser=own_browser) == [429]
        assert log_in("author", address=HOME).status_code == 200

    def test_it_is_known_for_its_member_alone(self, own_browser: APIClient, classmate: Person) -> None:
        assert guess(12, "classmate", browser=own_browser) == [401] * 10 + [429] * 2
        assert guess(1, "classmate") == [429]

    @pytest.mark.parametrize("value", ["", "x", "WzEsImFiYyJd:1abcde:forged", "수시".encode().decode("latin-1")])
    def test_a_forged_cookie_is_a_strangers(self, author: Person, value: str) -> None:
        guess(10)
        browser = APIClient()
        browser.cookies[devices.COOKIE] = value
        assert_refused(log_in("author", browser=browser))

    def test_after_a_year_it_is_a_stranger_again(self, own_browser: APIClient, clock) -> None:
        clock.shift(timedelta(days=365, hours=1))
        guess(10)
        assert_refused(log_in("author", browser=own_browser))

    def test_a_reset_gives_the_guesses_back_to_the_one_who_asks(self, author: Person) -> None:
        for bot in [*BOTS, *[HOME] * 10]:
            log_in("author", WRONG, bot)
        for number in range(300):
            guess(1, f"student{number}", address=ELSEWHERE)
        assert_refused(log_in("author", address=HOME))
        devices.forgive(RequestFactory().post("/", REMOTE_ADDR=HOME), "Author")
        assert log_in("author", address=HOME).status_code == 200
        assert_refused(log_in("author", address=ELSEWHERE))  # which guesses at many accounts

    def test_it_costs_one_query(self, own_browser: APIClient, django_assert_num_queries) -> None:
        request = RequestFactory().post("/", headers={"Cookie": own_browser.cookies.output(header="", sep=";")})
        with django_assert_num_queries(1):
            # 1 whether the device is this member's
            assert devices.known_device(request, "AUTHOR")
        with django_assert_num_queries(0):
            assert devices.known_device(RequestFactory().post("/"), "author") is None


class TestSchool:
    def test_a_class_of_thirty_signs_up_mistypes_twice_and_logs_in(self, db) -> None:
        for number in range(30):
            pupil = APIClient()
            assert sign_up(pupil, number).status_code == 201
            answers = [
                log_in(f"pupil{number}", password, browser=pupil) for password in (WRONG, f"{PASSWORD}!", PASSWORD)
            ]
            assert [answer.status_code for answer in answers] == [401, 401, 200]

    def test_three_hundred_sign_up_within_an_hour_and_no_more(self, db, clock) -> None:
        for number in range(300):
            assert sign_up(APIClient(), number).status_code == 201
            if number % 10 == 0:
                assert_error(sign_up(APIClient(), number), 400, "unique", "username")
        wait = assert_refused(sign_up(APIClient(), 300))
        assert not User.objects.filter(username="pupil300").exists()
        assert sign_up(APIClient(), 301, HOME).status_code == 201
        clock.shift(wait)
        assert sign_up(APIClient(), 300).status_code == 201


def sign_up(browser: APIClient, number: int, address: str = SCHOOL) -> Response:
    body = {
        "username": f"pupil{number}",
        "nickname": f"새싹{number}",
        "password": PASSWORD,
        "agreed_terms": True,
        "is_over_14": True,
    }
    return browser.post("/accounts/signup/", body, REMOTE_ADDR=address)


class TestOwnPassword:
    """An open browser that somebody else sits down at."""

    @staticmethod
    def change(client: APIClient, old: str) -> Response:
        return client.post("/accounts/password/change/", {"old_password": old, "new_password": "내일은-두걸음-더"})

    @staticmethod
    def leave(client: APIClient, password: str) -> Response:
        return client.delete("/accounts/user/", {"password": password})

    def test_it_is_guessed_ten_times_wherever_it_is_asked(self, author: Person, clock) -> None:
        for _ in range(5):
            assert_error(self.change(author.client, WRONG), 400, "wrong_password", "old_password")
            assert_error(self.leave(author.client, WRONG), 400, "wrong_password", "password")
        wait = assert_refused(self.change(author.client, PASSWORD))
        assert_refused(self.leave(author.client, PASSWORD))
        clock.shift(wait)
        author.client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.begin_login(author.user).access}")
        assert self.change(author.client, PASSWORD).status_code == 200

    def test_another_login_of_the_same_member_goes_on(self, author: Person) -> None:
        for _ in range(11):
            self.change(author.client, WRONG)
        other = APIClient()
        other.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.begin_login(author.user).access}")
        assert self.change(other, PASSWORD).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/accounts/token/"),
        ("post", "/accounts/signup/"),
        ("post", "/accounts/password/change/"),
        ("patch", "/accounts/user/"),
        ("delete", "/accounts/user/"),
    ],
)
def test_the_document_tells_what_is_limited(guest: APIClient, method: str, path: str) -> None:
    document = guest.get("/schema/", headers={"Accept": "application/vnd.oai.openapi+json"}).json()
    example = document["paths"][path][method]["responses"]["429"]["content"]["application/json"]["example"]
    assert example["errors"][0]["code"] == "throttled"
