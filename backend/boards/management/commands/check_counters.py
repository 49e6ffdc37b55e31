from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Max, Min

from boards.models import Comment, Entry, EntryQuerySet, Post

BATCH = 5_000  # ids


class Command(BaseCommand):
    help = (
        "Compares the counts of likes, comments and files with what is there, while the site runs. "
        "Hits are not checked: they are counted nowhere else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fix", action="store_true", help="set what is wrong right")

    def handle(self, *args: Any, fix: bool, **options: Any) -> None:
        wrong = 0
        for entries in (Post.objects.all(), Comment.objects.all()):
            for entry in miscounted(entries):
                wrong += 1
                self.stdout.write(f"{entry._meta.model_name} {entry.pk}: {difference(entry, entries)}")
                if fix:
                    count_anew(entries.filter(pk=entry.pk))
        if wrong and not fix:
            raise CommandError(f"{wrong:,} rows are wrong; --fix sets them right.")
        done = f"{wrong:,} rows were wrong and are right now." if wrong else "All counters are right."
        self.stdout.write(self.style.SUCCESS(done))


def miscounted(entries: EntryQuerySet) -> Iterator[Entry]:
    """In batches by id, so that neither memory nor a snapshot grows with the number of rows."""
    ids = entries.aggregate(first=Min("pk"), last=Max("pk"))
    columns = entries.true_counts()
    for start in range(ids["first"] or 1, (ids["last"] or 0) + 1, BATCH):
        batch = entries.filter(pk__range=(start, start + BATCH - 1))
        yield from batch.miscounted().only("pk", *columns).order_by("pk")


def difference(entry: Entry, entries: EntryQuerySet) -> str:
    counts = [(column, getattr(entry, column), getattr(entry, f"true_{column}")) for column in entries.true_counts()]
    return ", ".join(f"{column} says {said}, but there are {true}" for column, said, true in counts if said != true)


def count_anew(row: EntryQuerySet) -> None:
    """Under the row's lock, which each like and comment waits for."""
    with transaction.atomic():
        row.hold()
        row.count_anew()
