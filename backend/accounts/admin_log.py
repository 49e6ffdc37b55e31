"""The back office's log of who changed what: it names rows, and a name may be a member's, or what they wrote."""

from datetime import timedelta

from django.conf import settings
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from accounts import personal_data
from accounts.models import User

KEPT: timedelta = settings.TIME_TO_RETURN


def forget(user: User) -> None:
    """Takes the names of a member, and of all that is theirs, out of the log. What staff did stays."""
    blank_out(User.objects.filter(pk=user.pk))
    for rows in personal_data.rows_of(user):
        blank_out(rows)


def blank_out(rows: QuerySet) -> None:
    about = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(rows.model))
    keys = rows.annotate(key_as_text=Cast("pk", CharField())).values("key_as_text")
    about.filter(object_id__in=keys).update(object_repr="")


def forget_deleted() -> None:
    """Whose a deleted row was can't be told any more, so its name goes after some days whosever it was."""
    old = LogEntry.objects.filter(action_flag=DELETION, action_time__lte=timezone.now() - KEPT)
    old.exclude(object_repr="").update(object_repr="")
