from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

HAS_ONE_TARGET = Q(post__isnull=False, comment__isnull=True) | Q(post__isnull=True, comment__isnull=False)


class Like(models.Model):
    """One user likes one post or one comment."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="likes", db_index=False)
    post = models.ForeignKey("Post", on_delete=models.CASCADE, null=True, blank=True, related_name="likes")
    comment = models.ForeignKey("Comment", on_delete=models.CASCADE, null=True, blank=True, related_name="likes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("좋아요")
        verbose_name_plural = _("좋아요")
        constraints = [
            models.UniqueConstraint(fields=["user", "post"], name="like_post_once"),
            models.UniqueConstraint(fields=["user", "comment"], name="like_comment_once"),
            models.CheckConstraint(condition=HAS_ONE_TARGET, name="like_has_one_target"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.post_id or self.comment_id}"


def like_target(model: type[models.Model]) -> str:
    """The name of the foreign key by which a like of this kind of entry points at it."""
    return model._meta.model_name or ""
