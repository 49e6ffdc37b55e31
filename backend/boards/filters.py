from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotAuthenticated

from boards.models import Post

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
    title = WordsFilter(lookup_expr="icontains", label=_("제목에 들어 있는 말"))
    content = WordsFilter(lookup_expr="icontains", label=_("내용에 들어 있는 말"))
    title_content = WordsFilter(method="filter_any", label=_("제목이나 내용에 들어 있는 말"))
    author = WordsFilter("author__nickname", "icontains", label=_("글쓴이의 닉네임에 들어 있는 말"))
    search = WordsFilter(method="filter_any", label=_("제목, 내용, 닉네임 어디든 들어 있는 말"))
    is_notice = FlagFilter(label=_("공지만, 또는 공지 빼고"))
    mine = FlagFilter(method="filter_mine", label=_("내가 쓴 글"))
    liked = FlagFilter(field_name="is_liked", method="filter_liked", label=_("내가 좋아한 글"))

    SEARCHED = {
        "title_content": ("title", "content"),
        "search": ("title", "content", "author__nickname"),
    }

    class Meta:
        model = Post
        fields: tuple[str, ...] = ()

    def filter_any(self, posts: QuerySet, name: str, value: str) -> QuerySet:
        found = Q()
        for column in self.SEARCHED[name]:
            found |= Q(**{f"{column}__icontains": value})
        return posts.filter(found)

    def filter_mine(self, posts: QuerySet, name: str, value: bool) -> QuerySet:
        own = Q(author=self.require_user())
        return posts.filter(own if value else ~own)

    def filter_liked(self, posts: QuerySet, name: str, value: bool) -> QuerySet:
        self.require_user()
        return posts.filter(is_liked=value)

    def require_user(self) -> Any:
        if not self.request.user.is_authenticated:
            raise NotAuthenticated
        return self.request.user
