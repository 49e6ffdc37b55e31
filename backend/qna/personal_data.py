"""What the inquiry desk holds of a member."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import PersonalData, Row, Table
from mail.models import Mail
from qna.models import Inquiry


def inquiries(user: User) -> QuerySet[Inquiry, Row]:
    return (
        Inquiry.objects.of_person(user)
        .order_by("pk")
        .values(
            "id",
            "email",
            "subject",
            "content",
            "status",
            "answer",
            "answered_at",
            "created_at",
            "updated_at",
        )
    )


def erase(user: User) -> None:
    own = Inquiry.objects.of_person(user)
    Mail.objects.filter(kind="inquiry_answered", about__in=own.values("pk")).delete()
    own.delete()


PERSONAL_DATA = PersonalData(
    models=(Inquiry,),
    tables=(Table("inquiries", _("내가 남긴 문의와 답변"), inquiries),),
    erase=erase,
)
