from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class BoardsConfig(AppConfig):
    name = "boards"
    verbose_name = _("게시판")

    def ready(self) -> None:
        from accounts import personal_data
        from boards.notification_kinds import PART
        from boards.personal_data import PERSONAL_DATA
        from boards.search import index
        from notifications import kinds

        personal_data.register(PERSONAL_DATA)
        kinds.register(PART)
        connection_created.connect(index.bring_functions)
        post_migrate.connect(index.install, sender=self)
