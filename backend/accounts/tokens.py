"""Access and refresh tokens: the only importer of simplejwt.

Both tokens carry the family of their login (`login`). An access token is good while that row stands; a refresh token is
good while it is also the last one handed out (`refresh_jti`), which one UPDATE decides among concurrent refreshes. One
that was rotated away and comes again was stolen, or its thief came first: the whole login ends. Only a loser of a race
is spared: within `GRACE` of the rotation, from the browser and network that the winner came from.
"""

import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token

from accounts.clients import Client
from accounts.models import Login, User

LOGIN_CLAIM = "login"
LOGIN_LIFETIME: timedelta = settings.LOGIN_LIFETIME
GRACE = 5  # seconds
MOST_SPENT = 50  # of one login that are remembered within the grace
MOST_LOGINS = 50  # of one member; the one that was used least recently ends


@dataclass(frozen=True)
class TokenPair:
    user_id: int
    access: str
    refresh: str


class InvalidToken(AuthenticationFailed):
    default_detail = _("로그인이 끝났어요. 다시 로그인해 주세요.")
    default_code = "token_not_valid"


class TokenRotated(AuthenticationFailed):
    """The login lives on, with the tokens that another request of the same client got a moment ago."""

    default_detail = _("방금 다른 창에서 로그인을 이어 갔어요. 다시 시도해 주세요.")
    default_code = "token_rotated"


def begin_login(user: User, client: Client | None = None) -> TokenPair:
    """A new login of an authenticated user; logins that are over, and those beyond `MOST_LOGINS`, are forgotten.

    Raises `InvalidToken` if the password was changed or the member left since the user was read.
    """
    client = client or Client()
    with transaction.atomic():
        # Whoever changes the password ends all logins while holding this row: none may begin behind their back.
        member = User.objects.select_for_update(no_key=True).filter(pk=user.pk, password=user.password, is_active=True)
        if member.values("pk").first() is None:
            raise InvalidToken
        newest = user.logins.living().order_by("-last_used_at", "-pk")[: MOST_LOGINS - 1]
        user.logins.exclude(pk__in=newest.values("pk")).delete()
        login = Login(user=user, device=client.device, network=client.network)
        refresh = new_refresh(login)
        login.refresh_jti = refresh["jti"]
        login.save()
    return pair(login, refresh)


def rotate(token: str, client: Client) -> TokenPair:
    """Exchanges a refresh token for a new pair; of several requests with the same token at most one succeeds."""
    old = decode(token, RefreshToken)
    login = Login.objects.filter(family=old[LOGIN_CLAIM]).first()
    if login is None:
        raise InvalidToken
    new = new_refresh(login)
    # `user__is_active` would move all conditions into a subquery, which PostgreSQL does not check again after having
    # waited for the row: two of several concurrent refreshes could win.
    good = Login.objects.filter(pk=login.pk, refresh_jti=old["jti"], user__in=User.objects.filter(is_active=True))
    rotated = good.update(
        refresh_jti=new["jti"],
        spent=recently_spent(login) | {old["jti"]: [time.time(), client.digest]},
        device=client.device,
        network=client.network,
        last_used_at=timezone.now(),
    )
    if not rotated:
        raise refusal(login, old["jti"], client)
    return pair(login, new)


def recently_spent(login: Login) -> dict[str, list]:
    """The rotated tokens of a login whose grace is not over, with room for one more."""
    newest = sorted(login.spent.items(), key=lambda item: item[1], reverse=True)[: MOST_SPENT - 1]
    return {jti: [at, digest] for jti, (at, digest) in newest if time.time() - at <= GRACE}


def refusal(login: Login, jti: str, client: Client) -> AuthenticationFailed:
    """Why a refresh token that is not the last one handed out is refused; a stolen one ends its login."""
    now = Login.objects.filter(pk=login.pk).first()
    if now is None or now.refresh_jti == jti:  # logged out meanwhile; suspended
        return InvalidToken()
    spent_at, winner = now.spent.get(jti, (0, ""))
    if time.time() - spent_at <= GRACE and winner == client.digest:
        return TokenRotated()
    now.delete()
    return InvalidToken()


def end_login(token: str) -> None:
    """Ends the login of a refresh token; ending it twice is no error."""
    Login.objects.filter(family=decode(token, RefreshToken)[LOGIN_CLAIM]).delete()


def login_of(token: str, kind: type[Token] = AccessToken) -> Login:
    """The standing login, with its active user, of a good token. One query."""
    claims = decode(token, kind)
    standing = Login.objects.select_related("user").filter(user__is_active=True)
    if kind is RefreshToken:
        standing = standing.filter(refresh_jti=claims["jti"])
    login = standing.filter(family=claims[LOGIN_CLAIM]).first()
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
    """The claims of a token of this kind that we signed and whose time has come and is not over.

    Signed by us or not, no content of a token raises anything else than `InvalidToken`.
    """
    try:
        claims = kind(token)  # type: ignore[arg-type]
        claims[LOGIN_CLAIM] = UUID(claims[LOGIN_CLAIM])
        claims["jti"] = UUID(claims["jti"]).hex
    except (TokenError, KeyError, TypeError, AttributeError, ValueError, OverflowError, OSError) as error:
        raise InvalidToken from error
    return claims


def new_refresh(login: Login) -> RefreshToken:
    refresh = RefreshToken()
    refresh[LOGIN_CLAIM] = str(login.family)
    return refresh


def pair(login: Login, refresh: RefreshToken) -> TokenPair:
    return TokenPair(login.user_id, access=str(refresh.access_token), refresh=str(refresh))
