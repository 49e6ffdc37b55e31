from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotAuthenticated, NotFound

from accounts.models import Login, User
from common.errors import Conflict
from social import mails
from social.provider import Person
from social.refusals import AlreadyLinked, EmailInUse, Failed, LinkExpired

READABLE = "abcdefghijkmnpqrstuvwxyz23456789"  # without what looks alike


class LastWayIn(Conflict):
    default_detail = _("이 연결을 끊으면 다시 로그인할 길이 없어요. 비밀번호를 먼저 만들어 주세요.")
    default_code = "last_way_in"


class IdentityManager(models.Manager["Identity"]):
    def of_person(self, person: Person) -> "Identity | None":
        return self.select_related("user").filter(provider=person.provider, uid=person.uid).first()

    def come_in(self, person: Person) -> "Identity":
        """Who this person is; somebody new becomes a member. Raises `EmailInUse`, `Failed`.

        An address that another member has confirmed never lets anybody in: the provider's accounts and ours may have
        had different owners.
        """
        return self.of_person(person) or self.new_member(person)

    def new_member(self, person: Person) -> "Identity":
        user = User(
            username=f"{person.provider}-{get_random_string(8, READABLE)}",
            email=person.email,
            email_confirmed_at=timezone.now() if person.email else None,
        )
        user.set_unusable_password()
        try:
            with transaction.atomic():
                user.save()
                return self.create(user=user, provider=person.provider, uid=person.uid)
        except IntegrityError as error:
            if known := self.of_person(person):  # who came twice at once
                return known
            raise (EmailInUse if User.objects.confirmed(person.email).exists() else Failed) from error

    def links_of(self, user: User) -> list[dict[str, Any]]:
        """Each provider, and since when the member can come in over it."""
        linked_at = dict(self.filter(user=user).values_list("provider", "date_joined"))
        return [
            {"id": name, "name": provider.name, "is_linked": name in linked_at, "linked_at": linked_at.get(name)}
            for name, provider in settings.SOCIAL_PROVIDERS.items()
        ]

    def link(self, family: str, person: Person) -> None:
        """Makes this person's account a way in for the member of a login; linking it twice is no error.

        Raises `LinkExpired` if the login is over, `AlreadyLinked`.
        """
        login = Login.objects.select_related("user").filter(family=family, user__is_active=True).first()
        if login is None:
            raise LinkExpired
        try:
            with transaction.atomic():
                login.hold()
                known = self.of_person(person)
                if known is None:
                    self.refuse_second(login.user, person.provider)
                    self.create(user=login.user, provider=person.provider, uid=person.uid)
                    mails.linked(login.user, person.provider)
                elif known.user_id != login.user_id:
                    raise AlreadyLinked
        except NotAuthenticated as error:  # logged out or withdrawn in this moment
            raise LinkExpired from error
        except IntegrityError as error:  # another member was a moment faster
            raise AlreadyLinked from error

    def refuse_second(self, user: User, provider: str) -> None:
        if self.filter(user=user, provider=provider).exists():
            raise AlreadyLinked

    def unlink(self, login: Login, provider: str) -> None:
        """Takes a way in away from the member of a login.

        Raises `NotFound`, or `LastWayIn` for a member who has no other and no password.
        """
        user = login.user
        with transaction.atomic():
            login.hold()
            others = set(self.filter(user=user).values_list("provider", flat=True))
            if provider not in others:
                raise NotFound
            others.remove(provider)
            if not user.has_usable_password() and others.isdisjoint(settings.SOCIAL_PROVIDERS):
                raise LastWayIn
            self.filter(user=user, provider=provider).delete()
            mails.unlinked(user, provider)

    def end(self, user: User, since: datetime | None) -> None:
        """Ends all links of a member, or those made since a time, for `accounts.ways_in`."""
        links = self.filter(user=user)
        (links.filter(date_joined__gte=since) if since else links).delete()


class Identity(SocialAccount):
    """Who a member is at Google or Kakao: allauth's row, with a number and nothing else of the person."""

    objects = IdentityManager()

    class Meta:
        proxy = True
        verbose_name = _("연결된 계정")
        verbose_name_plural = _("연결된 계정")

    def __str__(self) -> str:
        return f"{self.user} · {self.provider}"
