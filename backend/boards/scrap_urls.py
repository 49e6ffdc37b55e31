"""The paths of the shelf: what a member keeps of both boards."""

from django.urls import path

from boards.views import folders, scraps

urlpatterns = [
    path("", scraps.ScrapListView.as_view()),
    path("folders/", folders.FolderListView.as_view()),
    path("folders/<int:id>/", folders.FolderView.as_view()),
]
