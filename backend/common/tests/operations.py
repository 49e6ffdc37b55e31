"""What there is to attack: every operation of the API document, so that a new one is never left out."""

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
        if method in METHODS
    )


def operation_of(method: str, path: str, described: dict[str, Any], components: dict[str, Any]) -> Operation:
    example, fields = None, frozenset[str]()
    content = described.get("requestBody", {"content": {}})["content"].get("application/json")
    if content:  # a file comes in a form alone
        [example] = [shown["value"] for shown in content["examples"].values()]
        fields = frozenset(components[content["schema"]["$ref"].rpartition("/")[2]]["properties"])
    places = {place: [] for place in ("query", "header", "path")}
    for parameter in described.get("parameters", ()):
        places[parameter["in"]].append(parameter["name"])
    return Operation(
        method=method.upper(),
        path=path,
        example=example,
        fields=fields,
        query=tuple(places["query"]),
        needed=tuple(
            one["name"] for one in described.get("parameters", ()) if one["in"] == "query" and "required" in one
        ),
        headers=tuple(places["header"]),
        statuses=frozenset(map(int, described["responses"])),
        takes_token={"accessToken": []} in described["security"],
        is_open={} in described["security"],
    )
