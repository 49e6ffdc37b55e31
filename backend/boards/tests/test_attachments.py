"""/post/{id}/attachment/: adding a file to a post, describing it, putting it in its place, taking it away."""

from functools import partial
from pathlib import Path

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from rest_framework.test import APIClient

from boards.models import Attachment, Post
from boards.tests.documents import DOCUMENTS, PDF, REFUSED, large
from common.testing import PASSWORD, Person, assert_error

KEYS = {"id", "name", "url", "thumbnail", "size", "content_type", "width", "height", "alt", "position"}


def test_the_author_adds_a_picture(guest: APIClient, attach, make_picture, post: Post) -> None:
    response = attach(make_picture("PNG", (800, 600), name="지원 표.png"), alt="여섯 대학의 표")
    body = response.json()
    assert response.status_code == 201, body
    assert set(body) == KEYS
    token = Attachment.objects.get().token
    assert body["url"] == f"http://testserver/files/{token}/"
    assert body["thumbnail"] == f"http://testserver/files/{token}/thumbnail/"
    assert (body["name"], body["content_type"]) == ("지원 표.webp", "image/webp")
    assert (body["width"], body["height"], body["alt"], body["position"]) == (800, 600, "여섯 대학의 표", 0)
    shown = guest.get(f"/post/{post.pk}/").json()
    assert (shown["attachments"], shown["attachment_count"], shown["thumbnail"]) == ([body], 1, body["thumbnail"])
    [row] = guest.get("/post/").json()["results"]
    assert (row["attachment_count"], row["thumbnail"]) == (1, body["thumbnail"])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_kind_of_document_is_taken_as_it_is(guest: APIClient, attach, name: str) -> None:
    content, content_type = DOCUMENTS[name]
    body = attach(SimpleUploadedFile(name, content, "image/png")).json()
    assert (body["name"], body["content_type"], body["size"]) == (name, content_type, len(content))
    assert (body["width"], body["height"], body["thumbnail"]) == (None, None, None)
    assert b"".join(guest.get(body["url"])) == content


@pytest.mark.parametrize("what", REFUSED)
def test_whatever_else_is_refused(attach, stored_files, post: Post, what: str) -> None:
    name, content, code = REFUSED[what]
    assert_error(attach(SimpleUploadedFile(name, content, "application/pdf")), 400, code, "file")
    assert stored_files() == []
    assert not Attachment.objects.exists()


def test_who_sends_what_an_iphone_makes_hears_what_to_do(attach) -> None:
    name, content, code = REFUSED["a picture of a kind that few can show"]
    response = attach(SimpleUploadedFile(name, content))
    assert_error(response, 400, code, "file")
    assert "JPEG로 바꿔서" in response.json()["errors"][0]["detail"]


def test_a_document_may_be_large(attach) -> None:
    assert attach(SimpleUploadedFile("발표.ppt", large())).json()["content_type"] == "application/vnd.ms-powerpoint"


def test_a_name_does_not_decide_what_a_file_is(attach) -> None:
    assert attach(SimpleUploadedFile("사진.jpg", PDF)).json()["name"] == "사진.jpg.pdf"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/계획.pdf", "계획.pdf"),
        ("c:\\con\\계획.pdf", "계획.pdf"),
        ("\u110c\u1161\u1109\u1169\u1109\u1165.PDF", "자소서.pdf"),  # as a Mac spells it
        ("계획\u202efdp.exe.pdf", "계획fdp.exe.pdf"),
        ('계획"<b>:*?|.pdf', "계획__b_____.pdf"),
        ("  .. 계획  표 .. .pdf", "계획 표.pdf"),
        (".pdf", "pdf.pdf"),
        ("...", "file.pdf"),
        ("가" * 200 + ".pdf", "가" * 80 + ".pdf"),
        ("가" + "🎓" * 100 + ".pdf", "가" + "🎓" * 59 + ".pdf"),
        ("\u200b.pdf", "pdf.pdf"),
        ("\u3164계획\ufe0f.pdf", "계획.pdf"),  # a Hangul filler, which counts as a letter
    ],
)
def test_a_name_can_be_saved_anywhere(attach, sent: str, kept: str) -> None:
    body = attach(SimpleUploadedFile(sent, PDF)).json()
    assert body["name"] == kept
    assert len(body["name"].encode()) <= 255


