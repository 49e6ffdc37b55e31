from collections.abc import Mapping
from typing import IO, Any

import orjson
from django.conf import settings
from django.http import QueryDict, UnreadablePostError
from rest_framework import parsers
from rest_framework.exceptions import ParseError

from common.errors import PayloadTooLarge, StorageUnavailable


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
    """Multipart with files, of at most `max_size` bytes in all; what is large of it waits on the disk."""

    @property
    def max_size(self) -> int:
        return settings.MAX_UPLOAD_SIZE

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        request = (parser_context or {})["request"]
        if int(request.META.get("CONTENT_LENGTH") or 0) > self.max_size:
            raise PayloadTooLarge
        try:
            parsed = super().parse(stream, media_type, parser_context)
        except ParseError as error:
            raise ParseError from error  # said in our words: DRF's are English and quote the parser
        except UnreadablePostError:  # the client has gone
            raise
        except OSError as error:
            raise StorageUnavailable from error
        parsed.data = with_own_newlines(parsed.data)
        return parsed


class AttachmentsParser(MultiPartParser):
    """Multipart with as many files as a post may have."""

    @property
    def max_size(self) -> int:
        return settings.MAX_ATTACHMENTS_SIZE


def with_own_newlines(form: QueryDict) -> QueryDict:
    """A form as it was written: browsers send each newline of a text as two characters (WHATWG HTML, 4.10.21.8)."""
    written = QueryDict(mutable=True)
    for name, texts in form.lists():
        written.setlist(name, [text.replace("\r\n", "\n") for text in texts])
    return written


WITH_FILES: list[type[parsers.BaseParser]] = [ORJSONParser, MultiPartParser]
WITH_ATTACHMENTS: list[type[parsers.BaseParser]] = [ORJSONParser, AttachmentsParser]
