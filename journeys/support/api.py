"""The public API as a program without a browser uses it: to set a scene that the journey itself is not about."""

import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen

from journeys.support.site import Site

PASSWORD = "바람-부는-운동장-7"
NEW_PASSWORD = "눈-내리는-매점-8"
DEMO_PASSWORD = "school-talks-2026"


@dataclass(frozen=True)
class Member:
    username: str
    nickname: str
    password: str = PASSWORD


class Api:
    """Requests to the API of a site, by a guest or, after `log_in`, by a member."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._access = ""

    def sign_up(self, nickname: str, **profile: Any) -> Member:
        """A new member; the nickname gets a number, so that no two journeys meet the same one."""
        member = Member(f"student-{secrets.token_hex(4)}", f"{nickname}{secrets.randbelow(10_000)}")
        body = {"username": member.username, "password": member.password, "nickname": member.nickname}
        self.send("POST", "/accounts/signup/", body | {"agreed_terms": True, "is_over_14": True} | profile)
        return member

    def log_in(self, username: str, password: str = PASSWORD) -> "Api":
        """The same API, as the member with these words."""
        tokens = self.send("POST", "/accounts/token/", {"username": username, "password": password})
        own = Api(self._site)
        own._access = tokens["access"]
        return own

    def end_logins(self, member: Member) -> Member:
        """Ends every login of the member, by a new password from another device; returns who logs in from now on."""
        words = {"old_password": member.password, "new_password": NEW_PASSWORD}
        self.log_in(member.username, member.password).send("POST", "/accounts/password/change/", words)
        return Member(member.username, member.nickname, NEW_PASSWORD)

    def send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The answer's JSON, None where it has no body; an answer that is an error raises `HTTPError`."""
        request = Request(self._site.api + path, method=method)
        request.add_header("Content-Type", "application/json")
        if self._access:
            request.add_header("Authorization", f"Bearer {self._access}")
        with urlopen(request, json.dumps(body).encode() if body else None, timeout=60) as response:
            answer = response.read()
        return json.loads(answer) if answer else None
