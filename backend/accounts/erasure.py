"""What a member takes along when leaving.

Apps above this one hold personal values too. Each registers how to erase them (in its `AppConfig.ready`), because
`accounts` may not import them.
"""

from collections.abc import Callable

from accounts.models import User

Eraser = Callable[[User], object]
_erasers: list[Eraser] = []


def register_eraser(eraser: Eraser) -> None:
    _erasers.append(eraser)


def erase(user: User) -> None:
    """Runs every app's eraser, inside the transaction of the withdrawal."""
    for eraser in _erasers:
        eraser(user)
