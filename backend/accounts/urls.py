from django.urls import path

from accounts.views import (
    checks,
    email_codes,
    email_undo,
    leaving,
    password,
    profile,
    sessions,
    signup,
    suspended,
    tokens,
)

urlpatterns = [
    path("signup/", signup.SignupView.as_view()),
    path("availability/", checks.AvailabilityView.as_view()),
    path("email/code/", email_codes.EmailCodeView.as_view()),
    path("email/undo/", email_undo.EmailUndoView.as_view()),
    path("token/", tokens.TokenView.as_view()),
    path("token/refresh/", tokens.RefreshView.as_view()),
    path("token/verify/", tokens.VerifyView.as_view()),
    path("token/blacklist/", tokens.LogoutView.as_view()),
    path("sessions/", sessions.SessionListView.as_view()),
    path("sessions/<int:pk>/", sessions.SessionView.as_view()),
    path("user/", profile.ProfileView.as_view()),
    path("user/restore/", leaving.RestoreView.as_view()),
    path("user/<int:pk>/", profile.CardView.as_view()),
    path("export/", leaving.ExportView.as_view()),
    path("suspended/export/", suspended.SuspendedExportView.as_view()),
    path("suspended/withdraw/", suspended.SuspendedWithdrawalView.as_view()),
    path("erase/", leaving.EraseView.as_view()),
    path("password/check/", checks.PasswordCheckView.as_view()),
    path("password/change/", password.PasswordChangeView.as_view()),
    path("password/reset/", password.PasswordResetView.as_view()),
    path("password/reset/confirm/", password.PasswordResetConfirmView.as_view()),
]
