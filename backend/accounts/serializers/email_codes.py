"""Mail addresses, and the codes that prove them."""

import re
from typing import Any, NoReturn

from django.conf import settings
from django.utils import timezone
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.fields import SkipField

from accounts.code_askers import asker_of
from accounts.models import EmailCode, User
from accounts.models.email_code import DIGITS, LIFETIME, Fault
from common import limits
from common.addresses import client_address
from common.schema import example
from mail import outbox

FAULTS: dict[Fault, Any] = {
    "invalid_code": _("인증 번호가 맞지 않아요. 메일에서 여섯 자리를 다시 확인해 주세요."),
    "code_expired": _("인증 번호를 쓸 수 있는 시간이 지났어요. 새 번호를 받아 주세요."),
    "too_many_tries": _("인증 번호를 여러 번 틀렸어요. 새 번호를 받아 주세요."),
}
EMAIL_TAKEN = _("다른 회원이 쓰고 있는 주소예요. 다른 주소를 적어 주세요.")


class AddressField(serializers.EmailField):
    """A mail address as it is typed, but for the domain, which is in lower case and as mail servers write it.

    Of one mailbox there is one spelling but for the case: what stands before the @ is ASCII (`ſ` and `s` are two
    mailboxes, but one wherever their case is ignored) and not in quotes, a domain of other letters is in Punycode.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=254, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        local, at, domain = super().to_internal_value(data).rpartition("@")
        if not local.isascii() or '"' in local:
            self.fail("invalid")
        try:
            domain = punycode(domain).lower()
        except UnicodeError:
            self.fail("invalid")
        return f"{local}{at}{domain}"


class CodeField(serializers.CharField):
    """Six digits, however they are spaced. As good as absent where no address is proved."""

    default_error_messages = dict(FAULTS)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(write_only=True, required=False, allow_blank=True, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if settings.SIGNUP_EMAIL_CODE == "off":
            raise SkipField
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> str:
        code = re.sub(r"\s", "", super().to_internal_value(data))
        if code and not re.fullmatch(f"[0-9]{{{DIGITS}}}", code):
            self.fail("invalid_code")
        return code


@example({"email": "saebyeok@example.org", "expires_in": 600, "retry_after": 60})
class EmailCodeSerializer(serializers.Serializer):
    email = AddressField()
    expires_in = serializers.IntegerField(read_only=True)
    retry_after = serializers.IntegerField(read_only=True)

    def create(self, data: dict[str, Any]) -> dict[str, Any]:
        with limits.count_success("email_code", address=client_address(self.context["request"]), **data):
            asker = outbox.queue("email_code", to=data["email"])
        cooldown = limits.LIMITS["email_code"][0].seconds
        return data | {"asker": asker, "expires_in": int(LIFETIME.total_seconds()), "retry_after": cooldown}


class ProvenEmailSerializer(serializers.Serializer):
    """A member's address, and the code that proves it, as `SIGNUP_EMAIL_CODE` wants it."""

    email = AddressField(required=False, allow_blank=True)
    email_code = CodeField()

    proof: tuple[str, str] | None = None  # address and code

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        if self.lacks_proof():
            fields["email"].required = fields["email_code"].required = True
        return fields

    def lacks_proof(self) -> bool:
        """Whether there is no sign-up, or none is finished, without an address that is yet to be proved."""
        member: User | None = self.instance
        is_settled = member is not None and (member.is_complete or member.email_confirmed)
        return settings.SIGNUP_EMAIL_CODE == "required" and not is_settled

    def prove_email(self, data: dict[str, Any]) -> None:
        """Takes the code out of the data, and puts in when the address was proved: the two are written together.

        The last check of all: a wrong code counts as a try.
        """
        code = data.pop("email_code", "")
        member: User | None = self.instance
        email = data.get("email", member.email if member else "")
        own = member if member and member.email.lower() == email.lower() else None
        confirmed_at = own and own.email_confirmed_at
        if code and not confirmed_at:
            self.check_code(email, code)
            self.proof, confirmed_at = (email, code), timezone.now()
        elif settings.SIGNUP_EMAIL_CODE == "required" and (self.lacks_proof() or not own):
            self.refuse("email_code" if email else "email", "required")
        if self.proof or "email" in data:
            data |= {"email": email, "email_confirmed_at": confirmed_at}

    def check_code(self, email: str, code: str) -> None:
        if not email:
            self.refuse("email", "required")
        if fault := EmailCode.objects.fault(email, code, asker_of(self.context["request"])):
            self.refuse("email_code", fault)
        self.refuse_other_members(email)

    def use_code(self) -> None:
        """In the transaction of what the code is good for."""
        if self.proof and not EmailCode.objects.use(*self.proof):  # another request was faster
            self.refuse_other_members(self.proof[0])
            self.refuse("email_code", "invalid_code")

    def refuse_other_members(self, email: str) -> None:
        """Told only to who has proved by a code that the address is theirs."""
        others = User.objects.confirmed(email).exclude(pk=self.instance and self.instance.pk)
        if others.exists():
            raise ValidationError({"email": [EMAIL_TAKEN]}, code="unique")

    def refuse(self, field: str, code: str) -> NoReturn:
        raise ValidationError({field: [self.fields[field].error_messages[code]]}, code=code)
