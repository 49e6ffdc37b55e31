from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import mails
from accounts.models import User
from accounts.serializers.fields import ConsentField
from accounts.serializers.profile import ProfileSerializer


class CompletionSerializer(ProfileSerializer):
    """The rest of the sign-up of a member who came over Google or Kakao."""

    agreed_terms = ConsentField()
    is_over_14 = ConsentField(error_messages={"not_agreed": _("만 14세 이상만 가입할 수 있어요.")})

    class Meta(ProfileSerializer.Meta):
        fields = (*ProfileSerializer.Meta.fields, "agreed_terms", "is_over_14")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "partial": False})  # nothing of this may be missing from the PATCH

    def update(self, user: User, data: dict[str, Any]) -> User:
        del data["agreed_terms"], data["is_over_14"]
        super().update(user, {**data, "terms_version": settings.TERMS_VERSION, "agreed_at": timezone.now()})
        mails.tell(user, "welcome")
        return user
