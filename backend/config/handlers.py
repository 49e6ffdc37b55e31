"""Django's ways into the application, for requests whatever their `Content-Type` says."""

from typing import Any

from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.utils.http import parse_header_parameters

UNREADABLE = "application/octet-stream"  # of no type that any view takes: 415


class Utf8Request(HttpRequest):
    """Everything that we read is UTF-8.

    Django takes the charset of a `Content-Type` for the query string, too, where `hex` or `undefined` raise in the
    middle of a view; a parameter in an unknown one (`a*=nope''b`) raises where nothing catches.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            self.content_type, self.content_params = UNREADABLE, {}
            meta["CONTENT_TYPE"] = UNREADABLE


class Utf8ASGIRequest(Utf8Request, ASGIRequest):
    pass


class Utf8WSGIRequest(Utf8Request, WSGIRequest):
    pass


class Utf8ASGIHandler(ASGIHandler):
    request_class = Utf8ASGIRequest


class Utf8StaticFilesHandler(ASGIStaticFilesHandler):
    request_class = Utf8ASGIRequest


class Utf8WSGIHandler(WSGIHandler):
    request_class = Utf8WSGIRequest
