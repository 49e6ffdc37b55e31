from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import generics
from rest_framework.permissions import IsAuthenticated

from boards.models import Revision
from boards.serializers.revisions import RevisionSerializer
from boards.views.entries import OnBoard, UnderPost


class RevisionListView(generics.ListAPIView):
    """고치기 전에는 무엇이었는지, 새로 고친 것부터 50개까지예요. 글쓴이와 운영진만 볼 수 있어요."""

    permission_classes = [IsAuthenticated]
    serializer_class = RevisionSerializer
    ordering = "-version"

    def get_queryset(self) -> QuerySet:
        user = self.request.user
        entries = self.entries() if user.is_staff else self.entries().by(user)
        return Revision.objects.of(get_object_or_404(entries.only("pk"), pk=self.kwargs["id"]))


class PostRevisionListView(OnBoard, RevisionListView):
    summaries = {"GET": "글의 고친 기록"}


class CommentRevisionListView(UnderPost, RevisionListView):
    summaries = {"GET": "댓글의 고친 기록"}
