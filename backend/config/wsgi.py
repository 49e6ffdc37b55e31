"""HTTP for a WSGI server."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from config.handlers import Utf8WSGIHandler

application = Utf8WSGIHandler()
