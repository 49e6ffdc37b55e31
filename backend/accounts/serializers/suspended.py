"""What who is suspended may still do: it is theirs by law, and needs no login."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import mails
from accounts.models import User
from accounts.serializers.tokens import CredentialsSerializer
from common.errors import Conflict
from common.schema import example


class NotSuspended(Conflict):
    default_detail = _("정지된 계정이 아니에요. 로그인해서 프로필에서 할 수 있어요.")
    default_code = "not_suspended"


@example({"username": "saebyeok27", "password": "오늘도-한걸음-더"})
class SuspendedSerializer(CredentialsSerializer):
    def create(self, data: dict[str, Any]) -> User:
        user = self.prove(data)
        if not user.is_suspended:
            raise NotSuspended
        return user


class SuspendedWithdrawalSerializer(SuspendedSerializer):
    @transaction.atomic
    def create(self, data: dict[str, Any]) -> User:
        user = User.objects.select_for_update().get(pk=super().create(data).pk)
        if user.withdrawn_at is None:
            user.withdraw()
            mails.tell(user, "withdrawn")
        return user
