"""The link that lets who has lost a password choose a new one: `<uid>.<token>`.

The token is Django's: signed over the password's hash and the address, so that it dies with either, and thus is good
once. https://docs.djangoproject.com/en/5.2/topics/auth/default/#django.contrib.auth.views.PasswordResetView
"""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from accounts.models import EmailChange, User

INVALID_LINK = _("이미 썼거나 시간이 지난 링크예요. 메일을 다시 받아 주세요.")


def link(user: User) -> str:
    """Holds its secret in the fragment, which no browser sends to a server."""
    return f"{settings.WEB_URL}/password-reset#{token_for(user)}"


def token_for(user: User) -> str:
    return f"{int_to_base36(user.pk)}.{default_token_generator.make_token(user)}"


def member_of(token: str) -> User:
    """The member whose link is good now. Holds the row, so that a link that comes twice at once opens once."""
    uid, _dot, secret = token.partition(".")
    try:
        pk = base36_to_int(uid)
    except ValueError:
        pk = 0
    user = User.objects.who_may_come_in().select_for_update().filter(pk=pk).first()
    if (
        user is None
        or not default_token_generator.check_token(user, secret)
        or EmailChange.objects.contested_members().filter(pk=pk).exists()
    ):
        raise ValidationError({"token": [INVALID_LINK]}, code="invalid_link")
    return user
