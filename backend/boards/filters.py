from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotAuthenticated

from accounts.models import User
from boards.models import (
    ADMISSION_TYPE_MAX_LENGTH,
    UNIVERSITY_MAX_LENGTH,
    Board,
    Post,
    PostQuerySet,
)
from common.admissions import SCHOOL_YEARS
from common.filters import FlagFilter

SEARCH_MAX_LENGTH = 100  # characters; no title is longer, and SQLite refuses patterns of 50,000 bytes


class WordsFilter(django_filters.CharFilter):
    """Text to look for; a longer one is an error."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, max_length=SEARCH_MAX_LENGTH, **kwargs)


class WholeNumberFilter(django_filters.Filter):
    field_class = forms.IntegerField


class PostFilter(django_filters.FilterSet):
    title = WordsFilter(method="filter_words", label=_("제목에 들어 있는 말"))
    content = WordsFilter(method="filter_words", label=_("내용에 들어 있는 말"))
    title_content = WordsFilter(method="filter_words", label=_("제목이나 내용에 들어 있는 말"))
    author = WordsFilter(method="filter_words", label=_("글쓴이의 닉네임에 들어 있는 말"))
    search = WordsFilter(method="filter_words", label=_("제목, 내용, 닉네임 어디든 들어 있는 말"))
    tag = django_filters.ChoiceFilter(
        choices=[(tag, tag) for board in Board for tag in board.tags], method="filter_tag", label=_("말머리")
    )
    school_year = WholeNumberFilter(
        min_value=SCHOOL_YEARS.start, max_value=SCHOOL_YEARS[-1], method="filter_school_year", label=_("학년도")
    )
    university = django_filters.CharFilter(
        max_length=UNIVERSITY_MAX_LENGTH, method="filter_university", label=_("대학 이름에 들어 있는 말")
    )
    admission_type = django_filters.CharFilter(
        max_length=ADMISSION_TYPE_MAX_LENGTH, method="filter_admission_type", label=_("전형 이름에 들어 있는 말")
    )
    is_outdated = FlagFilter(method="filter_outdated", label=_("유효 기한이 지난 글만, 또는 빼고"))
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

    def filter_tag(self, posts: PostQuerySet, name: str, value: str) -> QuerySet:
        return posts.with_tag(value)

    def filter_school_year(self, posts: PostQuerySet, name: str, value: int) -> QuerySet:
        return posts.for_year(value)

    def filter_university(self, posts: PostQuerySet, name: str, value: str) -> QuerySet:
        return posts.about_university(value)

    def filter_admission_type(self, posts: PostQuerySet, name: str, value: str) -> QuerySet:
        return posts.about_admission_type(value)

    def filter_outdated(self, posts: PostQuerySet, name: str, value: bool) -> QuerySet:
        return posts.outdated() if value else posts.not_outdated()

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


class ScrapFilter(django_filters.FilterSet):
    folder = django_filters.CharFilter(
        method="filter_folder",
        validators=[RegexValidator(r"\A(none|[0-9]{1,18})\Z", _("폴더의 번호나 none으로 적어 주세요."))],
        label=_("이 번호의 폴더에 든 것만 (`none`은 폴더에 넣지 않은 것만)"),
    )

    class Meta:
        model = Post
        fields: tuple[str, ...] = ()

    @staticmethod
    def unfiltered(scraps: PostQuerySet, user: User | AnonymousUser) -> QuerySet:
        return scraps

    def filter_folder(self, scraps: QuerySet, name: str, value: str) -> QuerySet:
        return scraps.filter(folder_id=None if value == "none" else int(value))
