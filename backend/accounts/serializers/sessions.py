from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts import examples
from accounts.clients import Client
from accounts.models import Login
from common.schema import example


@example(examples.SESSION)
class SessionSerializer(serializers.ModelSerializer):
    device = serializers.CharField(source="device_words", help_text="브라우저와 기기.")
    place = serializers.SerializerMethodField(
        help_text="마지막으로 쓴 곳을 지금과 견준 말. 주소는 어디에도 남지 않아요."
    )
    is_current = serializers.SerializerMethodField(help_text="지금 이 요청을 보낸 로그인인지.")

    class Meta:
        model = Login
        fields = ["id", "device", "place", "is_current", "created_at", "last_used_at"]

    def get_is_current(self, login: Login) -> bool:
        return login == self.context["request"].auth

    def get_place(self, login: Login) -> str:
        if self.get_is_current(login) or login.network == Client.of(self.context["request"]).network:
            return _("지금과 같은 네트워크")
        return _("다른 네트워크")
