"""A login or a link that was begun: kept by the browser, in a cookie that no script reads, until it comes back.

The answer of a provider counts only in the browser that asked, once, and within `LIFETIME`. Of two attempts in one
browser the later counts.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare

from accounts.models import Login
from social import provider as providers
from social.refusals import Failed, LinkExpired
from social.tickets import InvalidTicket, TicketKind

COOKIE = "social"
PATH = "/accounts/social/"
LIFETIME = timedelta(minutes=10)
ATTEMPT = TicketKind("social.attempt", LIFETIME)
LINK = "link-"  # how the state of a link begins, so that one without its cookie is known for what it was


def begin_login(request: HttpRequest, provider: str, challenge: str) -> tuple[str, str]:
    """The provider's address, and the cookie for the browser that goes there."""
    return begin(request, provider, {"state": secrets.token_urlsafe(32), "challenge": challenge})


def begin_link(request: HttpRequest, provider: str, login: Login) -> tuple[str, str]:
    return begin(request, provider, {"state": LINK + secrets.token_urlsafe(32), "login": str(login.family)})


def begin(request: HttpRequest, provider: str, attempt: dict[str, Any]) -> tuple[str, str]:
    address = providers.address_of(provider, request, attempt)
    return address, ATTEMPT.issue(provider=provider, **attempt)


def keep(response: HttpResponseBase, cookie: str, *, max_age: timedelta = LIFETIME) -> None:
    # Lax: the provider sends the browser back to us from its own pages.
    response.set_cookie(
        COOKIE, cookie, max_age=max_age, path=PATH, secure=settings.COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def take_back(request: HttpRequest, provider: str) -> dict[str, Any]:
    """The attempt that the request answers. Raises a `Refusal` unless this browser began it, and on a second time."""
    state = request.GET.get("state", "")
    try:
        attempt = ATTEMPT.read(request.COOKIES.get(COOKIE, ""))
        if attempt["provider"] != provider or not constant_time_compare(attempt["state"], state):
            raise InvalidTicket
        ATTEMPT.spend(attempt)
    except InvalidTicket as error:
        raise (LinkExpired if state.startswith(LINK) else Failed) from error
    return attempt
