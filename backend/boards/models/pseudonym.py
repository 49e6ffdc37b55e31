from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User

WRITER_OF_POST = 0  # the number of whoever wrote an anonymous post, in its own thread


class PseudonymQuerySet(models.QuerySet["Pseudonym"]):
    def under_post(self) -> Self:
        """Those of the post of an outer query."""
        return self.filter(post=models.OuterRef("pk")).order_by("-number")


class Pseudonym(models.Model):
    """By which number a member goes in one thread, from the first anonymous comment there on: 익명 1, 익명 2, …

    Each comment holds the number itself: this is only for giving the same person the same one again.
    """

    post = models.ForeignKey("Post", on_delete=models.CASCADE, related_name="pseudonyms", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pseudonyms")
    number = models.PositiveIntegerField()

    objects = PseudonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("익명 번호")
        verbose_name_plural = _("익명 번호")
        constraints = [
            models.UniqueConstraint(fields=["post", "user"], name="pseudonym_of_user_once"),
            models.UniqueConstraint(fields=["post", "number"], name="pseudonym_number_once"),
            models.CheckConstraint(condition=models.Q(number__gt=WRITER_OF_POST), name="pseudonym_is_counted_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.number}"
