from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from accounts import guesses
from accounts.models import User
from accounts.passwords import school_names
from common.hangul import to_keys
from common.testing import is_korean

pytestmark = pytest.mark.serviceless

HANEUL = User(
    username="saebyeok27",
    nickname="온새미",
    name="김하늘",
    email="haneul.kim@example.org",
    school_name="대전한빛고등학교",
)


def refusals(password: str, user: User | None = HANEUL) -> list[ValidationError]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return error.error_list
    return []


def codes(password: str, user: User | None = HANEUL) -> list[str]:
    return [refusal.code for refusal in refusals(password, user)]


@pytest.mark.parametrize(
    ("password", "code"),
    [
        # words typed on the English layout
        ("dkssud12", "password_too_common"),
        ("dkssud1234", "password_too_common"),
        ("Dkssud2027!", "password_too_common"),
        ("tkfkdgo1004", "password_too_common"),
        ("tkfkdgo0314", "password_too_common"),
        ("tkfkdgkqslek", "password_too_common"),
        ("rhdqngkwk12", "password_too_common"),
        ("tnsmdeoqkr!", "password_too_common"),
        ("ahdmlrhtk1!", "password_too_common"),
        ("rlaalstn12", "password_too_common"),
        ("qlalfqjsgh", "password_too_common"),
        ("tmznfxhrtm1", "password_too_common"),
        # in Hangul, with endings, in Latin letters, on the Korean layout by mistake
        ("안녕하세요12!", "password_too_common"),
        ("공부하자2027!", "password_too_common"),
        ("사랑해친구야1234", "password_too_common"),
        ("!!고등학생!!", "password_too_common"),
        ("saranghae12", "password_too_common"),
        ("iloveyou22!", "password_too_common"),
        ("ㅔㅁㄴㄴ재ㄱㅇ12", "password_too_common"),
        ("P@ssw0rd", "password_too_common"),
        # the keyboard and the alphabets
        ("qwer1234", "password_keyboard_pattern"),
        ("1q2w3e4r", "password_keyboard_pattern"),
        ("asdf1234!", "password_keyboard_pattern"),
        ("1qaz2wsx", "password_keyboard_pattern"),
        ("zaq12wsx", "password_keyboard_pattern"),
        ("qwe123!@#", "password_keyboard_pattern"),
        ("ㅂㅈㄷㄱ1234", "password_keyboard_pattern"),
        ("가나다라마바사아", "password_keyboard_pattern"),
        ("12345678", "password_keyboard_pattern"),
        ("abcd1234", "password_keyboard_pattern"),
        ("poiu0987", "password_keyboard_pattern"),
        # units that repeat
        ("abab1212", "password_repetitive"),
        ("aaaa1111", "password_repetitive"),
        ("ㅋㅋㅋㅋㅋㅋㅋㅋ", "password_repetitive"),
        ("하하호하하호하하호", "password_repetitive"),
        ("a" * 128, "password_repetitive"),
        ("안녕" * 64, "password_too_common"),
        # dates and phone numbers
        ("20090314", "password_date"),
        ("2009.03.14", "password_date"),
        ("090314ab", "password_date"),
        ("0314-0520", "password_date"),
        ("wtbx0314", "password_date"),
        ("2009년3월14일", "password_date"),
        ("생일은3월14일", "password_too_common"),
        ("01012345678", "password_phone_number"),
        ("010-9876-5432", "password_phone_number"),
        ("+82 10 9876 5432", "password_phone_number"),
        ("dkssud01098765432", "password_phone_number"),
        # what friends know of the one who chooses
        ("온새미온새미2009", "password_too_similar"),
        ("dhstoal2009", "password_too_similar"),
        ("DHSTOAL0314!", "password_too_similar"),
        ("saebyeok2009", "password_too_similar"),
        ("ㄴㅁ듀ㅛ대ㅏ2009", "password_too_similar"),
        ("haneul!2009", "password_too_similar"),
        ("rlagksmf0314", "password_too_similar"),
        ("gksmf2009!", "password_too_similar"),
        ("대전한빛고등학교", "password_too_similar"),
        ("한빛고1234567", "password_too_similar"),
        ("gksqlcrh12", "password_too_similar"),
        ("gksqlc2027!", "password_too_similar"),
        ("온새미01098765432", "password_too_similar"),
        # Django's own
        ("8273640192", "password_entirely_numeric"),
        ("trustno1", "password_too_common"),
    ],
)
def test_what_a_classmate_would_guess_is_refused_for_one_reason(password: str, code: str) -> None:
    assert codes(password) == [code]


