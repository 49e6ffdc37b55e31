from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SocialConfig(AppConfig):
    name = "social"
    verbose_name = _("소셜 로그인")

    def ready(self) -> None:
        from accounts import personal_data, ways_in
        from mail import outbox
        from social.mails import COMPOSERS
        from social.models import Identity
        from social.personal_data import PERSONAL_DATA

        personal_data.register(PERSONAL_DATA)
        ways_in.register(Identity.objects.end)
        for kind, compose in COMPOSERS.items():
            outbox.register(kind, compose)
