"""What there is to attack: every operation of the API document, so that a new one is never left out.

The free board is: the same views answer for both, and posts of the admissions board may say more.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

METHODS = {"get", "post", "put", "patch", "delete"}


@dataclass(frozen=True)
class Operation:
    method: str
    path: str  # with its variables, `/post/{id}/`
    example: dict[str, Any] | None  # of a body
    fields: frozenset[str]  # of a body
    form: frozenset[str]  # the fields of a body that is a form
    files: frozenset[str]  # those of them that are files
    query: tuple[str, ...]
    needed: tuple[str, ...]  # of the query
    headers: tuple[str, ...]
    statuses: frozenset[int]  # that it answers
    takes_token: bool
    is_open: bool  # to guests

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@cache
def operations() -> tuple[Operation, ...]:
    document = SchemaGenerator().get_schema(public=True)
    components = document["components"]["schemas"]
    return tuple(
        operation_of(method, path, described, components)
        for path, item in document["paths"].items()
        for method, described in item.items()
        if method in METHODS and not path.startswith("/post/")
    )


def operation_of(method: str, path: str, described: dict[str, Any], components: dict[str, Any]) -> Operation:
    example = None
    content = described.get("requestBody", {"content": {}})["content"]
    if "application/json" in content:  # a file comes in a form alone
        [example] = [shown["value"] for shown in content["application/json"]["examples"].values()]
    form = fields_of(content.get("multipart/form-data"), components)
    places = {place: [] for place in ("query", "header", "path")}
    for parameter in described.get("parameters", ()):
        places[parameter["in"]].append(parameter["name"])
    return Operation(
        method=method.upper(),
        path=path,
        example=example,
        fields=frozenset(fields_of(content.get("application/json"), components)),
        form=frozenset(form),
        files=frozenset(name for name, schema in form.items() if is_file(schema)),
        query=tuple(places["query"]),
        needed=tuple(
            one["name"] for one in described.get("parameters", ()) if one["in"] == "query" and "required" in one
        ),
        headers=tuple(places["header"]),
        statuses=frozenset(map(int, described["responses"])),
        takes_token={"accessToken": []} in described["security"],
        is_open={} in described["security"],
    )


def fields_of(content: dict[str, Any] | None, components: dict[str, Any]) -> dict[str, Any]:
    return components[content["schema"]["$ref"].rpartition("/")[2]]["properties"] if content else {}


def is_file(schema: dict[str, Any]) -> bool:
    return schema.get("items", schema).get("format") == "binary"
