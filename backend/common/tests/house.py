"""A house in which everything that a URL can name is there once, and who may do everything with it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.socialaccount.models import SocialAccount
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from rest_framework.response import Response
from rest_framework.test import APIClient

from accounts import reset_links, tokens, undo_links
from accounts.models import EmailChange, EmailCode
from aichat.models import Turn
from boards.models import Post
from common.testing import PASSWORD, Person, is_korean
from common.tests.operations import Operation
from notifications.models import Notification
from social.codes import CODE, challenge_of

POST = {"title": "수시 원서 몇 장 썼어?", "content": "나는 **여섯 장** 다 썼다"}
COMMENT = {"content": "나도 여섯 장"}
POLL = {"choices": ["여섯 장", "아직"]}
INQUIRY = {"email": "guest@example.org", "subject": "bug", "content": "글이 두 번 올라가요"}
FOLDER = {"name": "논술"}
FAQ = {"question": "탈퇴는 어떻게 하나요?", "answer": "프로필에서 할 수 있어요.", "category": "계정", "position": 3}
KEY_DATE = {"title": "정시 원서 접수", "kind": "application", "starts_on": "2027-01-04", "ends_on": "2027-01-07"}
CHAT = "/chat/api/chat-messages/"
LINE = {"message": "다들 몇 시에 자?"}
NEWCOMER = "haneul@example.org"
VERIFIER = "v" * 43
NOWHERE = "http://127.0.0.1:9"  # the port of `discard`, where nobody listens


class House:
    """Sends the operations of the API document, as somebody who passes their permissions."""

    def __init__(self, owner: Person, neighbor: Person, leaver: Person, suspended: Person) -> None:
        self.owner = owner
        self.neighbor = neighbor
        self.leaver = leaver
        self.suspended = suspended
        self.places = self.fill()

    def fill(self) -> dict[str, str]:
        """One of everything, made the way clients make it: how a path begins → how that of the thing begins."""
        post = f"/study/{self.make('/study/', POST | {'poll': POLL})}/"
        comment = self.make(f"{post}comment/", COMMENT)
        file = self.make_file(f"{post}attachment/")
        user = self.owner.user
        login = user.logins.get()
        line, theirs = (person.client.post(CHAT, LINE).json()["id"] for person in (self.owner, self.neighbor))
        Post.objects.last().comment(self.neighbor.user, "저는 네 장이요")
        notification = Notification.objects.of(user).get().pk
        failed = Turn.objects.create(user=user, mode="general", prompt="왜?", status=Turn.Status.FAILED)
        SocialAccount.objects.create(user=user, provider="google", uid="1")
        return {
            "/study/{id}/": post,
            "/study/{post_id}/": post,
            "/study/{post_id}/comment/{id}/": f"{post}comment/{comment}/",
            "/study/{post_id}/attachment/{id}/": f"{post}attachment/{file['id']}/",
            "/files/{token}/": urlsplit(file["url"]).path,
            "/accounts/user/{id}/": f"/accounts/user/{user.pk}/",
            "/accounts/sessions/{id}/": f"/accounts/sessions/{login.pk}/",
            "/accounts/social/{provider}/": "/accounts/social/google/",
            "/qna/inquiry/{id}/": f"/qna/inquiry/{self.make('/qna/inquiry/', INQUIRY)}/",
            "/qna/faq/{id}/": f"/qna/faq/{self.make('/qna/faq/', FAQ)}/",
            "/schedule/{id}/": f"/schedule/{self.make('/schedule/', KEY_DATE)}/",
            "/aichat/{id}/": f"/aichat/{failed.pk}/",
            "/notifications/{id}/": f"/notifications/{notification}/",
            f"{CHAT}{{id}}/": f"{CHAT}{line}/",
            f"{CHAT}{{id}}/mute/": f"{CHAT}{theirs}/mute/",
            f"{CHAT}{{id}}/ban/": f"{CHAT}{theirs}/ban/",
            "/scraps/folders/{id}/": f"/scraps/folders/{self.make('/scraps/folders/', FOLDER)}/",
        }

    def make(self, url: str, body: Mapping[str, Any]) -> int:
        response = self.owner.client.post(url, body)
        assert response.status_code == 201, response.content.decode()
        return response.json()["id"]

    def make_file(self, url: str) -> dict[str, Any]:
        file = SimpleUploadedFile("메모.txt", "수시 여섯 장".encode())
        response = self.owner.client.post(url, {"file": file}, format="multipart")
        assert response.status_code == 201, response.content.decode()
        return response.json()

    def url(self, operation: Operation, **strange: str) -> str:
        """Where the operation finds what it is about; `strange` puts something else for a variable of the path."""
        path = operation.path
        for name, value in strange.items():
            path = path.replace(f"{{{name}}}", value)
        if "{" in path:
            start = max((start for start in self.places if operation.path.startswith(start)), key=len, default=None)
            assert start, f"`House.fill` makes nothing for {path}"
            for variable, value in zip(start.split("/"), self.places[start].split("/"), strict=True):
                path = path.replace(f"/{variable}/", f"/{value}/") if variable.startswith("{") else path
        assert "{" not in path, f"`House.fill` makes nothing for {path}"
        return path

    def body(self, operation: Operation) -> dict[str, Any]:
        """One that is accepted: the document's example, with the secrets of this house."""
        return {**(operation.example or {}), **self.secrets(str(operation))}

    def secrets(self, name: str) -> dict[str, Any]:
        user = self.owner.user
        match name:
            case "POST /accounts/signup/":
                return {"email_code": EmailCode.objects.issue(NEWCOMER, 1), "email": NEWCOMER, "profile_picture": None}
            case "PATCH /accounts/user/":
                return {"password": PASSWORD, "profile_picture": None}
            case "POST /accounts/token/":
                return {"username": user.username, "password": PASSWORD}
            case "POST /accounts/user/restore/":
                return {"username": self.leaver.user.username, "password": PASSWORD}
            case "POST /accounts/suspended/export/" | "POST /accounts/suspended/withdraw/":
                return {"username": self.suspended.user.username, "password": PASSWORD}
            case "POST /accounts/token/refresh/" | "POST /accounts/token/blacklist/":
                return {"refresh": tokens.begin_login(user).refresh}
            case "POST /accounts/token/verify/":
                return {"token": tokens.begin_login(user).access}
            case "POST /accounts/password/change/":
                return {"old_password": PASSWORD}
            case "POST /accounts/password/reset/confirm/":
                return {"token": reset_links.token_for(user)}
            case "POST /accounts/email/undo/":
                change = EmailChange.objects.create(user=user, email="before@example.org")
                return {"token": undo_links.link(change).partition("#")[2]}
            case "POST /accounts/social/token/":
                identity = user.socialaccount_set.get().pk
                code = CODE.issue(identity=identity, challenge=challenge_of(VERIFIER))
                return {"code": code, "verifier": VERIFIER}
            case "POST /study/{id}/poll/vote/":
                poll = self.owner.client.get(f"{self.places['/study/{id}/']}poll/").json()
                return {"choices": [poll["choices"][0]["id"]]}
            case (
                "POST /accounts/erase/"
                | "DELETE /accounts/user/"
                | "POST /accounts/social/{provider}/"
                | "DELETE /accounts/social/{provider}/"
            ):
                return {"password": PASSWORD}
        return {}

    def clients(self, operation: Operation) -> list[APIClient]:
        """Who may call it: the owner of everything, and a guest where a login is possible but not needed."""
        caller = self.caller(operation)
        return [caller, APIClient()] if operation.takes_token and operation.is_open else [caller]

    def caller(self, operation: Operation) -> APIClient:
        """The owner of everything; nobody reports what is their own."""
        return (self.neighbor if operation.path.endswith("/report/") else self.owner).client

    def send(
        self,
        operation: Operation,
        body: bytes,
        *,
        url: str = "",
        client: APIClient | None = None,
        content_type: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Each request meets the same house: what the one before has changed, spent or tried is undone."""
        caches["default"].key_prefix = uuid4().hex
        with transaction.atomic():
            response = (client or self.caller(operation)).generic(
                operation.method, url or self.url(operation), body, content_type, headers=headers
            )
            transaction.set_rollback(True)
        return response


def assert_answered_well(response: Response, operation: Operation | None = None) -> None:
    """Never a 500, and each refusal in the contract's form, in Korean; nothing that the document does not tell."""
    assert response.status_code < 500, response.content.decode()
    if operation:
        assert response.status_code in operation.statuses, (str(operation), response.status_code, response.data)
    if response.status_code >= 400:
        assert response["Content-Type"] == "application/json"
        body = response.json()
        assert set(body) == {"type", "errors"}
        assert body["type"] in {"validation_error", "client_error"}
        assert body["errors"]
        for error in body["errors"]:
            assert set(error) == {"code", "detail", "attr"}
            assert is_korean(error["detail"]), error
            assert error["code"] == error["code"].lower()
