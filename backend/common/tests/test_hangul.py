from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.hangul import from_keys, to_keys

pytestmark = pytest.mark.serviceless

SYLLABLES = st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣"))
OTHERS = st.sampled_from("0123456789 !-_.~🐿é")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("수시", "tntl"),
        ("안녕", "dkssud"),
        ("사랑해", "tkfkdgo"),
        ("모의고사 9월", "ahdmlrhtk 9dnjf"),
        ("꿈빛쌤 얘기", "RnaqlcToa dOrl"),
        ("왜 뭐 쉬어 의외 궤도", "dho anj tnldj dmldhl rnpeh"),
        ("값 닭 삶 넓이 읽고 핥아", "rkqt ekfr tkfa sjfqdl dlfrrh gkfxdk"),
        ("읊다 앓는 앉아 많이 넋", "dmfvek dkfgsms dkswdk aksgdl sjrt"),
        ("밖에 있었다", "qkRdp dlTdjTek"),
        ("각사 갃아 가까 각가", "rkrtk rkrtdk rkRk rkrrk"),
        ("ㅋㅋㅋ ㅇㅈ", "zzz dw"),
        ("ㅘ ㅖ", "hk P"),
        ("2027학년도!", "2027gkrsuseh!"),
        ("", ""),
    ],
)
def test_hangul_and_its_keys_lead_to_each_other(text: str, keys: str) -> None:
    assert (to_keys(text), from_keys(keys)) == (keys, text)


def test_letters_joined_at_the_end_of_a_syllable_part_alone() -> None:
    assert to_keys("ㄳ ㅄ") == "rt qt"
    assert from_keys("rt qt") == "ㄱㅅ ㅂㅅ"


@pytest.mark.parametrize(("keys", "text"), [("TNTL", "쑤씨"), ("Dkssud", "안녕"), ("hELlo", "ㅗ띠ㅣㅐ"), ("É", "É")])
def test_shift_counts_only_where_it_types_another_letter(keys: str, text: str) -> None:
    assert from_keys(keys) == text


def test_english_typed_on_the_korean_layout_comes_back() -> None:
    assert to_keys("ㅗ디ㅣㅐ") == "hello"
    assert to_keys("ㅔㅁㄴㄴ재ㄱㅇ") == "password"


@given(st.text(SYLLABLES | OTHERS))
def test_no_text_of_whole_syllables_is_changed_by_its_keys(text: str) -> None:
    keys = to_keys(text)
    assert not any("가" <= key <= "힣" for key in keys)
    assert from_keys(keys) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_has_keys_and_any_keys_a_text(text: str) -> None:
    assert to_keys(to_keys(text)) == to_keys(text)
    assert not set(from_keys(text)) & set(ascii_letters)
