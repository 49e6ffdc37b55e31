"""POST /post/ with files: a post with all of them, or nothing at all."""

from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_save
from rest_framework.response import Response

from boards.models import Attachment, Post
from boards.tests.documents import DOCUMENTS, PDF
from boards.tests.test_posts import DETAIL_KEYS
from common import limits
from common.models import IdempotencyKey
from common.testing import Person, assert_error

WRITTEN = {"title": "수시 지원 표", "content": "여섯 장\n다 썼어요"}


@pytest.fixture
def write(author: Person):
    def send(*files: SimpleUploadedFile, **more) -> Response:
        headers = more.pop("headers", {})
        return author.client.post("/study/", WRITTEN | {"files": files} | more, format="multipart", headers=headers)

    return send


def test_a_post_is_made_with_its_files(write, make_picture, pdf, stored_files, django_assert_num_queries) -> None:
    with django_assert_num_queries(14):
        # 1 the token's login and user, 2 savepoint, 3 the post, 4 savepoint, 5 the post's lock, 6 what it has,
        # 7–9 the files, 10 what lists show of the post, 11–12 savepoints released, 13 the post as everyone sees it,
        # 14 its files
        response = write(pdf(), make_picture(name="표.png"), make_picture(), file_alts=["", "여섯 대학의 표"])
    body = response.json()
    assert response.status_code == 201
    assert set(body) == DETAIL_KEYS
    assert response["ETag"] == '"1"'
    assert [file["name"] for file in body["attachments"]] == ["계획.pdf", "표.webp", "나.webp"]
    assert [file["alt"] for file in body["attachments"]] == ["", "여섯 대학의 표", ""]
    assert (body["attachment_count"], body["thumbnail"]) == (3, body["attachments"][1]["thumbnail"])
    assert len(stored_files()) == 5


def test_newlines_are_those_that_were_written(write, pdf) -> None:
    """Browsers send them as two characters in a form."""
    body = write(pdf(), content="첫 줄\r\n둘째 줄").json()
    assert body["content"] == "첫 줄\n둘째 줄"


def test_a_form_without_files_makes_a_post(write, author: Person) -> None:
    assert write().status_code == 201
    assert author.client.post("/study/", WRITTEN, format="multipart").json()["is_anonymous"] is False


def test_one_bad_file_leaves_nothing(write, make_picture, pdf, stored_files) -> None:
    bad = SimpleUploadedFile("사진.jpg", b"no picture")
    broken = SimpleUploadedFile("사진.jpg", make_picture().read()[:200])
    response = write(pdf(), bad, make_picture(), broken)
    assert_error(response, 400, "unsupported_file", "files.1")
    assert_error(response, 400, "invalid_image", "files.3")
    assert len(response.json()["errors"]) == 2
    assert not Post.objects.exists()
    assert stored_files() == []


def test_one_file_that_is_too_large_leaves_nothing(write, pdf, stored_files) -> None:
    large = SimpleUploadedFile("큰.pdf", PDF[:9] + bytes(10 * 1024 * 1024) + PDF[9:])
    assert_error(write(pdf(), large), 413, "file_too_large", "files.1")
    assert (Post.objects.exists(), stored_files()) == (False, [])


@pytest.mark.parametrize(
    ("more", "code", "attr"),
    [
        ({"title": ""}, "blank", "title"),
        ({"title": SimpleUploadedFile("제목.txt", b"x")}, "invalid", "title"),
        ({"is_anonymous": "글쎄"}, "invalid", "is_anonymous"),
        ({"is_anonymous": SimpleUploadedFile("익명.txt", b"x")}, "invalid", "is_anonymous"),
        ({"files": [SimpleUploadedFile("계획.pdf", PDF), "글자"]}, "invalid", "files.0"),
        ({"files": [SimpleUploadedFile("계획.pdf", PDF), SimpleUploadedFile("빈.pdf", b"")]}, "empty", "files.1"),
        ({"file_alts": SimpleUploadedFile("설명.txt", b"x")}, "invalid", "file_alts.0"),
        ({"file_alts": ["가" * 201]}, "max_length", "file_alts.0"),
        ({"file_alts": ["\x01"]}, "control_character", "file_alts.0"),
        ({"file_alts": ["x"] * 6}, "max_length", "file_alts"),
    ],
)
def test_a_bad_text_leaves_no_file(write, pdf, stored_files, more, code: str, attr: str) -> None:
    assert_error(write(pdf(), **more), 400, code, attr)
    assert (Post.objects.exists(), stored_files()) == (False, [])


