from typing import Self

from django.db import models, transaction
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotAuthenticated, ValidationError

from accounts.models import User
from common.errors import Conflict

FOLDER_NAME_MAX_LENGTH = 20
MAX_FOLDERS = 50  # of a member


class TooManyFolders(Conflict):
    default_detail = _("폴더는 50개까지 만들 수 있어요. 안 쓰는 폴더를 지우고 다시 해 주세요.")
    default_code = "too_many_folders"


class FolderQuerySet(models.QuerySet["Folder"]):
    def of(self, user: User) -> Self:
        return self.filter(user=user)

    def with_counts(self) -> Self:
        """Adds `count`: how many posts the shelf shows in it, which are those that nobody has hidden."""
        return self.annotate(count=Count("scraps", filter=Q(scraps__post__hidden_at=None)))

    def hold(self, user: User) -> Self:
        """The folders of a member, of which nobody else makes, renames or removes any until the transaction ends.

        Raises `NotAuthenticated` if the member has left meanwhile. Rows that point at the member, as a like does, can
        still come in: who likes a post holds that first, and would wait here for somebody who waits for the post.
        """
        standing = User.objects.select_for_update(no_key=True).filter(pk=user.pk, is_active=True)
        if not standing.values_list("pk"):
            raise NotAuthenticated
        return self.of(user)

    def named(self, name: str) -> Self:
        return self.filter(name__lower=name.lower())

    def make(self, user: User, name: str) -> "Folder":
        """Raises `ValidationError` if the member has one of this name, `TooManyFolders` if there is no room."""
        with transaction.atomic():
            own = self.hold(user)
            refuse_taken(own, name)
            return own.add(user, name)

    def find_or_make(self, user: User, name: str) -> "Folder":
        """The caller holds the member's folders. Raises `TooManyFolders`."""
        own = self.of(user)
        return own.named(name).first() or own.add(user, name)

    def add(self, user: User, name: str) -> "Folder":
        if self.count() >= MAX_FOLDERS:
            raise TooManyFolders
        return self.create(user=user, name=name)


def refuse_taken(folders: FolderQuerySet, name: str) -> None:
    if folders.named(name).exists():
        raise ValidationError({"name": _("같은 이름의 폴더가 있어요. 다른 이름을 적어 주세요.")}, code="unique")


class Folder(models.Model):
    """Where a member keeps scraps together. Nobody else learns of it: it has no place in the back office."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="folders", db_index=False)
    name = models.CharField(_("이름"), max_length=FOLDER_NAME_MAX_LENGTH)

    objects = FolderQuerySet.as_manager()

    class Meta:
        verbose_name = _("스크랩 폴더")
        verbose_name_plural = _("스크랩 폴더")
        default_permissions = ()
        constraints = [models.UniqueConstraint("user", Lower("name"), name="folder_name_is_unique")]

    def __str__(self) -> str:
        return f"{self.pk}"

    def rename(self, name: str) -> None:
        """Raises `ValidationError` if another one has this name, `Http404` if this one is gone."""
        with transaction.atomic():
            own = Folder.objects.hold(self.user)
            refuse_taken(own.exclude(pk=self.pk), name)
            if not own.filter(pk=self.pk).update(name=name):
                raise Http404
        self.name = name

    def remove(self) -> None:
        """What was kept in it stays, without a folder."""
        with transaction.atomic():
            Folder.objects.hold(self.user)
            self.scraps.hold()
            self.delete()
