"""What members are told by mail, and what is mailed to addresses that may become a member's.

A request only queues: what depends on who has the address is decided when the mail is composed, so that a request for
a member's address does the same, and takes as long, as one for anybody's.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts import reset_links, undo_links
from accounts.models import EmailChange, EmailCode, User
from accounts.models.email_code import LIFETIME as CODE_LIFETIME
from common import limits
from common.errors import TooManyRequests
from mail import outbox
from mail.letters import Composer
from mail.models import Mail
from mail.outbox import Message

LINK_LIFETIME = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
MOST_LINKS = 20  # members of one address whose links stand in one mail


def tell(user: User, kind: str) -> None:
    """Mails a member, who may have no address. One that nobody has proved may be a stranger's: it gets few mails."""
    if not user.email:
        return
    if not user.email_confirmed:
        try:
            limits.count("unproved_address", email=user.email)
        except TooManyRequests:
            return
    outbox.queue(kind, to=user.email, about=user.pk)


def tell_proved(user: User, kind: str) -> None:
    """Mails a member who has proved an address, as what it tells is nobody else's business."""
    if user.email_confirmed:
        outbox.queue(kind, to=user.email, about=user.pk)


def is_stale(mail: Mail, lifetime: timedelta) -> bool:
    """Whether what the mail would hold is no longer waited for: asked for again, or too long ago."""
    asked_at: datetime = mail.created_at
    return mail.is_superseded() or asked_at < timezone.now() - lifetime


def compose_email_code(mail: Mail) -> Message | None:
    if is_stale(mail, CODE_LIFETIME):
        return None
    code = EmailCode.objects.issue(mail.to, asker=mail.pk)
    if User.objects.confirmed(mail.to).exists():
        # There is a code that nobody is told: who tries some gets the answers that a free address gives.
        return Message("[스쿨톡스] 이미 가입된 주소예요", "address_in_use")
    return Message(f"[스쿨톡스] 인증 번호 {code}", "email_code", {"code": code, "minutes": minutes(CODE_LIFETIME)})


def compose_password_reset_request(mail: Mail) -> None:
    """Queues one mail, however many members share the address, and spells the address as a member does."""
    if not is_stale(mail, LINK_LIFETIME) and (user := members_to_reset(mail).first()):
        outbox.queue("password_reset", to=user.email)


def compose_password_reset(mail: Mail) -> Message | None:
    members = list(members_to_reset(mail)[:MOST_LINKS])
    if not members or is_stale(mail, LINK_LIFETIME):
        return None
    links = [(user, reset_links.link(user)) for user in members]
    context = {"links": links, "minutes": minutes(LINK_LIFETIME)}
    return Message("[스쿨톡스] 비밀번호를 다시 정해 주세요", "password_reset", context)


def members_to_reset(mail: Mail) -> QuerySet[User]:
    """One who has proved the address first, then the eldest."""
    members = User.objects.with_email(mail.to) & User.objects.who_may_come_in()
    members = members.exclude(pk__in=EmailChange.objects.contested_members())
    return members.order_by(F("email_confirmed_at").asc(nulls_last=True), "pk")


def news(
    subject: str, template: str, *, among: Callable[[], QuerySet[User]] = User.objects.who_may_come_in, **words: Any
) -> Composer:
    """Tells a member of what has just happened; the template knows the words, too."""

    def compose(mail: Mail) -> Message | None:
        user = among().filter(pk__in=[mail.about]).first()
        return Message(subject, template, {"user": user, "at": mail.created_at, **words}) if user else None

    return compose


def compose_email_changed(mail: Mail) -> Message | None:
    """To the old address: `about` is the change, not the member."""
    change = EmailChange.objects.living().select_related("user").filter(pk__in=[mail.about]).first()
    if change is None:
        return None
    context = {"change": change, "user": change.user, "link": undo_links.link(change)}
    return Message("[스쿨톡스] 이메일 주소가 바뀌었어요", "email_changed", context)


def compose_withdrawn(mail: Mail) -> Message | None:
    user = User.objects.filter(pk__in=[mail.about]).first()
    if user is None or not user.can_return:
        return None
    return Message("[스쿨톡스] 탈퇴했어요", "withdrawn", {"user": user, "until": user.can_return_until})


def minutes(lifetime: timedelta) -> int:
    return int(lifetime.total_seconds()) // 60


def standing_members() -> QuerySet[User]:
    return User.objects.filter(is_active=True)


ABOUT_MEMBERS = {
    "welcome": news("[스쿨톡스] 가입을 환영해요", "welcome", among=standing_members),
    "password_changed": news("[스쿨톡스] 비밀번호가 바뀌었어요", "password_changed"),
    "email_undone": news("[스쿨톡스] 이메일 주소가 되돌려졌어요", "email_undone"),
    "withdrawn": compose_withdrawn,
}
COMPOSERS = {
    **ABOUT_MEMBERS,
    "email_code": compose_email_code,
    "password_reset_request": compose_password_reset_request,
    "password_reset": compose_password_reset,
    "email_changed": compose_email_changed,
}
