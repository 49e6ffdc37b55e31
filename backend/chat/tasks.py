from celery import shared_task

from chat.models import Presence, Pseudonym, Room, Sanction


@shared_task
def forget_old() -> None:
    """Forgets what was said more than 30 days ago, the names of past days, sanctions that are over, and
    processes that died."""
    for room in Room.objects.all():
        room.forget_old()
    Pseudonym.objects.forget_past()
    Sanction.objects.forget_ended()
    Presence.objects.forget_expired()
