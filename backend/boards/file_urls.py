"""The paths of files; what names them is unguessable."""

from django.urls import path

from boards.views import files

urlpatterns = [
    path("<slug:token>/", files.FileView.as_view(), name="file"),
    path("<slug:token>/thumbnail/", files.ThumbnailView.as_view(), name="file-thumbnail"),
]
