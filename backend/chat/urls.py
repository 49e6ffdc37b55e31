from django.urls import path

from chat import views

urlpatterns = [
    path("rooms/", views.RoomListView.as_view()),
    path("api/chat-messages/", views.MessageListView.as_view()),
]
