"""The way out for every mail: a row now, the letter soon after the commit.

    outbox.register("welcome", compose)  # in AppConfig.ready
    outbox.queue("welcome", to=user.email, about=user.pk)  # in the transaction of what it tells

`compose(mail)` returns a `Message`, or None if there is nothing to send any more. It runs when the letter leaves, not
before: codes and links are made then, so that no secret lies in the outbox.
"""

import logging
from functools import partial

from django.db import transaction
from kombu.exceptions import ChannelError, OperationalError

from mail import letters
from mail.letters import Message, register
from mail.models import Mail
from mail.tasks import deliver

__all__ = ["Message", "queue", "register"]

logger = logging.getLogger(__name__)


def queue(kind: str, *, to: str, about: int | None = None) -> int:
    """Sends a mail of this kind once the running transaction is committed; nobody waits for a server.

    `about` is the key of what the mail tells of, for the composer. Returns the mail's own key.
    """
    if not letters.is_known(kind):
        raise LookupError(f"No composer is registered for mails of the kind {kind!r}.")
    mail = Mail.objects.create(kind=kind, to=to, about=about)
    transaction.on_commit(partial(hand_over, mail.pk), robust=True)
    return mail.pk


def hand_over(mail_id: int) -> None:
    """Tells the workers. Without a broker the mail waits for the next `deliver_due`."""
    try:
        deliver.apply_async([mail_id])
    except (OperationalError, ChannelError, OSError):  # of Redis and of a folder
        logger.warning("The broker is away: mail %d goes out with the next round", mail_id)
