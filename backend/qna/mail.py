"""Mail of the inquiry desk."""

from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import override


def send_answer(address: str, question: str, answer: str) -> None:
    with override("ko"):
        send_mail(
            _("[스쿨톡스] 문의에 답변드려요"),
            _("남겨 주신 문의에 답변이 도착했어요.\n\n[문의]\n%(question)s\n\n[답변]\n%(answer)s\n")
            % {"question": question, "answer": answer},
            None,
            [address],
        )
