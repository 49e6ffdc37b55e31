from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Login
from accounts.serializers.sessions import SessionSerializer
from common.pagination import TimeKeysetPagination


class OwnSessions(generics.GenericAPIView):
    permission_classes = [IsAuthenticated]
    open_before_completion = ("DELETE",)
    serializer_class = SessionSerializer
    queryset = Login.objects.all()

    def get_queryset(self) -> QuerySet[Login]:
        return self.request.user.logins.living()


class SessionListView(generics.ListAPIView, OwnSessions):
    """내 로그인이에요. 마지막으로 쓴 것이 먼저예요.

    로그인은 14일 동안 쓰지 않으면 끝나요. 한 사람이 50개까지 둘 수 있고, 넘으면 가장 오래 쓰지 않은 것이 끝나요.
    DELETE는 지금 쓰는 로그인만 남기고 모두 끝내요.
    """

    summaries = {"GET": "내 로그인 목록", "DELETE": "다른 로그인 모두 끝내기"}
    pagination_class = TimeKeysetPagination
    ordering = ("-last_used_at", "-id")

    @extend_schema(responses={204: None})
    def delete(self, request: Request) -> Response:
        request.user.logins.exclude(pk=request.auth.pk).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)


class SessionView(generics.DestroyAPIView, OwnSessions):
    """그 로그인의 토큰은 모두 곧바로 죽어요. 지금 쓰는 로그인도 끝낼 수 있어요."""

    summaries = {"DELETE": "로그인 하나 끝내기"}
