from django.urls import path

from qna import views

urlpatterns = [
    path("inquiry/", views.InquiryListView.as_view()),
    path("inquiry/<int:id>/", views.InquiryView.as_view()),
    path("inquiry/<int:id>/answer/", views.AnswerView.as_view()),
    path("faq/", views.FaqListView.as_view()),
    path("faq/<int:id>/", views.FaqView.as_view()),
]
