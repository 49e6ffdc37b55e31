"""What the chat holds of a member: lines under made-up names, that only our key leads back to whoever wrote them."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import PersonalData, Row, Table
from chat.models import Message
from chat.speakers import new_guest, speaker_of_user

COLUMNS = ("id", "seq", "author_name", "text", "is_deleted", "created_at")


def lines(user: User) -> QuerySet[Message, Row]:
    own = Message.objects.filter(speaker=speaker_of_user(user)).order_by("pk")
    return own.values(*COLUMNS, said_in=F("room__slug"))


def erase(user: User) -> None:
    """The lines stay where they are in the talk, as those of a guest."""
    Message.objects.filter(speaker=speaker_of_user(user)).update(speaker=new_guest())


PERSONAL_DATA = PersonalData(
    models=(), tables=(Table("chat", _("로그인한 채로 실시간 채팅에서 한 말"), lines),), erase=erase
)
