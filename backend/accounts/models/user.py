import uuid
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin, UserManager
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated

from accounts import personal_data, ways_in
from accounts.models.email_code import EmailCode

if TYPE_CHECKING:
    from accounts.models.login import Login

models.CharField.register_lookup(Lower)  # `username__lower` can use the index of the unique constraint

validate_username = RegexValidator(
    r"\A[A-Za-z0-9_.-]{4,30}\Z", _("아이디는 영문, 숫자, _ . - 로 4–30자예요."), code="invalid"
)
WITHDRAWN_NAME = _("탈퇴한 사용자")
TIME_TO_RETURN: timedelta = settings.TIME_TO_RETURN
TIME_TO_COMPLETE = timedelta(days=1)


class WithdrawalPending(AuthenticationFailed):
    default_code = "withdrawal_pending"

    def __init__(self, user: "User") -> None:
        until = date_format(localtime(user.can_return_until), str(_("n월 j일 H시 i분")))
        super().__init__(_("탈퇴한 계정이에요. %(until)s까지는 되돌릴 수 있어요.") % {"until": until})


class MemberManager(UserManager["User"]):
    """Finds members by their name whatever its case: nobody can pose as `Minsu` beside `minsu`."""

    def taken(self, field: str, value: str, user: "User | None" = None) -> bool:
        """Whether a member other than this one has this username or nickname."""
        others = self.exclude(pk__in=[user.pk] if user else [])
        return others.filter(**{f"{field}__lower": value.lower()}).exists()

    def with_email(self, email: str) -> "models.QuerySet[User]":
        """Members who say that this address is theirs; what a mail tells them its reader may know."""
        return self.exclude(email="").filter(email__lower=email.lower())

    def confirmed(self, email: str) -> "models.QuerySet[User]":
        """The one member, if any, who has proved that this address is theirs."""
        return self.filter(email_confirmed_at__isnull=False, email__lower=email.lower())

    def who_may_come_in(self) -> "models.QuerySet[User]":
        """Whose password is good for a login, or to undo a withdrawal."""
        left_lately = Q(withdrawn_at__gt=timezone.now() - TIME_TO_RETURN, erased_at=None)
        return self.filter(Q(withdrawn_at=None) | left_lately, is_suspended=False)

    def due_for_erasure(self) -> "models.QuerySet[User]":
        """Who can't return any more, and who came over Google or Kakao and never finished the sign-up."""
        now = timezone.now()
        left = Q(withdrawn_at__lte=now - TIME_TO_RETURN)
        never_came = Q(withdrawn_at=None, nickname="", created_at__lte=now - TIME_TO_COMPLETE)
        return self.filter(left | never_came, erased_at=None)

    def erase_due(self) -> None:
        """Erases each in a transaction of its own: a failure keeps nobody else. All are raised at the end."""
        failures = []
        for pk in list(self.due_for_erasure().values_list("pk", flat=True)):
            try:
                with transaction.atomic():
                    if user := self.due_for_erasure().select_for_update(no_key=True).filter(pk=pk).first():
                        user.erase()
            except Exception as error:
                error.add_note(f"Member {pk} is not erased.")
                failures.append(error)
        if failures:
            raise ExceptionGroup("Some members are not erased.", failures)

    def with_password(self, username: str, password: str) -> "User | None":
        """The member whose password this is, whether active or not; takes as long for a name that nobody has."""
        try:
            user = self.get_by_natural_key(username)
        except User.DoesNotExist:
            User().set_password(password)
            return None
        return user if user.check_password(password) else None

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__lower=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A member. Others see the nickname; everything else is the member's own unless switched on.

    Who withdraws (`withdrawn_at`) is nobody to others from that moment; the personal values are erased
    (`erased_at`) when the time to think again is over. Who is suspended stays so whether they leave or return.
    """

    username = models.CharField(_("아이디"), max_length=40, unique=True, validators=[validate_username])
    nickname = models.CharField(_("닉네임"), max_length=20)  # blank: not chosen yet, or erased
    name = models.CharField(_("이름"), max_length=30, blank=True)
    school_name = models.CharField(_("학교"), max_length=50, blank=True)
    grade = models.PositiveSmallIntegerField(
        _("학년"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    show_school = models.BooleanField(_("학교·학년 공개"), default=False)
    about_me = models.CharField(_("소개"), max_length=500, blank=True)
    email = models.EmailField(_("이메일"), blank=True)
    email_confirmed_at = models.DateTimeField(_("이메일 확인"), null=True, blank=True, editable=False)
    profile_picture = models.FileField(_("프로필 사진"), upload_to="profiles/", blank=True)
    is_suspended = models.BooleanField(
        _("정지"), default=False, help_text=_("들어올 수 없어요. 글과 댓글은 그대로예요.")
    )
    is_staff = models.BooleanField(_("운영진"), default=False)
    terms_version = models.CharField(_("동의한 약관"), max_length=20, blank=True, editable=False)
    agreed_at = models.DateTimeField(_("약관 동의"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("탈퇴"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("개인 정보 삭제"), null=True, blank=True, editable=False)
    # What Django asks before it lets anybody in; the database sees to it that neither reason undoes the other.
    is_active = models.GeneratedField(
        expression=Q(is_suspended=False, withdrawn_at__isnull=True),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
        verbose_name=_("활성"),
    )
    created_at = models.DateTimeField(_("가입"), auto_now_add=True)

    objects = MemberManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["nickname"]

    class Meta:
        verbose_name = _("회원")
        verbose_name_plural = _("회원")
        constraints = [
            models.UniqueConstraint(Lower("username"), name="username_is_unique"),
            models.UniqueConstraint(Lower("nickname"), name="nickname_is_unique", condition=~Q(nickname="")),
            models.UniqueConstraint(
                Lower("email"), name="email_is_unique", condition=Q(email_confirmed_at__isnull=False)
            ),
            models.CheckConstraint(condition=Q(grade__isnull=True) | Q(grade__range=(1, 3)), name="grade_is_1_to_3"),
            models.CheckConstraint(
                condition=Q(email_confirmed_at__isnull=True) | ~Q(email=""), name="confirmed_email_is_there"
            ),
        ]
        indexes = [
            models.Index(
                fields=["withdrawn_at"],
                name="user_to_be_erased",
                condition=Q(withdrawn_at__isnull=False, erased_at__isnull=True),
            ),
            models.Index(Lower("email"), name="user_by_email", condition=~Q(email="")),
        ]

    def __str__(self) -> str:
        return str(WITHDRAWN_NAME) if self.withdrawn_at else self.nickname

    def clean(self) -> None:
        self.username = self.normalize_username(self.username)

    @property
    def view_name(self) -> str:
        """The name that others see."""
        return str(self)

    @property
    def is_complete(self) -> bool:
        """Whether the sign-up is finished; who came over Google or Kakao has yet to choose a nickname."""
        return bool(self.nickname)

    @property
    def email_confirmed(self) -> bool:
        """Whether the member has proved that the address is theirs."""
        return self.email_confirmed_at is not None

    def prove_email(self) -> None:
        """The reader of the address has come by a mailed link.

        If nobody had proved it, whoever set the account up may have been a stranger: their other ways in end. Runs in
        the caller's transaction, which holds the member.
        """
        if not self.email_confirmed:
            ways_in.end(self)
            EmailCode.objects.filter(email=self.email.lower()).delete()
            self.confirm_email()

    def confirm_email(self) -> None:
        """Takes the address as proved, unless it is another member's."""
        if self.email and not self.email_confirmed:
            with suppress(IntegrityError), transaction.atomic():
                now = timezone.now()
                User.objects.filter(pk=self.pk).update(email_confirmed_at=now)
                self.email_confirmed_at = now

    def change_password(self, password: str, keep: "Login | None") -> bool:
        """Sets a new password and ends every login but `keep`; False if somebody else has changed it meanwhile.

        Runs in the caller's transaction.
        """
        as_read = User.objects.filter(pk=self.pk, password=self.password)
        self.set_password(password)
        if not as_read.update(password=self.password):
            return False
        self.logins.exclude(pk__in=[keep.pk] if keep else []).delete()
        return True

    def lock(self) -> None:
        """Holds the row until the transaction ends and reads anew which picture and address it has.

        Rows that point at the member, as a notification does, can still come in: who writes one holds the post that it
        is about, and would wait here for somebody who waits for the post. Raises `NotAuthenticated` if the member has
        left or was suspended meanwhile: who leaves may come back.
        """
        standing = User.objects.select_for_update(no_key=True).filter(is_active=True)
        try:
            self.refresh_from_db(fields=["profile_picture", "email", "email_confirmed_at"], from_queryset=standing)
        except User.DoesNotExist as error:
            raise NotAuthenticated from error

    def rewrite(self, **values: Any) -> None:
        """Saves these values and nothing else of the row: password and rights may have changed meanwhile.

        The caller holds the row in a transaction. A picture that is replaced or removed goes on commit.
        """
        if "profile_picture" in values:
            self.drop_picture_file()
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=values)

    def drop_picture_file(self) -> None:
        if self.profile_picture:
            storage, name = self.profile_picture.storage, str(self.profile_picture.name)
            transaction.on_commit(lambda: storage.delete(name), robust=True)

    def withdraw(self) -> None:
        """Ends all logins and hides the person from others. The caller holds the row (`lock`) in a transaction."""
        self.logins.all().delete()
        self.withdrawn_at = timezone.now()
        self.save(update_fields=["withdrawn_at"])

    @property
    def can_return_until(self) -> datetime | None:
        """Until when a withdrawal can be undone; None for who has not withdrawn or is erased already."""
        if self.withdrawn_at is None or self.erased_at:
            return None
        return self.withdrawn_at + TIME_TO_RETURN

    @property
    def can_return(self) -> bool:
        until = self.can_return_until
        return until is not None and timezone.now() < until

    @property
    def is_gone(self) -> bool:
        """Whether the member has left, and can't return any more."""
        return self.withdrawn_at is not None and not self.can_return

    def restore(self) -> bool:
        """Undoes the withdrawal, if nobody has meanwhile; False if it is too late by then, or a suspension goes on."""
        with transaction.atomic():
            self.refresh_from_db(from_queryset=User.objects.select_for_update())
            if self.can_return:
                self.withdrawn_at = None
                self.save(update_fields=["withdrawn_at"])
        return not (self.withdrawn_at or self.is_suspended)

    def erase(self) -> None:
        """Erases every personal value, here and in all apps. The caller holds the row in a transaction.

        The row stays, nameless, so that answers of others keep their place in the threads this member took part in.
        """
        personal_data.erase(self)
        self.groups.clear()
        self.user_permissions.clear()
        if self.profile_picture:
            # Before the commit: were the file to stay, nobody would know any more that it is there.
            self.profile_picture.storage.delete(str(self.profile_picture.name))
        self.username = f"withdrawn-{uuid.uuid4().hex[:24]}"
        self.nickname = self.name = self.school_name = self.about_me = self.email = self.terms_version = ""
        self.profile_picture = ""
        self.grade = self.last_login = self.agreed_at = self.email_confirmed_at = None
        self.show_school = self.is_suspended = self.is_staff = self.is_superuser = False
        self.erased_at = timezone.now()
        self.withdrawn_at = self.withdrawn_at or self.erased_at
        self.set_unusable_password()
        self.save()
