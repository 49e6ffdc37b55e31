"""The document of the sockets: sound in itself, served to programs as it is and to people as a page."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml
from django.conf import settings
from jsonschema import Draft7Validator
from rest_framework.test import APIClient

from common.asyncapi import channels, messages_of, resolved
from common.testing import is_korean
from common.tests.asyncapi import NotInTheDocument, channel_of, validate
from config.asgi import application

DOCUMENT = yaml.safe_load(settings.ASYNCAPI_FILE.read_bytes())
SIDES = [(channel, action) for channel in DOCUMENT["channels"] for action in ("send", "receive")]
MESSAGES = [(channel, action, key) for channel, action in SIDES for key in messages_of(channel, action)]


def nodes(node: Any, path: str = "#") -> Iterator[tuple[str, Any]]:
    yield path, node
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, one in inner:
        yield from nodes(one, f"{path}/{name}")


class TestTheDocument:
    """https://www.asyncapi.com/docs/reference/specification/v3.0.0, as far as can be told without its schema."""

    ALLOWED = {
        r"#": "asyncapi! id info! servers defaultContentType channels operations components",
        r"#/info": "title! version! description termsOfService contact license tags externalDocs",
        r"#/servers/\w+": "host! protocol! protocolVersion pathname description title summary variables security tags "
        "externalDocs bindings",
        r"#/channels/\w+": "address messages title summary description servers parameters tags externalDocs bindings",
        r"#/channels/\w+/parameters/\w+": "enum default description examples location",
        r"#/channels/\w+/bindings/ws": "method query headers bindingVersion",
        r"#/operations/\w+": "action! channel! title summary description security tags externalDocs bindings traits "
        "messages reply",
        r"#/components": "schemas servers channels operations messages securitySchemes serverVariables parameters "
        "correlationIds replies replyAddresses externalDocs tags operationTraits messageTraits serverBindings "
        "channelBindings operationBindings messageBindings",
        r"#/components/messages/\w+": "headers payload correlationId contentType name title summary description tags "
        "externalDocs bindings examples traits",
        r"#/components/messages/\w+/examples/\d+": "headers payload name summary",
    }

    def test_it_says_which_version_it_follows(self) -> None:
        assert DOCUMENT["asyncapi"] == "3.0.0"

    @pytest.mark.parametrize("pattern", ALLOWED)
    def test_its_objects_have_what_they_must_and_nothing_unknown(self, pattern: str) -> None:
        words = self.ALLOWED[pattern].split()
        allowed, needed = {word.rstrip("!") for word in words}, {word[:-1] for word in words if word.endswith("!")}
        found = [(path, node) for path, node in nodes(DOCUMENT) if re.fullmatch(pattern, path)]
        assert found
        for path, node in found:
            names = {name for name in node if not name.startswith("x-")}
            assert needed <= names <= allowed, path

    def test_every_reference_leads_somewhere(self) -> None:
        references = [node["$ref"] for _, node in nodes(DOCUMENT) if isinstance(node, dict) and "$ref" in node]
        assert len(references) > 60
        known = {path for path, _ in nodes(DOCUMENT)}
        assert set(references) <= known

    def test_operations_name_messages_of_their_channel_and_leave_none_out(self) -> None:
        for name, channel in DOCUMENT["channels"].items():
            operations = [one for one in DOCUMENT["operations"].values() if one["channel"]["$ref"].endswith(f"/{name}")]
            assert sorted(one["action"] for one in operations) == ["receive", "send"]
            listed = [message["$ref"] for one in operations for message in one["messages"]]
            assert sorted(listed) == sorted(f"#/channels/{name}/messages/{key}" for key in channel["messages"])

    def test_every_component_is_used(self) -> None:
        references = {node["$ref"] for _, node in nodes(DOCUMENT) if isinstance(node, dict) and "$ref" in node}
        for kind in ("messages", "schemas"):
            assert {f"#/components/{kind}/{name}" for name in DOCUMENT["components"][kind]} <= references

    def test_the_parameters_of_an_address_are_described(self) -> None:
        for channel in DOCUMENT["channels"].values():
            assert set(re.findall(r"{(\w+)}", channel["address"])) == set(channel.get("parameters", ()))

    def test_it_describes_every_socket_there_is(self) -> None:
        routes = [str(route.pattern) for route in application.application_mapping["websocket"].routes]
        addresses = {re.sub(r"<\w+:(\w+)>", r"{\1}", route) for route in routes if route}
        described = {channel["address"].lstrip("/").replace("{room}", "{slug}") for channel in channels_of_document()}
        assert addresses == described

    @pytest.mark.parametrize(("channel", "action", "key"), MESSAGES)
    def test_a_message_is_whole(self, channel: str, action: str, key: str) -> None:
        message = messages_of(channel, action)[key]
        payload = message["payload"]
        Draft7Validator.check_schema(payload)
        assert payload["properties"]["type"] == {"const": message["name"]}
        assert "type" in payload["required"]
        assert set(payload["required"]) <= set(payload["properties"])
        assert is_korean(message["title"])
        assert is_korean(message["summary"])
        assert message["examples"]
        if action == "send":
            for path, node in nodes(payload):
                if isinstance(node, dict) and "properties" in node and "type" in node:
                    assert node["additionalProperties"] is False, path

    @pytest.mark.parametrize(("channel", "action", "key"), MESSAGES)
    def test_every_example_is_what_it_shows(self, channel: str, action: str, key: str) -> None:
        for example in messages_of(channel, action)[key]["examples"]:
            validate(channel, action, example["payload"])

    def test_every_code_of_an_error_is_explained(self) -> None:
        for name, channel in resolved()["channels"].items():
            codes = messages_of(name, "send")["error"]["payload"]["properties"]["code"]["enum"]
            assert set(codes) == {one["code"] for one in channel["x-error-codes"]}
            assert all(1000 <= one["code"] < 5000 for one in channel["x-close-codes"])

    def test_the_lengths_are_those_of_the_code(self) -> None:
        from chat.serializers import MESSAGE_MAX_LENGTH

        text = messages_of("chat", "receive")["send"]["payload"]["properties"]["message"]
        assert text["maxLength"] == MESSAGE_MAX_LENGTH


