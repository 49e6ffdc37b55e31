from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import connection, models, transaction
from django.db.models import DateTimeField, Exists, OuterRef, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications import layer
from notifications.kinds import Row, urgent
from notifications.quiet import BEGINS, ENDS, quiet_since

PAUSE = timedelta(hours=1)  # in which the same thing is not told again
KEPT = timedelta(days=90)
MOST_UNREAD = 100  # are counted; a bell says 99+ beyond
QUIET_COLUMNS = ("user__quiet_hours__is_on", "user__quiet_hours__begins", "user__quiet_hours__ends")
ROW_COLUMNS = ("id", "kind", "about", "told_at", "read_at", *QUIET_COLUMNS)


def reference(kind: str, pk: int) -> str:
    """How a row names a thing: `post:12`."""
    return f"{kind}:{pk}"


def held_since(row: Mapping[str, Any], now: datetime) -> datetime | None:
    """Since when the quiet hours are on that a row was read with (`QUIET_COLUMNS`); None if nothing holds it."""
    if row["kind"] in urgent():
        return None
    is_on, begins, ends = (row[column] for column in QUIET_COLUMNS)
    return None if is_on is False else quiet_since(now, begins or BEGINS, ends or ENDS)


class NotificationQuerySet(models.QuerySet["Notification"]):
    def of(self, user: User) -> Self:
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def read(self) -> Self:
        return self.exclude(read_at=None)

    def about(self, things: Iterable[str], places: Iterable[str]) -> Self:
        """Of these things, which lie at these places."""
        return self.at(places).filter(about__in=things)

    def at(self, places: Iterable[str]) -> Self:
        return self.filter(place__in=places)

    def rows(self) -> models.QuerySet[Any, Row]:
        """What `notifications.serializers` shows, as dictionaries, with the quiet hours of their member."""
        return self.values(*ROW_COLUMNS)

    def count_unread(self, user: User) -> int:
        """How many ring the bell, at most `MOST_UNREAD`: what came in quiet hours waits for their end. One query."""
        oldest = self.of(user).unread().order_by("told_at").values("kind", "told_at", *QUIET_COLUMNS)[:MOST_UNREAD]
        now = timezone.now()
        return sum((since := held_since(row, now)) is None or row["told_at"] < since for row in oldest)

    def tell(self, about: str, place: str, **recipients: models.QuerySet[User]) -> list[int]:
        """Tells members of something that happened to a thing, by the kind; returns the ids of those to whom it is new.

        It is forgotten with its place, which may be the thing itself. Nobody has two notifications of
        a kind about one thing: what happens again raises the one there is, and makes it unread, once in a `PAUSE`. Who
        has switched the kind off hears nothing. One statement, in the caller's transaction.
        """
        now = timezone.now()
        selects = [
            users.filter(is_active=True)
            .exclude(nickname="")
            .filter(~Exists(Mute.objects.filter(user=OuterRef("pk"), kind=kind)))
            .order_by()
            .values_list(
                "pk",
                Value(kind),
                Value(about),
                Value(place),
                Value(now, DateTimeField()),
            )
            .query.sql_with_params()
            for kind, users in recipients.items()
        ]
        table = connection.ops.quote_name(Notification._meta.db_table)
        statement = f"""
            INSERT INTO {table} (user_id, kind, about, place, told_at)
            {" UNION ALL ".join(sql for sql, _params in selects)}
            ON CONFLICT (user_id, kind, about) DO UPDATE SET told_at = excluded.told_at, read_at = NULL
            WHERE {table}.told_at <= %s
            RETURNING user_id
        """
        paused = connection.ops.adapt_datetimefield_value(now - PAUSE)
        with connection.cursor() as cursor:
            cursor.execute(statement, [*(value for _sql, params in selects for value in params), paused])
            return [user for (user,) in cursor.fetchall()]

    def tell_few(self, about: str, place: str, **recipients: models.QuerySet[User]) -> None:
        """As `tell`, and rings the bells of those who have a page open."""
        layer.hint(self.tell(about, place, **recipients))

    def tell_everybody(self, about: str, kind: str, but: User) -> None:
        """As `tell`, to all members but the one who did it."""
        self.tell(about, about, **{kind: User.objects.exclude(pk=but.pk)})
        layer.hint_everybody()

    def mark_read(self, until: datetime | None = None) -> None:
        """Those that were told up to `until`, or all."""
        told = Q() if until is None else Q(told_at__lte=until)
        Notification.objects.filter(pk__in=self.unread().filter(told).hold()).update(read_at=timezone.now())

    def hold(self) -> list[int]:
        """Locks the rows until the transaction ends, in the order in which everybody takes several; returns the ids."""
        return list(self.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))

    def forget(self) -> None:
        """Deletes what may be several rows of one member; the caller is in a transaction."""
        if ids := self.hold():
            Notification.objects.filter(pk__in=ids).delete()

    def forget_old(self) -> None:
        with transaction.atomic():
            self.filter(told_at__lt=timezone.now() - KEPT).forget()


