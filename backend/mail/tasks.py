from celery import shared_task

from mail.models import Mail

ROUND = 500  # mails of one `deliver_due`: the next round follows within a minute


@shared_task
def deliver(mail_id: int) -> None:
    """Sends a mail, if nobody else has meanwhile."""
    if mail := Mail.objects.claim(mail_id):
        mail.deliver()


@shared_task
def deliver_due() -> None:
    """Sends what a lost task, a failed try or a dead worker has left."""
    due = Mail.objects.due().order_by("next_try_at").values_list("pk", flat=True)
    for mail_id in due[:ROUND]:
        mail = Mail.objects.claim(mail_id)
        if mail and not mail.deliver():
            return  # one try a round tells when the server is back


@shared_task
def forget() -> None:
    """Deletes the mails that ended long ago: an address is a personal value."""
    Mail.objects.expired().delete()
