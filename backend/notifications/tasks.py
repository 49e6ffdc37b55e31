from celery import shared_task

from notifications.models import Notification


@shared_task
def forget_old() -> None:
    Notification.objects.forget_old()
