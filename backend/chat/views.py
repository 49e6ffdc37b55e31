from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.permissions import AllowAny
from rest_framework.serializers import BaseSerializer

from chat.models import LOBBY, Message, Presence, Room
from chat.pagination import SeqPagination
from chat.serializers import MessageSerializer, RoomSerializer
from chat.speakers import new_guest, speaker_of_request, token_of
from common.idempotency import Idempotent

ROOM = OpenApiParameter("room", str, description="방의 주소 이름.", default=LOBBY)
TOKEN = OpenApiParameter(
    "X-Chat-Token", str, OpenApiParameter.HEADER, description="비회원이 자기 이름을 이어 쓰려고 보내는 토큰."
)


class RoomListView(generics.ListAPIView):
    """채팅방과, 지금 그 방에서 이야기하는 사람 수예요."""

    summaries = {"GET": "채팅방 목록"}
    permission_classes = [AllowAny]
    queryset = Room.objects.all()
    serializer_class = RoomSerializer
    ordering = ("position", "id")

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "present": Presence.objects.count_people()}


@extend_schema_view(get=extend_schema(parameters=[ROOM, TOKEN]), post=extend_schema(parameters=[TOKEN]))
class MessageListView(Idempotent, generics.ListCreateAPIView):
    """로그인하지 않아도 읽고 쓸 수 있어요. 오래된 메시지가 먼저 와요.

    쓴 메시지는 같은 방의 모든 소켓에도 가요. 같은 `client_id`를 다시 보내면 처음 만든 메시지를 답해요.
    비회원에게는 답의 `X-Chat-Token` 머리글로 토큰을 주고, 그 토큰을 보내면 같은 이름으로 이어서 말할 수 있어요.
    """

    summaries = {"GET": "메시지 목록", "POST": "메시지 보내기"}
    error_statuses = {"GET": (404,), "POST": (403,)}
    permission_classes = [AllowAny]
    queryset = Message.objects.all()
    serializer_class = MessageSerializer
    pagination_class = SeqPagination

    @cached_property
    def room(self) -> Room:
        return get_object_or_404(Room.objects.named(self.request.query_params.get("room", LOBBY)))

    @cached_property
    def speaker(self) -> str | None:
        return speaker_of_request(self.request)

    def get_queryset(self) -> QuerySet:
        return self.queryset.in_room(self.room).as_rows()

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "speaker": self.speaker}

    def perform_create(self, serializer: BaseSerializer) -> None:
        data = serializer.validated_data
        room = data["room"] or get_object_or_404(Room.objects.named(LOBBY))
        self.speaker = self.speaker or new_guest()
        serializer.context["speaker"] = self.speaker
        message = Message.objects.post(room, self.speaker, data["message"], data.get("client_id"))
        serializer.instance = Message.objects.as_rows().get(pk=message.pk)

    def get_success_headers(self, data: dict[str, Any]) -> dict[str, str]:
        if self.speaker is None or self.request.user.is_authenticated:
            return {}
        return {"X-Chat-Token": token_of(self.speaker)}
