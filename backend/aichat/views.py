from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from aichat import tutor
from aichat.models import Turn
from aichat.serializers import TurnSerializer
from common import idempotency


class TurnListView(generics.ListCreateAPIView):
    """나와 AI 튜터의 대화예요. 먼저 물은 것이 먼저 와요.

    질문은 AI에 묻기 전에 저장돼요. AI가 답하지 못하면 그 질문은 `failed`로 남고 다시 물을 수 있어요.
    연결된 AI가 없으면 게시판과 자주 묻는 질문에서 찾아 답하고, 그렇다고 밝혀요.

    같은 `Idempotency-Key`로 다시 보내면 처음 만든 질문을 답하고, 그 질문이 `failed`이면 다시 물어요. 아직 답하는 중이면
    409 `in_progress`예요.
    """

    summaries = {"GET": "대화 목록", "POST": "질문하기", "DELETE": "대화 모두 지우기"}
    error_statuses = {"POST": (502,)}
    documented_headers = {"POST": (idempotency.PARAMETER,)}
    permission_classes = [IsAuthenticated]
    serializer_class = TurnSerializer
    queryset = Turn.objects.all()
    ordering = "id"

    def get_queryset(self) -> QuerySet[Turn]:
        return self.queryset.of(self.request.user)

    def perform_create(self, serializer: BaseSerializer) -> None:
        """The question is committed before anyone is asked: only then its answer may fail or hang."""
        key = idempotency.key_of(self.request)
        turn = self.store_once(serializer, key) if key else serializer.save(user=self.request.user)
        if not turn.is_settled:
            tutor.ask(turn)

    @transaction.atomic
    def store_once(self, serializer: BaseSerializer, key: str) -> Turn:
        """The turn of this key, to be asked unless it is settled."""
        row = idempotency.claim(self.request, key)
        if row.is_new:
            row.keep_made(serializer.save(user=self.request.user).pk)
        else:
            serializer.instance = get_object_or_404(self.get_queryset(), pk=row.made)
            if not serializer.instance.is_settled:
                serializer.instance.resume()
        return serializer.instance

    @extend_schema(responses={204: None})
    def delete(self, request: Request) -> Response:
        self.get_queryset().delete()
        return Response(status=status.HTTP_204_NO_CONTENT)


class RetryView(generics.GenericAPIView):
    """답을 받지 못한(`failed`) 질문을 다시 물어요."""

    summaries = {"POST": "다시 묻기"}
    error_statuses = {"POST": (409, 502)}
    permission_classes = [IsAuthenticated]
    serializer_class = TurnSerializer
    queryset = Turn.objects.all()
    lookup_field = "id"

    def get_queryset(self) -> QuerySet[Turn]:
        return self.queryset.of(self.request.user)

    @extend_schema(request=None, responses={201: TurnSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        turn = self.get_object()
        turn.reopen()
        tutor.ask(turn)
        return Response(self.get_serializer(turn).data, status=status.HTTP_201_CREATED)
