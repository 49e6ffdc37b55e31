"""`Idempotency-Key`: a POST that is repeated because its answer was lost makes nothing twice.

A view that creates by DRF's `create` names the mixin first:

    class PostListView(Idempotent, generics.ListCreateAPIView): ...

Key and creation are one transaction: after a crash there are both or neither, a refused or failed attempt leaves the
key unused, and of any number at once one creates while the others wait and get its answer.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Any

import orjson
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from common.addresses import client_address, home_of
from common.models import IdempotencyKey

KEY = re.compile(r"[\x20-\x7e]{1,64}")
PARAMETER = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="보낸 것마다 새로 정하는 값 (1–64자, UUID를 권해요). 답을 못 받아 같은 값으로 다시 보내면 24시간 동안 "
    "새로 만들지 않고 처음 답을 그대로 돌려줘요. 같은 값으로 다른 내용을 보내면 409 `idempotency_key_reused`예요.",
)


class Idempotent:  # its docstring would become the public text of a view that has none
    documented_headers: Mapping[str, tuple[OpenApiParameter, ...]] = {"POST": (PARAMETER,)}

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = key_of(request)
        if key is None:
            return super().create(request, *args, **kwargs)  # type: ignore[misc]
        with transaction.atomic():
            row = claim(request, key)
            if not row.is_new:
                return row.answer_again(key)
            response = super().create(request, *args, **kwargs)  # type: ignore[misc]
            row.keep_answer(key, response)
        return response


def key_of(request: Request) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not KEY.fullmatch(key):
        raise ValidationError(
            _("Idempotency-Key는 영문자, 숫자, 기호로 된 1–64자여야 해요."), code="invalid_idempotency_key"
        )
    return key


def claim(request: Request, key: str) -> IdempotencyKey:
    return IdempotencyKey.objects.claim(sender_of(request), key, request_digest(request, key))


def sender_of(request: Request) -> str:
    """A member; or a guest by the token of the live chat, else by address and browser, as a school has one address."""
    if request.user.is_authenticated:
        return member(request.user.pk)
    guest = request.headers.get("X-Chat-Token") or home_of(client_address(request))
    return f"guest:{guest} {request.headers.get('User-Agent', '')}"


def member(user_id: int) -> str:
    return f"member:{user_id}"


def request_digest(request: Request, key: str) -> str:
    """The same for the same method, address and body, be it with spaces or boundaries of its own.

    A body may hold a password: without the key, which is not stored, none can be tried out on the digest.
    """
    secret = salted_hmac("common.idempotency.request", key, algorithm="sha256").digest()
    start = f"{request.method} {request.get_full_path()}\n".encode()
    return hmac.digest(secret, start + canonical(request.data), "sha256").hex()


def canonical(body: Any) -> bytes:
    if isinstance(body, QueryDict):
        body = {name: [as_text(value) for value in values] for name, values in body.lists()}
    try:
        return orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:  # nested deeper than anything that we take
        raise ParseError from error


def as_text(value: object) -> str:
    if not isinstance(value, UploadedFile):
        return str(value)
    content = hashlib.sha256()
    for chunk in value.chunks():
        content.update(chunk)
    value.seek(0)
    return f"{value.name} {content.hexdigest()}"
