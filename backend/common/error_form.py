"""Every error leaves the API in one form, built here and nowhere else.

    {"type": "validation_error" | "client_error" | "server_error",
     "errors": [{"code": "required", "detail": "한국어 문장", "attr": "title" | null}]}

A domain error is a subclass of `APIException` with a status and a code; it is raised anywhere and shaped here.
"""

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import set_rollback

from common.errors import InternalError, PayloadTooLarge, Unavailable, UnknownPath

logger = logging.getLogger(__name__)

PARTS_AWAY = (OperationalError, InterfaceError, RedisConnectionError, RedisTimeoutError)


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """The one place where an exception of a view becomes an answer; None lets an unexpected one through to 500."""
    api_error = as_api_exception(error)
    if api_error is None:
        return None
    set_rollback()
    headers = {}
    if auth_header := getattr(api_error, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(api_error, "wait", None):
        headers["Retry-After"] = str(max(1, round(wait)))
    return Response(error_body(api_error), status=api_error.status_code, headers=headers)


def as_api_exception(error: Exception) -> exceptions.APIException | None:
    match error:
        case exceptions.APIException():
            return error
        case Http404():
            return exceptions.NotFound()
        case PermissionDenied():
            return exceptions.PermissionDenied()
        case RequestDataTooBig():
            return PayloadTooLarge()
        case SuspiciousOperation():
            return exceptions.ParseError()
        case _ if isinstance(error, PARTS_AWAY):
            logger.error("A part is away", exc_info=error)
            return Unavailable()
    return None


def error_body(error: exceptions.APIException) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        kind = "validation_error"
    elif status.is_server_error(error.status_code):
        kind = "server_error"
    else:
        kind = "client_error"
    errors = [
        {"code": detail.code, "detail": str(detail), "attr": ".".join(path) or None}
        for path, detail in flatten(error.detail)
    ]
    return {"type": kind, "errors": errors}


def flatten(detail: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], exceptions.ErrorDetail]]:
    """Walks DRF's nested details, yielding the path of each field and its error."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            own = name == api_settings.NON_FIELD_ERRORS_KEY
            yield from flatten(inner, path if own else (*path, str(name)))
    elif isinstance(detail, list):
        for position, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from flatten(inner, (*path, str(position)) if nested else path)
    else:
        yield path, detail


def as_json(error: exceptions.APIException) -> JsonResponse:
    return JsonResponse(error_body(error), status=error.status_code, json_dumps_params={"ensure_ascii": False})


# What Django answers outside of any view of ours (config.urls names these as its handlers).


def bad_request(request: HttpRequest, exception: Exception) -> JsonResponse:
    return as_json(PayloadTooLarge() if isinstance(exception, RequestDataTooBig) else exceptions.ParseError())


def permission_denied(request: HttpRequest, exception: Exception) -> JsonResponse:
    return as_json(exceptions.PermissionDenied())


def not_found(request: HttpRequest, exception: Exception) -> JsonResponse:
    return as_json(UnknownPath())


def server_error(request: HttpRequest) -> JsonResponse:
    return as_json(InternalError())
