"""Access and refresh tokens: the only importer of simplejwt.

Both tokens carry the id of their login (`login`). An access token is good while that row stands; a refresh token is
good while it is also the last one handed out (`refresh_jti`), which one UPDATE decides among concurrent refreshes.
"""

from datetime import timedelta
from typing import TypedDict

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token

from accounts.models import Login, User

LOGIN_CLAIM = "login"
LOGIN_LIFETIME: timedelta = settings.LOGIN_LIFETIME


class TokenPair(TypedDict):
    access: str
    refresh: str


class InvalidToken(AuthenticationFailed):
    default_detail = _("로그인이 끝났어요. 다시 로그인해 주세요.")
    default_code = "token_not_valid"


def begin_login(user: User) -> TokenPair:
    """A new login of an authenticated user; logins that can no longer be refreshed are forgotten on the way."""
    user.logins.filter(last_used_at__lt=timezone.now() - LOGIN_LIFETIME).delete()
    login = Login(user=user)
    refresh = new_refresh(login)
    login.refresh_jti = refresh["jti"]
    login.save()
    return pair(refresh)


def rotate(token: str) -> TokenPair:
    """Exchanges a refresh token for a new pair; of several requests with the same token at most one succeeds."""
    old = decode(token, RefreshToken)
    login = Login(pk=old[LOGIN_CLAIM])
    new = new_refresh(login)
    # `user__is_active` would move all conditions into a subquery, which PostgreSQL does not check again after having
    # waited for the row: two of several concurrent refreshes could win.
    good = Login.objects.filter(pk=login.pk, refresh_jti=old["jti"], user__in=User.objects.filter(is_active=True))
    rotated = good.update(refresh_jti=new["jti"], last_used_at=timezone.now())
    if not rotated:
        raise InvalidToken
    return pair(new)


def end_login(token: str) -> None:
    """Ends the login of a refresh token; ending it twice is no error."""
    Login.objects.filter(pk=decode(token, RefreshToken)[LOGIN_CLAIM]).delete()


def login_of(token: str, kind: type[Token] = AccessToken) -> Login:
    """The standing login, with its active user, of a good token. One query."""
    claims = decode(token, kind)
    standing = Login.objects.select_related("user").filter(user__is_active=True)
    if kind is RefreshToken:
        standing = standing.filter(refresh_jti=claims["jti"])
    login = standing.filter(pk=claims[LOGIN_CLAIM]).first()
    if login is None:
        raise InvalidToken
    return login


def verify(token: str) -> None:
    """Raises `InvalidToken` unless the token, access or refresh, would be accepted now."""
    try:
        login_of(token, AccessToken)
    except InvalidToken:
        login_of(token, RefreshToken)


def decode(token: str, kind: type[Token]) -> Token:
    try:
        claims = kind(token)  # type: ignore[arg-type]
    except TokenError as error:
        raise InvalidToken from error
    if LOGIN_CLAIM not in claims:
        raise InvalidToken
    return claims


def new_refresh(login: Login) -> RefreshToken:
    refresh = RefreshToken()
    refresh[LOGIN_CLAIM] = str(login.pk)
    return refresh


def pair(refresh: RefreshToken) -> TokenPair:
    return {"access": str(refresh.access_token), "refresh": str(refresh)}
