from collections.abc import Mapping
from typing import Any

from common.times import local


def message_json(row: Mapping[str, Any], viewer: str | None) -> dict[str, Any]:
    """A row of `Message.objects.as_rows()` as one speaker (None: nobody in particular) sees it."""
    return {
        "id": row["id"],
        "seq": row["seq"],
        "room": row["room__slug"],
        "message": row["text"],
        "author": {"name": row["author_name"]},
        "is_mine": row["speaker"] == viewer,
        "client_id": row["client_id"],
        "timestamp": local(row["created_at"]),
        "is_deleted": row["is_deleted"],
    }
