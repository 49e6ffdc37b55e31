from django.urls import path

from boards.views import previews

urlpatterns = [path("", previews.PreviewView.as_view())]
