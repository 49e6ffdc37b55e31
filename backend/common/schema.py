"""The OpenAPI document: what the views declare, and the errors that each of them can answer."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework.permissions import AllowAny

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
    413: ("본문이 너무 커요.", "payload_too_large", "보낸 내용이 너무 커요. 크기를 줄여서 다시 보내 주세요.", None),
    415: ("본문의 형식을 읽을 수 없어요.", "unsupported_media_type", "이 형식의 본문은 읽을 수 없어요.", None),
    502: ("AI 서버의 답이 올바르지 않아요.", "ai_unavailable", "AI가 답하지 못했어요. 다시 시도해 주세요.", None),
    503: ("필요한 부분이 잠시 멈췄어요. `Retry-After`초 뒤에 다시 시도하세요.", "unavailable",
          "지금은 잠시 쓸 수 없어요. 조금 뒤에 다시 시도해 주세요.", None),
}  # fmt: skip
KINDS = {400: "validation_error", 502: "server_error", 503: "server_error"}


class ContractSchema(AutoSchema):
    """A view gives `summaries` (method → title), its docstring, and `error_statuses` beyond those that follow
    from its permissions, its body and its path."""

    def get_summary(self) -> str:
        return self.view.summaries[self.method]

    def get_tags(self) -> list[str]:
        return [getattr(self.view, "tag", None) or self.path.strip("/").split("/")[0]]

    def get_operation_id(self) -> str:
        return f"{self.method.lower()}_{self.path_regex_free()}"

    def path_regex_free(self) -> str:
        words = [part.strip("{}").replace("-", "_") for part in self.path.strip("/").split("/")]
        return "_".join(words)

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation:
            for status in sorted(self.error_statuses(operation)):
                operation["responses"].setdefault(str(status), self.error_response(status))
        return operation

    def error_statuses(self, operation: dict[str, Any]) -> set[int]:
        statuses = {406, 503, *getattr(self.view, "error_statuses", ())}
        public = any(isinstance(permission, AllowAny) for permission in self.view.get_permissions())
        if self.get_auth() or not public:
            statuses.add(401)
        if "requestBody" in operation:
            statuses |= {400, 413, 415}
        if any(parameter["in"] == "query" for parameter in operation.get("parameters", ())):
            statuses.add(400)
        if "{" in self.path:
            statuses.add(404)
            if self.method not in {"GET", "POST"}:
                statuses.add(403)
        return statuses

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
