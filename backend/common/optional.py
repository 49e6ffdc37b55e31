"""Serializer fields that may stay empty."""

from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers
from rest_framework.fields import empty

from common.admissions import check_source
from common.fields import NameField, TextField


class Optional(serializers.Field):
    """An empty text, which is all that a form can send, says nothing: null."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, allow_null=True, **kwargs)

    def run_validation(self, data: Any = empty) -> Any:
        return super().run_validation(None if data == "" else data)


class OptionalChoice(Optional, serializers.ChoiceField):
    pass


class OptionalNumber(Optional, serializers.IntegerField):
    pass


class OptionalDate(Optional, serializers.DateField):
    pass


class OptionalName(Optional, NameField):
    pass


class SourceField(Optional, TextField):
    """An address on the web, of http or https."""

    default_error_messages: dict[str, Any] = {"invalid_url": check_source.message}

    def to_internal_value(self, data: Any) -> str:
        address = super().to_internal_value(data).strip()
        try:
            check_source(address)
        except DjangoValidationError:
            self.fail("invalid_url")
        return address
