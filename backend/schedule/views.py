import hashlib

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.views import APIView

from common.downloads import AnyFormat
from common.etags import EditedMeanwhile
from common.idempotency import Idempotent
from common.permissions import IsStaffOrReadOnly
from schedule import ics
from schedule.models import Change, KeyDate
from schedule.pagination import DateKeysetPagination
from schedule.serializers import KeyDateSerializer


class KeyDateListView(Idempotent, generics.ListCreateAPIView):
    """다가오거나 진행 중인 입시 일정이에요. 먼저 시작하는 것이 먼저 와요. 날짜는 모두 한국 날짜예요.

    올리기는 운영진만 할 수 있어요. 끝나는 날이 시작하는 날보다 빠르면 400 `ends_before_start`예요.
    """

    summaries = {"GET": "다가오는 입시 일정", "POST": "입시 일정 올리기"}
    error_statuses = {"POST": (403,)}
    permission_classes = [IsStaffOrReadOnly]
    serializer_class = KeyDateSerializer
    pagination_class = DateKeysetPagination
    ordering = ("starts_on", "id")

    def get_queryset(self) -> QuerySet[KeyDate]:
        return KeyDate.objects.not_over()


class KeyDateView(generics.RetrieveUpdateDestroyAPIView):
    """읽기는 누구나, 고치고 지우기는 운영진만 할 수 있어요. 끝난 일정도 읽을 수 있어요."""

    summaries = {
        "GET": "입시 일정 하나",
        "PUT": "입시 일정 고치기",
        "PATCH": "입시 일정 일부 고치기",
        "DELETE": "입시 일정 지우기",
    }
    error_statuses = {"PUT": (403,), "PATCH": (403,), "DELETE": (403,)}
    permission_classes = [IsStaffOrReadOnly]
    queryset = KeyDate.objects.all()
    serializer_class = KeyDateSerializer
    lookup_field = "id"


@extend_schema(
    responses={(200, "text/calendar"): OpenApiResponse(OpenApiTypes.STR, description="iCalendar (RFC 5545)")}
)
class CalendarView(APIView):
    """달력 앱에서 구독하는 입시 일정이에요. 지난 한 해 안에 끝난 것도 들어 있어요.

    바뀐 것이 없으면 `If-None-Match`나 `If-Modified-Since`에 304로 답해요.
    """

    summaries = {"GET": "입시 일정 달력"}
    error_statuses = {"GET": (412,)}
    authentication_classes = ()
    permission_classes = ()
    content_negotiation_class = AnyFormat

    def get(self, request: Request) -> HttpResponseBase:
        content = ics.feed(KeyDate.objects.in_calendar())
        changed_at = Change.objects.values_list("at", flat=True).first()
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["ETag"] = f'"{hashlib.sha256(content).hexdigest()}"'
        response["Content-Disposition"] = 'attachment; filename="school-talks.ics"'
        response["Cache-Control"] = "no-cache"
        last_modified = None
        if changed_at is not None:
            last_modified = int(changed_at.timestamp())
            response["Last-Modified"] = http_date(last_modified)
        answer = get_conditional_response(request._request, response["ETag"], last_modified, response) or response
        if answer.status_code == EditedMeanwhile.status_code:
            raise EditedMeanwhile
        return answer
