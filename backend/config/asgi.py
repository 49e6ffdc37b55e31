"""HTTP and sockets in one ASGI application."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.core.asgi import get_asgi_application

http = get_asgi_application()  # loads the apps: what follows may import models

from channels.routing import ProtocolTypeRouter, URLRouter

from chat.routing import websocket_urlpatterns

application = ProtocolTypeRouter(
    {
        "http": ASGIStaticFilesHandler(http) if settings.SERVE_FILES else http,
        "websocket": URLRouter(websocket_urlpatterns),
    }
)
