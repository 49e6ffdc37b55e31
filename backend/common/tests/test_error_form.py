"""Every error has one form, whoever raises it: a view, the framework around it, or nobody at all."""

from types import ModuleType

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.urls import path
from redis.exceptions import ConnectionError as RedisConnectionError
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView

from common.testing import Person, assert_error, is_korean

HANDLERS = ("handler400", "handler403", "handler404", "handler500")


@pytest.fixture
def raising(settings):
    """Serves `/raise/`, a view that raises this error, in a project with our handlers."""

    def serve(error: Exception) -> APIClient:
        class Raising(APIView):
            authentication_classes = ()
            permission_classes = ()

            def get(self, request: Request) -> Response:
                raise error

        def plain(request: HttpRequest) -> None:
            raise error

        urls = ModuleType("urls_of_this_test")
        urls.urlpatterns = [path("raise/", Raising.as_view()), path("plain/", plain)]
        for name in HANDLERS:
            setattr(urls, name, getattr(__import__(settings.ROOT_URLCONF, fromlist=[name]), name))
        settings.ROOT_URLCONF = urls
        return APIClient(raise_request_exception=False)

    return serve


@pytest.mark.parametrize("url", ["/", "/nowhere/", "/post", "/post/1", "/accounts/", "/post/x/", "/수시/", "/healthz/"])
def test_an_unknown_path_is_not_found(guest: APIClient, url: str) -> None:
    for method in ("get", "post", "put", "patch", "delete"):
        assert_error(getattr(guest, method)(url), 404, "not_found")


def test_a_missing_slash_loses_nothing_by_a_redirect(guest: APIClient) -> None:
    assert_error(guest.post("/qna/inquiry", {"content": "안녕하세요"}), 404, "not_found")


def test_a_path_answers_no_method_that_it_does_not_know(author: Person) -> None:
    response = author.client.put("/post/", {"title": "안녕"})
    assert_error(response, 405, "method_not_allowed")
    assert set(response["Allow"].split(", ")) >= {"GET", "POST"}


@pytest.mark.parametrize("url", ["/post/", "/accounts/user/", "/qna/faq/", "/chat/rooms/", "/aichat/"])
def test_nobody_asks_a_path_for_its_options(author: Person, url: str) -> None:
    assert_error(author.client.options(url), 405, "method_not_allowed")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("url", ["/healthz", "/readyz"])
def test_health_is_only_read(db, method: str, url: str) -> None:
    response = getattr(APIClient(enforce_csrf_checks=True), method)(url)
    assert_error(response, 405, "method_not_allowed")
    assert response["Allow"] == "GET, HEAD"


def test_a_head_is_a_get_without_a_body(guest: APIClient, post) -> None:
    for url in ("/post/", f"/post/{post.pk}/comment/", "/qna/faq/", "/chat/rooms/", "/healthz", "/schema/"):
        response = guest.head(url)
        assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*", "text/event-stream"])
def test_only_json_is_answered(guest: APIClient, accept: str) -> None:
    assert_error(guest.get("/post/", headers={"Accept": accept}), 406, "not_acceptable")


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/*", "text/html, */*;q=0.1"])
def test_whoever_takes_json_gets_it(guest: APIClient, accept: str) -> None:
    assert guest.get("/post/", headers={"Accept": accept})["Content-Type"] == "application/json"


def test_a_guest_needs_a_login_and_a_member_the_right(guest: APIClient, classmate: Person, post) -> None:
    response = guest.delete(f"/post/{post.pk}/")
    assert_error(response, 401, "not_authenticated")
    assert response["WWW-Authenticate"] == 'Bearer realm="api"'
    assert_error(classmate.client.delete(f"/post/{post.pk}/"), 403, "permission_denied")


