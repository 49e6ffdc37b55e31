from typing import Any

import django_filters
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from common.filters import FlagFilter
from common.pagination import TimeKeysetPagination
from common.views import CommandView
from notifications import layer
from notifications.models import Notification, QuietHours
from notifications.serializers import (
    NotificationSerializer,
    ReadAllSerializer,
    SettingsSerializer,
    UnreadSerializer,
    notifications_json,
)


class NotificationFilter(django_filters.FilterSet):
    unread = FlagFilter(field_name="read_at", lookup_expr="isnull", label=_("읽지 않은 것만, 또는 읽은 것만"))

    class Meta:
        model = Notification
        fields: tuple[str, ...] = ()

    @staticmethod
    def unfiltered(notifications: QuerySet, user: User) -> QuerySet:
        return notifications


class NotificationListView(generics.ListAPIView):
    """새것이 먼저 와요. 지워졌거나 숨겨진 것에 대한 알림은 없어요.

    글 하나의 좋아요 알림은 하나뿐이에요. 더 받으면 한 시간에 한 번까지 맨 위로 올라오고, 다시 읽지 않은 것이 돼요.
    익명으로 쓴 사람은 알림에서도 익명이고, 누가 좋아하거나 스크랩했는지는 나오지 않아요.
    """

    summaries = {"GET": "내 알림"}
    permission_classes = [IsAuthenticated]
    serializer_class = NotificationSerializer
    pagination_class = TimeKeysetPagination
    ordering = ("-told_at", "-id")
    filterset_class = NotificationFilter
    queryset = Notification.objects.all()

    def get_queryset(self) -> QuerySet:
        return self.queryset.of(self.request.user).rows()

    def paginate_queryset(self, queryset: QuerySet) -> list[dict[str, Any]]:
        return notifications_json(self.request.user, super().paginate_queryset(queryset) or [])


class NotificationView(generics.GenericAPIView):
    """읽은 것으로, 또는 읽지 않은 것으로 표시해요."""

    summaries = {"PATCH": "알림 읽음 표시"}
    permission_classes = [IsAuthenticated]
    serializer_class = NotificationSerializer

    def patch(self, request: Request, id: int) -> Response:  # noqa: A002  (the path's name)
        own = Notification.objects.of(request.user).filter(pk=id)
        shown = notifications_json(request.user, list(own.rows()))
        if not shown:
            raise Http404
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        is_read = serializer.validated_data["is_read"]
        with transaction.atomic():
            own.filter(read_at__isnull=is_read).update(read_at=timezone.now() if is_read else None)
            layer.hint([request.user.pk])
        return Response(notifications_json(request.user, list(own.rows()))[0])


class UnreadView(generics.GenericAPIView):
    """조용한 시간에 온 알림은 그 시간이 끝날 때까지 세지 않아요. `/ws/notifications/`는 바뀔 때마다 알려 줘요."""

    summaries = {"GET": "읽지 않은 알림 수"}
    permission_classes = [IsAuthenticated]
    serializer_class = UnreadSerializer

    def get(self, request: Request) -> Response:
        return Response({"count": Notification.objects.count_unread(request.user)})


class ReadAllView(CommandView):
    """`until`을 보내면 그때까지 온 것만 읽은 것으로 해요. 그사이에 온 것을 놓치지 않아요."""

    summaries = {"POST": "모두 읽음"}
    permission_classes = [IsAuthenticated]
    serializer_class = ReadAllSerializer


@extend_schema(responses=SettingsSerializer)
class SettingsView(generics.GenericAPIView):
    """알림마다 켜고 끄고, 조용한 시간을 정해요. 처음에는 모두 켜져 있고, 밤 11시부터 아침 7시까지 조용해요."""

    summaries = {"GET": "알림 설정", "PATCH": "알림 설정 고치기"}
    permission_classes = [IsAuthenticated]
    serializer_class = SettingsSerializer

    def get(self, request: Request) -> Response:
        return Response(self.get_serializer(self.get_object()).data)

    def patch(self, request: Request) -> Response:
        serializer = self.get_serializer(self.get_object(), data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data)

    def get_object(self) -> QuietHours:
        return QuietHours.objects.of(self.request.user)
