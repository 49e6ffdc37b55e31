"""The hours in which the bell keeps still. Days and hours are those of Seoul."""

from datetime import datetime, time, timedelta

from common.times import local

BEGINS, ENDS = time(23), time(7)  # unless a member chooses others
DAY = timedelta(days=1)


def quiet_since(now: datetime, begins: time, ends: time) -> datetime | None:
    """When the quiet hours began in which `now` lies; None outside of them. They may reach over midnight."""
    today = local(now)
    clock = today.time()
    start = today.replace(hour=begins.hour, minute=begins.minute, second=0, microsecond=0)
    if begins < ends:
        return start if begins <= clock < ends else None
    if clock >= begins:
        return start
    return start - DAY if clock < ends else None


def next_change(now: datetime, begins: time, ends: time) -> datetime:
    """When they begin or end next."""
    today = local(now)
    moments = [today.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0) for at in (begins, ends)]
    return min(moment if moment > now else moment + DAY for moment in moments)
