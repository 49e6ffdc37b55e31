import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotAuthenticated

from accounts.clients import device_in_words
from accounts.models.user import User


class LoginQuerySet(models.QuerySet["Login"]):
    def living(self) -> "LoginQuerySet":
        """Those that can still be refreshed."""
        return self.filter(last_used_at__gt=timezone.now() - settings.LOGIN_LIFETIME)

    def over(self) -> "LoginQuerySet":
        return self.filter(last_used_at__lte=timezone.now() - settings.LOGIN_LIFETIME)


class Login(models.Model):
    """One login on one device: the family of all tokens that were rotated from it.

    Tokens carry `family`, which no restored backup can hand to anybody else as it could a number. `refresh_jti` is the
    id of the one refresh token that is still good; access tokens die with the row.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="logins", verbose_name=_("회원"))
    family = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    refresh_jti = models.CharField(max_length=32)
    # The refresh tokens that were rotated away within the last seconds: id → [Unix time, digest of the client].
    spent = models.JSONField(default=dict)
    device = models.CharField(_("기기"), max_length=60, blank=True)
    network = models.CharField(max_length=32, blank=True)  # a keyed digest: no address is stored
    created_at = models.DateTimeField(_("로그인"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("마지막 사용"), auto_now=True)

    objects = LoginQuerySet.as_manager()

    class Meta:
        verbose_name = _("로그인")
        verbose_name_plural = _("로그인")
        indexes = [models.Index(fields=["user", "-last_used_at"], name="login_by_use")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"  # the log of the admin keeps it: no name

    def hold(self) -> None:
        """Locks the member until the transaction ends (`User.lock`).

        Raises `NotAuthenticated` if this login is over: who ends all logins holds the member, and what was asked for
        over one of them before comes too late.
        """
        self.user.lock()
        if not Login.objects.filter(pk=self.pk).exists():
            raise NotAuthenticated

    @property
    def device_words(self) -> str:
        return device_in_words(self.device)
