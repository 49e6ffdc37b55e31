"""What the inquiry desk tells members of."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common import richtext
from notifications.kinds import Kind, Part, Row, Told
from qna.models import Inquiry

TITLE_LENGTH, EXCERPT_LENGTH = 40, 80


def describe(reader: User, rows: list[Row]) -> dict[int, Told]:
    """One query."""
    ids = {int(row["about"].removeprefix("inquiry:")): row["id"] for row in rows}
    answered = Inquiry.objects.owned_by(reader).filter(pk__in=ids).values("id", "content", "answer_html")
    return {
        ids[row["id"]]: Told(
            title=richtext.excerpt(" ".join(row["content"].split()), TITLE_LENGTH),
            message=_("문의에 답변이 왔어요."),
            target={"kind": "inquiry", "board": None, "id": row["id"], "comment": None},
            excerpt=richtext.excerpt(richtext.text_of(row["answer_html"]), EXCERPT_LENGTH),
        )
        for row in answered
    }


PART = Part((Kind("answer", gettext_lazy("내 문의에 온 답변")),), describe, places=(Inquiry,))
