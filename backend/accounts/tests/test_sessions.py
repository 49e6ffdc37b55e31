"""The list of one's logins: what stands there, what does not, and how each ends."""

from base64 import b64encode
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.serializers import serialize
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import tokens
from accounts.clients import Client
from accounts.models import Login, User
from accounts.tasks import forget_logins
from common.testing import PASSWORD, Person, assert_error

URL = "/accounts/sessions/"
PHONE = Client(
    "Mozilla/5.0 (Linux; Android 14; SM-S921N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 "
    "Chrome/121.0.0.0 Mobile Safari/537.36",
    "203.0.113.7",
)


@pytest.fixture
def phone(author: Person) -> tokens.TokenPair:
    """The author is logged in on a phone as well, somewhere else."""
    return tokens.begin_login(author.user, PHONE)


@pytest.fixture
def own(author: Person) -> Login:
    """The login of the author's own client."""
    return author.user.logins.earliest("id")


def opens(access: str) -> bool:
    response = APIClient().get("/accounts/user/", headers={"Authorization": f"Bearer {access}"})
    assert response.status_code in {200, 401}
    return response.status_code == 200


def test_each_login_is_told_in_words(author: Person, phone: tokens.TokenPair, own: Login) -> None:
    body = author.client.get(URL).json()
    assert set(body) == {"next", "previous", "results"}
    there, here = body["results"]
    assert set(here) == {"id", "device", "place", "is_current", "created_at", "last_used_at"}
    assert (here["id"], here["is_current"]) == (own.pk, True)
    assert (here["device"], here["place"]) == ("알 수 없는 기기", "지금과 같은 네트워크")
    assert (there["device"], there["place"], there["is_current"]) == ("삼성 인터넷 · 갤럭시", "다른 네트워크", False)


def test_the_words_are_english_for_who_reads_english(author: Person, phone: tokens.TokenPair) -> None:
    there, here = author.client.get(URL, headers={"Accept-Language": "en"}).json()["results"]
    assert (here["device"], here["place"]) == ("Unknown device", "Same network as now")
    assert (there["device"], there["place"]) == ("Samsung Internet · Galaxy", "Another network")


def test_a_place_is_told_as_seen_from_the_request(author: Person, phone: tokens.TokenPair, own: Login) -> None:
    def places(address: str) -> list[str]:
        return [login["place"] for login in author.client.get(URL, REMOTE_ADDR=address).json()["results"]]

    same, other = "지금과 같은 네트워크", "다른 네트워크"
    tokens.begin_login(author.user, Client("", "203.0.114.7"))
    assert places("203.0.113.99") == [other, same, same]  # the last is the one that asks, wherever it has moved
    assert places("::ffff:203.0.114.1") == [same, other, same]
    assert places("2001:db8::1") == [other, other, same]


def test_the_one_used_last_comes_first(author: Person, phone: tokens.TokenPair, own: Login, guest: APIClient) -> None:
    laptop = tokens.begin_login(author.user)
    guest.post("/accounts/token/refresh/", {"refresh": phone.refresh})
    ids = [login["id"] for login in author.client.get(URL).json()["results"]]
    assert ids == [own.pk + 1, own.pk + 2, own.pk]
    guest.post("/accounts/token/refresh/", {"refresh": laptop.refresh})
    assert author.client.get(URL).json()["results"][0]["id"] == own.pk + 2


def test_a_refresh_tells_where_the_login_is_now(author: Person, phone: tokens.TokenPair, guest: APIClient) -> None:
    guest.post("/accounts/token/refresh/", {"refresh": phone.refresh}, headers={"User-Agent": "curl/8.1"})
    login = author.client.get(URL).json()["results"][0]
    assert (login["device"], login["place"], login["is_current"]) == ("curl", "지금과 같은 네트워크", False)


def test_a_login_through_the_api_is_listed_with_its_device(author: Person, guest: APIClient) -> None:
    body = {"username": "author", "password": PASSWORD}
    guest.post("/accounts/token/", body, headers={"User-Agent": "python-requests/2.32.3"})
    assert author.client.get(URL).json()["results"][0]["device"] == "Python Requests"


def test_logins_that_can_no_longer_be_refreshed_are_not_listed(author: Person, own: Login) -> None:
    start = timezone.now()
    with time_machine.travel(start - timedelta(days=14, minutes=1), tick=False):
        tokens.begin_login(author.user)
    with time_machine.travel(start - timedelta(days=13, hours=23), tick=False):
        tokens.begin_login(author.user)
    assert len(author.client.get(URL).json()["results"]) == 2


def test_nothing_is_kept_of_the_logins_of_who_does_not_come_back(author: Person, classmate: Person) -> None:
    start = timezone.now()
    with time_machine.travel(start + timedelta(days=13, hours=23), tick=False):
        forget_logins()
        recent = tokens.begin_login(author.user)
    with time_machine.travel(start + timedelta(days=14, minutes=1), tick=False):
        forget_logins()
        assert Login.objects.count() == 1
        tokens.verify(recent.refresh)


def test_staff_see_devices_in_the_back_office_and_change_nothing(staff: Person, phone: tokens.TokenPair) -> None:
    User.objects.filter(pk=staff.id).update(is_superuser=True)
    staff.client.force_login(staff.user)
    assert "삼성 인터넷 · 갤럭시" in staff.client.get("/admin/accounts/login/").content.decode()
    one = f"/admin/accounts/login/{Login.objects.latest('id').pk}/change/"
    assert "삼성 인터넷 · 갤럭시" in staff.client.get(one).content.decode()
    assert staff.client.post(one, {}, format="multipart").status_code == 403
    assert staff.client.get("/admin/accounts/login/add/").status_code == 403


