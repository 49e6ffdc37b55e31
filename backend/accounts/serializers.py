from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed, ValidationError
from rest_framework.request import Request
from rest_framework.settings import api_settings

from accounts import examples, tokens
from accounts.models import WITHDRAWN_NAME, User, validate_username
from common.fields import NameField, TextField
from common.schema import example
from common.uploads import square_picture

PICTURE_SIDE = 512  # pixels
PASSWORD_MAX_LENGTH = 128

TAKEN = {
    "username": _("이미 쓰고 있는 아이디예요. 다른 아이디를 골라 주세요."),
    "nickname": _("이미 쓰고 있는 닉네임이에요. 다른 닉네임을 골라 주세요."),
}


class WrongCredentials(AuthenticationFailed):
    default_detail = _("아이디나 비밀번호가 맞지 않아요.")
    default_code = "wrong_credentials"


class PasswordField(TextField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(write_only=True, max_length=PASSWORD_MAX_LENGTH, style={"input_type": "password"}, **kwargs)


class ConsentField(serializers.BooleanField):
    """A box that must be ticked."""

    default_error_messages = {"not_agreed": _("가입하려면 동의가 필요해요.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(write_only=True, **kwargs)

    def to_internal_value(self, data: Any) -> bool:
        if super().to_internal_value(data) is not True:
            self.fail("not_agreed")
        return True


def refuse_weak_password(password: str, user: User, field: str) -> None:
    try:
        validate_password(password, user)
    except DjangoValidationError as error:
        raise ValidationError(
            {field: serializers.as_serializer_error(error)[api_settings.NON_FIELD_ERRORS_KEY]}
        ) from error


@example(examples.PROFILE)
class ProfileSerializer(serializers.ModelSerializer):
    nickname = NameField(max_length=20)
    name = NameField(max_length=30, required=False, allow_blank=True)
    school_name = NameField(max_length=50, required=False, allow_blank=True)
    grade = serializers.IntegerField(min_value=1, max_value=3, required=False, allow_null=True)
    about_me = TextField(max_length=500, required=False, allow_blank=True)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    profile_picture = serializers.FileField(required=False, allow_null=True)

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
            "profile_picture",
            "is_staff",
            "created_at",
        )
        read_only_fields: tuple[str, ...] = ("id", "username", "view_name", "is_staff", "created_at")

    def validate_nickname(self, nickname: str) -> str:
        return self.refuse_taken("nickname", nickname)

    def validate_profile_picture(self, upload: UploadedFile | None) -> Any:
        return square_picture(upload, PICTURE_SIDE) if upload else ""

    def refuse_taken(self, field: str, value: str) -> str:
        if User.objects.taken(field, value, self.instance):
            raise ValidationError(TAKEN[field], code="unique")
        return value

    def save(self, **kwargs: Any) -> User:
        """The database has the last word on names: of two members who choose the same at once one is refused."""
        try:
            with transaction.atomic():
                return super().save(**kwargs)
        except IntegrityError as error:
            field = next((name for name in TAKEN if name in str(error)), "nickname")
            raise ValidationError({field: [TAKEN[field]]}, code="unique") from error

    def update(self, user: User, data: dict[str, Any]) -> User:
        user.rewrite(**data)
        return user


@example(examples.SIGNUP)
class SignupSerializer(ProfileSerializer):
    username = TextField(max_length=30, validators=[validate_username])
    password = PasswordField()
    agreed_terms = ConsentField()
    is_over_14 = ConsentField(error_messages={"not_agreed": _("만 14세 이상만 가입할 수 있어요.")})

    class Meta(ProfileSerializer.Meta):
        fields: tuple[str, ...] = (*ProfileSerializer.Meta.fields, "password", "agreed_terms", "is_over_14")
        read_only_fields: tuple[str, ...] = ("id", "view_name", "is_staff", "created_at")

    def validate_username(self, username: str) -> str:
        return self.refuse_taken("username", username)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        del data["agreed_terms"], data["is_over_14"]
        person = User(**{name: data.get(name, "") for name in ("username", "nickname", "name", "email")})
        refuse_weak_password(data["password"], person, "password")
        return data

    def create(self, data: dict[str, Any]) -> User:
        password = data.pop("password")
        user = User(**data, agreed_at=timezone.now())
        user.set_password(password)
        user.save()
        return user


@example(examples.CARD)
class CardSerializer(serializers.ModelSerializer):
    """What anyone may see of a member."""

    class Meta:
        model = User
        fields: tuple[str, ...] = ("id", "nickname", "about_me", "profile_picture", "school_name", "grade")

    def to_representation(self, user: User) -> dict[str, Any]:
        card = super().to_representation(user)
        if not user.show_school:
            del card["school_name"], card["grade"]
        return card


class AuthorSerializer(serializers.Serializer):
    """Who wrote something, as everyone sees it; `id` is null where the author can't be known."""

    id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()
    profile_picture = serializers.URLField(allow_null=True)


def author_card(row: dict[str, Any], request: Request) -> dict[str, Any]:
    """The author of a row that was read with `author_id`, `author__nickname` and `author__profile_picture`."""
    if not row["author__nickname"]:
        return {"id": None, "name": str(WITHDRAWN_NAME), "profile_picture": None}
    picture = row["author__profile_picture"]
    return {
        "id": row["author_id"],
        "name": row["author__nickname"],
        "profile_picture": request.build_absolute_uri(default_storage.url(picture)) if picture else None,
    }


@example(examples.TOKEN)
class TokenSerializer(serializers.Serializer):
    username = serializers.CharField(write_only=True, max_length=150, trim_whitespace=False)
    password = PasswordField()
    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True)

    def create(self, data: dict[str, Any]) -> tokens.TokenPair:
        user = authenticate(self.context["request"]._request, **data)
        if not isinstance(user, User):
            raise WrongCredentials
        return tokens.begin_login(user)


@example({"refresh": examples.REFRESH, "access": examples.ACCESS})
class RefreshSerializer(serializers.Serializer):
    refresh = serializers.CharField()
    access = serializers.CharField(read_only=True)

    def create(self, data: dict[str, Any]) -> tokens.TokenPair:
        return tokens.rotate(data["refresh"])


@example({"token": examples.ACCESS})
class VerifySerializer(serializers.Serializer):
    token = serializers.CharField(write_only=True)

    def create(self, data: dict[str, Any]) -> dict[str, Any]:
        tokens.verify(data["token"])
        return data


@example({"refresh": examples.REFRESH})
class LogoutSerializer(serializers.Serializer):
    refresh = serializers.CharField(write_only=True)

    def create(self, data: dict[str, Any]) -> dict[str, Any]:
        tokens.end_login(data["refresh"])
        return data


class OwnPasswordField(PasswordField):
    """The password of the one who asks, before something that can't be taken back."""

    default_error_messages = {"wrong_password": _("비밀번호가 맞지 않아요.")}

    def to_internal_value(self, data: Any) -> str:
        password = super().to_internal_value(data)
        if not self.context["request"].user.check_password(password):
            self.fail("wrong_password")
        return password


@example({"password": "오늘도-한걸음-더"})
class WithdrawalSerializer(serializers.Serializer):
    password = OwnPasswordField()


@example({"old_password": "오늘도-한걸음-더", "new_password": "내일은-두걸음"})
class PasswordChangeSerializer(serializers.Serializer):
    old_password = OwnPasswordField()
    new_password = PasswordField()

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        refuse_weak_password(data["new_password"], self.context["request"].user, "new_password")
        return data

    def create(self, data: dict[str, Any]) -> dict[str, Any]:
        request = self.context["request"]
        request.user.change_password(data["new_password"], keep=request.auth)
        return data
