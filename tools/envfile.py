"""The settings file `.env`: made once with fresh keys, checked at every start, never changed."""

import os
import re
import secrets

from tools.console import Problem, say
from tools.paths import ROOT

EXAMPLE = ROOT / ".env.example"
ENV_FILE = ROOT / ".env"
KEYS = ("SECRET_KEY", "TOKEN_KEY", "PSEUDONYM_KEY")
KEY_MIN_LENGTH = 32
ADVICE = "write `openssl rand -hex 32` into .env, or delete .env and `make run` makes a new one."
VALUE = r"""(?P<value>"[^"]*"|'[^']*'|[^"'\s](?:(?!\s#).)*|)(?:\s+#.*)?"""
LINE = re.compile(r"(?:export\s+)?(?P<name>[A-Za-z_]\w*)\s*=\s*" + VALUE, re.ASCII)


def ensure() -> None:
    """Makes `.env` from `.env.example` if there is none, then refuses one that could not work."""
    if not ENV_FILE.exists():
        lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
        keys = fresh_keys()
        text = "\n".join(line + keys.get(line.rstrip("="), "") for line in lines) + "\n"
        with os.fdopen(os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        say("Made .env with fresh keys.")
    values = {**read(ENV_FILE.name), **os.environ}
    for name in KEYS:
        if not values.get(name):
            raise Problem(f"{name} is not set; {ADVICE}")
        if len(values[name]) < KEY_MIN_LENGTH:
            raise Problem(f"{name} is shorter than {KEY_MIN_LENGTH} characters; {ADVICE}")


def read(name: str) -> dict[str, str]:
    """The values of a settings file in the repository's root."""
    try:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{name} cannot be read ({error.__class__.__name__}); it must be a text file in UTF-8.") from None
    values = {}
    for number, line in enumerate(map(str.strip, lines), start=1):
        if not line or line.startswith("#"):
            continue
        match = LINE.fullmatch(line)
        if match is None:
            raise Problem(f"line {number} of {name} is not of the form NAME=value; mend or remove it.")
        values[match["name"]] = match["value"].strip("\"'")
    return values


def fresh_keys() -> dict[str, str]:
    return {name: secrets.token_hex(32) for name in KEYS}


def private_environment(**values: str) -> dict[str, str]:
    """The environment of a server or test run of its own: every setting is ours, none comes from `.env`."""
    return {**os.environ, **read(EXAMPLE.name), **fresh_keys(), **values}
