"""What is noted for a member: nobody else's business, so all of it goes with them."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import PersonalData, Row, Table
from notifications.models import Mute, Notification, QuietHours


def notifications(user: User) -> QuerySet[Notification, Row]:
    return Notification.objects.of(user).order_by("pk").values("kind", "about", "told_at", "read_at")


def mutes(user: User) -> QuerySet[Mute, Row]:
    return Mute.objects.filter(user=user).order_by("pk").values("kind")


def quiet_hours(user: User) -> QuerySet[QuietHours, Row]:
    return QuietHours.objects.filter(user=user).values("is_on", "begins", "ends")


def erase(user: User) -> None:
    for model in (Notification, Mute, QuietHours):
        model._default_manager.filter(user=user).delete()


PERSONAL_DATA = PersonalData(
    models=(Notification, Mute, QuietHours),
    tables=(
        Table("notifications", _("나에게 온 알림. about은 무엇에 대한 것인지예요."), notifications),
        Table("muted_notifications", _("내가 끈 알림의 종류"), mutes),
        Table("quiet_hours", _("내가 정한 조용한 시간"), quiet_hours),
    ),
    erase=erase,
)
