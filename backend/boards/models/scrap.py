from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from boards.models.folder import Folder
from notifications.models import Notification

if TYPE_CHECKING:
    from boards.models.post import Post


class ScrapQuerySet(models.QuerySet["Scrap"]):
    def of(self, user: User) -> Self:
        return self.filter(user=user)

    def unfiled(self) -> Self:
        """Without a folder, of posts that nobody has hidden."""
        return self.filter(folder=None, post__hidden_at=None)

    def hold(self) -> list[int]:
        """Locks the rows until the transaction ends, in the order in which everybody takes several; returns the ids."""
        return list(self.select_for_update().order_by("pk").values_list("pk", flat=True))

    def keep(self, user: User, post: "Post", **chosen: str | None) -> "Scrap":
        """Idempotent. Puts it into the `folder` of this name, which is made if it isn't there; None takes it out.

        Without a word of a folder it stays where it is. Raises `TooManyFolders`, and `Http404` if the post is gone.
        """
        with transaction.atomic():
            Folder.objects.hold(user)  # first: who erases a member holds them before their posts, too
            post.lock()
            found = self.of(user).select_related("folder").filter(post=post).first()
            scrap = found or self.model(user=user, post=post)
            if "folder" in chosen:
                name = chosen["folder"]
                scrap.folder = None if name is None else Folder.objects.find_or_make(user, name)
            if found is None or "folder" in chosen:
                scrap.save()
            if found is None:
                Notification.objects.tell_few(post.reference, post.place, scrap=post.author_unless(user))
        return scrap

    def release(self, user: User, post: "Post") -> None:
        """Idempotent. With the last one goes what the author was told."""
        others = self.filter(post=post).exclude(user=OuterRef("user"))
        told = Notification.objects.about([post.reference], [post.place]).filter(kind="scrap")
        with transaction.atomic():
            if self.of(user).filter(post=post).delete()[0]:
                told.filter(~Exists(others)).delete()


class Scrap(models.Model):
    """That a member keeps a post. Nobody else learns of it: it has no place in the back office."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="scraps", db_index=False)
    post = models.ForeignKey("Post", on_delete=models.CASCADE, related_name="scraps")
    folder = models.ForeignKey(
        Folder, on_delete=models.SET_NULL, null=True, blank=True, related_name="scraps", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ScrapQuerySet.as_manager()

    class Meta:
        verbose_name = _("스크랩")
        verbose_name_plural = _("스크랩")
        default_permissions = ()
        indexes = [
            models.Index(fields=["user", "-id"], name="scrap_by_user"),
            models.Index(fields=["folder", "-id"], name="scrap_by_folder"),
        ]
        constraints = [models.UniqueConstraint(fields=["user", "post"], name="scrap_post_once")]

    def __str__(self) -> str:
        return f"{self.pk}"
