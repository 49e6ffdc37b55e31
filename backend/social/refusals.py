class Refusal(Exception):
    """Why somebody comes back from a provider without what they went for.

    `code` is what the web client finds in its address: `/social#error=<code>`.
    """

    code = "failed"


class Failed(Refusal):
    """The provider, or the way back from it, was not as it should be; trying again may help."""


class Suspended(Refusal):
    """The member is suspended; trying again won't help."""

    code = "suspended"


class Cancelled(Refusal):
    code = "cancelled"


class EmailInUse(Refusal):
    """A member has confirmed the provider's address as theirs: that member logs in as usual and links the provider."""

    code = "email_in_use"


class AlreadyLinked(Refusal):
    """The account at the provider is another member's, or the member has linked another account of it."""

    code = "already_linked"


class LinkExpired(Refusal):
    """Linking took too long, or the login that asked for it is over."""

    code = "link_expired"
