from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from accounts import tokens
from accounts.models import Login, User
from common.completion import is_open_before_completion


class ProfileIncomplete(PermissionDenied):
    default_detail = _("가입을 마치지 않았어요. 닉네임을 정하고 약관에 동의해 주세요.")
    default_code = "profile_incomplete"


class LoginAuthentication(BaseAuthentication):
    """`Authorization: Bearer <access token>`; `request.auth` is the login that the token belongs to.

    Here, where no view can forget it, who has not finished the sign-up is kept from writing, save where the view says
    so for a method (`open_before_completion`).
    """

    def authenticate(self, request: Request) -> tuple[User, Login] | None:
        scheme, _separator, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        login = tokens.login_of(token.strip())
        if not (login.user.is_complete or is_open_before_completion(request.parser_context["view"], request.method)):
            raise ProfileIncomplete
        return login.user, login

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class NoAuthentication(LoginAuthentication):
    """For the way in: a dead token in the header must not keep anyone from logging in again."""

    def authenticate(self, request: Request) -> None:
        return None


class LoginScheme(OpenApiAuthenticationExtension):
    target_class = LoginAuthentication
    name = "accessToken"

    def get_security_definition(self, auto_schema: object) -> dict:
        return build_bearer_security_scheme_object("Authorization", "Bearer", "JWT")


class NoScheme(OpenApiAuthenticationExtension):
    target_class = NoAuthentication
    name: list[str] = []

    def get_security_definition(self, auto_schema: object) -> list[dict]:
        return []

    def get_security_requirement(self, auto_schema: object) -> list[dict]:
        return []
