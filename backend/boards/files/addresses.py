"""Where clients find a file, and what opens it while its post is hidden.

Pictures are asked for by `<img>`, which sends no token of ours: for its author, who alone may see a hidden post, the
address of a file brings a key along.
"""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from rest_framework.request import Request

KEY = "key"
KEY_LIFETIME = timedelta(hours=12)

signer = TimestampSigner(salt="boards.files")


def file_url(request: Request, token: str, *, is_hidden: bool) -> str:
    return address(request, "file", token, is_hidden)


def thumbnail_url(request: Request, token: str, *, is_hidden: bool) -> str:
    return address(request, "file-thumbnail", token, is_hidden)


def address(request: Request, name: str, token: str, is_hidden: bool) -> str:
    url = request.build_absolute_uri(reverse(name, args=[token]))
    return f"{url}?{KEY}={key_of(token)}" if is_hidden else url


def key_of(token: str) -> str:
    """When and with which signature; the token itself stands in the path."""
    return signer.sign(token).removeprefix(f"{token}:")


def opens(key: str, token: str) -> bool:
    try:
        signer.unsign(f"{token}:{key}", max_age=KEY_LIFETIME)
    except BadSignature:  # an old one, too
        return False
    return True
