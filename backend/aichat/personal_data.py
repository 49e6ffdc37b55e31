"""What the tutor holds of a member."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import PersonalData, Row, Table
from aichat.models import Turn

COLUMNS = ("id", "mode", "prompt", "response", "is_from_ai", "sources", "status", "created_at", "asked_at")


def turns(user: User) -> QuerySet[Turn, Row]:
    return Turn.objects.of(user).order_by("pk").values(*COLUMNS)


def erase(user: User) -> None:
    Turn.objects.of(user).delete()


PERSONAL_DATA = PersonalData(models=(Turn,), tables=(Table("tutor", _("AI 튜터와 나눈 대화"), turns),), erase=erase)
