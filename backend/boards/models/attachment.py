from typing import Any, Self

from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from boards.files import stored

ALT_MAX_LENGTH = 200


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def of(self, author: User) -> Self:
        return self.filter(post__author=author)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def shown(self) -> models.QuerySet["Attachment", dict[str, Any]]:
        """Rows as dictionaries, in the order that their author chose."""
        columns = ("id", "token", "name", "size", "content_type", "width", "height", "alt", "position")
        return self.in_order().values(*columns, "post__hidden_at")


class Attachment(models.Model):
    """A file that hangs on a post. A picture has a width and a height, and was encoded anew."""

    post = models.ForeignKey(
        "Post", on_delete=models.CASCADE, related_name="attachments", verbose_name=_("글"), db_index=False
    )
    token = models.CharField(max_length=40, unique=True, editable=False)  # names the file, and whoever has it may see
    name = models.CharField(_("파일 이름"), max_length=100)
    size = models.PositiveIntegerField(_("크기"))  # bytes
    content_type = models.CharField(_("형식"), max_length=100)
    width = models.PositiveIntegerField(null=True)  # pixels
    height = models.PositiveIntegerField(null=True)
    alt = models.CharField(_("사진 설명"), max_length=ALT_MAX_LENGTH, blank=True)
    position = models.PositiveSmallIntegerField()  # among those of its post, from 0
    created_at = models.DateTimeField(_("올림"), default=timezone.now, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("첨부 파일")
        verbose_name_plural = _("첨부 파일")
        indexes = [models.Index(fields=["post", "position"], name="attachment_by_post")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(width=None, height=None) | models.Q(width__gte=1, height__gte=1),
                name="attachment_has_both_sides_or_none",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def author_id(self) -> int:
        return self.post.author_id

    @property
    def is_picture(self) -> bool:
        return self.width is not None

    def rewrite(self, alt: str | None = None, position: int | None = None) -> None:
        """Changes the description, and the place among the others: beyond the last is the last."""
        with transaction.atomic():
            others = self.hold_others()
            if alt is not None:
                self.alt = alt
                self.save(update_fields=["alt"])
            if position is not None:
                others.insert(position, self)
                self.post.put_in_order(others)

    def remove(self) -> None:
        """Deletes it and takes it off its post's row."""
        with transaction.atomic():
            others = self.hold_others()
            self.delete()
            self.post.put_in_order(others)

    def hold_others(self) -> list["Attachment"]:
        """Holds the post and reads anew what hangs on it, in order; raises `Http404` if this one is gone."""
        self.post.lock()
        found = list(self.post.attachments.in_order())
        if self not in found:
            raise Http404
        self.position = found.pop(found.index(self)).position
        return found


@receiver(post_delete, sender=Attachment)
def delete_files(instance: Attachment, **kwargs: object) -> None:
    """With the row, whoever deletes it: its post, an erasure, the back office. What stays behind is swept."""
    transaction.on_commit(lambda: stored.delete(instance.token), robust=True)
