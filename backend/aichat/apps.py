from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AichatConfig(AppConfig):
    name = "aichat"
    verbose_name = _("AI 튜터")

    def ready(self) -> None:
        from accounts import personal_data
        from aichat.personal_data import PERSONAL_DATA

        personal_data.register(PERSONAL_DATA)
