from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from boards.models import Attachment, Post
from boards.serializers.attachments import AttachmentSerializer, NewAttachmentSerializer
from boards.views.entries import OnBoard
from boards.views.uploads import TakesFiles
from common import idempotency
from common.idempotency import Idempotent
from common.parsers import AttachmentsParser


class OnOwnPost(OnBoard):  # the attachments of the post that the URL names, for its author alone
    def get_post(self) -> Post:
        post = get_object_or_404(self.entries().only("author_id"), pk=self.kwargs["post_id"])
        if post.author_id != self.request.user.pk:
            raise PermissionDenied
        return post

    def shown(self, attachment_id: int) -> dict[str, Any]:
        """It may have been deleted in the same moment."""
        shown: QuerySet[Any, Any] = Attachment.objects.shown()
        return get_object_or_404(shown, pk=attachment_id)


class AttachmentListView(OnOwnPost, TakesFiles, Idempotent, generics.CreateAPIView):
    """글쓴이가 글에 파일을 하나 더 올려요. 글 하나에 5개, 하나에 10MB까지예요.

    사진(JPEG, PNG, WebP, GIF)은 긴 쪽이 2,560픽셀을 넘지 않는 WebP로 바뀌고, 찍은 곳 같은 정보는 지워져요. 움직이는
    사진은 첫 장면만 남아요. 문서는 PDF, HWP, HWPX, DOC(X), XLS(X), PPT(X), TXT를 받아요. 이름이 아니라 내용을 봐요.
    """

    summaries = {"POST": "파일 올리기"}
    error_statuses = {"POST": (403, 409, 429)}
    documented_headers = {"POST": (idempotency.PARAMETER,)}
    permission_classes = [IsAuthenticated]
    parser_classes = [AttachmentsParser]
    serializer_class = NewAttachmentSerializer

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.post_it_hangs_on = self.get_post()
        return super().create(request, *args, **kwargs)

    def perform_create(self, serializer: BaseSerializer) -> None:
        [attachment_id] = self.post_it_hangs_on.attach(self.files)
        serializer.instance = self.shown(attachment_id)


@extend_schema(methods=["PATCH"], request=AttachmentSerializer)
class AttachmentView(OnOwnPost, generics.UpdateAPIView, generics.DestroyAPIView):
    """사진을 설명하는 말(`alt`)과 순서(`position`, 0부터)를 고치거나, 파일을 지워요. 맨 앞의 사진이 목록에 보여요."""

    summaries = {"PATCH": "파일 설명과 순서 고치기", "DELETE": "파일 지우기"}
    error_statuses = {"PATCH": (403,), "DELETE": (403,)}
    http_method_names = ["patch", "delete", "options"]
    permission_classes = [IsAuthenticated]
    serializer_class = AttachmentSerializer
    lookup_field = "id"

    def get_queryset(self) -> QuerySet[Attachment]:
        return Attachment.objects.filter(post=self.get_post()).select_related("post")

    def perform_update(self, serializer: BaseSerializer) -> None:
        attachment = serializer.save()
        serializer.instance = self.shown(attachment.pk)

    def perform_destroy(self, attachment: Attachment) -> None:
        attachment.remove()
