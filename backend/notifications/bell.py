"""What an open page shows of its member's notifications: how many are unread, and which came while it was open."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.tokens import login_of
from notifications.kinds import urgent
from notifications.models import Notification, NotificationQuerySet, QuietHours
from notifications.quiet import next_change
from notifications.serializers import notifications_json

LATE = timedelta(seconds=10)  # that a transaction may commit after others that began later
MOST_NEWS = 10  # shown one by one; of more at once only the number


@dataclass
class Bell:
    """Of one open page. `count` is None until it has been looked at."""

    token: str
    opened_at: datetime = field(default_factory=timezone.now)
    looked_at: datetime = field(default_factory=timezone.now)
    count: int | None = None
    shown: dict[int, datetime] = field(default_factory=dict)  # when what was shown lately had been told
    changes_at: datetime | None = None  # when the quiet hours begin or end next

    def look(self) -> list[dict[str, Any]]:
        """Reads the database anew and returns the frames that tell what has changed.

        In quiet hours nothing new is told but what is urgent; when they are over, the number tells of all of it at
        once. Raises `InvalidToken` if the login is over.
        """
        user = login_of(self.token).user
        now = timezone.now()
        quiet = QuietHours.objects.of(user)
        self.changes_at = next_change(now, quiet.begins, quiet.ends) if quiet.is_on else None
        rows = Notification.objects.of(user).unread()
        if quiet.since(now):
            rows = rows.filter(kind__in=urgent())
        frames: list[dict[str, Any]] = [{"type": "notification", **row} for row in self.news(user, rows)]
        self.looked_at = now
        count = Notification.objects.count_unread(user)
        if count != self.count:
            self.count = count
            frames.append({"type": "unread", "count": count})
        return frames

    def news(self, user: User, unread: NotificationQuerySet) -> list[dict[str, Any]]:
        """What was told since the last look, as rows for clients; nothing if it is too much to be shown one by one."""
        since = max(self.opened_at, self.looked_at - LATE)
        told = unread.filter(told_at__gt=since).order_by("told_at").rows()
        new = [row for row in told[: 2 * MOST_NEWS] if self.shown.get(row["id"]) != row["told_at"]]
        self.shown = {pk: at for pk, at in self.shown.items() if at > since}
        self.shown |= {row["id"]: row["told_at"] for row in new}
        return notifications_json(user, new) if len(new) <= MOST_NEWS else []
