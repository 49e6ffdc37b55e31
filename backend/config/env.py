"""Reads settings from the environment; nonsense stops the start with a sentence that says what to set."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SECRET_MIN_LENGTH = 32


def text(name: str, default: str = "") -> str:
    """The variable without surrounding blanks; `default` when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def switch(name: str, default: bool = False) -> bool:
    """A boolean written as true/false, on/off, yes/no or 1/0."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"true", "on", "yes", "1"}:
        return True
    if value in {"false", "off", "no", "0"}:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")


def choice(name: str, default: str, among: tuple[str, ...]) -> str:
    """One of a few words."""
    value = text(name, default)
    if value not in among:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(among)}, not {value!r}.")
    return value


def number(name: str, default: int, *, minimum: int = 1) -> int:
    """A whole number of at least `minimum`."""
    value = text(name, str(default))
    try:
        result = int(value)
    except ValueError:
        result = minimum - 1
    if result < minimum:
        raise ImproperlyConfigured(f"{name} must be a whole number of at least {minimum}, not {value!r}.")
    return result


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str) -> str:
    """A key that must be set and long enough to resist guessing."""
    value = text(name)
    if len(value) < SECRET_MIN_LENGTH:
        raise ImproperlyConfigured(
            f"{name} must be set to at least {SECRET_MIN_LENGTH} random characters (see .env.example)."
        )
    return value


def origins(name: str) -> list[str]:
    """Web origins such as `https://www.example.org`: scheme and host, no path."""
    values = words(name)
    for value in values:
        if not _is_origin(value):
            raise ImproperlyConfigured(f"{name} must list origins such as https://www.example.org, not {value!r}.")
    return values


def origin(name: str, default: str) -> str:
    """One web origin, which must not be missing."""
    value = text(name, default)
    if not _is_origin(value):
        raise ImproperlyConfigured(f"{name} must be an origin such as https://www.example.org, not {value!r}.")
    return value


def _is_origin(value: str) -> bool:
    scheme, separator, host = value.partition("://")
    return scheme in {"http", "https"} and bool(separator) and bool(host) and "/" not in host


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Networks such as `10.0.0.0/8`, or single addresses; never all of them."""
    result = []
    for value in words(name):
        try:
            network = ip_network(value)
        except ValueError:
            network = None
        if network is None or network.prefixlen == 0:
            raise ImproperlyConfigured(f"{name} must list addresses or networks such as 10.0.0.0/8, not {value!r}.")
        result.append(network)
    return result


def database(name: str, default: str) -> dict[str, Any]:
    """Django's settings of the database that a URL names."""
    value = text(name, default)
    try:
        return dict(dj_database_url.parse(value, conn_health_checks=True))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            f"{name} must be a database's URL such as postgres://user:password@host:5432/name."
        ) from error


@dataclass(frozen=True)
class MailServer:
    """None if it has no host."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False


def mail_server(name: str) -> MailServer:
    """The mail server that a URL names: `smtp://` in clear text, `smtp+tls://` with STARTTLS, `smtps://` all in TLS.

    User and password are percent-encoded where a URL needs it.
    """
    value = text(name)
    if not value:
        return MailServer()
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    try:
        url = urlsplit(value)
        scheme, host, port = url.scheme, url.hostname, url.port or ports[url.scheme]
    except (KeyError, ValueError):
        host = None
    if not host or url.path.strip("/") or url.query or url.fragment:
        raise ImproperlyConfigured(f"{name} must be a mail server's URL such as smtp+tls://user:password@host:587.")
    return MailServer(
        host=host,
        port=port,
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        starts_tls=scheme == "smtp+tls",
        is_tls=scheme == "smtps",
    )


def sender(name: str, default: str) -> str:
    """An address with a name before it or not: `School Talks <noreply@example.org>`."""
    value = text(name, default)
    local, at, domain = parseaddr(value)[1].rpartition("@")
    if not (local and at and domain):
        raise ImproperlyConfigured(
            f"{name} must be an address such as School Talks <noreply@example.org>, not {value!r}."
        )
    return value


@dataclass(frozen=True)
class OAuthClient:
    """How a provider of social logins knows us."""

    name: "StrOrPromise"  # of the provider, for people
    id: str
    secret: str
    url: str = ""  # of a server that stands in for the provider


def oauth_clients(names: "Mapping[str, StrOrPromise]") -> dict[str, OAuthClient]:
    """The configured ones of some providers, whose names for people are given."""
    clients = {provider: oauth_client(provider.upper(), name) for provider, name in names.items()}
    return {provider: client for provider, client in clients.items() if client}


def oauth_client(prefix: str, name: "StrOrPromise") -> OAuthClient | None:
    """`<prefix>_CLIENT_ID` and `<prefix>_CLIENT_SECRET`, both or neither."""
    client_id, client_secret = text(f"{prefix}_CLIENT_ID"), text(f"{prefix}_CLIENT_SECRET")
    if bool(client_id) != bool(client_secret):
        raise ImproperlyConfigured(
            f"{prefix}_CLIENT_ID and {prefix}_CLIENT_SECRET must both be set, or neither (see docs/social-login.md)."
        )
    url = origin(f"{prefix}_OAUTH_URL", "") if text(f"{prefix}_OAUTH_URL") else ""
    return OAuthClient(name, client_id, client_secret, url) if client_id else None
