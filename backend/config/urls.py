"""The sitemap: a line per app."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.static import serve

from boards.models import Board

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("accounts.urls")),
    path("accounts/social/", include("social.urls")),
    path("post/", include("boards.urls"), {"board": Board.FREE}),
    path("study/", include("boards.urls"), {"board": Board.STUDY}),
    path("comments/", include("boards.comment_urls")),
    path("scraps/", include("boards.scrap_urls")),
    path("notifications/", include("notifications.urls")),
    path("notices/", include("boards.notice_urls")),
    path("preview/", include("boards.preview_urls")),
    path("files/", include("boards.file_urls")),
    path("qna/", include("qna.urls")),
    path("schedule/", include("schedule.urls")),
    path("search/", include("search.urls")),
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
