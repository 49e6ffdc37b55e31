from collections.abc import Mapping
from typing import IO, Any

import orjson
from django.conf import settings
from rest_framework import parsers
from rest_framework.exceptions import ParseError

from common.errors import PayloadTooLarge


class ORJSONParser(parsers.BaseParser):
    """Parses a JSON body of at most `DATA_UPLOAD_MAX_MEMORY_SIZE` bytes.

    orjson refuses what Python's own parser lets through to the database or dies of: lone surrogates, NaN,
    invalid UTF-8 and nesting without end.
    """

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise PayloadTooLarge
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError from error
        if data is None:  # to DRF that would be no body at all
            raise ParseError
        return data


class MultiPartParser(parsers.MultiPartParser):
    """Multipart with files, of at most `MAX_UPLOAD_SIZE` bytes in all."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        request = (parser_context or {})["request"]
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.MAX_UPLOAD_SIZE:
            raise PayloadTooLarge
        try:
            return super().parse(stream, media_type, parser_context)
        except ParseError as error:
            raise ParseError from error  # said in our words: DRF's are English and quote the parser