def test_errors_are_said_in_english_to_those_who_ask(guest: APIClient, author: Person) -> None:
    english = {"Accept-Language": "en"}
    answers = [
        guest.get("/nowhere/", headers=english),
        guest.get("/post/999/", headers=english),
        guest.post("/post/", {}, headers=english),
        guest.get("/post/?page_size=0", headers=english),
        guest.get("/post/?cursor=x", headers=english),
        guest.get("/post/", headers=english | {"Accept": "text/html"}),
        guest.post("/accounts/signup/", {"username": "a", "password": "1", "nickname": " "}, headers=english),
        guest.post("/accounts/token/", {"username": "a", "password": "1"}, headers=english),
        author.client.put("/post/", {}, headers=english),
        author.client.post("/post/", {"title": "\x00" * 200, "content": 5}, headers=english),
        author.client.generic("POST", "/post/", b"{", "application/json", headers=english),
        author.client.generic("POST", "/post/", b"x", "text/plain", headers=english),
    ]
    for answer in answers:
        assert answer.status_code >= 400
        for error in answer.json()["errors"]:
            assert error["detail"]
            assert not is_korean(error["detail"]), error
        assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize("language", ["ko", "ko-KR", "fr", "", "en;q=0, *", "xx"])
def test_errors_are_said_in_korean_to_everyone_else(guest: APIClient, language: str) -> None:
    assert_error(guest.get("/post/999/", headers={"Accept-Language": language}), 404, "not_found")


@pytest.mark.parametrize("url", ["/raise/", "/plain/"])
def test_a_fault_of_ours_tells_nothing_of_itself(raising, url: str) -> None:
    response = raising(RuntimeError("비밀 열쇠 1234")).get(url)
    assert_error(response, 500, "internal_error")
    assert "1234" not in response.content.decode()


@pytest.mark.parametrize("error", [OperationalError("no database"), RedisConnectionError("no redis")])
def test_a_part_that_is_away_makes_the_request_come_back_later(raising, error: Exception) -> None:
    response = raising(error).get("/raise/")
    assert_error(response, 503, "unavailable")
    assert int(response["Retry-After"]) > 0


def test_each_error_names_its_field_however_deep_it_lies(raising) -> None:
    nested = ValidationError(
        {"poll": {"options": [{}, {"text": ["너무 길어요."]}]}, "non_field_errors": ["안 맞아요."]}
    )
    assert raising(nested).get("/raise/").json()["errors"] == [
        {"code": "invalid", "detail": "너무 길어요.", "attr": "poll.options.1.text"},
        {"code": "invalid", "detail": "안 맞아요.", "attr": None},
    ]


class TestForms:
    """Bodies of multipart, where a picture may come along."""

    URL = "/accounts/signup/"

    def send(self, body: bytes, content_type: str = "multipart/form-data; boundary=xyz") -> Response:
        return APIClient().generic("POST", self.URL, body, content_type)

    @pytest.mark.parametrize(
        "content_type",
        ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=수시"],
    )
    def test_a_form_without_a_boundary_is_refused(self, db, content_type: str) -> None:
        assert_error(self.send(b"--xyz--", content_type), 400, "parse_error")

    def test_a_form_that_is_cut_off_is_refused(self, db) -> None:
        part = b'--xyz\r\nContent-Disposition: form-data; name="nickname"\r\n\r\n'
        response = self.send(part + "하늘".encode())
        assert response.status_code == 400
        assert all(is_korean(error["detail"]) for error in response.json()["errors"])

    def test_text_of_more_than_a_megabyte_is_too_much(self, db) -> None:
        part = b'--xyz\r\nContent-Disposition: form-data; name="about_me"\r\n\r\n'
        body = part + b"a" * 1_100_000 + b"\r\n--xyz--\r\n"
        assert_error(self.send(body), 413, "payload_too_large")

    def test_ten_megabytes_are_too_much(self, db) -> None:
        part = b'--xyz\r\nContent-Disposition: form-data; name="profile_picture"; filename="a.png"\r\n\r\n'
        body = part + b"a" * 10_000_000 + b"\r\n--xyz--\r\n"
        assert_error(self.send(body), 413, "payload_too_large")

    @pytest.mark.parametrize("kind", ["", '; filename="a.png"'])
    def test_thousands_of_fields_are_too_many(self, db, kind: str) -> None:
        part = f'--xyz\r\nContent-Disposition: form-data; name="a"{kind}\r\n\r\nb\r\n'.encode()
        assert_error(self.send(part * 2_000 + b"--xyz--\r\n"), 400, "parse_error")

    def test_invalid_utf8_and_nul_are_refused(self, db) -> None:
        for text in (b"\xff\xfe\x00", b"a\x00b"):
            part = b'--xyz\r\nContent-Disposition: form-data; name="nickname"\r\n\r\n' + text
            assert_error(self.send(part + b"\r\n--xyz--\r\n"), 400, "control_character", "nickname")
