"""Content of the demo's kind at any size, for trying out and measuring."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from boards.models import EXCERPT_LENGTH, Board, Comment, Like, Post
from chat.names import ADJECTIVES, ANIMALS
from common import richtext
from demo.texts import read
from demo.written import PASSWORD

BATCH = 5_000
MINUTES_BETWEEN_POSTS = 7
MAX_COMMENTS = 6
MAX_LIKES = 12
Report = Callable[[int], object]


def generate_users(count: int) -> list[User]:
    """Members with the demo's password and names of the live chat's kind; the number makes each name one of its own."""
    password = make_password(PASSWORD)
    first = User.objects.count() + 1
    return User.objects.bulk_create(
        (
            User(
                username=f"student{number}",
                nickname=f"{random.choice(ADJECTIVES)} {random.choice(ANIMALS)} {number}",
                grade=number % 3 + 1,
                password=password,
            )
            for number in range(first, first + count)
        ),
        batch_size=BATCH,
    )


def generate_posts(count: int, users: list[User], report: Report) -> None:
    """Posts with comments and likes by these users, in chunks, each in a transaction of its own."""
    now = timezone.now()
    for done in range(0, count, BATCH):
        size = min(BATCH, count - done)
        with transaction.atomic():
            posts = [
                new_post(users, now - timedelta(minutes=(count - done - number) * MINUTES_BETWEEN_POSTS))
                for number in range(size)
            ]
            Post.objects.bulk_create(posts, batch_size=BATCH)
            Comment.objects.bulk_create(
                (new_comment(post, users) for post in posts for _ in range(post.comment_count)),
                batch_size=BATCH,
            )
            Like.objects.bulk_create(
                (Like(post=post, user=user) for post in posts for user in random.sample(users, post.like_count)),
                batch_size=BATCH,
            )
        report(done + size)


def new_post(users: list[User], written_at: datetime) -> Post:
    board = random.choice(list(Board))
    phrases = read("phrases")
    paragraphs = random.sample(phrases[f"{board}_paragraphs"], random.randint(1, 4))
    slots = {name: random.choice(values) for name, values in phrases["slots"].items()}
    rendered = [render(paragraph) for paragraph in paragraphs]
    title = random.choice(phrases[f"{board}_titles"]).format(**slots)
    content = "\n\n".join(paragraphs)
    post = Post(
        board=board,
        author=random.choice(users),
        title=title,
        content=content,
        tag=random.choice([None, *board.tags]),
        school_year=random.choice([None, 2026, 2027, 2028]) if board.is_about_admissions else None,
        content_html="".join(part.html for part in rendered),
        excerpt=richtext.excerpt(" ".join(part.words for part in rendered), EXCERPT_LENGTH),
        hits=int(random.paretovariate(0.8)) % 5_000,
        comment_count=random.randint(0, MAX_COMMENTS),
        like_count=random.randint(0, min(MAX_LIKES, len(users))),
        created_at=written_at,
        updated_at=written_at,
    )
    post.fold()
    return post


def new_comment(post: Post, users: list[User]) -> Comment:
    text = random.choice(read("phrases")[f"{post.board}_comments"])
    written_at = post.created_at + timedelta(minutes=random.randint(1, MINUTES_BETWEEN_POSTS))
    return Comment(
        post=post,
        author=random.choice(users),
        content=text,
        content_html=render(text).html,
        created_at=written_at,
        updated_at=written_at,
    )


@cache
def render(text: str) -> richtext.Rendered:
    """Each phrase is rendered once, however often it is used."""
    return richtext.render(text)
