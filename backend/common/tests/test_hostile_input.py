"""What no sane client sends, to every endpoint: nothing is a 500, every refusal has the contract's form."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from rest_framework.response import Response
from rest_framework.test import APIClient

from common.testing import PASSWORD, Person, assert_error, is_korean

SIGNUP = {
    "username": "haneul_01",
    "password": "달빛-산책-좋아-77",
    "nickname": "하늘다람쥐",
    "name": "김하늘",
    "school_name": "한빛고등학교",
    "grade": 2,
    "show_school": True,
    "about_me": "수학이 제일 어려워요",
    "email": "haneul@example.org",
    "profile_picture": None,
    "agreed_terms": True,
    "is_over_14": True,
}
PROFILE = {name: SIGNUP[name] for name in SIGNUP if name not in {"username", "password", "agreed_terms", "is_over_14"}}
POST = {"title": "수시 원서 몇 장 썼어?", "content": "나는 **여섯 장** 다 썼다", "is_anonymous": False}
COMMENT = {"content": "나도 여섯 장", "is_anonymous": False}
INQUIRY = {"email": "guest@example.org", "subject": "bug", "content": "글이 두 번 올라가요"}
FAQ = {"question": "탈퇴는 어떻게 하나요?", "answer": "프로필에서 할 수 있어요.", "category": "계정", "position": 3}
LINE = {"room": "lobby", "message": "다들 몇 시에 자?", "client_id": "5f0c2f7e-57c5-4b1b-8a53-4a9e7a5d0c11"}
PROMPT = {"prompt": "2차함수의 꼭짓점은 어떻게 구해요?", "mode": "problem"}

# Every endpoint that reads a body, with one that it would accept.
WITH_BODY = [
    ("POST", "/accounts/signup/", SIGNUP),
    ("POST", "/accounts/token/", {"username": "author", "password": PASSWORD}),
    ("POST", "/accounts/token/refresh/", {"refresh": "a.b.c"}),
    ("POST", "/accounts/token/verify/", {"token": "a.b.c"}),
    ("POST", "/accounts/token/blacklist/", {"refresh": "a.b.c"}),
    ("PATCH", "/accounts/user/", PROFILE),
    ("DELETE", "/accounts/user/", {"password": PASSWORD}),
    ("POST", "/accounts/password/change/", {"old_password": PASSWORD, "new_password": "별빛-산책-좋아-88"}),
    *[
        endpoint
        for board in ("post", "study")
        for endpoint in [
            ("POST", f"/{board}/", POST),
            ("PUT", f"/{board}/{{{board}}}/", POST),
            ("PATCH", f"/{board}/{{{board}}}/", POST),
            ("POST", f"/{board}/{{{board}}}/comment/", COMMENT),
            ("PUT", f"/{board}/{{{board}}}/comment/{{{board}_comment}}/", COMMENT),
            ("PATCH", f"/{board}/{{{board}}}/comment/{{{board}_comment}}/", COMMENT),
        ]
    ],
    ("POST", "/qna/inquiry/", INQUIRY),
    ("PUT", "/qna/inquiry/{inquiry}/", INQUIRY),
    ("PATCH", "/qna/inquiry/{inquiry}/", INQUIRY),
    ("PUT", "/qna/inquiry/{inquiry}/answer/", {"content": "고쳐 두었어요."}),
    ("POST", "/qna/faq/", FAQ),
    ("PUT", "/qna/faq/{faq}/", FAQ),
    ("PATCH", "/qna/faq/{faq}/", FAQ),
    ("POST", "/aichat/", PROMPT),
    ("POST", "/chat/api/chat-messages/", LINE),
]
LISTS = [
    "/post/",
    "/study/",
    "/post/{post}/comment/",
    "/study/{study}/comment/",
    "/qna/inquiry/",
    "/qna/faq/",
    "/aichat/",
    "/chat/rooms/",
]
WITH_ID = [
    ("GET", "/accounts/user/{id}/"),
    *[
        (method, url)
        for board in ("post", "study")
        for method, url in [
            ("GET", f"/{board}/{{id}}/"),
            ("PATCH", f"/{board}/{{id}}/"),
            ("DELETE", f"/{board}/{{id}}/"),
            ("POST", f"/{board}/{{id}}/like/"),
            ("DELETE", f"/{board}/{{id}}/like/"),
            ("GET", f"/{board}/{{id}}/comment/"),
            ("POST", f"/{board}/{{id}}/comment/"),
            ("GET", f"/{board}/{{id}}/comment/1/"),
            ("GET", f"/{board}/{{{board}}}/comment/{{id}}/"),
            ("PATCH", f"/{board}/{{{board}}}/comment/{{id}}/"),
            ("DELETE", f"/{board}/{{{board}}}/comment/{{id}}/"),
            ("POST", f"/{board}/{{id}}/comment/{{id}}/like/"),
            ("DELETE", f"/{board}/{{{board}}}/comment/{{id}}/like/"),
        ]
    ],
    ("GET", "/qna/inquiry/{id}/"),
    ("DELETE", "/qna/inquiry/{id}/"),
    ("PUT", "/qna/inquiry/{id}/answer/"),
    ("GET", "/qna/faq/{id}/"),
    ("PATCH", "/qna/faq/{id}/"),
    ("DELETE", "/qna/faq/{id}/"),
    ("POST", "/aichat/{id}/retry/"),
]

NESTED_LIST = b"[" * 100_000 + b"]" * 100_000
NESTED_OBJECT = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
UNREADABLE = {
    "nothing": b"",
    "half a body": b'{"title": "\xec\x88\x98',
    "invalid UTF-8": b'{"title": "\xff\xfe"}',
    "a lone surrogate": rb'{"title": "\ud800"}',
    "UTF-16": '{"title": "수시"}'.encode("utf-16"),
    "NaN": b'{"grade": NaN}',
    "nested lists": NESTED_LIST,
    "nested objects": NESTED_OBJECT,
    "two bodies": b"{}{}",
    "a form": b"title=1&content=2",
}
NOT_OBJECTS: list[Any] = [None, True, 5, "글", [], [{}], [[[]]]]
STRANGE_VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    2**31,
    2**63 - 1,
    [],
    ["글"],
    {},
    {"$gt": ""},
    [[[[[[]]]]]],
    "",
    " \t\n",
    "\x00",
    "수\x00시",
    "종\x07소리",
    "\u202e거꾸로",
    "\ufdfa" * 20,  # one letter that becomes eighteen in the composed form
    "🧑‍🎓" * 20,
    "가" * 30_000,
    "' OR 1=1 --",
    "%s%n{0}",
    "../../etc/passwd",
    "9" * 5_000,
]


@pytest.fixture
def everyone(author: Person, staff: Person, guest: APIClient) -> dict[str, APIClient]:
    return {"guest": guest, "author": author.client, "staff": staff.client}


@pytest.fixture
def ids(author: Person, staff: Person) -> dict[str, int]:
    """One of everything that a URL can name, made the way clients make it."""

    def made(response: Response) -> int:
        assert response.status_code == 201, response.content.decode()
        return response.json()["id"]

    ids = {board: made(author.client.post(f"/{board}/", POST)) for board in ("post", "study")}
    for board, post_id in list(ids.items()):
        ids[f"{board}_comment"] = made(author.client.post(f"/{board}/{post_id}/comment/", COMMENT))
    ids["inquiry"] = made(author.client.post("/qna/inquiry/", INQUIRY))
    ids["faq"] = made(staff.client.post("/qna/faq/", FAQ))
    return ids


def assert_answered_well(response: Response) -> None:
    """Never a 500, and each refusal in the contract's form, in Korean."""
    assert response.status_code < 500, response.content.decode()
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


