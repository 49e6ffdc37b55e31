from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import generics
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from boards.models import Report
from boards.views.entries import OnBoard, UnderPost
from common.serializers import ReportSerializer


class ReportView(generics.GenericAPIView):
    """운영진에게 알려요. 누가 신고했는지는 글쓴이도 운영진도 볼 수 없어요.

    한 사람의 신고는 하나예요. 다시 보내면 까닭과 내용을 고쳐요. 내가 쓴 것은 신고할 수 없어요(409 `own_entry`).
    신고된 글은 운영진이 살펴볼 때까지 인기글에 나오지 않아요.
    """

    summaries = {"PUT": "신고"}
    error_statuses = {"PUT": (409,)}
    permission_classes = [IsAuthenticated]
    serializer_class = ReportSerializer

    def put(self, request: Request, **kwargs: Any) -> Response:
        entry = get_object_or_404(self.entries(), pk=self.kwargs["id"])
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        Report.objects.file(request.user, entry, **serializer.validated_data)
        return Response(serializer.data)


class PostReportView(OnBoard, ReportView):
    pass


class CommentReportView(UnderPost, ReportView):
    pass
