from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChatConfig(AppConfig):
    name = "chat"
    verbose_name = _("실시간 채팅")

    def ready(self) -> None:
        from accounts import personal_data
        from chat.notification_kinds import PART
        from chat.personal_data import PERSONAL_DATA
        from notifications import kinds

        personal_data.register(PERSONAL_DATA)
        kinds.register(PART)
