"""The schedule as calendars read it (iCalendar, RFC 5545 with the properties of RFC 7986)."""

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event, vDuration

from schedule.models import KeyDate

CALENDAR_NAME = "스쿨톡스 입시 일정"
REFRESH = timedelta(hours=6)  # how long calendars should wait before they look again


def feed(dates: Iterable[KeyDate]) -> bytes:
    """The same rows give the same octets, so that a tag of them tells whether anything has changed."""
    calendar = Calendar()
    calendar.add("prodid", "-//School Talks//Schedule//KO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", CALENDAR_NAME)
    calendar.add("x-wr-calname", CALENDAR_NAME)  # what clients read that don't know the name of RFC 7986
    calendar.add("refresh-interval", vDuration(REFRESH), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for date in dates:
        calendar.add_component(event(date))
    return calendar.to_ical()


def event(date: KeyDate) -> Event:
    """All day long, and nobody is busy for it."""
    shown = Event()
    shown.add("uid", str(date.uid))
    shown.add("dtstamp", date.updated_at)
    shown.add("last-modified", date.updated_at)
    shown.add("dtstart", date.starts_on)
    shown.add("dtend", date.ends_on + timedelta(days=1))  # the first day that is free of it
    shown.add("summary", date.title)
    shown.add("transp", "TRANSPARENT")
    if date.source_url:
        shown.add("url", date.source_url)
    return shown
