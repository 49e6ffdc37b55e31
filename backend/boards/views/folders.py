from django.db.models import QuerySet
from rest_framework import generics
from rest_framework.permissions import IsAuthenticated
from rest_framework.serializers import BaseSerializer

from boards.models import Folder
from boards.pagination import FolderPagination
from boards.serializers.scraps import FolderSerializer
from common.idempotency import Idempotent


class OwnFolders(generics.GenericAPIView):
    permission_classes = [IsAuthenticated]
    serializer_class = FolderSerializer
    queryset = Folder.objects.all()

    def get_queryset(self) -> QuerySet[Folder]:
        return self.queryset.of(self.request.user).with_counts()


class FolderListView(Idempotent, generics.ListCreateAPIView, OwnFolders):
    """내 스크랩 폴더와, 폴더마다 든 글의 수예요. `unfiled`는 폴더에 넣지 않은 스크랩의 수예요.

    폴더는 한 사람이 50개까지예요(409 `too_many_folders`). 같은 이름은 하나만 둘 수 있고, 대문자와 소문자는 같은
    글자예요.
    """

    summaries = {"GET": "스크랩 폴더 목록", "POST": "스크랩 폴더 만들기"}
    pagination_class = FolderPagination

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.instance = Folder.objects.make(self.request.user, serializer.validated_data["name"])


class FolderView(generics.UpdateAPIView, generics.DestroyAPIView, OwnFolders):
    """폴더의 이름을 바꾸거나 폴더를 지워요. 지워도 안에 있던 스크랩은 폴더 없이 남아요."""

    summaries = {"PATCH": "스크랩 폴더 이름 바꾸기", "DELETE": "스크랩 폴더 지우기"}
    http_method_names = ["patch", "delete", "options"]
    lookup_field = "id"

    def perform_update(self, serializer: BaseSerializer) -> None:
        if "name" in serializer.validated_data:
            serializer.instance.rename(serializer.validated_data["name"])

    def perform_destroy(self, folder: Folder) -> None:
        folder.remove()
