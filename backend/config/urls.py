"""The sitemap: a line per app."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.static import serve

from boards.models import Board

admin.site.site_header = admin.site.site_title = _("스쿨톡스 관리")
admin.site.index_title = _("무엇을 살펴볼까요?")

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("accounts.urls")),
    path("post/", include("boards.urls"), {"board": Board.FREE}),
    path("study/", include("boards.urls"), {"board": Board.STUDY}),
    path("qna/", include("qna.urls")),
    path("aichat/", include("aichat.urls")),
    path("chat/", include("chat.urls")),
    path("schema/", include("common.schema_urls")),
    path("", include("common.health_urls")),
    path("admin/", admin.site.urls),
]
if settings.SERVE_FILES:
    urlpatterns.append(re_path(r"^media/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT}))

handler400 = "common.error_form.bad_request"
handler403 = "common.error_form.permission_denied"
handler404 = "common.error_form.not_found"
handler500 = "common.error_form.server_error"
