"""Which passwords are refused, and why: validators for `AUTH_PASSWORD_VALIDATORS`."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator, get_password_validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import guesses
from accounts.guesses import Kind
from accounts.models import User

REASONS = {
    Kind.PHONE: (
        "password_phone_number",
        _("전화번호는 아는 사람이 많아요. 상관없는 낱말을 두어 개 더해 주세요."),
    ),
    Kind.WORD: (
        "password_too_common",
        _("많이 쓰는 말이라 쉽게 맞힐 수 있어요. 상관없는 낱말을 서너 개 이어 보세요."),
    ),
    Kind.WALK: (
        "password_keyboard_pattern",
        _("키보드나 순서를 따라 이어지는 글자는 쉽게 맞힐 수 있어요. 상관없는 낱말을 서너 개 이어 보세요."),
    ),
    Kind.REPEAT: (
        "password_repetitive",
        _("같은 글자가 되풀이돼서 쉽게 맞힐 수 있어요. 상관없는 낱말을 서너 개 이어 보세요."),
    ),
    Kind.DATE: (
        "password_date",
        _("생일 같은 날짜는 친구들이 쉽게 맞혀요. 상관없는 낱말을 두어 개 더해 주세요."),
    ),
}
REGIONS = "서울 부산 대구 인천 광주 대전 울산 세종 경기 강원 충북 충남 전북 전남 경북 경남 제주".split()
SCHOOL_KINDS = {
    "여자고등학교": "여고",
    "과학고등학교": "과고",
    "외국어고등학교": "외고",
    "예술고등학교": "예고",
    "체육고등학교": "체고",
    "공업고등학교": "공고",
    "상업고등학교": "상고",
    "사범대학부설고등학교": "사대부고",
    "사범대학부속고등학교": "사대부고",
    "고등학교": "고",
    "중학교": "중",
}
PERSONAL = ("username", "nickname", "name", "email", "school_name")
WORD = re.compile(r"[^\W\d_]+|\d{4,}")
JOINED = re.compile(r"[^\W_]+")
HANGUL_NAME = re.compile("[가-힣]{3,4}")


class OneReasonValidator:
    """Asks validators in their order and stops at the first that refuses: one fault is told once, by its best name."""

    def __init__(self, validators: list[dict[str, Any]]) -> None:
        self.validators = get_password_validators(validators)

    def validate(self, password: str, user: User | None = None) -> None:
        for validator in self.validators:
            validator.validate(password, user)

    def get_help_text(self) -> str:
        return " ".join(str(validator.get_help_text()) for validator in self.validators)


class GuessablePasswordValidator(UserAttributeSimilarityValidator):
    """Refuses what somebody from school would guess: what they know of the member, and what many use."""

    def __init__(self) -> None:
        super().__init__(PERSONAL)

    def validate(self, password: str, user: User | None = None) -> None:
        super().validate(password, user)
        fields = {word: field for field in PERSONAL for word in words_of(field, user)}
        clue = guesses.best_clue(password, fields)
        if clue is None:
            return
        if clue.kind == Kind.PERSONAL:
            names = {field.name: str(field.verbose_name) for field in User._meta.fields}
            params = {"verbose_name": names[fields[clue.text]]}
            raise ValidationError(self.get_error_message(), code="password_too_similar", params=params)
        code, message = REASONS[clue.kind]
        raise ValidationError(message, code=code)

    def get_help_text(self) -> str:
        return str(_("친구들이 맞히기 쉬운 말은 쓸 수 없어요: 이름, 학교, 날짜, 흔한 말, 키보드 순서."))


def words_of(field: str, user: User | None) -> set[str]:
    """The words in a member's value that somebody would try, folded; also without what stands between them."""
    value = getattr(user, field, "")
    if field == "email":
        value = value.partition("@")[0]
    values = school_names(value) if field == "school_name" else [value]
    words = {word for text in values for word in [*WORD.findall(text), "".join(JOINED.findall(text))]}
    if field == "name":
        words |= {given_name(word) for word in words}
    return {keys for keys in map(guesses.fold, words) if len(keys) >= guesses.SHORTEST}


def given_name(name: str) -> str:
    """`김하늘` → `하늘`, `남궁하늘` → `하늘`; what has another shape stays."""
    return name[-2:] if HANGUL_NAME.fullmatch(name) else name


def school_names(name: str) -> Iterator[str]:
    """What a school is called: `대전한빛여자고등학교` also 대전한빛여고, 한빛여고 and 한빛."""
    name = "".join(name.split())
    yield name
    for long, short in SCHOOL_KINDS.items():
        ending = next((ending for ending in (long, long.removesuffix("등학교"), short) if name.endswith(ending)), None)
        if ending:
            stem = name.removesuffix(ending)
            stems = {stem, stem[2:] if stem[:2] in REGIONS else stem}
            yield from (form for stem in stems for form in (stem, stem + long, stem + short) if len(form) >= 2)
