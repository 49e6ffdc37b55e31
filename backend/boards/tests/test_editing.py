"""`ETag`, `If-Match` and what is left of what was edited away."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import personal_data
from boards.models import KEPT_REVISIONS, Comment, Post, Revision
from common.testing import PASSWORD, Person, assert_error


@pytest.fixture(params=["post", "comment"])
def entry(request, post: Post, classmate: Person) -> Post | Comment:
    """What can be edited, written by the author."""
    return post if request.param == "post" else post.comment(post.author, "처음 쓴 댓글")


@pytest.fixture
def url(entry: Post | Comment) -> str:
    return f"/post/{entry.pk}/" if isinstance(entry, Post) else f"/post/{entry.post_id}/comment/{entry.pk}/"


def match(tag: str) -> dict[str, str]:
    return {"If-Match": tag}


def test_reading_gives_a_tag_that_an_edit_takes(author: Person, guest: APIClient, entry, url: str) -> None:
    tag = guest.get(url)["ETag"]
    edited = author.client.patch(url, {"content": "고친 내용"}, headers=match(tag))
    assert (edited.status_code, edited.json()["content"]) == (200, "고친 내용")
    assert edited["ETag"] not in {tag, ""}
    assert guest.get(url)["ETag"] == edited["ETag"]
    again = author.client.put(url, {"title": "또", "content": "또 고친 내용"}, headers=match(edited["ETag"]))
    assert again.status_code == 200


def test_writing_gives_a_tag_too(author: Person) -> None:
    written = author.client.post("/post/", {"title": "제목", "content": "내용"})
    url = f"/post/{written.json()['id']}/"
    assert author.client.get(url)["ETag"] == written["ETag"]
    comment = author.client.post(f"{url}comment/", {"content": "댓글"})
    assert author.client.get(f"{url}comment/{comment.json()['id']}/")["ETag"] == comment["ETag"]


@pytest.mark.parametrize("method", ["patch", "put", "delete"])
def test_who_has_an_old_text_changes_nothing(author: Person, entry, url: str, method: str) -> None:
    tag = author.client.get(url)["ETag"]
    author.client.patch(url, {"content": "다른 기기에서 고쳤어요"})
    response = getattr(author.client, method)(url, {"title": "늦은", "content": "늦은 고침"}, headers=match(tag))
    assert_error(response, 412, "edited_meanwhile")
    assert author.client.get(url).json()["content"] == "다른 기기에서 고쳤어요"


def test_an_old_tag_is_refused_even_if_nothing_would_change(author: Person, entry, url: str) -> None:
    tag = author.client.get(url)["ETag"]
    author.client.patch(url, {"content": "같은 말"})
    assert_error(author.client.patch(url, {"content": "같은 말"}, headers=match(tag)), 412, "edited_meanwhile")


def test_what_is_counted_is_no_edit(author: Person, classmate: Person, guest: APIClient, post: Post, comment) -> None:
    urls = [f"/post/{post.pk}/", f"/post/{post.pk}/comment/{comment.pk}/"]
    tags = [guest.get(url)["ETag"] for url in urls]
    for url in urls:
        classmate.client.post(f"{url}like/")
    classmate.client.get(urls[0])
    classmate.client.post(f"{urls[0]}comment/", {"content": "또 하나"})
    assert [guest.get(url)["ETag"] for url in urls] == tags
    assert author.client.patch(urls[0], {"title": "고침"}, headers=match(tags[0])).status_code == 200


@pytest.mark.parametrize(
    "good", ["*", " * ", '"1"', 'W/"1"', '"9", "1"', '"a,b", W/"1" ,"x"', '"", "1"', '"' + "9" * 500 + '", "1"']
)
def test_one_tag_that_matches_is_enough(author: Person, entry, url: str, good: str) -> None:
    assert author.client.patch(url, {"content": "고친 내용"}, headers=match(good)).status_code == 200


@pytest.mark.parametrize("stale", ['"2"', 'W/"0"', '""', '"abc"', '"01x"', '"1 "', '"-1"', '"9", "8"', '"²"'])
def test_a_tag_of_another_version_does_not_match(author: Person, entry, url: str, stale: str) -> None:
    if stale == '"1 "':  # no tag at all: a tag has no blanks
        assert_error(author.client.patch(url, {"content": "?"}, headers=match(stale)), 400, "invalid_if_match")
    else:
        assert_error(author.client.patch(url, {"content": "?"}, headers=match(stale)), 412, "edited_meanwhile")
    assert author.client.get(url)["ETag"] == '"1"'


@pytest.mark.parametrize("garbage", ["", "1", "'1'", '"1', '"1" "2"', "*, *", "W/1", ",", '"1",', "w/" * 5_000])
@pytest.mark.parametrize("method", ["patch", "delete"])
def test_what_is_no_tag_is_refused(author: Person, entry, url: str, method: str, garbage: str) -> None:
    response = getattr(author.client, method)(url, {"content": "고친 내용"}, headers=match(garbage))
    assert_error(response, 400, "invalid_if_match")
    assert author.client.get(url)["ETag"] == '"1"'


def test_a_tag_opens_no_door(author: Person, classmate: Person, guest: APIClient, entry, url: str) -> None:
    assert_error(guest.patch(url, {"content": "?"}, headers=match('"1"')), 401, "not_authenticated")
    assert_error(classmate.client.patch(url, {"content": "?"}, headers=match('"9"')), 403, "permission_denied")
    gone = url.replace(f"/{entry.pk}/", "/999999/")
    assert_error(author.client.patch(gone, {"content": "?"}, headers=match("*")), 404, "not_found")


def test_of_twenty_edits_with_one_tag_one_is_made(at_once, author: Person, entry, url: str) -> None:
    tag = author.client.get(url)["ETag"]
    edit = partial(author.client.patch, url, headers=match(tag))
    answers = at_once(*[partial(edit, {"content": f"고침 {number}"}) for number in range(20)])
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 19
    [winner] = [answer for answer in answers if answer.status_code == 200]
    entry.refresh_from_db()
    assert (entry.content, entry.version) == (winner.json()["content"], 2)
    assert Revision.objects.of(entry).count() == 1


def test_of_twenty_edits_without_a_tag_all_are_made(at_once, author: Person, entry, url: str) -> None:
    answers = at_once(*[partial(author.client.patch, url, {"content": f"고침 {number}"}) for number in range(20)])
    assert {answer.status_code for answer in answers} == {200}
    entry.refresh_from_db()
    kept = list(Revision.objects.of(entry).order_by("version").values_list("version", "content"))
    assert (entry.version, [version for version, _ in kept]) == (21, [*range(1, 21)])
    assert len({entry.content, *(content for _, content in kept)}) == 21


def test_edits_of_different_fields_at_once_both_stay(at_once, author: Person, post: Post) -> None:
    url = f"/post/{post.pk}/"
    for number in range(10):
        titled, told = {"title": f"제목 {number}"}, {"content": f"내용 {number}"}
        at_once(partial(author.client.patch, url, titled), partial(author.client.patch, url, told))
        body = author.client.get(url).json()
        assert (body["title"], body["content"]) == (f"제목 {number}", f"내용 {number}")


def test_deleting_against_editing_with_one_tag(at_once, author: Person, make_post) -> None:
    for number in range(10):
        url = f"/post/{make_post(f'글 {number}').pk}/"
        edit = partial(author.client.patch, url, {"content": "고친 내용"}, headers=match('"1"'))
        edited, deleted = at_once(edit, partial(author.client.delete, url, headers=match('"1"')))
        assert (edited.status_code, deleted.status_code) in {(200, 412), (404, 204), (412, 204)}
    assert Revision.objects.count() == Post.objects.count()


def test_an_edit_is_told_and_dated(author: Person, guest: APIClient, entry, url: str) -> None:
    before = guest.get(url).json()
    assert before["is_edited"] is False
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        after = author.client.patch(url, {"content": "고친 내용"}).json()
    assert (after["is_edited"], after["created_at"]) == (True, before["created_at"])
    assert after["updated_at"] > before["updated_at"]
    listed = guest.get(url.rsplit("/", 2)[0] + "/").json()["results"][0]
    assert (listed["is_edited"], listed["updated_at"]) == (True, after["updated_at"])


def test_an_edit_that_changes_nothing_leaves_no_trace(author: Person, entry, url: str) -> None:
    before = author.client.get(url)
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        same = author.client.patch(url, {"content": entry.content}, headers=match(before["ETag"]))
    assert (same.status_code, same["ETag"]) == (200, before["ETag"])
    assert (same.json()["updated_at"], same.json()["is_edited"]) == (before.json()["updated_at"], False)
    assert not Revision.objects.exists()


def test_the_author_and_staff_read_what_was_before(author: Person, staff: Person, entry, url: str) -> None:
    first = author.client.get(url).json()
    second = author.client.patch(url, {"content": "**둘째** 내용"}).json()
    author.client.patch(url, {"content": "셋째 내용"})
    for person in (author, staff):
        body = person.client.get(f"{url}revision/").json()
        assert set(body) == {"next", "previous", "results"}
        assert [row["content"] for row in body["results"]] == ["**둘째** 내용", first["content"]]
        newest, oldest = body["results"]
        assert set(newest) == {"version", "title", "content", "content_html", "details", "written_at"}
        assert (newest["version"], oldest["version"]) == (2, 1)
        assert newest["content_html"] == "<p><strong>둘째</strong> 내용</p>\n"
        assert oldest["title"] == first.get("title", "")
        assert (oldest["written_at"], newest["written_at"]) == (first["updated_at"], second["updated_at"])
        assert "온새미" not in str(body)


def test_nobody_else_learns_what_was_before(
    author: Person, classmate: Person, staff: Person, guest: APIClient, entry, url: str
) -> None:
    author.client.patch(url, {"content": "고친 내용"})
    assert_error(classmate.client.get(f"{url}revision/"), 404, "not_found")
    assert_error(guest.get(f"{url}revision/"), 401, "not_authenticated")
    for person in (author, staff):
        assert_error(person.client.get(f"{url}revision/".replace("/post/", "/study/", 1)), 404, "not_found")
    assert_error(author.client.get(f"{url}revision/".replace(f"/{entry.pk}/", f"/{2**63}/")), 404, "not_found")


def test_the_history_is_paged_in_three_queries(author: Person, entry, url: str, django_assert_num_queries) -> None:
    for number in range(6):
        entry.rewrite(content=f"고침 {number}")
    with django_assert_num_queries(3):  # 1 the token's login and user, 2 the entry, 3 the page
        page = author.client.get(f"{url}revision/?page_size=4").json()
    assert [row["version"] for row in page["results"]] == [6, 5, 4, 3]
    assert [row["version"] for row in author.client.get(page["next"]).json()["results"]] == [2, 1]
    assert_error(author.client.get(f"{url}revision/?cursor=수시"), 400, "invalid", "cursor")


def test_the_oldest_revisions_give_way(entry, post: Post) -> None:
    other = post.comment(post.author, "다른 댓글")
    other.rewrite(content="다른 댓글, 고침")
    for number in range(KEPT_REVISIONS + 3):
        entry.rewrite(content=f"고침 {number}")
    versions = list(Revision.objects.of(entry).order_by("version").values_list("version", flat=True))
    assert versions == [*range(4, KEPT_REVISIONS + 4)]
    assert Revision.objects.of(other).count() == 1


def test_the_history_goes_with_what_it_is_of(author: Person, classmate: Person, post: Post, comment: Comment) -> None:
    post.rewrite(title="고친 제목")
    comment.rewrite(content="고친 댓글")
    classmate.client.delete(f"/post/{post.pk}/comment/{comment.pk}/")
    assert [revision.post_id for revision in Revision.objects.all()] == [post.pk]
    author.client.delete(f"/post/{post.pk}/")
    assert not Revision.objects.exists()


def test_who_leaves_takes_the_history_along(author: Person, classmate: Person, post: Post, comment: Comment) -> None:
    post.rewrite(title="고친 제목")
    comment.rewrite(content="고친 댓글")
    post.comment(author.user, "나도 한마디").rewrite(content="나도 고친 한마디")
    personal_data.erase(author.user)
    assert [revision.comment_id for revision in Revision.objects.all()] == [comment.pk]
    assert Post.objects.get().title == "고친 제목"


@pytest.fixture
def back_office(make_person, client):
    make_person("boss", is_staff=True, is_superuser=True)
    client.login(username="boss", password=PASSWORD)
    return client


def test_an_edit_in_the_back_office_counts(author: Person, post: Post, comment: Comment, back_office) -> None:
    url = f"/post/{post.pk}/"
    tag = author.client.get(url)["ETag"]
    post.like(author.user)
    form = {"title": "운영진이 고친 제목", "content": post.content, "board": "study", "author": author.id}
    assert back_office.post(f"/admin/boards/post/{post.pk}/change/", form).status_code == 302
    url = f"/study/{post.pk}/"
    body = author.client.get(url).json()
    assert (body["title"], body["is_edited"], body["like_count"]) == ("운영진이 고친 제목", True, 1)
    assert_error(author.client.patch(url, {"title": "늦은"}, headers=match(tag)), 412, "edited_meanwhile")
    answer = back_office.post(f"/admin/boards/comment/{comment.pk}/change/", {"content": "운영진이 고친 댓글"})
    assert answer.status_code == 302
    comment.refresh_from_db()
    assert (comment.content_html, comment.version) == ("<p>운영진이 고친 댓글</p>\n", 2)
    assert Revision.objects.count() == 2


def test_a_notice_that_is_pinned_is_no_edit(author: Person, post: Post, back_office) -> None:
    tag = author.client.get(f"/post/{post.pk}/")["ETag"]
    form = {"title": post.title, "content": post.content, "board": "free", "author": author.id, "is_notice": "on"}
    assert back_office.post(f"/admin/boards/post/{post.pk}/change/", form).status_code == 302
    response = author.client.get(f"/post/{post.pk}/")
    assert (response["ETag"], response.json()["is_notice"]) == (tag, True)
