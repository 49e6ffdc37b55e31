"""Whatever is written, a search finds what a plain look into each text finds, on both databases."""

from typing import Any

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from boards.models import Board, Post
from boards.tests.search_corpus import (
    cut_from,
    filled_texts,
    fuzzed,
    holds,
    indexed,
    indexed_anew,
    new_post,
    texts,
    undone,
)
from common.testing import Person

plain_texts = st.text(st.sampled_from("수시로숙이abAB1 %_"), min_size=1, max_size=12).filter(str.strip)
FIELDS = {
    "title": ("title",),
    "content": ("content",),
    "title_content": ("title", "content"),
    "author": ("nickname",),
    "search": ("title", "content", "nickname"),
}


def write(how: str, author: Person, title: str, content: str) -> None:
    last = Post.objects.last()
    if how == "write" or last is None:
        new_post(author.user, title, content)
    elif how == "title":
        last.rewrite(title=title)
    elif how == "content":
        last.rewrite(content=content)
    elif how == "delete":
        last.remove()
    elif how == "sweep":
        Post.objects.filter(pk__gte=last.pk - 1).delete()
    elif how == "hide":
        Post.objects.filter(pk__gte=last.pk - 1).hide()
    elif how == "bulk":
        posts = [Post(board=Board.FREE, author=author.user) for _ in range(2)]
        for post in posts:
            post.write(title=title, content=content)
        Post.objects.bulk_create(posts)
    else:
        with undone():
            write(how.removeprefix("undone "), author, title, content)


ways = st.sampled_from("write write title content delete sweep hide bulk".split())


@fuzzed
@given(
    writes=st.lists(st.tuples(ways | ways.map("undone {}".format), filled_texts, filled_texts), min_size=1, max_size=6),
    query=texts,
    fields=st.sampled_from([("title",), ("content",), ("title", "content")]),
    place=st.tuples(st.integers(0, 60), st.integers(1, 6)),
)
def test_the_index_follows_every_write_and_none_that_is_undone(author: Person, writes, query, fields, place) -> None:
    with undone():
        for how, title, content in writes:
            write(how, author, title, content)
        posts = list(Post.objects.order_by("-pk"))
        for words in (query, cut_from([f"{post.title} {post.content}" for post in posts], *place)):
            found = Post.objects.on(Board.FREE).holding(words, *fields)
            rows = found.newest(100) if found.is_search else found.order_by("-pk")
            assert [row.pk for row in rows] == [post.pk for post in posts if holds(post, words, *fields)], words
        assert indexed() == indexed_anew()


@fuzzed
@given(
    written=st.lists(st.tuples(st.booleans(), filled_texts, filled_texts), min_size=1, max_size=5),
    query=filled_texts,
    name=st.sampled_from(sorted(FIELDS)),
    place=st.tuples(st.integers(0, 60), st.integers(1, 6)),
    hidden=st.integers(0, 5),
)
def test_each_filter_of_a_list_finds_what_stands_there(
    author: Person, classmate: Person, guest: APIClient, written, query, name, place, hidden
) -> None:
    def found(words: str) -> Any:
        response = guest.get("/post/", {name: words, "page_size": 100})
        assert response.status_code == 200, response.content.decode()
        return [row["id"] for row in response.json()["results"]]

    with undone():
        posts = [new_post((author if own else classmate).user, *texts) for own, *texts in written][::-1]
        for post in posts:
            post.nickname = post.author.nickname
        Post.objects.filter(pk__in=[post.pk for post in posts[hidden : hidden + 1]]).hide()
        public = [post for post in posts if post not in posts[hidden : hidden + 1]]
        pieces = [f"{post.title} {post.content} {post.nickname}" for post in posts]
        for words in filter(str.strip, (query, cut_from(pieces, *place))):
            assert found(words) == [post.pk for post in public if holds(post, words, *FIELDS[name])], words


@fuzzed
@given(written=st.lists(st.tuples(plain_texts, plain_texts), min_size=1, max_size=5), word=plain_texts)
def test_in_syllables_and_english_a_search_is_what_django_calls_icontains(author: Person, written, word) -> None:
    with undone():
        for title, content in written:
            new_post(author.user, title, content)
        expected = Q()
        for part in word.split():
            expected &= Q(title__icontains=part) | Q(content__icontains=part)
        plain = Post.objects.filter(expected).order_by("-pk").values_list("pk", flat=True)
        found = Post.objects.on(Board.FREE).holding(word, "title", "content").newest(100)
        assert [post.pk for post in found] == list(plain)


@pytest.mark.parametrize("text", ["a" * 100, "수" * 100, "%" * 100, "'\\" * 50, "ﬀ" * 100, "\u0301" * 100])
def test_the_longest_query_is_answered(guest: APIClient, author: Person, text: str) -> None:
    new_post(author.user, text, text)
    for name in ("title", "content", "title_content", "search"):
        assert len(guest.get("/post/", {name: text}).json()["results"]) == 1, name
