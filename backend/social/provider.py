"""Google and Kakao: the only importer of django-allauth's providers, which finds the classes by this module's name.

allauth speaks OAuth with them (state, PKCE, the exchange of the code, the ID token's issuer, audience and age); its
pages, sessions and logins stay unused.
"""

import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.google.provider import GoogleProvider
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from allauth.socialaccount.providers.kakao.provider import KakaoProvider
from allauth.socialaccount.providers.kakao.views import KakaoOAuth2Adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import reverse
from requests import RequestException

from social.refusals import Failed

logger = logging.getLogger(__name__)

# What allauth raises when a provider does not answer, or answers anything but what it should.
NO_GOOD_ANSWER = (
    OAuth2Error,
    RequestException,
    ImproperlyConfigured,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Person:
    """Who somebody is at a provider."""

    provider: str
    uid: str
    email: str  # blank unless the provider says that it is confirmed


class SettingsAdapter(DefaultSocialAccountAdapter):
    """Knows the providers of `SOCIAL_PROVIDERS`, not those that somebody may have put into the database."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        return [
            SocialApp(provider=name, client_id=client.id, secret=client.secret)
            for name, client in settings.SOCIAL_PROVIDERS.items()
            if provider in (None, name)
        ]


class OurWay(OAuth2Adapter):
    """Comes back to our own address; asks a server that stands in for the provider where one is set."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        if url := settings.SOCIAL_PROVIDERS[self.provider_id].url:
            self.authorize_url = f"{url}/authorize"
            self.access_token_url = f"{url}/token"
            self.identity_url = self.profile_url = f"{url}/me"

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("social-callback", args=[self.provider_id]))


class NothingPersonal(OAuth2Provider, ABC):
    """Takes a number and, where the provider vouches for it, a mail address: no name, no picture."""

    def get_auth_params(self) -> dict[str, str]:
        return {"prompt": "select_account"}  # a school's computer remembers who used it before

    def stash_redirect_state(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **state: Any
    ) -> str:
        """The browser carries the state (`social.attempts`), so it goes into `data`, not into a session."""
        data["pkce_verifier"] = state["pkce_code_verifier"]
        return data["state"]

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}  # allauth would take an address from here whether confirmed or not

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Digits with both of them; what is missing must not become one number for everybody."""
        uid = str(super().extract_uid(data))
        if not (uid.isascii() and uid.isdecimal()):
            raise ValueError("not a number")
        return uid

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        email = self.confirmed_email(data)
        return [EmailAddress(email=email, verified=True, primary=True)] if email else []

    @abstractmethod
    def confirmed_email(self, data: dict[str, Any]) -> str | None:
        """The address that the provider vouches for."""


class GoogleAdapter(OurWay, GoogleOAuth2Adapter):
    pass


class Google(NothingPersonal, GoogleProvider):
    oauth2_adapter_class = GoogleAdapter
    pkce_enabled_default = True

    def get_default_scope(self) -> list[str]:
        return ["openid", "email"]

    def confirmed_email(self, data: dict[str, Any]) -> str | None:
        return data.get("email") if data.get("email_verified") is True else None


class KakaoAdapter(OurWay, KakaoOAuth2Adapter):
    pass


class Kakao(NothingPersonal, KakaoProvider):
    """Knows no PKCE; what it asks the person for is set in its console."""

    oauth2_adapter_class = KakaoAdapter

    def confirmed_email(self, data: dict[str, Any]) -> str | None:
        account = data.get("kakao_account") or {}
        # Valid: not taken over by another Kakao account since it was confirmed.
        is_theirs = account.get("is_email_valid") is True and account.get("is_email_verified") is True
        return account.get("email") if is_theirs else None


provider_classes = [Google, Kakao]


def address_of(provider: str, request: HttpRequest, attempt: dict[str, Any]) -> str:
    """Where to send the browser; puts into the attempt what is needed when it comes back."""
    return get_adapter(request).get_provider(request, provider).redirect(request, AuthProcess.LOGIN, data=attempt).url


def who_came_back(provider: str, request: HttpRequest, attempt: dict[str, Any]) -> Person:
    """Asks the provider whose code the request carries. Raises `Failed`."""
    known = get_adapter(request).get_provider(request, provider)
    adapter = known.get_oauth2_adapter(request)
    client = adapter.get_client(request, known.app)
    try:
        answer = adapter.get_access_token_data(request, known.app, client, attempt["pkce_verifier"])
        login = adapter.complete_login(request, known.app, adapter.parse_token(answer), response=answer)
    except NO_GOOD_ANSWER as error:
        # The error's own text may hold tokens.
        logger.warning("%s does not say who came back: %s", provider, type(error).__name__)
        raise Failed from error
    email = next((address.email for address in login.email_addresses), "")
    return Person(provider, login.account.uid, email)
