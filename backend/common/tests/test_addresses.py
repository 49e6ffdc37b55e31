import pytest
from django.test import RequestFactory

from common.addresses import address_behind, client_address, home_of
from config import env

CLIENT = "203.0.113.7"


@pytest.fixture
def behind_proxies(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8, 2001:db8:ffff::/48")
    settings.TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")


@pytest.mark.parametrize("forwarded", ["", "198.51.100.9", "127.0.0.1", "198.51.100.9, 10.0.0.1", "내 주소"])
def test_without_a_proxy_nobody_is_believed(forwarded: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=CLIENT, headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == CLIENT


@pytest.mark.usefixtures("behind_proxies")
@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("10.0.0.2", CLIENT, CLIENT),
        ("10.0.0.2", f"{CLIENT}, 10.0.0.1", CLIENT),
        ("10.0.0.2", f"{CLIENT},10.0.0.1,127.0.0.1", CLIENT),
        ("::ffff:10.0.0.2", f"::ffff:{CLIENT}", CLIENT),
        ("2001:db8:ffff::1", "2001:db8::7", "2001:db8::7"),
        # what the client itself wrote there stands on the left
        ("10.0.0.2", f"198.51.100.9, {CLIENT}", CLIENT),
        ("10.0.0.2", f"10.0.0.1, {CLIENT}", CLIENT),
        ("10.0.0.2", f"127.0.0.1, 10.0.0.1, {CLIENT}, 10.0.0.1", CLIENT),
        ("10.0.0.2", f"모름, <script>, {CLIENT}", CLIENT),
        # who is no proxy of ours may say what it likes
        (CLIENT, "198.51.100.9", CLIENT),
        (CLIENT, "10.0.0.1", CLIENT),
        # a proxy that says nothing, or nothing that is an address, is the client itself
        ("10.0.0.2", "", "10.0.0.2"),
        ("10.0.0.2", "unknown", "10.0.0.2"),
        ("10.0.0.2", "unknown, 10.0.0.3", "10.0.0.3"),
        ("10.0.0.2", "10.0.0.4, 10.0.0.3", "10.0.0.4"),
        # a socket of the file system has no address
        ("", CLIENT, ""),
    ],
)
def test_proxies_are_believed_from_the_right(peer: str, forwarded: str, expected: str) -> None:
    assert address_behind(peer, forwarded) == expected


@pytest.mark.parametrize(
    ("address", "home"),
    [
        (CLIENT, CLIENT),
        (f"::ffff:{CLIENT}", CLIENT),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:DB8:1:3::6", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_a_household_is_one_address(address: str, home: str) -> None:
    assert home_of(address) == home