def channels_of_document() -> list[dict[str, Any]]:
    return list(DOCUMENT["channels"].values())


class TestValidate:
    @pytest.mark.parametrize(
        ("frame", "reason"),
        [
            ({"type": "pong", "extra": 1}, "Additional properties"),
            ({"type": "deleted"}, "'id' is a required property"),
            ({"type": "deleted", "id": "7"}, "is not of type 'integer'"),
            ({"type": "hug"}, "the server doesn't send 'hug'"),
            ({}, "the server doesn't send None"),
            ({"type": "send", "message": "안녕"}, "the server doesn't send 'send'"),
            ({"type": "error", "code": "tired", "detail": "쉬어요"}, "is not one of"),
            ({"type": "error", "code": "rate_limited", "detail": "쉬어요"}, "'retry_after' is a required property"),
            ({"type": "error", "code": "read_only", "detail": "쉬어요", "retry_after": 3}, "is not one of"),
            ({"type": "error", "code": "muted", "detail": "쉬어요", "found": {}}, "'invalid' was expected"),
            ({"type": "gap", "from": 0, "to": 7}, "less than the minimum"),
            (
                {"type": "ack", "client_id": "x", "id": 1, "seq": 1, "timestamp": "2026-11-20T23:31:47+09:00"},
                "is not a 'uuid'",
            ),
            (
                {
                    "type": "ack",
                    "client_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
                    "id": 1,
                    "seq": 1,
                    "timestamp": "2026-11-20T23:31:47",
                },
                "is not a 'date-time'",
            ),
        ],
    )
    def test_what_the_document_does_not_say_is_refused_with_a_reason(self, frame: dict, reason: str) -> None:
        with pytest.raises(NotInTheDocument, match=re.escape(reason)):
            validate("chat", "send", frame)

    def test_a_client_may_say_more_than_the_server_reads(self) -> None:
        validate("chat", "receive", {"type": "ping", "letters": "a"})

    @pytest.mark.parametrize("message", ["", " ", "\n", "가" * 501, 7, None])
    def test_a_message_that_the_server_refuses_is_refused(self, message: Any) -> None:
        frame = {"type": "send", "client_id": "0f8fad5b-d9cb-469f-a165-70867728950e", "message": message}
        with pytest.raises(NotInTheDocument):
            validate("chat", "receive", frame)

    def test_an_address_has_its_channel(self) -> None:
        assert channel_of("/ws/chat/조용한-도서관/?since=3") == "chat"
        assert channel_of("/ws/notifications/") == "notifications"
        with pytest.raises(NotInTheDocument):
            channel_of("/ws/nowhere/")


