"""The paths of comments over both boards."""

from django.urls import path

from boards.views import comments

urlpatterns = [path("mine/", comments.OwnCommentListView.as_view())]