class Notification(models.Model):
    """That something a member cares about has happened to a thing; what it says is found out when it is read.

    `about` and `place` are written `post:12`. No foreign keys: this app knows none of the things, and those that are
    deleted take what lies at their place along (`kinds.Part.places`).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications", db_index=False)
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=40)
    place = models.CharField(max_length=40)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("알림")
        verbose_name_plural = _("알림")
        default_permissions = ()
        indexes = [
            models.Index(fields=["user", "-told_at", "-id"], name="notification_by_time"),
            models.Index(fields=["user", "told_at"], name="notification_unread", condition=Q(read_at=None)),
            models.Index(fields=["place"], name="notification_by_place"),
            models.Index(fields=["told_at"], name="notification_by_age"),
        ]
        constraints = [models.UniqueConstraint(fields=["user", "kind", "about"], name="notification_once")]

    def __str__(self) -> str:
        return f"{self.pk}"


class MuteManager(models.Manager["Mute"]):
    def kinds_of(self, user: User) -> set[str]:
        return set(self.filter(user=user).values_list("kind", flat=True))

    def switch(self, user: User, switches: Mapping[str, bool]) -> None:
        """Switches kinds on or off for a member; the others stay as they are."""
        self.filter(user=user, kind__in=[kind for kind, is_on in switches.items() if is_on]).delete()
        off = [Mute(user=user, kind=kind) for kind, is_on in switches.items() if not is_on]
        self.bulk_create(off, ignore_conflicts=True)


class Mute(models.Model):
    """That a member wants to hear nothing of a kind."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mutes", db_index=False)
    kind = models.CharField(max_length=20)

    objects = MuteManager()

    class Meta:
        verbose_name = _("끈 알림")
        verbose_name_plural = _("끈 알림")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="mute_once")]

    def __str__(self) -> str:
        return f"{self.pk}"


class QuietHoursManager(models.Manager["QuietHours"]):
    def of(self, user: User) -> "QuietHours":
        """The member's own, or what holds for who has chosen none."""
        return self.filter(user=user).first() or QuietHours(user=user)


class QuietHours(models.Model):
    """When a member's bell keeps still, by Seoul's clock; `ends` before `begins` is on the next morning."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="quiet_hours")
    is_on = models.BooleanField(default=True)
    begins = models.TimeField(default=BEGINS)
    ends = models.TimeField(default=ENDS)

    objects = QuietHoursManager()

    class Meta:
        verbose_name = _("조용한 시간")
        verbose_name_plural = _("조용한 시간")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=~Q(begins=models.F("ends")), name="quiet_hours_have_an_end")]

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"

    def change(self, **values: Any) -> None:
        """Saves the whole row: of two changes at once one wins, never a half of each."""
        for column, value in values.items():
            setattr(self, column, value)
        columns = ["is_on", "begins", "ends"]
        QuietHours.objects.bulk_create([self], update_conflicts=True, unique_fields=["user"], update_fields=columns)

    def since(self, now: datetime) -> datetime | None:
        return quiet_since(now, self.begins, self.ends) if self.is_on else None