GOOD = (Path(__file__).parent / "good_passwords.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("password", GOOD)
def test_a_row_of_words_or_of_chance_is_taken(password: str) -> None:
    assert codes(password) == []
    assert codes(password, None) == []


def test_the_good_ones_are_many() -> None:
    assert len(set(GOOD)) >= 60


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("qwer12", ["password_too_short", "password_keyboard_pattern"]),
        ("안녕", ["password_too_short", "password_too_common"]),
        ("온새미", ["password_too_short", "password_too_similar"]),
        ("짧다", ["password_too_short"]),
        ("password", ["password_too_common"]),
        ("0000", ["password_too_short", "password_repetitive"]),
        ("", ["password_too_short"]),
    ],
)
def test_reasons_do_not_repeat_each_other(password: str, expected: list[str]) -> None:
    assert codes(password) == expected


@pytest.mark.parametrize("password", ["dhstoal2009", "gksqlcrh12", "saebyeok2009", "zkvlqkfk0314"])
def test_what_is_personal_depends_on_the_person(password: str) -> None:
    stranger = User(username="rudwn0520", nickname="카피바라", name="이경주", school_name="서울과학고등학교")
    assert ("password_too_similar" in codes(password)) != ("password_too_similar" in codes(password, stranger))


@pytest.mark.parametrize(
    ("school", "password"),
    [
        ("서울과학고등학교", "tjdnfrhkrh12"),
        ("서울과학고등학교", "서울과고123!!"),
        ("한빛 여자고등학교", "gksqlcdurh2027"),
        ("가온외국어고", "가온외고2027"),
        ("나래대학교사범대학부설고등학교", "나래대학교사대부고1"),
        ("푸른솔중학교", "vnfmsthfwnd1"),
        ("별솔고", "qufthfrhemdgkrry"),
        ("Haneul High School", "haneul2027"),
    ],
)
def test_a_school_is_known_by_all_its_names(school: str, password: str) -> None:
    assert codes(password, User(school_name=school)) == ["password_too_similar"]


def test_a_schools_short_names_leave_out_what_everyone_leaves_out() -> None:
    assert {"대전한빛여고", "한빛여고", "한빛", "대전한빛"} <= set(school_names("대전한빛여자고등학교"))
    assert set(school_names("고등학교")) == {"고등학교"}
    assert set(school_names("")) == {""}


def test_the_reason_says_which_of_ones_own_words_it_is() -> None:
    [refusal] = refusals("dhstoal2009")
    assert refusal.messages[0].startswith("닉네임에서 따온 비밀번호")
    with override("en"):
        [refusal] = refusals("gksqlcrh12")
        assert refusal.messages == ["The password is too similar to the School."]


@pytest.mark.parametrize(
    "password",
    ["qwer12", "dkssud12", "abab1212", "20090314", "01012345678", "온새미2009!", "trustno1", "8273640192"],
)
def test_every_reason_is_said_in_both_languages(password: str) -> None:
    assert all(is_korean(message) for refusal in refusals(password) for message in refusal.messages)
    with override("en"):
        messages = [message for refusal in refusals(password) for message in refusal.messages]
        assert messages
        assert not any(is_korean(message) for message in messages)


def test_the_list_of_common_words_holds_none_in_vain() -> None:
    lines = guesses.WORDS_FILE.read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    assert len(words) > 500
    assert sorted({word for word in words if words.count(word) > 1}) == []


@given(st.text(st.sampled_from("안녕사랑해고1209qwe!-aㅋ ")), st.sampled_from(["", "1234", "0314", "!", "안녕"]))
def test_the_layout_and_the_case_of_a_password_change_nothing(text: str, tail: str) -> None:
    password = text + tail
    for other in (to_keys(password), to_keys(password).upper(), password.upper()):
        assert guesses.best_clue(other) == guesses.best_clue(password)


@given(st.text(max_size=128))
def test_no_text_is_too_odd_to_be_judged(password: str) -> None:
    refusals(password)
