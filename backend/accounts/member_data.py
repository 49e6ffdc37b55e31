"""The part of accounts in what is held of a member."""

from collections.abc import Iterator

from django.contrib.admin.models import LogEntry
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import admin_log
from accounts.mails import ABOUT_MEMBERS
from accounts.models import EmailChange, EmailCode, Login, User
from accounts.personal_data import File, PersonalData, Row, Table
from common import idempotency
from common.models import IdempotencyKey
from mail.models import Mail

PICTURE = "files/profile.webp"


def profile(user: User) -> Row:
    return {
        "id": user.pk,
        "username": user.username,
        "nickname": user.nickname,
        "name": user.name,
        "school_name": user.school_name,
        "grade": user.grade,
        "show_school": user.show_school,
        "about_me": user.about_me,
        "email": user.email,
        "email_confirmed_at": user.email_confirmed_at,
        "profile_picture": PICTURE if user.profile_picture else None,
        "is_staff": user.is_staff,
        "terms_version": user.terms_version,
        "agreed_at": user.agreed_at,
        "last_login": user.last_login,
        "created_at": user.created_at,
    }


def logins(user: User) -> QuerySet[Login, Row]:
    return user.logins.order_by("pk").values("id", "device", "created_at", "last_used_at")


def email_changes(user: User) -> QuerySet[EmailChange, Row]:
    return user.email_changes.order_by("pk").values("id", "email", "created_at")


def mails_to(user: User) -> QuerySet[Mail]:
    """All to an address that is proved; else what tells of the member, as the rest may be a stranger's."""
    to_address = Mail.objects.filter(to__iexact=user.email)
    return to_address if user.email_confirmed else to_address.filter(kind__in=ABOUT_MEMBERS, about=user.pk)


def mails(user: User) -> QuerySet[Mail, Row]:
    return mails_to(user).order_by("pk").values("id", "kind", "to", "status", "created_at", "ended_at")


def staff_work(user: User) -> QuerySet[LogEntry, Row]:
    own = LogEntry.objects.filter(user=user)
    return own.order_by("pk").values("id", "action_time", "action_flag", "object_id", kind=F("content_type__model"))


def files(user: User) -> Iterator[File]:
    if user.profile_picture:
        yield PICTURE, user.profile_picture.storage, str(user.profile_picture.name)


def erase(user: User) -> None:
    admin_log.forget(user)
    IdempotencyKey.objects.sent_by(idempotency.member(user.pk)).delete()
    user.logins.all().delete()
    mails_to(user).delete()
    to_old_addresses = Q(kind="email_changed", about__in=user.email_changes.values("pk"))
    Mail.objects.filter(Q(kind__in=ABOUT_MEMBERS, about=user.pk) | to_old_addresses).delete()
    user.email_changes.all().delete()
    if user.email_confirmed:
        EmailCode.objects.filter(email__iexact=user.email).delete()


MEMBER_DATA = PersonalData(
    models=(Login, EmailChange, LogEntry, User.groups.through, User.user_permissions.through),
    tables=(
        Table("profile", _("내 정보와 동의한 약관"), profile),
        Table("logins", _("지금 이어지고 있는 로그인의 기기와 시각"), logins),
        Table("email_changes", _("며칠 안에 그만 쓴 이메일 주소"), email_changes),
        Table("mails", _("며칠 안에 나에게 보낸 메일의 종류와 시각"), mails),
        Table("staff_work", _("운영진으로서 한 일의 기록"), staff_work),
    ),
    files=files,
    erase=erase,
)