def test_the_author_describes_a_picture_and_puts_it_first(author: Person, attach, make_picture, pdf, post) -> None:
    ids = [attach(file).json()["id"] for file in (pdf(), make_picture(name="하나.jpg"), make_picture(name="둘.jpg"))]
    url = f"/post/{post.pk}/attachment/{ids[2]}/"
    body = author.client.patch(url, {"alt": "둘째 사진", "position": 0}).json()
    assert (set(body), body["alt"], body["position"]) == (KEYS, "둘째 사진", 0)
    shown = author.client.get(f"/post/{post.pk}/").json()
    assert [file["id"] for file in shown["attachments"]] == [ids[2], ids[0], ids[1]]
    assert [file["position"] for file in shown["attachments"]] == [0, 1, 2]
    assert shown["thumbnail"] == body["thumbnail"]
    last = author.client.patch(url, {"position": 4}).json()
    assert (last["position"], last["alt"]) == (2, "둘째 사진")
    shown = author.client.get(f"/post/{post.pk}/").json()
    assert [file["name"] for file in shown["attachments"]] == ["계획.pdf", "하나.webp", "둘.webp"]
    assert shown["thumbnail"] == shown["attachments"][1]["thumbnail"]


@pytest.mark.parametrize(
    ("body", "code", "attr"),
    [
        ({"alt": "가" * 201}, "max_length", "alt"),
        ({"alt": "\x00"}, "control_character", "alt"),
        ({"alt": 3}, "invalid", "alt"),
        ({"position": -1}, "min_value", "position"),
        ({"position": 5}, "max_value", "position"),
        ({"position": "앞"}, "invalid", "position"),
    ],
)
def test_a_bad_description_changes_nothing(author: Person, attach, pdf, post: Post, body, code: str, attr: str) -> None:
    before = attach(pdf(), alt="계획").json()
    assert_error(author.client.patch(f"/post/{post.pk}/attachment/{before['id']}/", body), 400, code, attr)
    assert author.client.get(f"/post/{post.pk}/").json()["attachments"] == [before]


@pytest.mark.django_db(transaction=True)
def test_the_author_takes_a_file_away(author: Person, attach, make_picture, stored_files, post: Post) -> None:
    first, second = (attach(make_picture(name=name)).json() for name in ("하나.jpg", "둘.jpg"))
    assert len(stored_files()) == 4
    url = f"/post/{post.pk}/attachment/{first['id']}/"
    assert author.client.delete(url).status_code == 204
    assert len(stored_files()) == 2
    shown = author.client.get(f"/post/{post.pk}/").json()
    assert (shown["attachment_count"], shown["thumbnail"]) == (1, second["thumbnail"])
    assert [file["position"] for file in shown["attachments"]] == [0]
    assert_error(author.client.delete(url), 404, "not_found")
    assert_error(author.client.get(first["url"]), 404, "not_found")


def test_nobody_else_touches_them_not_even_staff(
    guest: APIClient, classmate: Person, staff: Person, attach, pdf, stored_files, post: Post
) -> None:
    before = attach(pdf()).json()
    url = f"/post/{post.pk}/attachment/"
    one = f"{url}{before['id']}/"
    assert_error(guest.post(url, {"file": pdf()}, format="multipart"), 401, "not_authenticated")
    assert_error(guest.delete(one), 401, "not_authenticated")
    for person in (classmate, staff):
        assert_error(person.client.post(url, {"file": pdf()}, format="multipart"), 403, "permission_denied")
        assert_error(person.client.patch(one, {"alt": "남의 것"}), 403, "permission_denied")
        assert_error(person.client.delete(one), 403, "permission_denied")
    assert guest.get(f"/post/{post.pk}/").json()["attachments"] == [before]
    assert len(stored_files()) == 1


def test_a_file_is_found_under_its_own_post_alone(author: Person, attach, pdf, make_post, post: Post) -> None:
    attachment_id = attach(pdf()).json()["id"]
    other = make_post("다른 글")
    for url in (f"/post/{other.pk}/", f"/study/{post.pk}/"):
        assert_error(author.client.delete(f"{url}attachment/{attachment_id}/"), 404, "not_found")
        assert_error(author.client.patch(f"{url}attachment/{attachment_id}/", {"alt": "x"}), 404, "not_found")
    assert_error(
        author.client.post(f"/study/{post.pk}/attachment/", {"file": pdf()}, format="multipart"), 404, "not_found"
    )


