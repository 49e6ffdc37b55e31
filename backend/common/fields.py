"""Serializer fields for what people type."""

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# What Unicode lets a font ignore (soft hyphens, joiners, turns of direction, variation selectors, Hangul fillers),
# and the empty Braille cell.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
# NFKC would turn a lone ㅋ into a leading consonant, which looks the same and is found by nobody.
NO_LONE_LETTERS = re.compile("[^ㄱ-ㆎ]+")


# Not a RegexValidator: the document would show its expression as what a text must contain.
def refuse_control_characters(text: str) -> None:
    if CONTROL_CHARACTER.search(text):
        raise serializers.ValidationError(_("쓸 수 없는 제어 문자가 들어 있어요."), code="control_character")


class TextField(serializers.CharField):
    """Text stored as it was written: nothing is trimmed, control characters but tab and newline are refused."""

    default_error_messages = {"invalid": _("글자로 적어 주세요.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("trim_whitespace", False)
        super().__init__(**kwargs)
        self.validators.append(refuse_control_characters)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):  # DRF would turn a number into its digits
            self.fail("invalid")
        if not self.allow_blank and not data.strip():
            self.fail("blank")
        return super().to_internal_value(data)


class NameField(TextField):
    """One line of visible text, trimmed, in Unicode's composed form, so that names that look alike are the same."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=True, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        value = INVISIBLE.sub("", super().to_internal_value(data))
        value = NO_LONE_LETTERS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), value)
        value = " ".join(value.split())
        if not (value or self.allow_blank):
            self.fail("blank")
        return value
