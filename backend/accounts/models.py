import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin, UserManager
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotAuthenticated

models.CharField.register_lookup(Lower)  # `username__lower` can use the index of the unique constraint

validate_username = RegexValidator(
    r"\A[A-Za-z0-9_.-]{4,30}\Z", _("아이디는 영문, 숫자, _ . - 로 4–30자예요."), code="invalid"
)
WITHDRAWN_NAME = _("탈퇴한 사용자")


class MemberManager(UserManager["User"]):
    """Finds members by their name whatever its case: nobody can pose as `Minsu` beside `minsu`."""

    def taken(self, field: str, value: str, user: "User | None" = None) -> bool:
        """Whether a member other than this one has this username or nickname."""
        others = self.exclude(pk__in=[user.pk] if user else [])
        return others.filter(**{f"{field}__lower": value.lower()}, withdrawn_at=None).exists()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__lower=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A member. Others see the nickname; everything else is the member's own unless switched on."""

    username = models.CharField(_("아이디"), max_length=40, unique=True, validators=[validate_username])
    nickname = models.CharField(_("닉네임"), max_length=20)
    name = models.CharField(_("이름"), max_length=30, blank=True)
    school_name = models.CharField(_("학교"), max_length=50, blank=True)
    grade = models.PositiveSmallIntegerField(
        _("학년"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    show_school = models.BooleanField(_("학교·학년 공개"), default=False)
    about_me = models.CharField(_("소개"), max_length=500, blank=True)
    email = models.EmailField(_("이메일"), blank=True)
    profile_picture = models.FileField(_("프로필 사진"), upload_to="profiles/", blank=True)
    is_active = models.BooleanField(_("활성"), default=True)
    is_staff = models.BooleanField(_("운영진"), default=False)
    agreed_at = models.DateTimeField(_("약관 동의"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("탈퇴"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("가입"), auto_now_add=True)

    objects = MemberManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["nickname"]

    class Meta:
        verbose_name = _("회원")
        verbose_name_plural = _("회원")
        constraints = [
            models.UniqueConstraint(Lower("username"), name="username_is_unique"),
            models.UniqueConstraint(
                Lower("nickname"), name="nickname_is_unique", condition=Q(withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(condition=Q(grade__isnull=True) | Q(grade__range=(1, 3)), name="grade_is_1_to_3"),
        ]

    def __str__(self) -> str:
        return self.nickname or str(WITHDRAWN_NAME)

    def clean(self) -> None:
        self.username = self.normalize_username(self.username)

    @property
    def view_name(self) -> str:
        """The name that others see."""
        return str(self)

    def change_password(self, password: str, keep: "Login | None") -> None:
        """Sets a new password and ends every login but `keep`."""
        with transaction.atomic():
            self.set_password(password)
            self.save(update_fields=["password"])
            self.logins.exclude(pk__in=[keep.pk] if keep else []).delete()

    def lock(self) -> None:
        """Holds the row until the transaction ends and reads anew which picture it has.

        Raises `NotAuthenticated` if the member has left meanwhile.
        """
        standing = User.objects.select_for_update().filter(withdrawn_at=None)
        try:
            self.refresh_from_db(fields=["profile_picture"], from_queryset=standing)
        except User.DoesNotExist as error:
            raise NotAuthenticated from error

    def rewrite(self, **values: Any) -> None:
        """Saves these values and nothing else of the row: password and rights may have changed meanwhile.

        Runs in the caller's transaction. A picture that is replaced or removed goes on commit.
        """
        self.lock()
        if "profile_picture" in values:
            self.drop_picture_file()
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=values)

    def drop_picture_file(self) -> None:
        if self.profile_picture:
            storage, name = self.profile_picture.storage, str(self.profile_picture.name)
            transaction.on_commit(lambda: storage.delete(name))

    def withdraw(self) -> None:
        """Erases every personal value and ends all logins. The caller holds the row (`lock`) in a transaction.

        The row stays, nameless, so that answers of others keep their place in the threads this member took part in.
        """
        self.logins.all().delete()
        self.groups.clear()
        self.user_permissions.clear()
        self.drop_picture_file()
        self.username = f"withdrawn-{uuid.uuid4().hex[:24]}"
        self.nickname = self.name = self.school_name = self.about_me = self.email = ""
        self.profile_picture = ""
        self.grade = self.last_login = None
        self.show_school = self.is_active = self.is_staff = self.is_superuser = False
        self.withdrawn_at = timezone.now()
        self.set_unusable_password()
        self.save()


class Login(models.Model):
    """One login on one device: the family of all tokens that were rotated from it.

    `refresh_jti` is the id of the one refresh token that is still good. Access tokens carry the login's id, so that
    deleting the row ends them at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="logins", verbose_name=_("회원"))
    refresh_jti = models.CharField(max_length=32)
    created_at = models.DateTimeField(_("로그인"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("마지막 사용"), auto_now=True)

    class Meta:
        verbose_name = _("로그인")
        verbose_name_plural = _("로그인")

    def __str__(self) -> str:
        return f"{self.user} {self.created_at:%Y-%m-%d %H:%M}"
