from celery import shared_task

from chat.models import Pseudonym, Room, Sanction


@shared_task
def forget_old() -> None:
    """Forgets what was said more than 30 days ago, the names of past days, and sanctions that are over."""
    for room in Room.objects.all():
        room.forget_old()
    Pseudonym.objects.forget_past()
    Sanction.objects.forget_ended()
