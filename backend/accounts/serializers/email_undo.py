from typing import Any

from django.db import transaction
from rest_framework import serializers

from accounts import mails, reset_links, undo_links
from common.fields import TextField
from common.schema import example


@example(
    {
        "token": "3f0c6b1e9a7d4c58b2e1f60d7a9c4e85.Qm9vWl9kU2xhY2t3YXRlci1zaWduYXR1cmU",
        "reset_token": "h.d9qk3r-5a1f27c0b8e94d6f3a2c7b9d0e1f4a58",
    }
)
class EmailUndoSerializer(serializers.Serializer):
    token = TextField(max_length=200, write_only=True)
    reset_token = serializers.CharField(read_only=True)

    def create(self, data: dict[str, Any]) -> dict[str, str]:
        with transaction.atomic():
            change = undo_links.change_of(data["token"])
            mails.tell_proved(change.user, "email_undone")
            change.undo()
        return {"reset_token": reset_links.token_for(change.user)}