def test_a_file_that_nobody_asked_for_is_passed_over(author: Person, pdf, stored_files) -> None:
    response = author.client.post("/study/", WRITTEN | {"picture": pdf()}, format="multipart")
    assert (response.status_code, response.json()["attachments"], stored_files()) == (201, [], [])


def test_six_files_are_too_many(write, pdf, stored_files) -> None:
    assert_error(write(*[pdf() for _ in range(6)]), 400, "max_length", "files")
    assert (Post.objects.exists(), stored_files()) == (False, [])


def test_five_files_of_ten_megabytes_fit_and_more_is_not_read(write) -> None:
    fits = PDF[:9] + bytes(10 * 1024 * 1024 - len(PDF)) + PDF[9:]
    assert write(*[SimpleUploadedFile(f"{number}.pdf", fits) for number in range(5)]).status_code == 201
    over = SimpleUploadedFile("큰.pdf", bytes(53 * 1024 * 1024))
    assert_error(write(over), 413, "payload_too_large")


def test_a_repeat_makes_no_second_post(write, make_picture, stored_files) -> None:
    key = {"Idempotency-Key": "with-files"}
    answers = [write(make_picture(), file_alts=["표"], headers=key) for _ in range(3)]
    assert len({answer.content for answer in answers}) == 1
    assert (Post.objects.count(), Attachment.objects.count(), len(stored_files())) == (1, 1, 2)
    assert_error(write(make_picture(), file_alts=["다른 표"], headers=key), 409, "idempotency_key_reused")
    assert len(stored_files()) == 2


def test_each_file_and_its_name_are_part_of_what_is_repeated(write, pdf, make_picture, stored_files) -> None:
    key = {"Idempotency-Key": "with-files"}
    assert write(pdf("하나.pdf"), make_picture(), headers=key).status_code == 201
    for files in (
        (pdf("둘.pdf"), make_picture()),
        (SimpleUploadedFile("하나.pdf", PDF + b"\n"), make_picture()),
        (make_picture(), pdf("하나.pdf")),
        (pdf("하나.pdf"),),
    ):
        assert_error(write(*files, headers=key), 409, "idempotency_key_reused")
    assert (Post.objects.count(), len(stored_files())) == (1, 3)


def test_repeats_at_once_make_one_post(at_once, write, make_picture, stored_files) -> None:
    key = {"Idempotency-Key": "with-files"}
    answers = at_once(*[partial(write, make_picture(), headers=key) for _ in range(6)])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert (Post.objects.count(), Attachment.objects.count(), len(stored_files())) == (1, 1, 2)


@pytest.mark.usefixtures("clock")
def test_each_file_counts_towards_the_hundred_an_hour(
    write, author: Person, classmate: Person, pdf, stored_files
) -> None:
    for _ in range(97):
        limits.count("attachment", member=author.id)
    assert write(pdf(), pdf()).status_code == 201
    assert_error(write(pdf(), pdf()), 429, "throttled")
    assert (Post.objects.count(), len(stored_files())) == (1, 2)
    assert classmate.client.post("/study/", WRITTEN | {"files": [pdf()]}, format="multipart").status_code == 201


@pytest.fixture(params=[Attachment, IdempotencyKey])
def breaking(request):
    """Each attachment breaks once its row is written, or the answer once it is kept: the rows were there by then."""

    def break_down(created: bool, **kwargs: object) -> None:
        if created is (request.param is Attachment):
            raise RuntimeError

    post_save.connect(break_down, sender=request.param)
    yield request.param
    post_save.disconnect(break_down, sender=request.param)


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "breaks"}], ids=["no key", "key"])
def test_nothing_is_left_of_a_write_that_breaks(
    breaking, author: Person, write, make_picture, stored_files, headers
) -> None:
    if breaking is IdempotencyKey and not headers:
        pytest.skip("without a key no answer is kept")
    author.client.raise_request_exception = False
    assert write(make_picture(), headers=headers).status_code == 500
    assert (Post.objects.exists(), stored_files()) == (False, [])


def test_a_guest_sends_no_file(guest, pdf, stored_files) -> None:
    response = guest.post("/study/", WRITTEN | {"files": [pdf()]}, format="multipart")
    assert_error(response, 401, "not_authenticated")


def test_all_kinds_go_together(write, stored_files) -> None:
    names = list(DOCUMENTS)[:5]
    body = write(*[SimpleUploadedFile(name, DOCUMENTS[name][0]) for name in names]).json()
    assert [file["name"] for file in body["attachments"]] == names
    assert body["thumbnail"] is None
