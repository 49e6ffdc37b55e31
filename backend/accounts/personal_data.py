"""What the apps hold of a member: how it is taken along, withdrawn from the public, and erased.

`accounts` may not import the apps above it, so each of them registers its part in `AppConfig.ready`. A test fails for a
model with a key to a member that no part names.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.core.files.storage import Storage
from django.db.models import ForeignKey, Model, QuerySet

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from accounts.models import User

Row = Mapping[str, Any]
File = tuple[str, Storage, str]  # its name in the ZIP, where it is stored, and under which name there


class Action(StrEnum):
    """What a member can do with everything that they have published."""

    HIDE = "hide"
    SHOW = "show"
    DELETE = "delete"


@dataclass(frozen=True)
class Table:
    """A file of the export: `<name>.json`, and what README.txt says of it."""

    name: str
    about: "StrOrPromise"
    rows: "Callable[[User], Iterable[Row] | Row]"


def nothing(*args: Any) -> Any:
    return ()


@dataclass(frozen=True)
class PersonalData:
    """One app's part. `models` are those with a key to a member that the other fields take care of."""

    models: tuple[type[Model], ...]
    tables: tuple[Table, ...] = ()
    files: "Callable[[User], Iterable[File]]" = nothing
    publish: "Callable[[User, Action], Mapping[str, int]]" = nothing  # answers how many of each kind have changed
    erase: "Callable[[User], object]" = nothing  # runs in a transaction that holds the member


_parts: list[PersonalData] = []


def register(part: PersonalData) -> None:
    _parts.append(part)


def parts() -> tuple[PersonalData, ...]:
    """In the order of the installed apps: accounts first."""
    return tuple(_parts)


def publish(user: "User", action: Action) -> Counter[str]:
    """Runs in the caller's transaction."""
    changed: Counter[str] = Counter()
    for part in _parts:
        changed.update(part.publish(user, action))
    return changed


def erase(user: "User") -> None:
    """Erases what every app holds, accounts first: it looks over the rows of the others before they go.

    Runs in the caller's transaction.
    """
    for part in _parts:
        part.erase(user)


def rows_of(user: "User") -> Iterable[QuerySet]:
    """All rows that point at a member, model by model."""
    for part in _parts:
        for model in part.models:
            for key in keys_to_members(model):
                yield model._default_manager.filter(**{key.name: user.pk})


def keys_to_members(model: type[Model]) -> list[ForeignKey]:
    from accounts.models import User

    return [field for field in model._meta.fields if isinstance(field, ForeignKey) and field.related_model is User]
