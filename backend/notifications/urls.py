from django.urls import path

from notifications import views

urlpatterns = [
    path("", views.NotificationListView.as_view()),
    path("unread/", views.UnreadView.as_view()),
    path("read-all/", views.ReadAllView.as_view()),
    path("settings/", views.SettingsView.as_view()),
    path("<int:id>/", views.NotificationView.as_view()),
]
