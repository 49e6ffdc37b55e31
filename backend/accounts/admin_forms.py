"""Django's forms of the back office, where they would pass by what holds for logins and passwords elsewhere."""

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from rest_framework.exceptions import APIException

from accounts import devices, mails
from accounts.models import User
from accounts.serializers.tokens import WrongCredentials


class StaffLoginForm(AdminAuthenticationForm):
    """Counts guesses as every login does."""

    request: HttpRequest

    def clean(self) -> dict[str, Any]:
        try:
            with devices.guess(self.request, self.cleaned_data.get("username", "")):
                return self.check()
        except APIException as refusal:
            raise ValidationError(str(refusal.detail)) from refusal

    def check(self) -> dict[str, Any]:
        try:
            return super().clean()
        except ValidationError as error:
            raise WrongCredentials from error


class NewPasswordForm(AdminPasswordChangeForm):
    """A password that staff set ends the member's logins, as one that the member sets ends the others."""

    def save(self, commit: bool = True) -> User:
        with transaction.atomic():
            user = super().save(commit)
            user.logins.all().delete()
            mails.tell(user, "password_changed")
        return user
