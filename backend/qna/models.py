import hashlib
import secrets
from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import richtext
from common.errors import Conflict
from common.search_text import fold, fold_with_initials, holds
from mail import outbox
from notifications.models import Notification, reference


class InquiryAnswered(Conflict):
    default_detail = _("이미 답변한 문의는 고칠 수 없어요. 새 문의를 남겨 주세요.")
    default_code = "already_answered"


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def of_person(self, user: User) -> Self:
        """A member's own, and what came as a guest's from the address that they have proved to be theirs."""
        if user.email_confirmed_at is None:
            return self.owned_by(user)
        return self.filter(Q(owner=user) | Q(owner=None, email__iexact=user.email))

    def visible_to(self, user: User | AnonymousUser, secret: str = "") -> Self:
        """What this person may see: staff all, members their own, a guest the one whose secret they hold."""
        if user.is_staff:
            return self
        held = Q(secret_digest=digest(secret)) if secret else Q(pk=None)
        return self.filter(held | Q(owner=user) if user.is_authenticated else held)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class Inquiry(models.Model):
    """A question to the staff, private to its owner: a member, or the guest who holds its secret."""

    class Subject(models.TextChoices):
        ACCOUNT = "account", _("계정")
        BUSINESS = "business", _("제휴")
        POST = "post", _("게시글")
        BUG = "bug", _("오류")
        OTHER = "other", _("기타")

    class Status(models.TextChoices):
        OPEN = "open", _("접수")
        ANSWERED = "answered", _("답변 완료")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="inquiries",
        verbose_name=_("회원"),
    )
    secret_digest = models.CharField(max_length=64, blank=True, editable=False)
    email = models.EmailField(_("이메일"))
    subject = models.CharField(_("분류"), max_length=10, choices=Subject)
    content = models.TextField(_("내용"))
    status = models.CharField(_("상태"), max_length=10, choices=Status, default=Status.OPEN)
    answer = models.TextField(_("답변"), blank=True)
    answer_html = models.TextField(blank=True, editable=False)
    answered_at = models.DateTimeField(_("답변 시각"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("작성"), auto_now_add=True)
    updated_at = models.DateTimeField(_("수정"), auto_now=True)

    objects = InquiryQuerySet.as_manager()

    secret = ""  # known only to the object that made it

    class Meta:
        verbose_name = _("문의")
        verbose_name_plural = _("문의")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="answered") | Q(answered_at__isnull=False),
                name="answered_inquiry_has_a_time",
            ),
            models.UniqueConstraint(
                fields=["secret_digest"], condition=~Q(secret_digest=""), name="inquiry_secret_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return richtext.excerpt(self.content, 30)

    def make_secret(self) -> None:
        """Makes the secret that opens this inquiry to whoever holds it; only its digest is saved (by the caller)."""
        self.secret = secrets.token_urlsafe(24)
        self.secret_digest = digest(self.secret)

    def lock(self) -> None:
        """Holds the row until the transaction ends; raises `InquiryAnswered` unless it is still open."""
        still_open = Inquiry.objects.select_for_update().filter(pk=self.pk, status=self.Status.OPEN)
        if not still_open.exists():
            raise InquiryAnswered

    def give_answer(self, content: str) -> None:
        """Saves the staff's answer, the first or a better one, and mails it to the asker once it is committed.

        Raises `Http404` if the inquiry is gone.
        """
        self.answer = content
        self.answer_html = richtext.render(content).html
        self.status = self.Status.ANSWERED
        self.answered_at = self.updated_at = timezone.now()
        with transaction.atomic():
            answered = Inquiry.objects.filter(pk=self.pk).update(
                answer=self.answer,
                answer_html=self.answer_html,
                status=self.status,
                answered_at=self.answered_at,
                updated_at=self.updated_at,
            )
            if not answered:
                raise Http404
            outbox.queue("inquiry_answered", to=self.email, about=self.pk)
            if self.owner_id is not None:
                inquiry = reference("inquiry", self.pk)
                Notification.objects.tell_few(inquiry, inquiry, answer=User.objects.filter(pk=self.owner_id))


class FaqQuerySet(models.QuerySet["Faq"]):
    def holding(self, text: str, *fields: str) -> Self:
        """As `boards.search` for posts, in `question` and `answer`; without an index, as staff write no thousands."""
        found = self
        for word in text.split():
            found = found.holding_one_of([word], *fields)
        return found

    def holding_one_of(self, words: Iterable[str], *fields: str) -> Self:
        condition = Q(pk=None)
        for word in words:
            condition |= holds(word, (f"searched_{field}" for field in fields))
        return self.filter(condition)


class Faq(models.Model):
    question = models.CharField(_("질문"), max_length=200)
    answer = models.TextField(_("답"))
    answer_html = models.TextField(editable=False)
    category = models.CharField(_("분류"), max_length=20)
    searched_question = models.TextField(editable=False)
    searched_answer = models.TextField(editable=False)
    position = models.PositiveIntegerField(_("순서"), default=0, db_index=True)
    created_at = models.DateTimeField(_("작성"), auto_now_add=True)
    updated_at = models.DateTimeField(_("수정"), auto_now=True)

    objects = FaqQuerySet.as_manager()

    class Meta:
        verbose_name = _("자주 묻는 질문")
        verbose_name_plural = _("자주 묻는 질문")
        ordering = ("position", "id")
        constraints = [models.CheckConstraint(condition=~Q(searched_question=""), name="faq_can_be_found")]

    def __str__(self) -> str:
        return self.question

    def save(self, *args: object, **kwargs: object) -> None:
        self.answer_html = richtext.render(self.answer).html
        self.searched_question, self.searched_answer = fold_with_initials(self.question), fold(self.answer)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
