from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import generics, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny, IsAdminUser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from chat.models import LOBBY, Message, MessageReport, Presence, Room, Sanction
from chat.pagination import SeqPagination
from chat.serializers import BanSerializer, MessageSerializer, MuteSerializer, RoomSerializer, SentMessageSerializer
from chat.speakers import new_guest, speaker_of_request, token_of
from common import limits
from common.addresses import client_address
from common.idempotency import Idempotent
from common.serializers import ReportSerializer

ROOM = OpenApiParameter("room", str, description="방의 주소 이름.", default=LOBBY)
TOKEN = OpenApiParameter(
    "X-Chat-Token", str, OpenApiParameter.HEADER, description="비회원이 자기 이름을 이어 쓰려고 보내는 토큰."
)


class RoomListView(generics.ListAPIView):
    """채팅방과, 지금 그 방에서 이야기하는 사람 수예요.

    `slow_seconds`가 0이 아니면 한 번 말한 사람은 그만큼(초) 기다렸다가 다시 말할 수 있어요.
    """

    summaries = {"GET": "채팅방 목록"}
    permission_classes = [AllowAny]
    queryset = Room.objects.all()
    serializer_class = RoomSerializer
    ordering = ("position", "id")

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "present": Presence.objects.count_people()}


class Speaking:
    """A view that knows who speaks: a member, or a guest by their token, who is given one if they have none."""

    request: Request

    @cached_property
    def speaker(self) -> str | None:
        return speaker_of_request(self.request)

    def need_speaker(self) -> str:
        self.speaker = self.speaker or new_guest()
        return self.speaker

    def token_headers(self) -> dict[str, str]:
        if self.speaker is None or self.request.user.is_authenticated:
            return {}
        return {"X-Chat-Token": token_of(self.speaker)}


@extend_schema_view(get=extend_schema(parameters=[ROOM, TOKEN]), post=extend_schema(parameters=[TOKEN]))
class MessageListView(Speaking, Idempotent, generics.ListCreateAPIView):
    """로그인하지 않아도 읽고 쓸 수 있어요. 오래된 메시지가 먼저 와요. 30일이 지난 메시지는 사라져요.

    쓴 메시지는 같은 방의 모든 소켓에도 가요. 같은 `client_id`를 다시 보내면 처음 만든 메시지를 답해요.
    비회원에게는 답의 `X-Chat-Token` 머리글로 토큰을 주고, 그 토큰을 보내면 같은 이름으로 이어서 말할 수 있어요.

    전화번호 같은 연락처는 남길 수 없어요(400 `contact`). 읽기만 하는 방이면 403 `read_only`, 운영진이 말하기를 막았으면
    403 `muted`(`Retry-After`초 뒤에 풀려요)나 `banned`예요. 너무 자주 말하면 429 `throttled`, 천천히 말하는 방에서 아직
    기다려야 하면 429 `slow_mode`예요. 걱정되는 말이면 답의 `care`에 건넬 문장과 전화번호가 있어요.
    """

    summaries = {"GET": "메시지 목록", "POST": "메시지 보내기"}
    error_statuses = {"GET": (404,), "POST": (403, 429)}
    permission_classes = [AllowAny]
    queryset = Message.objects.all()
    pagination_class = SeqPagination

    @cached_property
    def room(self) -> Room:
        return get_object_or_404(Room.objects.named(self.request.query_params.get("room", LOBBY)))

    def get_serializer_class(self) -> type[BaseSerializer]:
        return SentMessageSerializer if self.request.method == "POST" else MessageSerializer

    def get_queryset(self) -> QuerySet:
        return self.queryset.in_room(self.room).as_rows()

    def get_serializer_context(self) -> dict[str, Any]:
        context = super().get_serializer_context()
        return {**context, "speaker": self.speaker, "for_staff": self.request.user.is_staff}

    def perform_create(self, serializer: BaseSerializer) -> None:
        data = serializer.validated_data
        room = data["room"] or get_object_or_404(Room.objects.named(LOBBY))
        serializer.context["speaker"] = speaker = self.need_speaker()
        try:
            message = Message.objects.post(
                room,
                speaker,
                data["message"],
                data.get("client_id"),
                address=client_address(self.request),
                is_staff=self.request.user.is_staff,
            )
        except Room.DoesNotExist as error:
            raise Http404 from error
        serializer.instance = Message.objects.as_rows().get(pk=message.pk)

    def get_success_headers(self, data: dict[str, Any]) -> dict[str, str]:
        return self.token_headers()


