from django.urls import path

from aichat import views

urlpatterns = [
    path("", views.TurnListView.as_view()),
    path("<int:id>/retry/", views.RetryView.as_view()),
]
