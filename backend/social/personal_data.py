"""What social logins hold of a member."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import PersonalData, Row, Table
from mail.models import Mail
from social.mails import COMPOSERS
from social.models import Identity


def linked_accounts(user: User) -> QuerySet[Identity, Row]:
    return Identity.objects.filter(user=user).order_by("pk").values("id", "provider", "uid", "date_joined")


def erase(user: User) -> None:
    Mail.objects.filter(kind__in=COMPOSERS, about=user.pk).delete()
    Identity.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()


PERSONAL_DATA = PersonalData(
    models=(Identity, SocialAccount, EmailAddress),  # allauth's table of addresses stays empty
    tables=(Table("linked_accounts", _("로그인에 연결한 다른 서비스의 내 번호"), linked_accounts),),
    erase=erase,
)