@extend_schema(parameters=[TOKEN])
class MessageView(Speaking, generics.GenericAPIView):
    """쓴 사람(로그인한 회원이나 `X-Chat-Token`의 비회원)과 운영진이 지울 수 있어요. 모두의 화면에서 내용이 사라져요.

    이미 지운 것을 다시 지워도 204예요.
    """

    summaries = {"DELETE": "메시지 지우기"}
    error_statuses = {"DELETE": (403,)}
    permission_classes = [AllowAny]
    queryset = Message.objects.all()
    serializer_class = MessageSerializer
    lookup_field = "id"

    def delete(self, request: Request, **kwargs: Any) -> Response:
        message = self.get_object()
        if not (request.user.is_staff or message.speaker == self.speaker):
            raise PermissionDenied
        message.blank_out()
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(parameters=[TOKEN])
class MessageReportView(Speaking, generics.GenericAPIView):
    """운영진에게 알려요. 로그인하지 않아도 되고, 누가 신고했는지는 글쓴이도 운영진도 볼 수 없어요.

    한 사람의 신고는 메시지마다 하나예요. 다시 보내면 까닭과 내용을 고쳐요. 비회원은 `X-Chat-Token`으로 알아보고,
    없으면 새 토큰을 답의 `X-Chat-Token` 머리글로 줘요. 내가 한 말은 신고할 수 없어요(409 `own_entry`).
    """

    summaries = {"PUT": "메시지 신고"}
    error_statuses = {"PUT": (409, 429)}
    permission_classes = [AllowAny]
    queryset = Message.objects.standing()
    serializer_class = ReportSerializer
    lookup_field = "id"

    def put(self, request: Request, **kwargs: Any) -> Response:
        message = self.get_object()
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        limits.count("chat_report", address=client_address(request))
        MessageReport.objects.file(self.need_speaker(), message, **serializer.validated_data)
        return Response(serializer.data, headers=self.token_headers())


class SanctionView(generics.GenericAPIView):
    permission_classes = [IsAdminUser]
    queryset = Message.objects.all()
    lookup_field = "id"
    kind: Sanction.Kind

    def delete(self, request: Request, **kwargs: Any) -> Response:
        Sanction.objects.of(self.get_object().speaker).filter(kind=self.kind).lift()
        return Response(status=status.HTTP_204_NO_CONTENT)


class MuteView(SanctionView):
    """이 말을 한 사람이 `minutes`분 동안(최대 7일) 어느 방에서도 말하지 못하게 해요. 운영진도 누구인지는 알 수 없어요.

    다시 보내면 그때부터 새로 세요. `DELETE`는 바로 풀어요. 내가 한 말에는 할 수 없어요(409 `own_entry`).
    """

    summaries = {"PUT": "말하기 잠시 멈추기", "DELETE": "다시 말하게 하기"}
    error_statuses = {"PUT": (403, 409), "DELETE": (403,)}
    serializer_class = MuteSerializer
    kind = Sanction.Kind.MUTE

    def put(self, request: Request, **kwargs: Any) -> Response:
        message = self.get_object()
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        sanction = Sanction.objects.mute(message, serializer.validated_data["minutes"], request.user)
        return Response(self.get_serializer(sanction).data)


class BanView(SanctionView):
    """이 말을 한 사람이 어느 방에도 들어오지 못하게 해요. 운영진도 누구인지는 알 수 없어요.

    `DELETE`는 풀어요. 내가 한 말에는 할 수 없어요(409 `own_entry`).
    """

    summaries = {"PUT": "채팅 막기", "DELETE": "채팅 막기 풀기"}
    error_statuses = {"PUT": (403, 409), "DELETE": (403,)}
    serializer_class = BanSerializer
    kind = Sanction.Kind.BAN

    def put(self, request: Request, **kwargs: Any) -> Response:
        sanction = Sanction.objects.ban(self.get_object(), request.user)
        return Response(self.get_serializer(sanction).data)
