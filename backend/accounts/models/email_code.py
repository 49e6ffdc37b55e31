import secrets
from datetime import timedelta
from typing import Literal

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

DIGITS = 6
MAX_TRIES = 5
LIFETIME = timedelta(minutes=10)
KEPT = timedelta(hours=1)  # after its end, to say of a late code that it is late

Fault = Literal["invalid_code", "code_expired", "too_many_tries"]


class EmailCodeQuerySet(models.QuerySet["EmailCode"]):
    def issue(self, email: str, asker: int) -> str:
        """A new code for this address, in place of any earlier one; `asker` is the number of who asked for it."""
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        values = {
            "digest": digest_of(email, code),
            "asker": asker,
            "own_tries": 0,
            "tries": 0,
            "expires_at": timezone.now() + LIFETIME,
        }
        self.bulk_create(
            [self.model(email=email.lower(), **values)],
            update_conflicts=True,
            unique_fields=["email"],
            update_fields=list(values),
        )
        return code

    def good(self, email: str, asker: int | None) -> models.QuerySet["EmailCode"]:
        """That may be tried: by the one who asked for it, and apart from them by all others, five times each."""
        own, others = Q(asker=asker, own_tries__lt=MAX_TRIES), ~Q(asker=asker) & Q(tries__lt=MAX_TRIES)
        return self.filter(own | others, email=email.lower(), expires_at__gt=timezone.now())

    def fault(self, email: str, code: str, asker: int | None = None) -> Fault | None:
        """What is wrong with a code for this address; counts a wrong one. A right one is not used up (`use`)."""
        digest = digest_of(email, code)
        wrong = ~Q(digest=digest)
        # One statement looks whether it may be tried, compares and counts: of any number at once, five are compared.
        tried = self.good(email, asker).update(
            own_tries=F("own_tries") + one_if(wrong & Q(asker=asker)),
            tries=F("tries") + one_if(wrong & ~Q(asker=asker)),
        )
        last = self.filter(email=email.lower()).first()
        if last is None or tried:
            return None if last and last.digest == digest else "invalid_code"
        return "code_expired" if last.expires_at <= timezone.now() else "too_many_tries"

    def use(self, email: str, code: str) -> bool:
        """Uses up a code that was found right; of several who bring the same one at once one succeeds.

        In the transaction of what it is good for: undone with it, the code is as good as before.
        """
        used, _rows = self.filter(email=email.lower(), digest=digest_of(email, code)).delete()
        return bool(used)

    def over(self) -> models.QuerySet["EmailCode"]:
        return self.filter(expires_at__lte=timezone.now() - KEPT)


class EmailCode(models.Model):
    """The six digits that prove that a mail address is its owner's: one per address, only as a keyed digest."""

    email = models.EmailField(_("이메일"), unique=True)  # in lower case
    digest = models.CharField(max_length=64)
    asker = models.BigIntegerField(default=0)  # the outbox number of the request for it, as in `code_askers`
    own_tries = models.PositiveSmallIntegerField(_("본인의 시도"), default=0)
    tries = models.PositiveSmallIntegerField(_("시도"), default=0)  # of everybody else together
    expires_at = models.DateTimeField(_("만료"))

    objects = EmailCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("이메일 인증 번호")
        verbose_name_plural = _("이메일 인증 번호")

    def __str__(self) -> str:
        return self.email


def one_if(condition: Q) -> Case:
    return Case(When(condition, then=1), default=0)


def digest_of(email: str, code: str) -> str:
    """Without our key the million codes can't be tried out on it; for another address the same code has another."""
    return salted_hmac("accounts.email_code", f"{email.lower()} {code}", algorithm="sha256").hexdigest()
