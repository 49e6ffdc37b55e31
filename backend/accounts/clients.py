"""Who speaks to us: what a login remembers of the device, in words and digests, never the address or the raw header."""

from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_network

from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from common.addresses import client_address, parse

IPV4_PREFIX, IPV6_PREFIX = 24, 64  # bits that stay the same while a phone is in one place
LONGEST_USER_AGENT = 256  # characters that are looked at: the patterns take 0.5 ms for usual ones, 5 ms for the worst

BETWEEN = " · "
UNKNOWN_DEVICE = _("알 수 없는 기기")
KNOWN_AS = {
    "Chrome Mobile": "Chrome",
    "Chrome Mobile iOS": "Chrome",
    "Chrome Mobile WebView": "Chrome",
    "Edge Mobile": "Edge",
    "Firefox Mobile": "Firefox",
    "Firefox iOS": "Firefox",
    "Mobile Safari": "Safari",
    "Mobile Safari UI/WKWebView": "Safari",
    "Chrome OS": "Chromebook",
    "Mac OS X": "Mac",
}
# Where the header names an app, or a device more closely than its system.
APPS = {"KAKAOTALK": "KakaoTalk", "NAVER(inapp": "Naver"}
DEVICES = {"iPhone": "iPhone", "iPad": "iPad", "; SM-": "Galaxy"}
IN_KOREAN = {
    "Samsung Internet": _("삼성 인터넷"),
    "Whale": _("웨일"),
    "KakaoTalk": _("카카오톡"),
    "Naver": _("네이버"),
    "Galaxy": _("갤럭시"),
    "Chromebook": _("크롬북"),
}


@dataclass(frozen=True)
class Client:
    user_agent: str = ""
    address: str = ""  # blank for logins that no request made

    @classmethod
    def of(cls, request: HttpRequest) -> "Client":
        return cls(request.headers.get("User-Agent", ""), client_address(request))

    @cached_property
    def device(self) -> str:
        return device_name(self.user_agent)

    @cached_property
    def network(self) -> str:
        return network_digest(self.address)

    @cached_property
    def digest(self) -> str:
        """The same for two requests of one browser in one network, whatever else runs there."""
        return keyed_digest("accounts.client", f"{self.network} {self.user_agent}")


def device_name(user_agent: str) -> str:
    """Browser and system by their international names ("Chrome · Windows"), at most 60 characters; blank if unknown."""
    # 100 ms to import and 160 ms to compile its patterns: only for who logs in, and once.
    from ua_parser import parse_os, parse_user_agent

    text = user_agent[:LONGEST_USER_AGENT]
    browser, system = parse_user_agent(text), parse_os(text)
    names = [
        named_in(text, APPS) or (browser and browser.family),
        named_in(text, DEVICES) or (system and system.family),
    ]
    return BETWEEN.join(KNOWN_AS.get(name, name) for name in names if name and name != "Other")[:60]


def named_in(text: str, names: dict[str, str]) -> str | None:
    return next((name for mark, name in names.items() if mark in text), None)


def device_in_words(device: str) -> str:
    """The name of a device as a student reads it, in the language of the request."""
    return BETWEEN.join(str(IN_KOREAN.get(name, name)) for name in device.split(BETWEEN)) or str(UNKNOWN_DEVICE)


def network_digest(address: str) -> str:
    """Two addresses of one network give the same 32 hexadecimal digits; nobody can go back without our key."""
    ip = parse(address)
    if ip is None:
        return ""
    network = ip_network((ip.packed, IPV4_PREFIX if ip.version == 4 else IPV6_PREFIX), strict=False)
    return keyed_digest("accounts.network", str(network))


def keyed_digest(purpose: str, text: str) -> str:
    return salted_hmac(purpose, text, algorithm="sha256").hexdigest()[:32]
