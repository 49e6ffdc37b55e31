from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QnaConfig(AppConfig):
    name = "qna"
    verbose_name = _("문의")

    def ready(self) -> None:
        from accounts.erasure import register_eraser
        from qna.models import Inquiry

        register_eraser(lambda user: Inquiry.objects.owned_by(user).delete())