def test_a_long_list_is_paged_without_hole_or_double(author: Person) -> None:
    noon = timezone.now()
    for minutes in (5, 3, 3, 3, 4, 1):  # logins of the same moment too
        with time_machine.travel(noon - timedelta(minutes=minutes), tick=False):
            tokens.begin_login(author.user)
    every = [login["id"] for login in author.client.get(URL).json()["results"]]
    assert len(every) == 7
    ids, url = [], f"{URL}?page_size=2"
    while url:
        page = author.client.get(url).json()
        ids += [login["id"] for login in page["results"]]
        url = page["next"]
    assert ids == every


@pytest.mark.parametrize(
    "position",
    [
        "7", "어제", "2026-11-19 21:00", "2026-99-99 21:00+09:00", "2026-11-19 21:00:00+99:00",
        "0001-01-01 00:00+23:59", "9999-12-31 23:59:59-23:59", "\0",
    ],
)  # fmt: skip
def test_a_forged_cursor_is_refused(author: Person, position: str) -> None:
    cursor = b64encode(urlencode({"p": position}).encode()).decode()
    assert_error(author.client.get(URL, {"cursor": cursor}), 400, "invalid", "cursor")


def test_a_login_ends_with_both_of_its_tokens(author: Person, phone: tokens.TokenPair, own: Login) -> None:
    response = author.client.delete(f"{URL}{own.pk + 1}/")
    assert (response.status_code, response.content) == (204, b"")
    assert not opens(phone.access)
    with pytest.raises(tokens.InvalidToken):
        tokens.verify(phone.refresh)
    assert_error(author.client.delete(f"{URL}{own.pk + 1}/"), 404, "not_found")


def test_ones_own_login_can_be_ended(author: Person, phone: tokens.TokenPair, own: Login) -> None:
    assert author.client.delete(f"{URL}{own.pk}/").status_code == 204
    assert_error(author.client.get(URL), 401, "token_not_valid")
    assert opens(phone.access)


def test_all_others_end_at_once(author: Person, phone: tokens.TokenPair, own: Login) -> None:
    laptop = tokens.begin_login(author.user)
    for _ in range(2):
        response = author.client.delete(URL)
        assert (response.status_code, response.content) == (204, b"")
    assert [login["id"] for login in author.client.get(URL).json()["results"]] == [own.pk]
    assert not opens(phone.access)
    assert not opens(laptop.access)


def test_a_stranger_sees_and_ends_nothing(author: Person, classmate: Person, own: Login) -> None:
    assert own.pk not in [login["id"] for login in classmate.client.get(URL).json()["results"]]
    assert_error(classmate.client.delete(f"{URL}{own.pk}/"), 404, "not_found")
    classmate.client.delete(URL)
    assert author.client.get(URL).status_code == 200


def test_staff_see_their_own_alone(author: Person, staff: Person, own: Login) -> None:
    assert len(staff.client.get(URL).json()["results"]) == 1
    assert_error(staff.client.delete(f"{URL}{own.pk}/"), 404, "not_found")


def test_a_guest_has_no_logins(guest: APIClient, author: Person, own: Login) -> None:
    assert_error(guest.get(URL), 401, "not_authenticated")
    assert_error(guest.delete(URL), 401, "not_authenticated")
    assert_error(guest.delete(f"{URL}{own.pk}/"), 401, "not_authenticated")


@pytest.mark.parametrize("number", ["0", "9" * 30, "1.5", "none"])
def test_a_number_of_no_login_is_not_found(author: Person, number: str) -> None:
    assert author.client.delete(f"{URL}{number}/").status_code == 404


def test_a_session_is_neither_read_alone_nor_changed(author: Person, own: Login) -> None:
    for method in ("get", "put", "patch", "post"):
        assert_error(getattr(author.client, method)(f"{URL}{own.pk}/"), 405, "method_not_allowed")
    assert_error(author.client.post(URL, {}), 405, "method_not_allowed")


def test_neither_header_nor_address_is_stored_anywhere(author: Person, guest: APIClient) -> None:
    where = {"HTTP_USER_AGENT": PHONE.user_agent, "REMOTE_ADDR": "203.0.113.77"}
    body = {"username": "author", "password": PASSWORD}
    pair = guest.post("/accounts/token/", body, **where).json()
    guest.post("/accounts/token/refresh/", {"refresh": pair["refresh"]}, **where)
    stored = serialize("json", Login.objects.all())
    assert "Samsung Internet" in stored
    for trace in ("Mozilla", "SM-S921N", "25.0", "121.0", "203.0.113", "AppleWebKit"):
        assert trace not in stored


def test_the_queries_of_a_list_do_not_grow(author: Person, django_assert_num_queries) -> None:
    for number in (0, 20):
        for _ in range(number):
            tokens.begin_login(author.user, PHONE)
        with django_assert_num_queries(2):
            # 1 the token's login and member, 2 the logins
            author.client.get(URL)


def test_the_queries_of_an_end(author: Person, phone: tokens.TokenPair, own: Login, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):
        # 1 the token's login and member, 2 the login, 3 it is deleted
        author.client.delete(f"{URL}{own.pk + 1}/")
    with django_assert_num_queries(2):
        # 1 the token's login and member, 2 the others are deleted
        author.client.delete(URL)
