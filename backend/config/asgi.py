"""HTTP and sockets in one ASGI application."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django.setup(set_prefix=False)  # loads the apps: what follows may import models

from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler

from chat.routing import websocket_urlpatterns
from config.handlers import Utf8ASGIHandler

http = Utf8ASGIHandler()

application = ProtocolTypeRouter(
    {
        "http": ASGIStaticFilesHandler(http) if settings.SERVE_FILES else http,
        "websocket": URLRouter(websocket_urlpatterns),
    }
)