def who_may(url: str) -> str:
    """Who gets past the permissions, so that the body is looked at."""
    return "staff" if "/answer/" in url or "/faq/" in url else "author"


def name_of(endpoint: tuple[Any, ...]) -> str:
    return " ".join(endpoint[:2])


def send(client: APIClient, method: str, url: str, body: bytes, content_type: str = "application/json") -> Response:
    return client.generic(method, url, body, content_type)


def spoilt(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The body without each of its fields, and with each of them strange; and with fields that are not a client's."""
    for field in body:
        yield {name: value for name, value in body.items() if name != field}
        for value in STRANGE_VALUES:
            yield body | {field: value}
    yield {}
    yield body | {"\x00": 1, "": 2, "__proto__": {}, "id": [], "author": {}, "수시": "정시"}


@pytest.mark.parametrize("endpoint", WITH_BODY, ids=name_of)
def test_strange_values_are_refused_politely(endpoint, everyone: dict[str, APIClient], ids: dict[str, int]) -> None:
    method, url, body = endpoint
    client = everyone[who_may(url)]
    if method == "DELETE":  # whoever succeeds is gone
        body = body | {"password": "아닌데"}
    for strange in spoilt(body):
        assert_answered_well(send(client, method, url.format(**ids), json.dumps(strange).encode()))


@pytest.mark.parametrize("endpoint", WITH_BODY, ids=name_of)
def test_a_body_that_is_no_object_is_refused(endpoint, everyone: dict[str, APIClient], ids: dict[str, int]) -> None:
    method, url, _ = endpoint
    for body in NOT_OBJECTS:
        response = send(everyone[who_may(url)], method, url.format(**ids), json.dumps(body).encode())
        assert_answered_well(response)
        assert response.status_code == 400, (body, response.content.decode())


@pytest.mark.parametrize("endpoint", WITH_BODY, ids=name_of)
def test_what_is_no_json_is_refused(endpoint, everyone: dict[str, APIClient], ids: dict[str, int]) -> None:
    method, url, _ = endpoint
    client = everyone[who_may(url)]
    for name, body in UNREADABLE.items():
        response = send(client, method, url.format(**ids), body)
        assert_answered_well(response)
        if name != "nothing":
            assert_error(response, 400, "parse_error")


@pytest.mark.parametrize("endpoint", WITH_BODY, ids=name_of)
def test_ten_megabytes_are_too_much(endpoint, everyone: dict[str, APIClient], ids: dict[str, int]) -> None:
    method, url, _ = endpoint
    client = everyone[who_may(url)]
    body = b'{"content": "' + b"a" * 10_000_000 + b'"}'
    assert_error(send(client, method, url.format(**ids), body), 413, "payload_too_large")


@pytest.mark.parametrize("endpoint", WITH_BODY, ids=name_of)
def test_another_media_type_is_refused(endpoint, everyone: dict[str, APIClient], ids: dict[str, int]) -> None:
    method, url, _ = endpoint
    client = everyone[who_may(url)]
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "application/xml", "??"]:
        assert_error(send(client, method, url.format(**ids), b"title=1", content_type), 415, "unsupported_media_type")


