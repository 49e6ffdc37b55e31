"""HTTP and sockets in one ASGI application."""

import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django.setup(set_prefix=False)  # loads the apps: what follows may import models

from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.urls import re_path

from chat.routing import websocket_urlpatterns as chat
from common.sockets import UnknownPathConsumer
from config.handlers import Utf8ASGIHandler, Utf8StaticFilesHandler
from notifications.routing import websocket_urlpatterns as notifications

http = Utf8ASGIHandler()

application = ProtocolTypeRouter(
    {
        "http": Utf8StaticFilesHandler(http) if settings.SERVE_FILES else http,
        "websocket": URLRouter([*chat, *notifications, re_path(r"", UnknownPathConsumer.as_asgi())]),
    }
)

# What was loaded so far stays for good: a collection that looks through it would hold up every socket for a moment.
gc.collect()
gc.freeze()
