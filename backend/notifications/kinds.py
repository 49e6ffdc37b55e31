"""The kinds of notifications there are.

This app knows none itself: the apps above it register theirs in `AppConfig.ready`, with the function that says what a
notification of theirs tells. A row holds only which thing it is about, so that nothing is told that is gone, hidden or
nameless by the time it is read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.db.models.signals import post_delete

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from accounts.models import User

Row = Mapping[str, Any]  # of `NotificationQuerySet.rows`


@dataclass(frozen=True)
class Kind:
    """`name` is stable, for programs; `label` says which switch it is. `staff_only`: others know nothing of it;
    `is_urgent`: it does not wait for the end of quiet hours."""

    name: str
    label: "StrOrPromise"
    staff_only: bool = False
    is_urgent: bool = False


@dataclass(frozen=True)
class Told:
    """What one notification says. `actor` is `{"id", "name"}` as the thing itself shows it, or None."""

    title: str
    message: str
    target: Mapping[str, Any]  # kind, board, id, comment, of the chat room: where it leads
    excerpt: str = ""
    actor: Mapping[str, Any] | None = None
    count: int = 1


@dataclass(frozen=True)
class Part:
    """One app's part. `describe` answers by id what rows of these kinds say to their reader, without those that are
    about nothing (any more) that this reader may see; its number of queries is constant. What lies at one of the
    `places` goes with it."""

    kinds: tuple[Kind, ...]
    describe: "Callable[[User, list[Row]], Mapping[int, Told]]"
    places: tuple[type[Model], ...]


_parts: list[Part] = []


def register(part: Part) -> None:
    _parts.append(part)
    for model in part.places:
        post_delete.connect(forget_place, sender=model)


def forget_place(instance: Model, **rest: Any) -> None:
    """A signal, as things are deleted in many ways: by their author, by staff, with their author."""
    from notifications.models import Notification, reference

    Notification.objects.at([reference(instance._meta.model_name or "", instance.pk)]).forget()


def kinds(*, for_staff: bool) -> Iterable[Kind]:
    return (kind for part in _parts for kind in part.kinds if for_staff or not kind.staff_only)


def urgent() -> set[str]:
    return {kind.name for kind in kinds(for_staff=True) if kind.is_urgent}


def describe(reader: "User", rows: list[Row]) -> dict[int, Told]:
    told: dict[int, Told] = {}
    for part in _parts:
        names = {kind.name for kind in part.kinds}
        if own := [row for row in rows if row["kind"] in names]:
            told.update(part.describe(reader, own))
    return told
