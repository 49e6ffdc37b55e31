"""Mail of the inquiry desk."""

from mail.models import Mail
from mail.outbox import Message
from qna.models import Inquiry


def compose_answer(mail: Mail) -> Message | None:
    """The answer as it reads now; none to who has taken the inquiry back, or hears of a better answer anyway."""
    inquiry = Inquiry.objects.filter(pk__in=[mail.about]).first()
    if inquiry is None or mail.is_superseded():
        return None
    return Message("[스쿨톡스] 문의에 답변드려요", "inquiry_answered", {"inquiry": inquiry})
