from typing import Any

import django_filters
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotAuthenticated

from accounts.models import User
from boards.models import Post, PostQuerySet

SEARCH_MAX_LENGTH = 100  # characters; no title is longer, and SQLite refuses patterns of 50,000 bytes


class WordsFilter(django_filters.CharFilter):
    """Text to look for; a longer one is an error."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, max_length=SEARCH_MAX_LENGTH, **kwargs)


class FlagFilter(django_filters.TypedChoiceFilter):
    """`true` or `false`; anything else is an error instead of being silently passed over."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=(("true", "true"), ("false", "false")), coerce=lambda value: value == "true", **kwargs)


class PostFilter(django_filters.FilterSet):
    title = WordsFilter(method="filter_words", label=_("제목에 들어 있는 말"))
    content = WordsFilter(method="filter_words", label=_("내용에 들어 있는 말"))
    title_content = WordsFilter(method="filter_words", label=_("제목이나 내용에 들어 있는 말"))
    author = WordsFilter(method="filter_words", label=_("글쓴이의 닉네임에 들어 있는 말"))
    search = WordsFilter(method="filter_words", label=_("제목, 내용, 닉네임 어디든 들어 있는 말"))
    is_notice = FlagFilter(label=_("공지만, 또는 공지 빼고"))
    mine = FlagFilter(method="filter_mine", label=_("내가 쓴 글"))
    liked = FlagFilter(field_name="is_liked", method="filter_liked", label=_("내가 좋아한 글"))

    SEARCHED = {
        "title": ("title",),
        "content": ("content",),
        "title_content": ("title", "content"),
        "author": ("author",),
        "search": ("title", "content", "author"),
    }

    class Meta:
        model = Post
        fields: tuple[str, ...] = ()

    @staticmethod
    def unfiltered(posts: PostQuerySet, user: User | AnonymousUser) -> QuerySet:
        """Of what the user may see: own hidden posts are among the own ones, and nowhere else."""
        return posts.public() if user.is_authenticated else posts

    def filter_queryset(self, posts: QuerySet) -> QuerySet:
        found = super().filter_queryset(posts)
        return found if self.form.cleaned_data["mine"] else self.unfiltered(found, self.request.user)

    def filter_words(self, posts: PostQuerySet, name: str, value: str) -> QuerySet:
        return posts.holding(value, *self.SEARCHED[name])

    def filter_mine(self, posts: PostQuerySet, name: str, value: bool) -> QuerySet:
        user = self.require_user()
        return posts.by(user) if value else posts.exclude(author=user)

    def filter_liked(self, posts: QuerySet, name: str, value: bool) -> QuerySet:
        self.require_user()
        return posts.filter(is_liked=value)

    def require_user(self) -> Any:
        if not self.request.user.is_authenticated:
            raise NotAuthenticated
        return self.request.user
