from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.permissions import AllowAny, IsAdminUser
from rest_framework.serializers import BaseSerializer

from common.idempotency import Idempotent
from common.permissions import IsStaffOrReadOnly
from qna.models import Faq, Inquiry
from qna.permissions import AnyoneAsksMembersList, IsAskerOrStaff
from qna.serializers import AnswerSerializer, FaqSerializer, InquirySerializer, NewInquirySerializer

SECRET = OpenApiParameter("secret", str, description="비회원이 `secret_url`로 받은 값.")


class InquiryListView(Idempotent, generics.ListCreateAPIView):
    """누구나 문의할 수 있어요. 목록에는 내 문의만, 운영진에게는 모든 문의가 보여요.

    비회원이 받는 `secret_url`은 이때 한 번만 알려 주고, 그 문의를 다시 보는 유일한 길이에요.
    """

    summaries = {"GET": "내 문의 목록", "POST": "문의하기"}
    permission_classes = [AnyoneAsksMembersList]

    def get_serializer_class(self) -> type[BaseSerializer]:
        return NewInquirySerializer if self.request.method == "POST" else InquirySerializer

    def get_queryset(self) -> QuerySet[Inquiry]:
        return Inquiry.objects.visible_to(self.request.user)


@extend_schema(parameters=[SECRET])
class InquiryView(generics.RetrieveUpdateDestroyAPIView):
    """문의한 사람과 운영진만 볼 수 있어요. 비회원은 `secret`을 함께 보내요.

    고치기는 답변이 오기 전까지 문의한 사람만 할 수 있어요.
    """

    summaries = {
        "GET": "문의 읽기",
        "PUT": "문의 고치기",
        "PATCH": "문의 일부 고치기",
        "DELETE": "문의 지우기",
    }
    error_statuses = {"PUT": (403, 409), "PATCH": (403, 409)}
    permission_classes = [AllowAny, IsAskerOrStaff]
    serializer_class = InquirySerializer
    lookup_field = "id"

    def get_queryset(self) -> QuerySet[Inquiry]:
        return Inquiry.objects.visible_to(self.request.user, self.request.query_params.get("secret", ""))

    def perform_update(self, serializer: BaseSerializer) -> None:
        with transaction.atomic():
            serializer.instance.lock()
            serializer.save()


@extend_schema(responses=InquirySerializer)
@extend_schema_view(put=extend_schema(responses=InquirySerializer))
class AnswerView(generics.UpdateAPIView):
    """문의에 답하면 상태가 `answered`가 되고, 문의한 사람에게 메일이 가요."""

    summaries = {"PUT": "문의에 답하기"}
    error_statuses = {"PUT": (403,)}
    http_method_names = ["put", "options"]
    permission_classes = [IsAdminUser]
    queryset = Inquiry.objects.all()
    serializer_class = AnswerSerializer
    lookup_field = "id"


class FaqListView(Idempotent, generics.ListCreateAPIView):
    """정해진 순서대로예요."""

    summaries = {"GET": "자주 묻는 질문", "POST": "자주 묻는 질문 더하기"}
    error_statuses = {"POST": (403,)}
    permission_classes = [IsStaffOrReadOnly]
    queryset = Faq.objects.all()
    serializer_class = FaqSerializer
    ordering = ("position", "id")


class FaqView(generics.RetrieveUpdateDestroyAPIView):
    """읽기는 누구나, 고치고 지우기는 운영진만 할 수 있어요."""

    summaries = {
        "GET": "자주 묻는 질문 하나",
        "PUT": "자주 묻는 질문 고치기",
        "PATCH": "자주 묻는 질문 일부 고치기",
        "DELETE": "자주 묻는 질문 지우기",
    }
    error_statuses = {"PUT": (403,), "PATCH": (403,), "DELETE": (403,)}
    permission_classes = [IsStaffOrReadOnly]
    queryset = Faq.objects.all()
    serializer_class = FaqSerializer
    lookup_field = "id"
