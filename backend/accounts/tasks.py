from celery import shared_task

from accounts import admin_log
from accounts.models import EmailChange, EmailCode, Login, User


@shared_task
def erase_withdrawn() -> None:
    """Erases who left a week ago, and who never finished signing up."""
    admin_log.forget_deleted()
    User.objects.erase_due()


@shared_task
def forget_email_codes() -> None:
    """An address is a personal value, and most codes are of people who are not members."""
    EmailCode.objects.over().delete()


@shared_task
def forget_email_changes() -> None:
    """What can't be undone any more: an old address is nobody's business."""
    EmailChange.objects.over().delete()


@shared_task
def forget_logins() -> None:
    """Of who does not come back, too, nothing is kept that tells of a device."""
    Login.objects.over().delete()
