"""Errors of the house that two apps or more raise; `common.error_form` gives all of them their form."""

from math import ceil

from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status

RETRY_AFTER_SECONDS = 5


class Conflict(exceptions.APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = _("지금 상태에서는 할 수 없는 일이에요.")
    default_code = "conflict"


class PayloadTooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("보낸 내용이 너무 커요. 크기를 줄여서 다시 보내 주세요.")
    default_code = "payload_too_large"


class TooManyRequests(exceptions.APIException):
    """Over one of `common.limits`: words and `Retry-After` say after how many seconds it will pass."""

    status_code = status.HTTP_429_TOO_MANY_REQUESTS
    default_code = "throttled"

    def __init__(self, wait: int) -> None:
        self.wait = wait
        minutes = ceil(wait / 60)
        if wait < 60:
            detail = _("짧은 시간에 너무 많이 시도했어요. %(wait)d초 뒤에 다시 시도해 주세요.") % {"wait": wait}
        else:
            detail = _("짧은 시간에 너무 많이 시도했어요. %(wait)d분 뒤에 다시 시도해 주세요.") % {"wait": minutes}
        super().__init__(detail)


class Unavailable(exceptions.APIException):
    """A part that this request needs is away; the answer carries `Retry-After` in seconds."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = _("지금은 잠시 쓸 수 없어요. 조금 뒤에 다시 시도해 주세요.")
    default_code = "unavailable"
    wait: float = RETRY_AFTER_SECONDS


class StorageUnavailable(Unavailable):
    """The disk is full, or takes no files; nothing of the request was stored."""

    default_detail = _("지금은 파일을 저장할 수 없어요. 아무것도 저장되지 않았으니 조금 뒤에 다시 시도해 주세요.")
    default_code = "storage_unavailable"
    wait = 60


class UnknownPath(exceptions.NotFound):
    default_detail = _("이런 주소는 없어요. 주소와 마지막 빗금(/)을 확인해 주세요.")


class InternalError(exceptions.APIException):
    default_detail = _("서버에 문제가 생겼어요. 조금 뒤에 다시 시도해 주세요.")
    default_code = "internal_error"
