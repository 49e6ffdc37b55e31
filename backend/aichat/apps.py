from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AichatConfig(AppConfig):
    name = "aichat"
    verbose_name = _("AI 튜터")

    def ready(self) -> None:
        from accounts.erasure import register_eraser
        from aichat.models import Turn

        register_eraser(lambda user: Turn.objects.of(user).delete())
