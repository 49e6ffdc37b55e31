"""What reports of every kind have in common: why something should not be there, and that it is not one's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.errors import Conflict

DETAIL_MAX_LENGTH = 500


class Reason(models.TextChoices):
    ABUSE = "abuse", _("욕설이나 괴롭힘")
    PRIVACY = "privacy", _("개인 정보")
    SEXUAL = "sexual", _("음란하거나 성적인 말")
    DANGER = "danger", _("다치게 하거나 위험한 일")
    SPAM = "spam", _("광고나 도배")
    WRONG = "wrong", _("틀린 정보")
    OTHER = "other", _("다른 까닭")


class OwnEntry(Conflict):
    default_detail = _("내가 쓴 것은 신고할 수 없어요. 지우거나 고쳐 주세요.")
    default_code = "own_entry"