@pytest.mark.parametrize("endpoint", WITH_ID, ids=name_of)
def test_an_id_that_cannot_be_is_not_found(endpoint, everyone: dict[str, APIClient], ids: dict[str, int]) -> None:
    method, url = endpoint
    for number in ["0", str(2**31), str(2**63 - 1), str(2**63), str(2**64), "9" * 30, "9" * 5_000]:
        response = send(everyone[who_may(url)], method, url.format(**ids, id=number), b'{"content": "x"}')
        assert_error(response, 404, "not_found")


@pytest.mark.parametrize("endpoint", WITH_ID, ids=name_of)
def test_what_is_no_id_is_an_unknown_path(endpoint, everyone: dict[str, APIClient], ids: dict[str, int]) -> None:
    method, url = endpoint
    for number in ["-1", "1.0", "abc", "１", "%00", "1%00", "%ff", "..%2f..", "1'", "<b>", "수시"]:
        assert_error(everyone["staff"].generic(method, url.format(**ids, id=number)), 404, "not_found")


STRANGE_TEXTS = [value for value in STRANGE_VALUES if isinstance(value, str)]
PARAMETERS = {
    "/post/": ["title", "content", "title_content", "author", "search", "is_notice", "mine", "liked", "cursor"],
    "/study/": ["search"],
    "/chat/api/chat-messages/": ["room", "before", "after", "page_size"],
    "/qna/inquiry/": ["cursor", "page_size", "secret"],
    "/qna/inquiry/{inquiry}/": ["secret"],
    "/qna/faq/": ["cursor", "page_size"],
    "/aichat/": ["cursor", "page_size"],
    "/chat/rooms/": ["cursor", "page_size"],
}


