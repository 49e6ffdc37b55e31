"""Who asked for a mail code: their tries are counted apart, so that a stranger's wrong ones use up nobody else's.

The browser keeps the number of its request in a signed cookie. A code knows the request that it answers
(`EmailCode.asker`), so only who asked last has tries of their own. Clients that keep no cookies share those of all
others.
"""

from django.core import signing
from django.http import HttpRequest
from rest_framework.response import Response

from accounts import transport
from accounts.models.email_code import LIFETIME

COOKIE = "code_asker"
PATH = "/accounts/"
SALT = "accounts.code_asker"


def remember(response: Response, asker: int) -> None:
    transport.set_cookie(response, COOKIE, signing.dumps(asker, salt=SALT), max_age=LIFETIME, path=PATH)


def asker_of(request: HttpRequest) -> int | None:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
