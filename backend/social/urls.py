from django.urls import path

from social import views

urlpatterns = [
    path("", views.ProviderListView.as_view()),
    path("token/", views.SocialTokenView.as_view()),
    path("<slug:provider>/", views.ProviderView.as_view()),
    path("<slug:provider>/start/", views.StartView.as_view()),
    path("<slug:provider>/callback/", views.CallbackView.as_view(), name="social-callback"),
]
