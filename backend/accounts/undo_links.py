"""The link by which the reader of an old address undoes that it was given up: `<key>.<signature>`.

It is good once: the row that it names goes with the change.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from accounts.models import EmailChange, User

INVALID_LINK = _("이미 썼거나 시간이 지난 링크예요. 비밀번호를 다시 정하거나 문의 창구에 알려 주세요.")
SIGNER = Signer(sep=".", salt="accounts.undo_link")


def link(change: EmailChange) -> str:
    """Holds its secret in the fragment, which no browser sends to a server."""
    return f"{settings.WEB_URL}/email-undo#{SIGNER.sign(change.key.hex)}"


def change_of(token: str) -> EmailChange:
    """The change whose link is good now. Holds the member's row, so that a link that comes twice undoes once."""
    try:
        changes = EmailChange.objects.living().filter(key=SIGNER.unsign(token))
    except BadSignature as error:
        raise invalid_link() from error
    members = User.objects.who_may_come_in().filter(pk__in=changes.values("user"))
    user = members.select_for_update().first()
    change = changes.first()  # read once the row is held: another link may have undone it meanwhile
    if user is None or change is None:
        raise invalid_link()
    change.user = user
    return change


def invalid_link() -> ValidationError:
    return ValidationError({"token": [INVALID_LINK]}, code="invalid_link")
