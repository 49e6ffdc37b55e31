from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QnaConfig(AppConfig):
    name = "qna"
    verbose_name = _("문의")

    def ready(self) -> None:
        from accounts import personal_data
        from mail import outbox
        from notifications import kinds
        from qna.mail import compose_answer
        from qna.notification_kinds import PART
        from qna.personal_data import PERSONAL_DATA

        personal_data.register(PERSONAL_DATA)
        kinds.register(PART)
        outbox.register("inquiry_answered", compose_answer)
