"""Device cookies: a browser on which a member has logged in before is known again, for that member alone.

Strangers share the guesses that an account allows; a known device has guesses of its own. So nobody's guessing locks
the owner out there, not even that of a classmate at the same address.
https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
"""

from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import uuid4

from django.core import signing
from django.http import HttpRequest, HttpResponse

from accounts import transport
from accounts.models import User
from common import limits
from common.addresses import client_address

COOKIE = "device"
PATH = "/"  # one may also guess where a withdrawal is undone, and in the back office
SALT = "accounts.device"
LIFETIME = timedelta(days=365)


def remember(response: HttpResponse, user_id: int) -> None:
    """Makes the browser that has just logged in a known device of this member."""
    value = signing.dumps([user_id, uuid4().hex], salt=SALT)
    transport.set_cookie(response, COOKIE, value, max_age=LIFETIME, path=PATH)


def known_device(request: HttpRequest, username: str) -> str | None:
    """The id of the device if this member has logged in on it within the year. One query where there is a cookie."""
    try:
        user_id, device = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    is_own = User.objects.filter(pk=user_id, username__lower=username.lower()).exists()
    return device if is_own else None


def guess(request: HttpRequest, username: str) -> AbstractContextManager[None]:
    """Limits guesses at the password of this username, whether there is such a member or not.

    The block is where the password is checked, and raises if it is wrong.
    """
    if device := known_device(request, username):
        return limits.count_failure("login_on_known_device", username=username, device=device)
    return limits.count_failure("login", username=username, address=client_address(request))


def forgive(request: HttpRequest, username: str) -> None:
    """Forgets what strangers, and the one who asks, have guessed wrong: a reset shows whose account it is."""
    limits.forget("login", username=username)
    limits.forget("login", username=username, address=client_address(request))
