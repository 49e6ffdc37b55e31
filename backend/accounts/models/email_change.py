import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import ways_in
from accounts.models.user import User

TIME_TO_UNDO = timedelta(days=7)


class EmailChangeQuerySet(models.QuerySet["EmailChange"]):
    def living(self) -> "EmailChangeQuerySet":
        """Those that can still be undone."""
        return self.filter(created_at__gt=timezone.now() - TIME_TO_UNDO)

    def over(self) -> "EmailChangeQuerySet":
        return self.filter(created_at__lte=timezone.now() - TIME_TO_UNDO)

    def contested_members(self) -> models.QuerySet[User]:
        """Those whose address nobody has proved, while the reader of an earlier one can still take the account back.

        Its new reader may be who took it, the old one who planted it: until the time to undo is over, no mailed link
        decides between them.
        """
        return User.objects.filter(email_confirmed_at=None, pk__in=self.living().values("user"))


class EmailChange(models.Model):
    """A proved address that a member gave up, whose reader can take it back for a while.

    The change of who found a password is undone by who was there before; of several changes the earliest undoes all.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="email_changes", verbose_name=_("회원"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # what the mailed link is signed over
    email = models.EmailField(_("이메일"))  # the one that was given up
    created_at = models.DateTimeField(_("바꿈"), auto_now_add=True)

    objects = EmailChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("이메일 변경")
        verbose_name_plural = _("이메일 변경")
        indexes = [models.Index(fields=["created_at"], name="email_change_by_time")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"

    @property
    def can_be_undone_until(self) -> datetime:
        return self.created_at + TIME_TO_UNDO

    def undo(self) -> None:
        """Gives the account back to the reader of the old address, with nothing that was a way in since.

        Whoever changed the address knew the password: it is gone, too. The caller holds the member in a transaction.
        """
        user = self.user
        user.email_changes.filter(pk__gte=self.pk).delete()
        user.logins.all().delete()
        ways_in.end(user, since=self.created_at)
        user.set_unusable_password()
        user.email, user.email_confirmed_at = self.email, None
        user.save(update_fields=["password", "email", "email_confirmed_at"])
        user.confirm_email()
