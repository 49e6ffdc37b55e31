from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Value
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from accounts.models import User
from common.errors import Conflict

if TYPE_CHECKING:
    from boards.models.post import Post

MIN_CHOICES, MAX_CHOICES = 2, 10
CHOICE_MAX_LENGTH = 50
LONGEST = timedelta(days=90)  # that a poll with an end can stay open


class AlreadyVoted(Conflict):
    default_detail = _("이미 투표했어요. 비밀 투표라 바꿀 수 없어요.")
    default_code = "already_voted"


class PollClosed(Conflict):
    default_detail = _("마감된 투표예요.")
    default_code = "poll_closed"


class PollQuerySet(models.QuerySet["Poll"]):
    def seen_by(self, user: User | AnonymousUser) -> Self:
        """With their choices, and `has_voted`. Two queries."""
        ballots = Ballot.objects.filter(poll=OuterRef("pk"), user=user) if user.is_authenticated else None
        has_voted = Value(False) if ballots is None else Exists(ballots)
        return self.annotate(has_voted=has_voted).prefetch_related("choices")

    def open(self, post: "Post", choices: list[str], **values: Any) -> "Poll":
        """Adds a poll to a post that the caller is just saving."""
        poll = self.create(post=post, **values)
        Choice.objects.bulk_create(
            Choice(poll=poll, position=position, text=text) for position, text in enumerate(choices)
        )
        return poll


class Poll(models.Model):
    """What a post asks. The ballot is secret to the end: who has voted is kept, and what they chose nowhere."""

    post = models.OneToOneField("Post", on_delete=models.CASCADE, primary_key=True, related_name="poll")
    is_multiple = models.BooleanField(_("여러 개 고르기"), default=False)
    closes_at = models.DateTimeField(_("마감"), null=True)
    voter_count = models.PositiveIntegerField(_("참여"), default=0)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("투표")
        verbose_name_plural = _("투표")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def author_id(self) -> int:
        return self.post.author_id

    @property
    def is_closed(self) -> bool:
        return self.closes_at is not None and self.closes_at <= timezone.now()

    def vote(self, user: User, choices: list[int]) -> None:
        """Counts the vote of a member, once.

        The post's lock puts those who vote at the same time in a line. Raises `AlreadyVoted`, `PollClosed`,
        `ValidationError` for choices that can't be, and `Http404` if the post is gone.
        """
        with transaction.atomic():
            self.post.lock()
            poll = get_object_or_404(Poll.objects.filter(pk=self.pk))  # it may have gone, and not the post
            if Ballot.objects.filter(poll=poll, user=user).exists():
                raise AlreadyVoted
            if poll.is_closed:
                raise PollClosed
            poll.refuse_impossible(choices)
            Ballot.objects.create(poll=poll, user=user)
            poll.choices.filter(pk__in=choices).update(vote_count=F("vote_count") + 1)
            Poll.objects.filter(pk=poll.pk).update(voter_count=F("voter_count") + 1)

    def refuse_impossible(self, choices: list[int]) -> None:
        if len(choices) > 1 and not self.is_multiple:
            raise ValidationError({"choices": _("하나만 골라 주세요.")}, code="one_only")
        if self.choices.filter(pk__in=choices).count() < len(choices):
            raise ValidationError({"choices": _("이 투표에 없는 항목이에요.")}, code="does_not_exist")

    def remove(self) -> None:
        post = self.post
        with transaction.atomic():
            post.lock()
            self.delete()
            post.row().update(has_poll=False)


class Choice(models.Model):
    """One of a poll's; how many chose it is a number and nothing else."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="choices", db_index=False)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=CHOICE_MAX_LENGTH)
    vote_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("투표 항목")
        verbose_name_plural = _("투표 항목")
        default_permissions = ()
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="choice_has_a_place")]

    def __str__(self) -> str:
        return self.text


class Ballot(models.Model):
    """That a member has voted: neither what for nor when."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="ballots")

    class Meta:
        verbose_name = _("투표 참여")
        verbose_name_plural = _("투표 참여")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["poll", "user"], name="ballot_once")]

    def __str__(self) -> str:
        return f"{self.pk}"
