"""Who speaks: an opaque key of 32 letters, the same for one member or one guest's token, shown to nobody."""

import hashlib
import hmac
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from accounts.models import User

SALT = "chat.speaker"
GUEST, MEMBER = "g", "m"  # how a key begins
TOKEN_SECONDS = 30 * 24 * 60 * 60


def new_guest() -> str:
    return GUEST + uuid4().hex[1:]


def speaker_of_user(user: User) -> str:
    digest = hmac.new(settings.PSEUDONYM_KEY.encode(), f"user:{user.pk}".encode(), hashlib.sha256)
    return MEMBER + digest.hexdigest()[:31]


def is_member(speaker: str) -> bool:
    return speaker.startswith(MEMBER)


def token_of(speaker: str) -> str:
    """A signed token by which the speaker is known again; for its holder alone."""
    return signing.dumps(speaker, key=settings.PSEUDONYM_KEY, salt=SALT)


def speaker_of_token(token: str) -> str | None:
    """The speaker of a token that we signed in the last 30 days; None for any other text."""
    try:
        return signing.loads(token, key=settings.PSEUDONYM_KEY, salt=SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature:
        return None


def speaker_of_request(request: HttpRequest) -> str | None:
    """The member who asks, or the guest of the header `X-Chat-Token`."""
    if request.user.is_authenticated:
        return speaker_of_user(request.user)
    return speaker_of_token(request.headers.get("X-Chat-Token", ""))
