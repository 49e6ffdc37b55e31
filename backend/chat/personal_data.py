"""What the chat holds of a member: lines under made-up names, that only our key leads back to whoever wrote them."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import PersonalData, Row, Table
from chat.models import Message, MessageReport, Pseudonym, Sanction
from chat.speakers import new_guest, speaker_of_user

COLUMNS = ("id", "seq", "author_name", "text", "is_deleted", "created_at")


def lines(user: User) -> QuerySet[Message, Row]:
    own = Message.objects.filter(speaker=speaker_of_user(user)).order_by("pk")
    return own.values(*COLUMNS, said_in=F("room__slug"))


def reports(user: User) -> QuerySet[MessageReport, Row]:
    """Which line it was, but not what somebody else has said there."""
    own = MessageReport.objects.filter(speaker=speaker_of_user(user)).order_by("pk")
    return own.values(
        "reason", "detail", "created_at", "settled_at", seq=F("message__seq"), said_in=F("message__room__slug")
    )


def sanctions(user: User) -> QuerySet[Sanction, Row]:
    """Not who of the staff it was."""
    return Sanction.objects.of(speaker_of_user(user)).order_by("pk").values("kind", "until", "created_at")


def imposed(user: User) -> QuerySet[Sanction, Row]:
    """Not on whom, which nobody is told."""
    return Sanction.objects.filter(by=user).order_by("pk").values("id", "kind", "until", "created_at")


def erase(user: User) -> None:
    """The lines stay where they are in the talk, as those of a guest, who keeps today's names: nobody else takes them.

    What staff imposed on a member runs out with the tokens that could still speak for them (`let_run_out`): kept longer
    it would keep nobody out, as another account is another speaker.
    """
    speaker, guest = speaker_of_user(user), new_guest()
    for model in (Message, Pseudonym):
        model._default_manager.filter(speaker=speaker).update(speaker=guest)
    MessageReport.objects.forget_reporter(speaker)
    Sanction.objects.of(speaker).let_run_out()
    Sanction.objects.filter(by=user).update(by=None)


PERSONAL_DATA = PersonalData(
    models=(Sanction,),
    tables=(
        Table("chat", _("로그인한 채로 실시간 채팅에서 한 말"), lines),
        Table("chat_reports", _("실시간 채팅에서 신고한 말이 어느 방의 몇 번째였는지와 까닭"), reports),
        Table("chat_sanctions", _("실시간 채팅에서 운영진이 내 말하기를 막은 것"), sanctions),
        Table("chat_sanctions_imposed", _("운영진으로서 실시간 채팅에서 말하기를 막은 것"), imposed),
    ),
    erase=erase,
)
