from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts import devices
from accounts.admin_forms import StaffLoginForm
from accounts.models import User


class BackOffice(AdminSite):
    """Django's, where it would pass by what holds for logins and passwords elsewhere."""

    site_header = site_title = _("스쿨톡스 관리")
    index_title = _("무엇을 살펴볼까요?")
    login_form = StaffLoginForm

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().login(request, extra_context)
        came_in = request.method == "POST" and isinstance(response, HttpResponseRedirect)
        if came_in and isinstance(request.user, User):
            devices.remember(response, request.user.id)
        return response

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """On the one page for it: there guesses are limited, and every other login ends."""
        return redirect(f"{settings.WEB_URL}/profile/account")
