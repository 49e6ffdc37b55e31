from celery import shared_task

from common.models import IdempotencyKey


@shared_task
def forget_idempotency_keys() -> None:
    """Nobody repeats a request after a day."""
    IdempotencyKey.objects.over().delete()
