from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from common.fields import TextField
from common.reports import DETAIL_MAX_LENGTH, Reason
from common.schema import example


@example({"reason": "privacy", "detail": "반 친구의 전화번호가 그대로 적혀 있어요."})
class ReportSerializer(serializers.Serializer):
    reason = serializers.ChoiceField(Reason.choices)
    detail = TextField(
        max_length=DETAIL_MAX_LENGTH,
        allow_blank=True,
        default="",
        help_text=_("운영진이 알아야 할 것. 누가 신고했는지는 운영진에게도 보이지 않아요."),
    )
