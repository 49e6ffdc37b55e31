from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from boards.models.entry import Entry
from boards.models.like import HAS_ONE_TARGET, like_target

KEPT_REVISIONS = 50  # of one post or comment


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, entry: Entry) -> Self:
        return self.filter(**{like_target(type(entry)): entry})

    def by(self, user: User) -> Self:
        return self.filter(Q(post__author=user) | Q(comment__author=user))


class Revision(models.Model):
    """What a post or a comment said before it was edited."""

    post = models.ForeignKey("Post", on_delete=models.CASCADE, null=True, related_name="revisions", db_index=False)
    comment = models.ForeignKey(
        "Comment", on_delete=models.CASCADE, null=True, related_name="revisions", db_index=False
    )
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=100, blank=True)  # of a post
    content = models.TextField()
    content_html = models.TextField()
    details = models.JSONField(default=dict)  # of a post: its tag and the like
    written_at = models.DateTimeField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("고치기 전")
        verbose_name_plural = _("고치기 전")
        constraints = [
            models.UniqueConstraint(fields=["post", "version"], name="revision_of_post_once"),
            models.UniqueConstraint(fields=["comment", "version"], name="revision_of_comment_once"),
            models.CheckConstraint(condition=HAS_ONE_TARGET, name="revision_has_one_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id or self.comment_id}: {self.version}"

    def keep(self) -> None:
        """Saves it, in the transaction of the edit; the oldest give way."""
        self.save()
        if self.version > KEPT_REVISIONS:
            older = Q(post=self.post_id) if self.post_id else Q(comment=self.comment_id)
            Revision.objects.filter(older, version__lte=self.version - KEPT_REVISIONS).delete()
