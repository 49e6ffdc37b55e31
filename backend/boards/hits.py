"""Who has looked at a post within the hour."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

from common.addresses import client_address

VIEW_SECONDS = 60 * 60


def is_new_view(request: HttpRequest, post_id: int) -> bool:
    """True once per viewer, post and hour, however many requests arrive at the same moment."""
    return cache.add(f"view:{post_id}:{viewer_of(request)}", True, VIEW_SECONDS)


def viewer_of(request: HttpRequest) -> str:
    """A member, or a guest's address and browser (a school has one address), kept as a digest only."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    guest = f"{client_address(request)} {request.headers.get('User-Agent', '')}"
    return hashlib.sha256(guest.encode()).hexdigest()
