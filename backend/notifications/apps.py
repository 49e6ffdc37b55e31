from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("알림")

    def ready(self) -> None:
        from accounts import personal_data
        from notifications.personal_data import PERSONAL_DATA

        personal_data.register(PERSONAL_DATA)
