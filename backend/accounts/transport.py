"""How tokens travel: in the bodies, or for the web client the refresh token in a cookie that no script can read.

The cookie counts only together with the header, which a form on a foreign page cannot send.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

HEADER = "X-Token-Transport"
COOKIE = "refresh_token"
PATH = "/accounts/token/"
PARAMETER = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    enum=["cookie"],
    description="`cookie`: `refresh`가 스크립트가 읽을 수 없는 쿠키로만 오가요.",
)


def uses_cookie(request: HttpRequest) -> bool:
    return request.headers.get(HEADER) == "cookie"


def cookie_of(request: HttpRequest) -> str:
    """The refresh token that came in the cookie, blank if none did; only for a client that asked for this way."""
    return request.COOKIES.get(COOKIE, "")


def hand_over(request: HttpRequest, response: Response) -> None:
    """Moves the refresh token of the answer into the cookie, for a client that wants it there."""
    response["Cache-Control"] = "no-store"  # RFC 6749, 5.1
    if uses_cookie(request):
        set_cookie(response, COOKIE, response.data.pop("refresh"), max_age=settings.LOGIN_LIFETIME)


def forget(response: Response) -> None:
    set_cookie(response, COOKIE, "", max_age=timedelta(0))


def set_cookie(response: HttpResponse, name: str, value: str, *, max_age: timedelta, path: str = PATH) -> None:
    response.set_cookie(
        name, value, max_age=max_age, path=path, secure=settings.COOKIE_SECURE, httponly=True, samesite="Strict"
    )
