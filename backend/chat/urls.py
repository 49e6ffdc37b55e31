from django.urls import path

from chat import views

urlpatterns = [
    path("rooms/", views.RoomListView.as_view()),
    path("api/chat-messages/", views.MessageListView.as_view()),
    path("api/chat-messages/<int:id>/", views.MessageView.as_view()),
    path("api/chat-messages/<int:id>/report/", views.MessageReportView.as_view()),
    path("api/chat-messages/<int:id>/mute/", views.MuteView.as_view()),
    path("api/chat-messages/<int:id>/ban/", views.BanView.as_view()),
]
