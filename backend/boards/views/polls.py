from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from boards.models import Poll, PollQuerySet
from boards.serializers.polls import PollSerializer, VoteSerializer
from boards.views.entries import OnBoard
from common.permissions import IsAuthorOrReadOnly


class OnPoll(OnBoard):  # the poll of the post that the URL names
    def polls(self) -> PollQuerySet:
        posts = self.entries().filter(pk=self.kwargs["id"])
        return Poll.objects.filter(post__in=posts.values("pk")).select_related("post")

    def as_seen(self) -> Poll:
        return get_object_or_404(self.polls().seen_by(self.request.user))


class PollView(OnPoll, generics.RetrieveDestroyAPIView):
    """글에 달린 투표예요. 투표하기 전에는 몇 표인지 보이지 않고, 투표했거나 마감되면 보여요.

    투표는 글을 쓸 때 `poll`로 함께 올려요. 고칠 수는 없고, 글쓴이와 운영진이 지울 수 있어요.
    """

    summaries = {"GET": "투표 보기", "DELETE": "투표 지우기"}
    error_statuses = {"DELETE": (403,)}
    permission_classes = [IsAuthorOrReadOnly]
    serializer_class = PollSerializer

    def get_object(self) -> Poll:
        poll = self.as_seen()
        self.check_object_permissions(self.request, poll)
        return poll

    def perform_destroy(self, poll: Poll) -> None:
        poll.remove()


class VoteView(OnPoll, generics.GenericAPIView):
    """한 사람이 한 번만 투표해요. 누가 투표했는지만 남고 무엇을 골랐는지는 어디에도 남지 않아서, 바꿀 수 없어요.

    이미 투표했으면 409 `already_voted`, 마감됐으면 409 `poll_closed`예요.
    """

    summaries = {"POST": "투표하기"}
    error_statuses = {"POST": (409,)}
    permission_classes = [IsAuthenticated]
    serializer_class = VoteSerializer

    @extend_schema(responses={200: PollSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        poll = get_object_or_404(self.polls())
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        poll.vote(request.user, serializer.validated_data["choices"])
        return Response(PollSerializer(self.as_seen()).data)
