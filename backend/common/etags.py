"""`ETag` and `If-Match` (RFC 9110, 8.8.3 and 13.1.1): who edits what somebody else has edited meanwhile hears of it.

The tag is the number of the version, `"3"`: what is counted beside a text does not change it.
"""

import re

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request

TAG = r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"'
TAGS = re.compile(rf"\s*{TAG}\s*(?:,\s*{TAG}\s*)*")

ETAG = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, response=[200, 201], description="지금 판의 값. 고칠 때 `If-Match`로 보내요."
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="읽을 때 받은 `ETag`. 그사이 다른 곳에서 고쳤으면 412 `edited_meanwhile`이고 아무것도 바뀌지 않아요.",
)


class EditedMeanwhile(APIException):
    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = _("그사이 다른 곳에서 고쳤어요. 지금 내용을 확인해 주세요.")
    default_code = "edited_meanwhile"


def tag_of(version: int) -> str:
    return f'"{version}"'


def expected_versions(request: Request) -> frozenset[int] | None:
    """The versions that the request is about, or None if any will do.

    A weak tag is as good as a strong one: a proxy that compresses an answer weakens its tag.
    """
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return None
    if not TAGS.fullmatch(header):
        raise ValidationError(_("If-Match는 받은 ETag 그대로이거나 *여야 해요."), code="invalid_if_match")
    return frozenset(int(tag) for tag in re.findall(TAG, header) if re.fullmatch("[0-9]{1,10}", tag))


def check_version(version: int, expected: frozenset[int] | None) -> None:
    if expected is not None and version not in expected:
        raise EditedMeanwhile
