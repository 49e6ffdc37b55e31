from collections.abc import AsyncIterator, Iterator, Mapping
from typing import IO

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import StreamingHttpResponse
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

CHUNK = 64 * 1024  # bytes


class AnyFormat(DefaultContentNegotiation):
    """A file is sent whatever a client says that it accepts; errors are JSON as everywhere."""

    def select_renderer(
        self, request: Request, renderers: list[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


def download(request: Request, file: IO[bytes], content_type: str, headers: Mapping[str, str]) -> StreamingHttpResponse:
    """Sends a file piece by piece, and closes it."""
    # Under ASGI a synchronous iterator would be collected whole before the first byte.
    pieces = pieces_async(file) if isinstance(request._request, ASGIRequest) else pieces_sync(file)
    return StreamingHttpResponse(pieces, content_type=content_type, headers=dict(headers))


def pieces_sync(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(CHUNK):
            yield piece


async def pieces_async(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while piece := await sync_to_async(file.read)(CHUNK):
            yield piece