def test_there_is_nothing_to_add_without_a_file(author: Person, attach, post: Post) -> None:
    url = f"/post/{post.pk}/attachment/"
    assert_error(author.client.post(url, {"alt": "설명만"}, format="multipart"), 400, "required", "file")
    assert_error(author.client.post(url, {"file": "글자"}), 415, "unsupported_media_type")
    assert_error(author.client.post(url, {"file": "글자"}, format="multipart"), 400, "invalid", "file")
    assert_error(attach(SimpleUploadedFile("빈.pdf", b"")), 400, "empty", "file")


def test_a_file_may_have_ten_megabytes(attach, stored_files) -> None:
    fits = PDF[:9] + bytes(10 * 1024 * 1024 - len(PDF)) + PDF[9:]
    assert attach(SimpleUploadedFile("큰.pdf", fits)).status_code == 201
    assert_error(attach(SimpleUploadedFile("큰.pdf", fits + b"\n")), 413, "file_too_large", "file")
    assert len(stored_files()) == 1


def test_the_sixth_file_is_refused(attach, pdf, stored_files, post: Post) -> None:
    for _ in range(5):
        assert attach(pdf()).status_code == 201
    assert_error(attach(pdf()), 409, "too_many_files")
    assert (Attachment.objects.count(), len(stored_files())) == (5, 5)


def test_of_two_at_once_on_four_one_gets_through(at_once, author: Person, attach, pdf, stored_files, post) -> None:
    for number in range(4):
        assert attach(pdf(f"{number}.pdf")).status_code == 201
    answers = at_once(*[partial(attach, pdf(f"동시 {number}.pdf")) for number in range(6)])
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 5]
    post.refresh_from_db()
    assert (post.attachments.count(), post.attachment_count, len(stored_files())) == (5, 5, 5)
    assert [file.position for file in post.attachments.in_order()] == [0, 1, 2, 3, 4]


def test_changes_at_once_leave_one_order(at_once, author: Person, attach, make_picture, stored_files, post) -> None:
    ids = [attach(make_picture(name=f"{number}.jpg")).json()["id"] for number in range(4)]
    url = f"/post/{post.pk}/attachment/"
    calls = [partial(author.client.patch, f"{url}{pk}/", {"position": 0}) for pk in ids * 2]
    calls += [partial(author.client.delete, f"{url}{ids[0]}/"), partial(attach, make_picture(name="새.jpg"))]
    assert {answer.status_code for answer in at_once(*calls)} <= {200, 201, 204, 404}
    post.refresh_from_db()
    files = list(post.attachments.in_order())
    assert [file.position for file in files] == [0, 1, 2, 3]
    assert (post.attachment_count, post.thumbnail) == (4, files[0].token)
    assert len(stored_files()) == 8


def test_a_file_that_has_gone_meanwhile_can_not_be_changed(attach, pdf, post: Post) -> None:
    attach(pdf())
    read = Attachment.objects.get()
    Attachment.objects.get().remove()
    for change in (partial(read.rewrite, alt="늦은 설명"), read.remove):
        with pytest.raises(Http404):
            change()
    post.refresh_from_db()
    assert post.attachment_count == 0


def test_no_file_is_left_of_a_post_that_goes_meanwhile(at_once, author: Person, attach, pdf, make_post, stored_files):
    for number in range(5):
        doomed = make_post(f"곧 사라질 글 {number}")
        calls = [partial(attach, pdf(), doomed) for _ in range(3)]
        answers = at_once(*calls[:2], partial(author.client.delete, f"/post/{doomed.pk}/"), *calls[2:])
        assert {answer.status_code for answer in answers} <= {201, 204, 404}
    assert (Attachment.objects.count(), stored_files()) == (0, [])


