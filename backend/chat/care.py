"""What is said to somebody whose words suggest that they may harm themselves."""

from typing import Any

from django.utils.translation import gettext as _

from common.distress import HELPLINES


def care_json() -> dict[str, Any]:
    """`detail` is a sentence for them, `contacts` are who can be called at any hour: name and phone."""
    detail = _("많이 힘들었겠어요. 혼자 견디지 않아도 괜찮아요. 밤이든 낮이든 이야기를 들어 줄 사람이 있어요.")
    return {"detail": detail, "contacts": [{"name": line.name, "phone": line.phone} for line in HELPLINES]}
