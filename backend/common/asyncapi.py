"""The protocol of the sockets: an AsyncAPI 3 document, served as it is written, and a page for people made from it."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition

from common import richtext
from common.health import read_only

MEDIA_TYPE = "application/yaml"  # RFC 9512
FRESH_SECONDS = 300

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    path: str  # such as author.name
    kind: str
    is_required: bool
    text: SafeString


@dataclass(frozen=True)
class Frame:
    key: str  # of its message in the channel
    name: str
    title: str
    summary: SafeString
    fields: tuple[Field, ...]
    examples: tuple[str, ...]  # as JSON


@dataclass(frozen=True)
class Channel:
    name: str
    title: str
    address: str
    description: SafeString
    parameters: tuple[Field, ...]
    received: tuple[Frame, ...]  # by the server
    sent: tuple[Frame, ...]
    errors: tuple[tuple[str, SafeString], ...]
    closes: tuple[tuple[int, SafeString], ...]


@cache
def source() -> bytes:
    return settings.ASYNCAPI_FILE.read_bytes()


@cache
def resolved() -> Node:
    """The document with what its references lead to in their place; it has no circles."""
    whole = yaml.safe_load(source())

    def follow(node: Any) -> Any:
        if isinstance(node, list):
            return [follow(one) for one in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            target = whole
            for name in node["$ref"].removeprefix("#/").split("/"):
                target = target[name]
            return follow(target)
        return {name: follow(one) for name, one in node.items()}

    return follow(whole)


def etag(request: HttpRequest) -> str:
    return f'"{hashlib.sha256(source()).hexdigest()[:32]}"'


@csrf_exempt
@read_only
@cache_control(public=True, max_age=FRESH_SECONDS)
@condition(etag_func=etag)
def document(request: HttpRequest) -> HttpResponse:
    return HttpResponse(source(), content_type=MEDIA_TYPE)


@csrf_exempt
@read_only
@cache_control(public=True, max_age=FRESH_SECONDS)
def page(request: HttpRequest) -> HttpResponse:
    info, servers = resolved()["info"], resolved()["servers"].values()
    context = {
        "title": info["title"],
        "description": prose(info["description"]),
        "servers": [(f"{one['protocol']}://{one['host']}", prose(one["description"])) for one in servers],
        "channels": channels(),
    }
    return render(request, "asyncapi.html", context)


@cache
def channels() -> tuple[Channel, ...]:
    return tuple(
        Channel(
            name=name,
            title=channel["title"],
            address=channel["address"],
            description=prose(channel["description"]),
            parameters=tuple(parameters_of(channel)),
            received=frames_of(name, "receive"),
            sent=frames_of(name, "send"),
            errors=tuple((one["code"], prose(one["meaning"])) for one in channel["x-error-codes"]),
            closes=tuple((one["code"], prose(one["meaning"])) for one in channel["x-close-codes"]),
        )
        for name, channel in resolved()["channels"].items()
    )


def messages_of(channel: str, action: str) -> dict[str, Node]:
    """The messages that the server sends (`action` is `send`) or takes (`receive`) there, by their key."""
    described = yaml.safe_load(source())
    [operation] = [
        operation
        for operation in described["operations"].values()
        if operation["action"] == action and operation["channel"]["$ref"] == f"#/channels/{channel}"
    ]
    keys = [reference["$ref"].rpartition("/")[2] for reference in operation["messages"]]
    return {key: resolved()["channels"][channel]["messages"][key] for key in keys}


def frames_of(channel: str, action: str) -> tuple[Frame, ...]:
    return tuple(
        Frame(
            key=key,
            name=message["name"],
            title=message["title"],
            summary=prose(message["summary"]),
            fields=tuple(field for field in fields_of(message["payload"]) if field.path != "type"),
            examples=tuple(
                json.dumps(example["payload"], ensure_ascii=False, indent=2) for example in message["examples"]
            ),
        )
        for key, message in messages_of(channel, action).items()
    )


def parameters_of(channel: Node) -> Iterator[Field]:
    for name, parameter in channel.get("parameters", {}).items():
        yield Field(f"{{{name}}}", "string", is_required=True, text=prose(parameter["description"]))
    query = channel.get("bindings", {}).get("ws", {}).get("query", {})
    for name, schema in query.get("properties", {}).items():
        yield Field(f"?{name}=", kind_of(schema), is_required=False, text=prose(schema["description"]))


def fields_of(schema: Node, before: str = "") -> Iterator[Field]:
    for name, inner in schema.get("properties", {}).items():
        is_required = name in schema.get("required", ())
        yield Field(f"{before}{name}", kind_of(inner), is_required, prose(inner.get("description", "")))
        yield from fields_of(inner, f"{before}{name}.")
        yield from fields_of(inner.get("items", {}), f"{before}{name}[].")


def kind_of(schema: Node) -> str:
    """In few words what a value may be, such as `string 1–500` or `integer ≥ 1`."""
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if "oneOf" in schema:
        return " | ".join(kind_of(one) for one in schema["oneOf"])
    types = schema["type"]
    words = [types if isinstance(types, str) else " | ".join(types)]
    if "format" in schema:
        words.append(schema["format"])
    if "maxLength" in schema:
        words.append(f"{schema.get('minLength', 0)}–{schema['maxLength']}")
    if "maximum" in schema:
        words.append(f"{schema['minimum']}–{schema['maximum']}")
    elif "minimum" in schema:
        words.append(f"≥ {schema['minimum']}")
    return " ".join(words)


def prose(text: str) -> SafeString:
    """Markdown as HTML; a line is broken where the source is too wide, not where the reader shall see it."""
    return mark_safe(richtext.render(re.sub(r"(?<!\n)\n(?!\n|- ) *", " ", text.strip())).html)  # noqa: S308
