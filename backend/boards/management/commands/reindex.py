from typing import Any

from django.core.management.base import BaseCommand

from boards.search import index


class Command(BaseCommand):
    help = "Writes the search index of posts anew while the site runs; may be stopped and started again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        index.rewrite(lambda done, last: self.stdout.write(f"{done:,} of {last:,} ids"))
        self.stdout.write(self.style.SUCCESS("The search index is up to date."))
