"""Whether this process lives, and whether all that it stands on does."""

from collections.abc import Callable
from functools import wraps
from uuid import uuid4

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import MethodNotAllowed

from common.error_form import as_json
from common.errors import RETRY_AFTER_SECONDS, Unavailable

READING = ("GET", "HEAD")
Check = Callable[[HttpRequest], HttpResponse]


def read_only(check: Check) -> Check:
    """Lets GET and HEAD through and refuses the rest in the contract's form, which `require_safe` doesn't know."""

    @wraps(check)
    def answer(request: HttpRequest) -> HttpResponse:
        if request.method in READING:
            return check(request)
        refusal = as_json(MethodNotAllowed(request.method or ""))
        refusal["Allow"] = ", ".join(READING)
        return refusal

    return answer


@csrf_exempt
@never_cache
@read_only
def healthz(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})


@csrf_exempt
@never_cache
@read_only
def readyz(request: HttpRequest) -> HttpResponse:
    for part, check in CHECKS.items():
        try:
            check()
        except Exception:  # whatever is wrong with it, the part is not ready
            answer = as_json(Unavailable(_("준비되지 않은 부분: %(part)s") % {"part": part}, code=part))
            answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
            return answer
    return JsonResponse({"status": "ok"})


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_cache() -> None:
    key = f"ready:{uuid4().hex}"
    cache.set(key, 1, 10)
    if cache.get(key) != 1:
        raise ConnectionError
    cache.delete(key)


def check_channel_layer() -> None:
    """A message to a channel that nobody reads: it expires by itself."""
    layer = get_channel_layer()
    async_to_sync(layer.send)(f"ready.{uuid4().hex}", {"type": "ready"})


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "cache": check_cache,
    "channel_layer": check_channel_layer,
}
