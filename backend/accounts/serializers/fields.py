"""Fields and checks that several serializers of accounts share."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, PermissionDenied, ValidationError
from rest_framework.fields import SkipField, empty
from rest_framework.settings import api_settings

from accounts.models import User
from common import limits
from common.fields import TextField
from common.schema import example

PASSWORD_MAX_LENGTH = 128
RECENT = timedelta(minutes=10)


class PasswordField(TextField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(write_only=True, max_length=PASSWORD_MAX_LENGTH, style={"input_type": "password"}, **kwargs)


class RecentLoginRequired(PermissionDenied):
    default_detail = _("로그인한 지 10분이 지났어요. 다시 로그인한 뒤에 해 주세요.")
    default_code = "recent_login_required"


class OwnPasswordField(PasswordField):
    """The password of the one who asks, before something that can't be taken back.

    Who has none (and logs in with Google or Kakao) has logged in a moment ago instead. It is asked for in a PATCH as
    well, and leaves no value behind.
    """

    default_error_messages = {"wrong_password": _("비밀번호가 맞지 않아요.")}

    def run_validation(self, data: Any = empty) -> Any:
        request = self.context["request"]
        if request.user.has_usable_password():
            if data is empty:
                self.fail("required")
            super().run_validation(data)
        elif request.auth.created_at < timezone.now() - RECENT:
            raise RecentLoginRequired
        raise SkipField

    def to_internal_value(self, data: Any) -> str:
        password = super().to_internal_value(data)
        request = self.context["request"]
        with limits.count_failure("own_password", member=request.user.pk, login=request.auth.pk):
            if not request.user.check_password(password):
                self.fail("wrong_password")
        return password


@example({"password": "오늘도-한걸음-더"})
class ProofSerializer(serializers.Serializer):
    """That it is the member who asks, for what needs nothing else."""

    password = OwnPasswordField()


class ConsentField(serializers.BooleanField):
    """A box that must be ticked."""

    default_error_messages = {"not_agreed": _("가입하려면 동의가 필요해요.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(write_only=True, **kwargs)

    def to_internal_value(self, data: Any) -> bool:
        if super().to_internal_value(data) is not True:
            self.fail("not_agreed")
        return True


def reasons_against(password: str, person: User) -> list[ErrorDetail]:
    """Everything that keeps this person from having this password; nothing if it is good."""
    try:
        PasswordField().run_validation(password)
        validate_password(password, person)
    except (ValidationError, DjangoValidationError) as error:
        return serializers.as_serializer_error(error)[api_settings.NON_FIELD_ERRORS_KEY]
    return []


def refuse_weak_password(password: str, person: User, field: str) -> None:
    if reasons := reasons_against(password, person):
        raise ValidationError({field: reasons})
