"""Where a request comes from: the one place that reads `X-Forwarded-For`."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

IPv4Or6 = IPv4Address | IPv6Address

IPV6_HOME = 64  # bits: what one household is given, and can choose the rest of as it likes


def client_address(request: HttpRequest) -> str:
    return address_behind(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def address_behind(peer: str, forwarded: str) -> str:
    """The address of the client, from the other end of the connection and the values of `X-Forwarded-For`, joined by
    commas in their order.

    Each proxy adds on the right whom it heard from, so the list is believed from the right, as far as
    `settings.TRUSTED_PROXIES` goes. What a client writes there itself stands to the left of its own address, and
    changes nothing.
    """
    client = parse(peer)
    for entry in reversed(forwarded.split(",")):
        if client is None or not is_trusted(client):
            break
        before = parse(entry)
        if before is None:
            break
        client = before
    return str(client or peer)


def parse(text: str) -> IPv4Or6 | None:
    """The address, an IPv4 one written as IPv6 (`::ffff:203.0.113.7`) as IPv4; None for anything else."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_trusted(address: IPv4Or6) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)


def home_of(address: str) -> str:
    """What is counted as one address: of IPv6 the /64, of which one household has 2⁶⁴ addresses."""
    parsed = parse(address)
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed.packed, IPV6_HOME), strict=False))
    return str(parsed or address)
