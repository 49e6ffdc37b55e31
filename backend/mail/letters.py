"""What the mails say. Each app registers a composer for each kind of mail it queues (in its `AppConfig.ready`).

Mails are Korean whatever the request's language: their templates and subjects are plain Korean.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override

if TYPE_CHECKING:
    from mail.models import Mail


@dataclass(frozen=True)
class Message:
    """A subject, and the name of the templates `mail/<template>.txt` and `.html` with what they show.

    Both extend `mail/base.*` and fill its block `content`. They know `subject` and `web_url` (without a final slash)
    besides `context`.
    """

    subject: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


Composer = Callable[["Mail"], Message | None]
_composers: dict[str, Composer] = {}


def register(kind: str, composer: Composer) -> None:
    """`composer(mail)` is called for every try to send it; None: there is nothing to send any more."""
    _composers[kind] = composer


def is_known(kind: str) -> bool:
    return kind in _composers


def write(mail: "Mail") -> EmailMultiAlternatives | None:
    """The letter as it reads now, in text and HTML."""
    with override("ko"):
        message = _composers[mail.kind](mail)
        if message is None:
            return None
        subject = " ".join(message.subject.split())  # a line break would end the header
        context = {**message.context, "subject": subject, "web_url": settings.WEB_URL}
        text = render_to_string(f"mail/{message.template}.txt", context)
        html = render_to_string(f"mail/{message.template}.html", context)
    # RFC 3834: no out-of-office reply to a machine.
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    letter = EmailMultiAlternatives(subject, text, to=[mail.to], headers=headers)
    letter.attach_alternative(html, "text/html")
    return letter
