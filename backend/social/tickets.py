"""What we hand to a browser and take back once: signed words with a lifetime."""

import secrets
from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.cache import cache


class InvalidTicket(Exception):
    """Not signed by us, too old, or used already."""


class TicketKind:
    """Tickets for one purpose; one of another kind is as good as forged."""

    def __init__(self, purpose: str, lifetime: timedelta) -> None:
        self.purpose = purpose
        self.lifetime = lifetime

    def issue(self, **claims: Any) -> str:
        """Signed, not sealed: whoever holds the ticket can read the claims."""
        return signing.dumps({**claims, "ticket": secrets.token_urlsafe(16)}, salt=self.purpose)

    def read(self, ticket: str) -> dict[str, Any]:
        try:
            return signing.loads(ticket, salt=self.purpose, max_age=self.lifetime)
        except signing.BadSignature as error:
            raise InvalidTicket from error

    def spend(self, claims: dict[str, Any]) -> None:
        """Of many who spend a ticket at the same moment one succeeds: `cache.add` decides."""
        if not cache.add(f"{self.purpose}:{claims['ticket']}", True, self.lifetime.total_seconds()):
            raise InvalidTicket
