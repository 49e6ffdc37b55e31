"""Ways into an account besides its password.

`accounts` may not import the apps above it, so each of them registers in `AppConfig.ready` how its own are ended.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User

End = Callable[["User", datetime | None], object]

_ends: list[End] = []


def register(end: End) -> None:
    """`end(user, since)` ends what was made at that time or later, or all of it (None)."""
    _ends.append(end)


def end(user: "User", since: datetime | None = None) -> None:
    """Runs in the caller's transaction, which holds the member."""
    for end_own in _ends:
        end_own(user, since)
