from django.urls import path

from schedule import views

urlpatterns = [
    path("", views.KeyDateListView.as_view()),
    path("<int:id>/", views.KeyDateView.as_view()),
    path("calendar.ics", views.CalendarView.as_view()),
]