class TestServed:
    def test_it_is_served_as_it_is_written(self, guest: APIClient) -> None:
        response = guest.get("/schema/asyncapi.yaml")
        assert (response.status_code, response["Content-Type"]) == (200, "application/yaml")
        assert response.content == settings.ASYNCAPI_FILE.read_bytes()
        assert "max-age" in response["Cache-Control"]

    def test_who_has_it_gets_it_not_again(self, guest: APIClient) -> None:
        tag = guest.get("/schema/asyncapi.yaml")["ETag"]
        again = guest.get("/schema/asyncapi.yaml", headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert guest.get("/schema/asyncapi.yaml", headers={"If-None-Match": '"old"'}).status_code == 200

    def test_the_web_client_may_read_it(self, guest: APIClient, settings) -> None:
        settings.CORS_ALLOWED_ORIGINS = ["https://www.example.org"]
        response = guest.get("/schema/asyncapi.yaml", headers={"Origin": "https://www.example.org"})
        assert response["Access-Control-Allow-Origin"] == "https://www.example.org"

    @pytest.mark.parametrize("url", ["/schema/asyncapi.yaml", "/schema/asyncapi/"])
    def test_it_is_there_to_be_read_alone(self, guest: APIClient, url: str) -> None:
        assert guest.head(url).status_code == 200
        refused = guest.post(url, {})
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (405, "method_not_allowed")


class Outline(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []


class TestThePage:
    @pytest.fixture
    def page(self, guest: APIClient) -> str:
        response = guest.get("/schema/asyncapi/")
        assert (response.status_code, response["Content-Type"].split(";")[0]) == (200, "text/html")
        return response.content.decode()

    def test_it_names_every_frame_field_and_code(self, page: str) -> None:
        ids = Outline(page).ids
        for channel in channels():
            assert channel.address in page
            for action, frames in (("receive", channel.received), ("send", channel.sent)):
                for frame in frames:
                    assert f"{channel.name}-{action}-{frame.key}" in ids
                    assert f"<h4><code>{frame.name}</code>" in page
                    for field in frame.fields:
                        assert f"<code>{field.path}</code>" in page
            for code, _ in (*channel.errors, *channel.closes):
                assert f"<code>{code}</code>" in page

    def test_it_needs_no_script_and_no_other_host(self, page: str) -> None:
        outline = Outline(page)
        assert not {"script", "link", "img", "iframe"} & set(outline.tags)
        assert not re.search(r"url\(|@import", page)
        assert all(link.startswith(("/schema/", "#")) for link in outline.links)

    def test_its_links_lead_somewhere(self, guest: APIClient, page: str) -> None:
        outline = Outline(page)
        assert len(set(outline.ids)) == len(outline.ids)
        inner = {link[1:] for link in outline.links if link.startswith("#")}
        assert len(inner) > 20
        assert inner <= set(outline.ids)
        for link in {link for link in outline.links if link.startswith("/")}:
            assert guest.get(link).status_code == 200, link

    def test_it_is_read_on_a_phone_in_the_dark(self, page: str) -> None:
        assert 'name="viewport" content="width=device-width, initial-scale=1"' in page
        assert "color-scheme: light dark" in page
        assert "light-dark(" in page
        assert '<html lang="ko">' in page

    def test_what_was_written_as_markup_is_shown_as_such(self, page: str) -> None:
        assert "**" not in page
        assert "<strong>약속</strong>" in page

    def test_the_other_documents_lead_to_it(self, guest: APIClient) -> None:
        description = guest.get("/schema/", headers={"Accept": "application/vnd.oai.openapi+json"}).json()["info"]
        assert "/schema/asyncapi/" in description["description"]
