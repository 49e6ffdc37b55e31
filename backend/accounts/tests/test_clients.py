"""What a login says of a device and a network."""

import pytest

from accounts.clients import Client, device_in_words, device_name, network_digest

pytestmark = pytest.mark.serviceless

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
IPAD = "Mozilla/5.0 (iPad; CPU OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
GALAXY = "Mozilla/5.0 (Linux; Android 14; SM-S921N) AppleWebKit/537.36 (KHTML, like Gecko) "
ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
CHROMEBOOK = "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (WINDOWS + "Chrome/130.0.0.0 Safari/537.36", "Chrome · Windows"),
        (WINDOWS + "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0", "Edge · Windows"),
        (WINDOWS + "Chrome/130.0.0.0 Whale/4.28.0.0 Safari/537.36", "웨일 · Windows"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox · Windows"),
        (MAC + "Version/17.5 Safari/605.1.15", "Safari · Mac"),
        (IPHONE + "Version/17.5 Mobile/15E148 Safari/604.1", "Safari · iPhone"),
        (IPHONE + "CriOS/130.0.0.0 Mobile/15E148 Safari/604.1", "Chrome · iPhone"),
        (IPHONE + "Mobile/15E148 KAKAOTALK 10.8.5", "카카오톡 · iPhone"),
        (IPHONE + "Mobile/15E148 NAVER(inapp; search; 1000; 12.5.1; 14PRO)", "네이버 · iPhone"),
        (IPAD + "Version/16.5 Mobile/15E148 Safari/604.1", "Safari · iPad"),
        (GALAXY + "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36", "삼성 인터넷 · 갤럭시"),
        (ANDROID + "Chrome/130.0.0.0 Mobile Safari/537.36", "Chrome · Android"),
        (CHROMEBOOK + "Chrome/130.0.0.0 Safari/537.36", "Chrome · 크롬북"),
        ("python-requests/2.32.3", "Python Requests"),
        ("curl/8.5.0", "curl"),
        ("okhttp/4.9.3", "okhttp"),
        ("", "알 수 없는 기기"),
        ("나만의 앱", "알 수 없는 기기"),
        ("<script>alert(1)</script>", "알 수 없는 기기"),
    ],
)
def test_a_device_is_called_what_a_student_calls_it(user_agent: str, words: str) -> None:
    assert device_in_words(device_name(user_agent)) == words


@pytest.mark.parametrize("user_agent", ["A" * 100_000, "Opera" * 20_000, "\0", "😀" * 500, "Mozilla/5.0 (" * 50])
def test_no_header_is_too_strange_or_too_long(user_agent: str) -> None:
    assert len(device_name(user_agent)) <= 60


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("203.0.113.7", "203.0.113.250", True),
        ("203.0.113.7", "::ffff:203.0.113.8", True),
        ("2001:db8:0:1::5", "2001:db8:0:1:ffff::6", True),
        ("203.0.113.7", "203.0.114.7", False),
        ("2001:db8:0:1::5", "2001:db8:0:2::5", False),
        ("203.0.113.7", "2001:db8:0:1::5", False),
    ],
)
def test_a_network_is_what_stays_the_same_in_one_place(one: str, other: str, are_one: bool) -> None:
    assert (network_digest(one) == network_digest(other)) is are_one


def test_a_network_can_be_told_by_us_alone(settings) -> None:
    before = network_digest("203.0.113.7")
    settings.SECRET_KEY = "another key of thirty-two characters"
    assert network_digest("203.0.113.7") != before


def test_an_address_that_is_none_has_no_network() -> None:
    assert network_digest("") == network_digest("unix:/run/api.sock") == ""


def test_a_client_is_a_browser_in_a_network() -> None:
    phone = Client("curl/8.5.0", "203.0.113.7")
    assert phone.digest == Client("curl/8.5.0", "203.0.113.8").digest
    assert phone.digest != Client("curl/8.5.1", "203.0.113.7").digest
    assert phone.digest != Client("curl/8.5.0", "203.0.114.7").digest
