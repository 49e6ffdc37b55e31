from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from accounts import examples
from accounts.models import User
from accounts.nicknames import is_reserved
from accounts.serializers.email_codes import EMAIL_TAKEN, AddressField, ProvenEmailSerializer
from accounts.serializers.fields import OwnPasswordField
from common import limits
from common.errors import Conflict
from common.fields import NameField, TextField
from common.schema import example
from common.uploads import square_picture, stored
from mail import outbox

PICTURE_SIDE = 512  # pixels

TAKEN = {
    "username": _("이미 쓰고 있는 아이디예요. 다른 아이디를 골라 주세요."),
    "nickname": _("이미 쓰고 있는 닉네임이에요. 다른 닉네임을 골라 주세요."),
    "email": EMAIL_TAKEN,
}


class EmailChangedMeanwhile(Conflict):
    default_detail = _("그사이 이메일 주소가 바뀌었어요. 새로 고친 뒤에 다시 해 주세요.")
    default_code = "email_changed_meanwhile"


class NicknameField(NameField):
    default_error_messages = {
        "reserved": _("운영진이나 이름 없는 사람으로 보일 수 있는 닉네임이에요. 다른 닉네임을 골라 주세요.")
    }

    def to_internal_value(self, data: Any) -> str:
        nickname = super().to_internal_value(data)
        if is_reserved(nickname) and nickname != getattr(self.parent.instance, "nickname", ""):
            self.fail("reserved")
        return nickname


@example(examples.PROFILE | {"password": "오늘도-한걸음-더"})
class ProfileSerializer(ProvenEmailSerializer, serializers.ModelSerializer):
    password = OwnPasswordField(help_text="`email`을 다른 주소로 바꿀 때만 필요해요.")
    nickname = NicknameField(max_length=20)
    name = NameField(max_length=30, required=False, allow_blank=True)
    school_name = NameField(max_length=50, required=False, allow_blank=True)
    grade = serializers.IntegerField(min_value=1, max_value=3, required=False, allow_null=True)
    about_me = TextField(max_length=500, required=False, allow_blank=True)
    profile_picture = serializers.FileField(required=False, allow_null=True)
    has_password = serializers.BooleanField(source="has_usable_password", read_only=True)

    class Meta:
        model = User
        fields: tuple[str, ...] = (
            "id",
            "username",
            "nickname",
            "name",
            "view_name",
            "school_name",
            "grade",
            "show_school",
            "about_me",
            "email",
            "email_code",
            "password",
            "email_confirmed",
            "profile_picture",
            "has_password",
            "is_complete",
            "is_staff",
            "created_at",
        )
        read_only_fields: tuple[str, ...] = (
            "id",
            "username",
            "view_name",
            "email_confirmed",
            "is_complete",
            "is_staff",
            "created_at",
        )

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        if self.instance and not self.gets_another_email():
            del fields["password"]
        return fields

    def gets_another_email(self) -> bool:
        body = getattr(self, "initial_data", None)
        if not isinstance(body, Mapping) or "email" not in body:
            return False
        try:
            email = AddressField(allow_blank=True).run_validation(body["email"])
        except ValidationError:
            return False  # refused in its own words
        return email.lower() != self.instance.email.lower()

    def validate_nickname(self, nickname: str) -> str:
        return self.refuse_taken("nickname", nickname)

    def validate_profile_picture(self, upload: UploadedFile | None) -> Any:
        if not upload:
            return ""
        self.count_picture()
        return square_picture(upload, PICTURE_SIDE)

    def count_picture(self) -> None:
        limits.count("picture", member=self.instance.pk)

    def refuse_taken(self, field: str, value: str) -> str:
        if User.objects.taken(field, value, self.instance):
            raise ValidationError(TAKEN[field], code="unique")
        return value

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        self.prove_email(data)
        return data

    def save(self, **kwargs: Any) -> User:
        picture = self.validated_data.get("profile_picture")
        if not picture:
            return self.save_row(**kwargs)
        with stored(picture, User.profile_picture.field) as name:
            return self.save_row(**kwargs, profile_picture=name)

    def save_row(self, **kwargs: Any) -> User:
        """The database has the last word on names: of two members who choose the same at once one is refused."""
        try:
            with transaction.atomic():
                self.use_code()
                return super().save(**kwargs)
        except IntegrityError as error:
            constraint = str(error).splitlines()[0]  # PostgreSQL quotes the values after it
            field = next((name for name in TAKEN if name in constraint), None)
            if field is None:
                raise
            raise ValidationError({field: [TAKEN[field]]}, code="unique") from error

    def update(self, user: User, data: dict[str, Any]) -> User:
        seen = user.email, user.email_confirmed_at
        self.context["request"].auth.hold()
        if "email" in data:
            wanted = data["email"], data["email_confirmed_at"]
            if (user.email, user.email_confirmed_at) not in (seen, wanted):
                raise EmailChangedMeanwhile
            self.keep_the_old_email(user, data["email"])
        user.rewrite(**data)
        return user

    def keep_the_old_email(self, user: User, email: str) -> None:
        """The reader of a proved address can undo that it is given up."""
        if user.email_confirmed and user.email.lower() != email.lower():
            change = user.email_changes.create(email=user.email)
            outbox.queue("email_changed", to=user.email, about=change.pk)
