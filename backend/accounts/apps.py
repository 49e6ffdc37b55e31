from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("회원")

    def ready(self) -> None:
        from accounts import personal_data
        from accounts.mails import COMPOSERS
        from accounts.member_data import MEMBER_DATA
        from mail import outbox

        personal_data.register(MEMBER_DATA)
        for kind, compose in COMPOSERS.items():
            outbox.register(kind, compose)
