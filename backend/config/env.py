"""Reads settings from the environment; nonsense stops the start with a sentence that says what to set."""

import os
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

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
        scheme, separator, host = value.partition("://")
        if scheme not in {"http", "https"} or not separator or not host or "/" in host:
            raise ImproperlyConfigured(f"{name} must list origins such as https://www.example.org, not {value!r}.")
    return values


def database(name: str, default: str) -> dict[str, Any]:
    """Django's settings of the database that a URL names."""
    value = text(name, default)
    try:
        return dict(dj_database_url.parse(value, conn_health_checks=True))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            f"{name} must be a database's URL such as postgres://user:password@host:5432/name."
        ) from error
