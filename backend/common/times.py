"""Times as answers show them."""

from datetime import datetime

from django.utils.timezone import get_default_timezone


def local(moment: datetime) -> datetime:
    """In the time zone of the settings: nobody activates another, and asking for it cost a tenth of a list."""
    return moment.astimezone(get_default_timezone())
