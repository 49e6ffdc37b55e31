"""Tables that every app uses."""

import base64
from datetime import timedelta
from typing import Any, Self

import orjson
from cryptography.fernet import Fernet
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from rest_framework.response import Response

from common.errors import Conflict
from common.renderers import ORJSONRenderer

KEPT = timedelta(hours=24)


class KeyReused(Conflict):
    default_detail = _("이미 다른 내용을 보낼 때 쓴 Idempotency-Key예요. 새 값으로 다시 보내 주세요.")
    default_code = "idempotency_key_reused"


class IdempotencyKeyQuerySet(models.QuerySet["IdempotencyKey"]):
    def claim(self, sender: str, key: str, request: str) -> "IdempotencyKey":
        """The row of this key, to be called in the transaction of what it guards.

        Who comes while another holds the key waits in the database for the end of that transaction: the row is theirs
        if it was committed, and a new one (`is_new`) if it was undone. Raises `KeyReused` if the key came with another
        request before.
        """
        names = {"sender": digest("sender", sender), "key": digest("key", key)}
        while True:
            row = self.model(**names, request=request)
            try:
                with transaction.atomic():
                    row.save(force_insert=True)
            except IntegrityError:
                found = self.filter(**names).first()
                if found is None:  # its transaction was undone, or it was over, in this moment
                    continue
                if found.is_over:
                    found.delete()
                    continue
                if found.request != request:
                    raise KeyReused from None
                found.is_new = False
                return found
            return row

    def over(self) -> Self:
        return self.filter(created_at__lte=timezone.now() - KEPT)

    def sent_by(self, sender: str) -> Self:
        return self.filter(sender=digest("sender", sender))


class IdempotencyKey(models.Model):
    """That a sender has sent a request under a key, and what it led to.

    Of sender, key and request there are keyed digests; the answer is encrypted with a key that only whoever presents
    the same `Idempotency-Key` brings along. So the table tells nobody what was written or answered.
    """

    sender = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    request = models.CharField(max_length=64)
    answer = models.BinaryField(null=True)  # status, headers and data
    made = models.PositiveBigIntegerField(null=True)  # the id of what was made, where no answer is kept
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = IdempotencyKeyQuerySet.as_manager()

    is_new = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "key"], name="idempotency_key_is_unique")]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_over(self) -> bool:
        return self.created_at <= timezone.now() - KEPT

    def keep_answer(self, key: str, response: Response) -> None:
        headers = {name: value for name, value in response.headers.items() if name != "Content-Type"}
        answer = {"status": response.status_code, "headers": headers, "data": response.data}
        self.answer = self.box(key).encrypt(ORJSONRenderer().render(answer))
        self.save(update_fields=["answer"])

    def answer_again(self, key: str) -> Response:
        answer: dict[str, Any] = orjson.loads(self.box(key).decrypt(bytes(self.answer or b"")))
        return Response(**answer)

    def keep_made(self, made: int) -> None:
        self.made = made
        self.save(update_fields=["made"])

    def box(self, key: str) -> Fernet:
        secret = salted_hmac("common.idempotency.answer", f"{self.sender} {key}", algorithm="sha256").digest()
        return Fernet(base64.urlsafe_b64encode(secret))


def digest(purpose: str, text: str) -> str:
    return salted_hmac(f"common.idempotency.{purpose}", text, algorithm="sha256").hexdigest()
