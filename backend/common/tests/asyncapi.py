"""Holds what goes over a socket to the AsyncAPI document."""

import re
from datetime import datetime
from functools import cache
from typing import Any

from jsonschema import Draft7Validator, FormatChecker

from common.asyncapi import messages_of, resolved

formats = FormatChecker()


class NotInTheDocument(AssertionError):
    pass


@formats.checks("date-time")
def is_moment(value: Any) -> bool:
    """With an offset, as everywhere."""
    if not isinstance(value, str):
        return True
    try:
        return datetime.fromisoformat(value).utcoffset() is not None
    except ValueError:
        return False


def channel_of(path: str) -> str:
    """The channel of the document that a socket's address belongs to, whatever its query."""
    for name, channel in resolved()["channels"].items():
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", channel["address"]), path.partition("?")[0]):
            return name
    raise NotInTheDocument(f"no channel has the address {path}")


@cache
def validators(channel: str, direction: str) -> dict[str, Draft7Validator]:
    return {
        message["name"]: Draft7Validator(message["payload"], format_checker=formats)
        for message in messages_of(channel, direction).values()
    }


def validate(channel: str, direction: str, frame: dict[str, Any]) -> None:
    """Raises `NotInTheDocument` unless the server may send (`direction` is "send") or takes ("receive") this frame.

    The directions are those of the document, which describes the server. `channel` is "chat" or "notifications".
    """
    known = validators(channel, direction)
    kind = frame.get("type")
    if kind not in known:
        raise NotInTheDocument(f"{channel}: the server doesn't {direction} {kind!r}, but {', '.join(known)}: {frame}")
    if errors := sorted(known[kind].iter_errors(frame), key=str):
        reasons = "\n".join(f"  {error.json_path}: {error.message}" for error in errors)
        raise NotInTheDocument(f"{channel}: {kind!r} is not as the document says:\n{reasons}\n  in {frame}")