def test_a_repeat_adds_no_second_file(attach, make_picture, stored_files) -> None:
    key = {"Idempotency-Key": "같은-것".encode().hex()}
    answers = [attach(make_picture(), headers=key) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert (Attachment.objects.count(), len(stored_files())) == (1, 2)
    assert_error(attach(make_picture(colour="#112233"), headers=key), 409, "idempotency_key_reused")


@pytest.mark.parametrize("key", ["", "a" * 65, "é", "\x7f"])
def test_a_key_is_64_printable_letters_at_most(attach, pdf, stored_files, key: str) -> None:
    assert_error(attach(pdf(), headers={"Idempotency-Key": key}), 400, "invalid_idempotency_key")
    assert stored_files() == []


@pytest.mark.usefixtures("clock")
def test_a_hundred_files_an_hour_are_enough(attach, pdf, make_post) -> None:
    posts = [make_post(f"글 {number}") for number in range(21)]
    for number in range(100):
        assert attach(pdf(), posts[number // 5]).status_code == 201
    assert_error(attach(pdf(), posts[20]), 429, "throttled")


def test_the_queries_of_adding_and_taking_away(author: Person, attach, pdf, post, django_assert_num_queries) -> None:
    with django_assert_num_queries(9):
        # 1 the token's login and user, 2 the post, 3 savepoint, 4 the post's lock, 5 what it has, 6 the file,
        # 7 what lists show of the post, 8 savepoint released, 9 the file as everyone sees it
        attachment_id = attach(pdf()).json()["id"]
    with django_assert_num_queries(9):
        # 1 the token's login and user, 2 the post, 3 the file with its post, 4 savepoint, 5 the post's lock,
        # 6 what it has, 7 the file, 8 what lists show of the post, 9 savepoint released
        author.client.delete(f"/post/{post.pk}/attachment/{attachment_id}/")


def test_reading_takes_one_query_more_where_there_are_files(
    guest: APIClient, attach, make_picture, post: Post, django_assert_num_queries
) -> None:
    for _ in range(5):
        attach(make_picture())
    with django_assert_num_queries(3):  # 1 the post with its author, 2 its files, 3 the view
        guest.get(f"/post/{post.pk}/")
    with django_assert_num_queries(1):  # 1 the posts with their authors
        guest.get("/post/")


def test_edits_of_the_text_leave_the_files_alone(author: Person, attach, make_picture, post: Post) -> None:
    file = attach(make_picture()).json()
    body = author.client.patch(f"/post/{post.pk}/", {"title": "고친 제목", "files": [], "attachments": []}).json()
    assert (body["attachments"], body["attachment_count"], body["thumbnail"]) == ([file], 1, file["thumbnail"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["author", "staff", "back office", "queryset", "erase"])
def test_files_go_with_their_post(author: Person, staff, attach, make_picture, stored_files, post, how: str) -> None:
    attach(make_picture())
    match how:
        case "author":
            author.client.delete(f"/post/{post.pk}/")
        case "staff":
            staff.client.delete(f"/post/{post.pk}/")
        case "back office":
            admin.site.get_model_admin(Post).delete_queryset(None, Post.objects.all())
        case "queryset":
            Post.objects.all().delete()
        case "erase":
            body = {"action": "delete", "password": PASSWORD}
            assert author.client.post("/accounts/erase/", body).status_code == 200
    assert not Attachment.objects.exists()
    assert stored_files() == []


@pytest.mark.django_db(transaction=True)
def test_the_back_office_takes_one_file_away(attach, make_picture, stored_files, post: Post) -> None:
    for name in ("하나.jpg", "둘.jpg"):
        attach(make_picture(name=name))
    admin.site.get_model_admin(Attachment).delete_queryset(None, Attachment.objects.filter(name="하나.webp"))
    post.refresh_from_db()
    assert (post.attachment_count, post.thumbnail) == (1, post.attachments.get().token)
    assert len(stored_files()) == 2


@pytest.mark.django_db(transaction=True)
def test_files_stay_if_the_deletion_is_undone(author: Person, attach, make_picture, stored_files, post: Post) -> None:
    attach(make_picture())
    with transaction.atomic():
        Post.objects.all().delete()
        transaction.set_rollback(True)
    assert len(stored_files()) == 2


def test_a_file_is_kept_as_a_name_that_says_nothing(attach, pdf, stored_files) -> None:
    attach(pdf("김온새 자소서.pdf"))
    [path] = stored_files()
    assert path == Path(path.parents[1], path.name[:2], path.name)
    assert len(path.name) == 40
    assert int(path.name, 16) > 0
