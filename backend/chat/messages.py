import re
from collections.abc import Mapping
from typing import Any

from chat.speakers import is_member
from common.times import local

WEB_ADDRESS = re.compile(r"https?://\S", re.IGNORECASE)


def message_json(row: Mapping[str, Any], viewer: str | None, *, for_staff: bool = False) -> dict[str, Any]:
    """A row of `Message.objects.as_rows()` as one speaker (None: nobody in particular) sees it, or one of the staff."""
    shown = {
        "id": row["id"],
        "seq": row["seq"],
        "room": row["room__slug"],
        "message": row["text"],
        "author": {"name": row["author_name"]},
        "is_mine": row["speaker"] == viewer,
        "client_id": row["client_id"],
        "timestamp": local(row["created_at"]),
        "is_deleted": row["is_deleted"],
        "has_links": has_links(row["speaker"], row["text"]),
    }
    return {**shown, "needs_care": row["needs_care"]} if for_staff else shown


def has_links(speaker: str, text: str) -> bool:
    """What a member writes may lead elsewhere; guests come and go without a name to lose."""
    return is_member(speaker) and WEB_ADDRESS.search(text) is not None
