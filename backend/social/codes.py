"""The one-time code that takes a login out of the address bar: only the tab that began can exchange it.

The tab keeps a random verifier and sends its SHA-256 along as the challenge, as in PKCE (RFC 7636). So a code in a link
logs nobody in as somebody else, and one that somebody else reads is worth nothing.
"""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import AuthenticationFailed

from accounts.models import User, WithdrawalPending
from social.models import Identity
from social.refusals import Failed, Suspended
from social.tickets import InvalidTicket, TicketKind

CODE = TicketKind("social.code", timedelta(minutes=2))


class InvalidCode(AuthenticationFailed):
    default_detail = _("로그인 시간이 지났거나 이미 쓴 코드예요. 다시 로그인해 주세요.")
    default_code = "invalid_code"


def challenge_of(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def issue(identity: Identity, challenge: str) -> str:
    """A code that dies with the link. Raises `Failed` for a member who is gone, and `Suspended`."""
    if identity.user.is_gone:
        raise Failed
    if identity.user.is_suspended and not identity.user.can_return:
        raise Suspended
    return CODE.issue(identity=identity.pk, challenge=challenge)


def exchange(code: str, verifier: str, restore: bool) -> User:
    """The member who logs in by a code; `restore` undoes a withdrawal on the way.

    Raises `InvalidCode`, or `WithdrawalPending`, after which the code is still good.
    """
    try:
        claims = CODE.read(code)
        if not constant_time_compare(claims["challenge"], challenge_of(verifier)):
            raise InvalidTicket
        identity = Identity.objects.select_related("user").filter(pk=claims["identity"]).first()
        if identity is None:
            raise InvalidTicket
        user = identity.user
        if user.can_return and not restore:
            raise WithdrawalPending(user)
        CODE.spend(claims)
    except InvalidTicket as error:
        raise InvalidCode from error
    if not (user.is_active or user.restore()):
        raise InvalidCode
    return user
