from django.db import models
from django.utils.translation import gettext_lazy as _


class Board(models.TextChoices):
    """What differs between the boards; everything else is the same code."""

    FREE = "free", _("자유게시판")
    STUDY = "study", _("입시정보")

    @property
    def page_size(self) -> int:
        return {Board.FREE: 30, Board.STUDY: 9}[self]

    @property
    def tags(self) -> tuple[str, ...]:
        """What a post may be about (말머리)."""
        return {
            Board.FREE: ("잡담", "질문", "고민", "후기"),
            Board.STUDY: ("수시", "정시", "학생부", "면접·논술", "공부법", "자료"),
        }[self]

    @property
    def is_about_admissions(self) -> bool:
        """Whether its posts may say for which year, university and kind of admission they hold."""
        return self is Board.STUDY
