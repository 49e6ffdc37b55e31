from django.db import models
from django.utils.translation import gettext_lazy as _


class Board(models.TextChoices):
    """What differs between the boards; everything else is the same code."""

    FREE = "free", _("자유게시판")
    STUDY = "study", _("입시정보")

    @property
    def page_size(self) -> int:
        return {Board.FREE: 30, Board.STUDY: 9}[self]
