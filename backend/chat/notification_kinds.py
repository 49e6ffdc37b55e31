"""What the chat tells staff of."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from chat.models import Message, Room
from common import richtext
from notifications.kinds import Kind, Part, Row, Told

EXCERPT_LENGTH = 80


def describe(reader: User, rows: list[Row]) -> dict[int, Told]:
    """One query; nothing to who is not on the staff any more. Whose line it is, nobody is told."""
    ids = {int(row["about"].removeprefix("message:")): row["id"] for row in rows}
    lines = Message.objects.filter(pk__in=ids) if reader.is_staff else Message.objects.none()
    return {
        ids[line["id"]]: Told(
            title=line["room__name"],
            message=_("채팅방에 도움이 필요해 보이는 말이 있어요."),
            target={"kind": "chat", "board": None, "id": line["seq"], "comment": None, "room": line["room__slug"]},
            excerpt=richtext.excerpt(" ".join(line["text"].split()), EXCERPT_LENGTH),
        )
        for line in lines.values("id", "seq", "text", "room__name", "room__slug")
    }


CARE = Kind("care", gettext_lazy("도움이 필요해 보이는 말"), staff_only=True, is_urgent=True)
PART = Part((CARE,), describe, places=(Room,))
