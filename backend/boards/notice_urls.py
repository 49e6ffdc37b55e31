"""The path of notices over both boards."""

from django.urls import path

from boards.views import posts

urlpatterns = [path("", posts.NoticeListView.as_view())]
