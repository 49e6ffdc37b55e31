"""The OpenAPI document: what the views declare, and the errors that each of them can answer."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent, build_media_type_object
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework.serializers import Serializer

from common.completion import is_open_before_completion

S = TypeVar("S", bound=Serializer)

ERROR_COMPONENT = "Error"
ERROR_SCHEMA = {
    "type": "object",
    "required": ["type", "errors"],
    "properties": {
        "type": {"type": "string", "enum": ["validation_error", "client_error", "server_error"]},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "detail", "attr"],
                "properties": {
                    "code": {"type": "string", "description": "프로그램이 보는 값. 바뀌지 않아요."},
                    "detail": {
                        "type": "string",
                        "description": "사람이 보는 문장. `Accept-Language: en`이면 영어예요.",
                    },
                    "attr": {"type": "string", "nullable": True, "description": "문제가 된 항목."},
                },
            },
        },
    },
}
# status: (description, code, detail, attr)
ERRORS = {
    400: ("보낸 값이 올바르지 않아요.", "required", "이 항목은 꼭 필요해요.", "content"),
    401: ("토큰이 없거나 쓸 수 없어요.", "not_authenticated", "로그인이 필요해요.", None),
    403: ("누구인지는 알지만 할 수 없는 일이에요.", "permission_denied", "이 일을 할 수 있는 권한이 없어요.", None),
    404: ("없거나 볼 수 없어요.", "not_found", "찾을 수 없어요. 지워졌을 수도 있어요.", None),
    406: ("JSON으로만 답할 수 있어요.", "not_acceptable", "이 형식으로는 답할 수 없어요.", None),
    409: ("지금 상태와 맞지 않아요.", "conflict", "지금 상태에서는 할 수 없는 일이에요.", None),
    412: ("그사이 누가 고쳤어요.", "edited_meanwhile", "그사이 다른 곳에서 고쳤어요. 지금 내용을 확인해 주세요.", None),
    413: ("본문이 너무 커요.", "payload_too_large", "보낸 내용이 너무 커요. 크기를 줄여서 다시 보내 주세요.", None),
    415: ("본문의 형식을 읽을 수 없어요.", "unsupported_media_type", "이 형식의 본문은 읽을 수 없어요.", None),
    429: ("너무 잦아요. `Retry-After`초 뒤에 다시 시도하세요.", "throttled",
          "짧은 시간에 너무 많이 시도했어요. 3분 뒤에 다시 시도해 주세요.", None),
    502: ("AI 서버의 답이 올바르지 않아요.", "ai_unavailable", "AI가 답하지 못했어요. 다시 시도해 주세요.", None),
    503: ("필요한 부분이 잠시 멈췄어요. `Retry-After`초 뒤에 다시 시도하세요.", "unavailable",
          "지금은 잠시 쓸 수 없어요. 조금 뒤에 다시 시도해 주세요.", None),
}  # fmt: skip
STATUSES_OF_HEADERS = {"Idempotency-Key": {400, 409}, "If-Match": {400, 412}}
KINDS = {400: "validation_error", 502: "server_error", 503: "server_error"}


def example(values: dict[str, Any]) -> Callable[[type[S]], type[S]]:
    """Shows one whole object in the document: what a client sends of it, and what it gets back."""

    def decorate(serializer_class: type[S]) -> type[S]:
        fields = serializer_class().fields
        sent = {name: value for name, value in values.items() if not fields[name].read_only}
        answered = {name: value for name, value in values.items() if not fields[name].write_only}
        examples = [OpenApiExample("보낼 때", sent, request_only=True)] if sent else []
        if answered:
            examples.append(OpenApiExample("받을 때", answered, response_only=True))
        return extend_schema_serializer(examples=examples)(serializer_class)

    return decorate


class ContractSchema(AutoSchema):
    """A view gives `summaries` (method → title), its docstring, and `error_statuses` (method → statuses) beyond those
    that follow from its authentication, its body, its query and its path."""

    def get_summary(self) -> str:
        return self.view.summaries[self.method]

    def get_tags(self) -> list[str]:
        return [getattr(self.view, "tag", None) or self.path.strip("/").split("/")[0]]

    def get_override_parameters(self) -> list[Any]:
        return [*super().get_override_parameters(), *getattr(self.view, "documented_headers", {}).get(self.method, ())]

    def get_operation_id(self) -> str:
        return f"{self.method.lower()}_{self.path_regex_free()}"

    def path_regex_free(self) -> str:
        words = [part.strip("{}").replace("-", "_") for part in self.path.strip("/").split("/")]
        return "_".join(words)

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation:
            if body := self.deletion_body():
                operation["requestBody"] = body
            for status in sorted(self.error_statuses(operation)):
                operation["responses"].setdefault(str(status), self.error_response(status))
        return operation

    def get_auth(self) -> list[dict[str, Any]]:
        """What the permissions say of a guest, asked of them."""
        guest = SimpleNamespace(method=self.method, user=AnonymousUser(), auth=None, query_params={}, headers={})
        is_open = all(permission.has_permission(guest, self.view) for permission in self.view.get_permissions())
        tokens = [auth for auth in super().get_auth() if auth]
        return [*tokens, {}] if is_open else tokens

    def error_statuses(self, operation: dict[str, Any]) -> set[int]:
        statuses = {406, 503, *getattr(self.view, "error_statuses", {}).get(self.method, ())}
        if any(operation.get("security", ())):
            statuses.add(401)
            if not is_open_before_completion(self.view, self.method):
                statuses.add(403)
        if "requestBody" in operation:
            statuses |= {400, 413, 415}
        parameters = operation.get("parameters", ())
        if any(parameter["in"] == "query" for parameter in parameters):
            statuses.add(400)
        for parameter in parameters:
            statuses |= STATUSES_OF_HEADERS.get(parameter["name"], set())
        if "{" in self.path:
            statuses.add(404)
        return statuses

    def deletion_body(self) -> dict[str, Any] | None:
        """The body of a DELETE, for a view that names its serializer: the library assumes that there is none."""
        serializer_class = getattr(self.view, "deletion_serializer_class", None)
        if self.method != "DELETE" or serializer_class is None:
            return None
        serializer = serializer_class()
        component = self.resolve_serializer(serializer, "request")
        examples = self._get_examples(serializer, "request", "application/json")
        return {"required": True, "content": {"application/json": build_media_type_object(component.ref, examples)}}

    def error_response(self, status: int) -> dict[str, Any]:
        description, code, detail, attr = ERRORS[status]
        component = ResolvedComponent(
            name=ERROR_COMPONENT, type=ResolvedComponent.SCHEMA, object=ERROR_COMPONENT, schema=ERROR_SCHEMA
        )
        self.registry.register_on_missing(component)
        example = {
            "type": KINDS.get(status, "client_error"),
            "errors": [{"code": code, "detail": detail, "attr": attr}],
        }
        return {
            "description": description,
            "content": {"application/json": {"schema": component.ref, "example": example}},
        }
