"""`manage.py demo`: what it loads, and what it makes."""

import re
from html import unescape
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Q
from rest_framework.test import APIClient

from accounts.models import User
from boards.files import stored
from boards.models import Board, Comment, Folder, Like, Poll, Post, Scrap
from chat.models import LOBBY, Message, Room
from common.testing import is_korean
from demo.written import PASSWORD
from notifications.models import Notification
from qna.models import Faq
from schedule.models import KeyDate


def demo(**options: int) -> str:
    out = StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def loaded(db: None) -> str:
    return demo()


class Prose(HTMLParser):
    """What is read of a rendered text outside of code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.depth, self.text = 0, ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.depth += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "code"

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.text += data


def assert_counters_agree() -> None:
    """Every counter on a row says what its rows say."""
    for model in (Post, Comment):
        for entry in model.objects.annotate(counted=Count("likes")):
            assert entry.like_count == entry.counted, entry
    for post in Post.objects.annotate(counted=Count("comments", filter=Q(comments__is_deleted=False))):
        assert post.comment_count == post.counted, post


def test_there_is_enough_of_everything(loaded: str) -> None:
    assert Post.objects.count() >= 60
    assert {board: Post.objects.on(board).count() >= 15 for board in Board} == dict.fromkeys(Board, True)
    assert Comment.objects.count() >= 200
    assert Faq.objects.count() >= 12
    assert Room.objects.count() == 3
    members = User.objects.filter(is_staff=False)
    assert members.count() == 8
    assert len(set(members.values_list("school_name", flat=True))) == 8
    assert set(members.values_list("grade", flat=True)) == {1, 2, 3}
    assert User.objects.filter(is_staff=True).count() == 1
    assert Post.objects.filter(is_notice=True).exists()


def test_its_counters_agree_with_its_rows(loaded: str) -> None:
    assert Like.objects.filter(post__isnull=False).exists()
    assert Like.objects.filter(comment__isnull=False).exists()
    assert_counters_agree()


def test_its_ids_follow_time(loaded: str) -> None:
    for model in (Post, Comment):
        times = list(model.objects.order_by("id").values_list("created_at", flat=True))
        assert times == sorted(times)
    for comment in Comment.objects.select_related("post"):
        assert comment.created_at > comment.post.created_at


def test_the_demo_login_has_a_shelf(loaded: str) -> None:
    owner = User.objects.get(username="onsaemiro")
    scraps = Scrap.objects.of(owner).order_by("id")
    assert scraps.count() == Scrap.objects.count() >= 8
    assert {scrap.post.board for scrap in scraps} == set(Board)
    assert scraps.unfiled().exists()
    assert all(folder.count for folder in Folder.objects.of(owner).with_counts())
    times = [scrap.created_at for scrap in scraps]
    assert times == sorted(times)
    assert all(scrap.post.created_at < scrap.created_at for scrap in scraps)


def test_its_dates_are_examples_that_come_and_run(loaded: str, guest: APIClient) -> None:
    rows = guest.get("/schedule/").json()["results"]
    assert {row["kind"] for row in rows} == set(KeyDate.Kind.values)
    assert rows[0]["is_running"]
    assert all(row["days_left"] > 0 for row in rows[1:])
    for key_date in KeyDate.objects.all():
        assert key_date.title.endswith(" (예시)")
        assert key_date.source_url is None
        key_date.full_clean()


def test_it_asks_with_a_poll_that_the_demo_login_can_answer(loaded: str) -> None:
    poll = Poll.objects.get()
    assert (poll.post.has_poll, poll.is_closed) == (True, False)
    assert poll.voter_count == sum(choice.vote_count for choice in poll.choices.all()) == poll.ballots.count() == 6
    assert not poll.ballots.filter(user__username="onsaemiro").exists()


def test_some_of_it_is_anonymous_and_answered(loaded: str, guest: APIClient) -> None:
    post = Post.objects.get(is_anonymous=True)
    rows = guest.get(f"/post/{post.pk}/comment/").json()["results"]
    assert [row["author"]["name"] for row in rows] == ["익명 1", "글쓴이", "익명 1", "익명 2", "온새미", "익명 2"]
    assert [row["parent"] is None for row in rows] == [True, False, False, True, True, False]
    assert Comment.objects.filter(post__is_anonymous=False, parent__isnull=False).exists()


def test_no_mark_of_markdown_is_left_in_what_is_read(loaded: str) -> None:
    rendered = [
        *Post.objects.values_list("title", "content_html"),
        *Comment.objects.values_list("content", "content_html"),
        *Faq.objects.values_list("question", "answer_html"),
    ]
    assert len(rendered) > 270
    for name, html in rendered:
        read = Prose(html).text
        for mark in (r"\*\*", "~~", r"\]\(", r"^#+ ", r"\|--", "```"):
            assert not re.search(mark, read, re.MULTILINE), (mark, name)
        assert "$" not in read, name
        assert read.strip(), name


def test_no_formula_of_it_is_shown_as_its_source(loaded: str) -> None:
    """A formula that LaTeX refuses becomes code that its writer never put between backticks."""
    texts = [
        *Post.objects.values_list("content", "content_html"),
        *Comment.objects.values_list("content", "content_html"),
    ]
    assert any("<math" in html for _, html in texts)
    for content, html in [*texts, *Faq.objects.values_list("answer", "answer_html")]:
        for code in re.findall(r"(?<!<pre>)<code>([^<]*)</code>", html):
            assert f"`{unescape(code)}`" in content


def test_it_is_written_in_korean(loaded: str) -> None:
    for title, content in Post.objects.values_list("title", "content"):
        assert is_korean(title + content), title
    assert all(
        is_korean(question) and is_korean(answer) for question, answer in Faq.objects.values_list("question", "answer")
    )


def test_every_text_is_one_that_a_client_could_have_sent(loaded: str) -> None:
    for post in Post.objects.all():
        assert (len(post.title) <= 100, len(post.content) <= 20_000) == (True, True)
    assert all(len(content) <= 2_000 for content in Comment.objects.values_list("content", flat=True))
    for user in User.objects.all():
        user.full_clean()
    for texts in (Post.objects.values_list("title", "content"), Message.objects.values_list("author_name", "text")):
        assert all(text == text.strip() != "" for row in texts for text in row)


def test_each_room_has_a_lively_hour_in_order(loaded: str) -> None:
    assert Room.objects.order_by("position").first().slug == LOBBY
    for room in Room.objects.all():
        lines = list(room.messages.order_by("seq"))
        assert [line.seq for line in lines] == list(range(1, room.last_seq + 1))
        assert len(lines) >= 20
        assert [line.created_at for line in lines] == sorted(line.created_at for line in lines)
        assert len({line.speaker for line in lines}) >= 3


def test_loading_it_again_changes_nothing(loaded: str) -> None:
    counts = [model.objects.count() for model in (User, Post, Comment, Like, Faq, KeyDate, Message)]
    assert "already" in demo()
    assert [model.objects.count() for model in (User, Post, Comment, Like, Faq, KeyDate, Message)] == counts


def test_the_logins_that_it_prints_work(loaded: str, guest: APIClient) -> None:
    printed = re.search(r"Demo logins: (\S+), (\S+) \(staff\); password (\S+)", loaded)
    assert printed
    member, staff, password = printed.groups()
    assert password == PASSWORD
    for name, is_staff in ((member, False), (staff, True)):
        pair = guest.post("/accounts/token/", {"username": name, "password": password}).json()
        profile = guest.get("/accounts/user/", headers={"Authorization": f"Bearer {pair['access']}"}).json()
        assert profile["is_staff"] is is_staff


def test_more_of_the_kind_can_be_made(db: None) -> None:
    assert "50 of 50 posts" in demo(users=5, posts=50)
    assert (User.objects.count(), Post.objects.count()) == (5, 50)
    assert Comment.objects.exists()
    assert_counters_agree()
    assert all(Prose(html).text for html in Post.objects.values_list("content_html", flat=True))
    assert all("{" not in title for title in Post.objects.values_list("title", flat=True))


def test_what_is_made_comes_on_top_of_what_is_there(loaded: str) -> None:
    users, posts = User.objects.count(), Post.objects.count()
    for _ in range(2):
        demo(users=2, posts=10)
    assert (User.objects.count(), Post.objects.count()) == (users + 4, posts + 20)
    assert_counters_agree()


def test_members_alone_can_be_made(db: None) -> None:
    demo(users=3)
    assert (User.objects.count(), Post.objects.count()) == (3, 0)


@pytest.mark.parametrize("options", [{"posts": 5}, {"users": -1}, {"users": 1, "posts": -5}])
def test_posts_without_authors_are_refused(db: None, options: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="--users"):
        demo(**options)
    assert not User.objects.exists()


def test_the_lists_show_it_as_anything_else(loaded: str, guest: APIClient) -> None:
    for url in ("/post/", "/study/"):
        newest = guest.get(url).json()["results"]
        assert newest
        assert all(row["author"]["name"] and row["excerpt"] for row in newest)


def test_some_posts_show_a_drawing(loaded: str) -> None:
    posts = Post.objects.exclude(thumbnail="")
    assert {post.attachment_count for post in posts} == {1}
    for post in posts:
        drawing = post.attachments.get()
        assert (drawing.token, drawing.content_type) == (post.thumbnail, "image/webp")
        assert is_korean(drawing.alt)
        assert drawing.size < 100_000
        assert stored.storage().exists(stored.thumbnail_of(drawing.token))
    assert len(posts) == 2


def test_members_hear_of_comments_when_they_were_written(loaded: str) -> None:
    written_at = dict(Comment.objects.values_list("pk", "created_at"))
    told = [(row, written_at[int(row.about.split(":")[1])]) for row in Notification.objects.all()]
    assert all(row.told_at == at for row, at in told)
    assert {row.read_at is None for row, _ in told} == {True, False}
