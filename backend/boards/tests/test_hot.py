"""Hot posts rise while people like, read and talk about them, and sink by themselves."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from boards.models import Board, HotPost, Like, Post
from boards.models.hot import HALF_LIFE, KEPT, RANKED, heat
from boards.tasks import rank_posts
from boards.tests.test_posts import titles
from common.testing import Person, assert_error

HOUR = timedelta(hours=1)


@pytest.fixture
def crowd(db: None) -> list[User]:
    return User.objects.bulk_create(User(username=f"friend{number}", nickname=f"친구{number}") for number in range(12))


@pytest.fixture
def liked(make_post, crowd: list[User]) -> Callable[..., Post]:
    """A post that so many others like."""

    def make(title: str, likes: int, **values) -> Post:
        post = make_post(title, like_count=likes, **values)
        Like.objects.bulk_create(Like(post=post, user=user) for user in crowd[:likes])
        return post

    return make


def hot(guest: APIClient, url: str = "/post/hot/") -> list[str]:
    return titles(guest.get(url))


@pytest.mark.parametrize(
    ("likes", "commenters", "hits", "points"),
    [(0, 0, 0, 0), (1, 0, 0, 0), (1, 1, 0, 5), (0, 2, 19, 0), (0, 2, 20, 5), (2, 1, 40, 10)],
)
def test_few_points_are_none_and_more_add_up(likes: int, commenters: int, hits: int, points: int) -> None:
    assert heat(likes, commenters, hits, timedelta()) == points


def test_points_halve_again_and_again() -> None:
    assert [heat(4, 0, 0, HALF_LIFE * number) for number in range(3)] == [12, 6, 3]


def test_what_moves_most_people_stands_on_top(guest: APIClient, liked) -> None:
    liked("조금", 2)
    liked("많이", 9)
    liked("아무도", 1)
    liked("꽤", 5)
    rank_posts()
    assert hot(guest) == ["많이", "꽤", "조금"]


def test_a_newer_post_passes_an_older_one(guest: APIClient, liked) -> None:
    now = timezone.now()
    liked("어제", 8, created_at=now - 24 * HOUR)
    liked("방금", 3, created_at=now)
    rank_posts()
    assert hot(guest) == ["방금", "어제"]


def test_a_rank_changes_as_time_passes_and_nobody_does_anything_else(guest: APIClient, liked) -> None:
    start = timezone.now()
    liked("먼저", 10, created_at=start)
    with time_machine.travel(start + HALF_LIFE):
        liked("나중", 6, created_at=timezone.now())
        rank_posts()
        assert hot(guest) == ["나중", "먼저"]
    with time_machine.travel(start + KEPT + HOUR):
        rank_posts()
        assert hot(guest) == ["나중"]
    with time_machine.travel(start + KEPT + HALF_LIFE + HOUR):
        rank_posts()
        assert hot(guest) == []


def test_talk_counts_by_people_and_not_by_comments(
    guest: APIClient, make_post, classmate: Person, staff: Person
) -> None:
    talked, shouted = make_post("둘이 말한 글", hits=20), make_post("혼자 떠든 글", hits=20)
    for person in (classmate, staff):
        talked.comment(person.user, "나도")
    for _ in range(9):
        shouted.comment(classmate.user, "봐 줘")
    rank_posts()
    assert hot(guest) == ["둘이 말한 글"]


def test_an_author_makes_no_post_of_their_own_hot(guest: APIClient, make_post, author: Person) -> None:
    post = make_post(hits=60)
    post.like(author.user)
    post.comment(author.user, "끌어올려요", is_anonymous=True)
    rank_posts()
    assert hot(guest) == []


def test_hidden_comments_count_for_nothing(guest: APIClient, make_post, classmate: Person, staff: Person) -> None:
    post = make_post(hits=20)
    for person in (classmate, staff):
        post.comment(person.user, "나도")
    post.comments.filter(author=staff.user).hide()
    rank_posts()
    assert hot(guest) == []


def test_notices_and_hidden_posts_are_not_hot(guest: APIClient, liked) -> None:
    liked("공지", 9, is_notice=True)
    hidden = liked("숨긴 글", 9, hidden_at=timezone.now())
    later_hidden = liked("나중에 숨긴 글", 9)
    rank_posts()
    Post.objects.filter(pk=later_hidden.pk).hide()
    assert hot(guest) == []
    assert not HotPost.objects.filter(post=hidden).exists()


def test_each_board_has_hot_posts_of_its_own(guest: APIClient, liked) -> None:
    liked("자유", 5)
    liked("입시", 5, board=Board.STUDY)
    rank_posts()
    assert (hot(guest), hot(guest, "/study/hot/")) == (["자유"], ["입시"])


def test_who_wrote_an_anonymous_post_stays_unknown(guest: APIClient, author: Person, liked) -> None:
    liked("비밀", 5, is_anonymous=True)
    rank_posts()
    for reader in (guest, author.client):
        [row] = reader.get("/post/hot/").json()["results"]
        assert row["author"] == {"id": None, "name": "익명", "profile_picture": None}


def test_a_row_says_what_the_lists_say(author: Person, classmate: Person, liked) -> None:
    post = liked("많이", 5)
    post.like(classmate.user)
    rank_posts()
    for reader in (author, classmate):
        [row], [listed] = (reader.client.get(url).json()["results"] for url in ("/post/hot/", "/post/"))
        assert row == listed


def test_pages_follow_the_rank(guest: APIClient, liked) -> None:
    for likes in range(2, 9):
        liked(str(likes), likes)
    rank_posts()
    seen, url = [], "/post/hot/?page_size=3"
    while url:
        page = guest.get(url)
        seen += titles(page)
        url = page.json()["next"]
    assert seen == list("8765432")


@pytest.mark.parametrize("query", ["cursor=broken", "page_size=0", "page_size=101"])
def test_a_page_that_cannot_be_is_refused(guest: APIClient, query: str) -> None:
    assert guest.get(f"/post/hot/?{query}").status_code == 400


def test_the_list_costs_one_query(guest: APIClient, liked, django_assert_num_queries) -> None:
    liked("많이", 5)
    rank_posts()
    with django_assert_num_queries(1):  # the posts
        guest.get("/post/hot/")


def test_a_list_ends_somewhere(guest: APIClient, make_post, crowd: list[User]) -> None:
    for number in range(RANKED + 2):
        post = make_post(str(number))
        Like.objects.bulk_create(Like(post=post, user=user) for user in crowd[:2])
    rank_posts()
    assert HotPost.objects.count() == RANKED


def test_ranking_again_changes_nothing(liked) -> None:
    liked("많이", 5)
    liked("조금", 2)
    rank_posts()
    before = list(HotPost.objects.order_by("pk").values())
    rank_posts()
    assert list(HotPost.objects.order_by("pk").values()) == before


def test_the_cost_of_ranking_does_not_grow_with_the_posts(liked) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            rank_posts()
        return len(queries)

    liked("하나", 5)
    few = cost()
    for number in range(5):
        liked(str(number), 5)
    assert cost() == few


def test_posts_are_ranked_and_deleted_at_the_same_time(at_once, liked) -> None:
    posts = [liked(str(number), 5) for number in range(10)]
    removals = [lambda post=post: Post.objects.get(pk=post.pk).remove() for post in posts[::2]]
    at_once(*[call for removal in removals for call in (removal, rank_posts)])
    rank_posts()
    assert set(HotPost.objects.values_list("post", flat=True)) == {post.pk for post in posts[1::2]}
    assert sorted(HotPost.objects.values_list("rank", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("now", [datetime(2026, 11, 19, 12, tzinfo=timezone.get_default_timezone())])
def test_a_post_of_tomorrow_waits_for_its_day(guest: APIClient, liked, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        liked("내일", 9, created_at=now + HOUR)
        rank_posts()
        assert hot(guest) == []


def test_an_unknown_path_below_is_unknown(guest: APIClient) -> None:
    assert_error(guest.get("/post/hot/1/"), 404, "not_found")
