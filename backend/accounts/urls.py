from django.urls import path

from accounts import views

urlpatterns = [
    path("signup/", views.SignupView.as_view()),
    path("token/", views.TokenView.as_view()),
    path("token/refresh/", views.RefreshView.as_view()),
    path("token/verify/", views.VerifyView.as_view()),
    path("token/blacklist/", views.LogoutView.as_view()),
    path("user/", views.ProfileView.as_view()),
    path("user/<int:pk>/", views.CardView.as_view()),
    path("password/change/", views.PasswordChangeView.as_view()),
]
