"""What the API is measured against: the same rows, selected by `values()` and dumped by orjson, and nothing else.

They stand behind the same middleware, in the same process.
"""

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from boards.models import Board, Comment, Post
from boards.models.post import LIST_COLUMNS

COMMENT_COLUMNS = ("id", "post_id", "author_id", "author__nickname", "content_html", "like_count", "created_at")


def bare_list(request: HttpRequest) -> HttpResponse:
    posts = Post.objects.filter(board=Board.FREE, hidden_at=None).order_by("-pk")
    return as_json(list(posts.values(*LIST_COLUMNS)[:30]))


def bare_detail(request: HttpRequest, pk: int) -> HttpResponse:
    post = Post.objects.values(*LIST_COLUMNS, "content", "content_html").get(pk=pk)
    comments = Comment.objects.filter(post=pk).order_by("pk").values(*COMMENT_COLUMNS)[:50]
    return as_json({"post": post, "comments": list(comments)})


def as_json(data: object) -> HttpResponse:
    return HttpResponse(orjson.dumps(data), content_type="application/json")


urlpatterns = [
    path("bare/", bare_list),
    path("bare/<int:pk>/", bare_detail),
    path("", include("config.urls")),
]
