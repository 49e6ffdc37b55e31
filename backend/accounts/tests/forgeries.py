"""Tokens that we did not make, or that are good no more: none opens anything."""

import base64
import json
from collections.abc import Callable
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.utils import timezone

from accounts import tokens
from accounts.models import User

RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def claims_of(token: str) -> dict[str, Any]:
    return jwt.decode(token, options={"verify_signature": False})


def forged(token: str, *, key: Any = None, algorithm: str = "HS256", **claims: Any) -> str:
    """The token with other claims (None: without it), signed with our key unless said otherwise."""
    payload = {name: value for name, value in (claims_of(token) | claims).items() if value is not None}
    return jwt.encode(payload, settings.TOKEN_KEY if key is None else key, algorithm)


def resigned(token: str, head: str | None = None, **claims: Any) -> str:
    """The token with another head or claims, under its old signature."""
    old_head, _, signature = token.split(".")
    return ".".join([head or old_head, encoded(claims_of(token) | claims), signature])


def encoded(part: Any) -> str:
    text = part if isinstance(part, str) else json.dumps(part)
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def from_now(seconds: float) -> int:
    return int(timezone.now().timestamp() + seconds)


def of_somebody_else(good: str) -> str:
    """The signature of one member's token under the login of another."""
    other, _ = User.objects.get_or_create(username="neighbour", nickname="옆자리")
    return resigned(good, login=claims_of(tokens.begin_login(other).access)["login"])


FORGERIES: dict[str, Callable[[str], str]] = {
    # Who signed it
    "claims changed": lambda good: resigned(good, exp=from_now(10**6)),
    "the login of somebody else": of_somebody_else,
    "another signature": lambda good: good.rpartition(".")[0] + "." + good.rpartition(".")[2][::-1],
    "no signature": lambda good: good.rpartition(".")[0] + ".",
    "another key": lambda good: forged(good, key="0123456789" * 5),
    "the key of the sessions": lambda good: forged(good, key=settings.SECRET_KEY),
    # How
    "algorithm none": lambda good: forged(good, key="", algorithm="none"),
    "algorithm none, signed": lambda good: resigned(good, encoded({"alg": "none", "typ": "JWT"})),
    "algorithm nOnE": lambda good: resigned(good, encoded({"alg": "nOnE", "typ": "JWT"})),
    "no algorithm": lambda good: resigned(good, encoded({"typ": "JWT"})),
    "an algorithm that is a list": lambda good: resigned(good, encoded({"alg": ["HS256"]})),
    "HS512": lambda good: forged(good, algorithm="HS512"),
    "RS256": lambda good: forged(good, key=RSA_KEY, algorithm="RS256"),
    "RS256 over our HMAC": lambda good: resigned(good, encoded({"alg": "RS256", "typ": "JWT"})),
    "a key that it brings along": lambda good: jwt.encode(
        claims_of(good), RSA_KEY, "RS256", headers={"kid": "../../dev/null", "x5u": "https://evil.example"}
    ),
    "a head that is no object": lambda good: resigned(good, encoded([])),
    "a nested head": lambda good: resigned(good, encoded("[" * 200)),
    "a deeply nested head": lambda good: resigned(good, encoded("[" * 5_000)),
    # When
    "over": lambda good: forged(good, exp=from_now(-1)),
    "no end": lambda good: forged(good, exp=None),
    "an end that is a word": lambda good: forged(good, exp="내일"),
    "an end after all years": lambda good: forged(good, exp=10**18),
    "an endless end": lambda good: forged(good, exp=float("inf")),
    "made tomorrow": lambda good: forged(good, iat=from_now(86_400)),
    "good from tomorrow": lambda good: forged(good, nbf=from_now(86_400)),
    # What
    "an unknown kind": lambda good: forged(good, token_type="sliding"),
    "no kind": lambda good: forged(good, token_type=None),
    "no id": lambda good: forged(good, jti=None),
    "an id that is a number": lambda good: forged(good, jti=7),
    "an id with NUL": lambda good: forged(good, jti="\0" * 32),
    "no login": lambda good: forged(good, login=None),
    "a login that is a number": lambda good: forged(good, login=1),
    "a login that is a word": lambda good: forged(good, login="나"),
    "a login that is a list": lambda good: forged(good, login=[claims_of(good)["login"]]),
    # No token at all
    "text": lambda good: "글자",
    "a smile": lambda good: "😀.😀.😀",
    "dots": lambda good: "..",
    "spaces inside": lambda good: good.replace(".", " . "),
    "twice": lambda good: f"{good}.{good}",
    "huge": lambda good: good + "A" * 10_000,
}