RAW_PARAMETERS = ["%ff%fe", "%ed%a0%80", "%", "%zz", "&" * 500, "a=1&" * 3_000]


@pytest.mark.parametrize("url", PARAMETERS)
def test_strange_parameters_are_no_error_of_the_server(
    url: str, everyone: dict[str, APIClient], ids: dict[str, int]
) -> None:
    strange = [*map(quote, [*STRANGE_TEXTS, "-1", "1e3", "٣", "true"]), *RAW_PARAMETERS]
    for client in (everyone["guest"], everyone["author"]):
        for name in PARAMETERS[url]:
            for text in strange:
                assert_answered_well(client.get(f"{url.format(**ids)}?{name}={text}"))


@pytest.mark.parametrize("url", [*LISTS, "/chat/api/chat-messages/"])
def test_a_page_has_one_to_a_hundred_entries(url: str, everyone: dict[str, APIClient], ids: dict[str, int]) -> None:
    for size in ["0", "-1", "101", "abc", "1.5", "", "%00", str(10**9), "9" * 5_000]:
        response = everyone["author"].get(f"{url.format(**ids)}?page_size={size}")
        assert response.status_code == 400, size
        assert_answered_well(response)
        assert {error["attr"] for error in response.json()["errors"]} == {"page_size"}


STRANGE_TOKENS = ["", " ", "a", "a.b.c", "é.è.à", "\u00ff" * 10, "..", "eyJhbGciOiJub25lIn0.e30.", "a" * 100_000]


@pytest.mark.parametrize("token", STRANGE_TOKENS, ids=lambda token: token[:12])
def test_a_strange_token_is_no_token(token: str, guest: APIClient, ids: dict[str, int]) -> None:
    for url in ["/post/", "/accounts/user/", "/chat/api/chat-messages/"]:
        response = guest.get(url, headers={"Authorization": f"Bearer {token}"})
        assert_error(response, 401, "token_not_valid")
        assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("token", STRANGE_TOKENS, ids=lambda token: token[:12])
def test_a_strange_chat_token_is_a_new_guest(token: str, guest: APIClient) -> None:
    response = guest.post("/chat/api/chat-messages/", LINE, headers={"X-Chat-Token": token})
    assert response.status_code == 201
    assert response["X-Chat-Token"] != token


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Language": "\u00ff;q=x,,,*;q=9"},
        {"Accept-Language": "a" * 10_000},
        {"Accept": "*/*;q=\u00ff"},
        {"User-Agent": "\u00ff" * 1_000},
        {"Origin": "null"},
        {"X-Forwarded-For": "' OR 1=1"},
    ],
    ids=str,
)
def test_strange_headers_are_survived(headers: dict[str, str], guest: APIClient, ids: dict[str, int]) -> None:
    assert guest.get(f"/post/{ids['post']}/", headers=headers).status_code == 200


def test_a_host_that_is_not_ours_is_refused(guest: APIClient) -> None:
    assert_error(guest.get("/post/", headers={"Host": "evil.example"}), 400, "parse_error")
