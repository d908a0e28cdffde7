"""Names and phones masked, text cleaned, serials and identity papers checked (domain.md §9.2)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain import personal
from counter.domain.refusals import RuleBroken


def rule_of(function: object, *given_values: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        function(*given_values)  # type: ignore[operator]
    return broken.value.rule


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张伟", "张*"),
        ("张三丰", "张**"),
        ("欧阳晓岚", "欧阳**"),
        ("欧阳", "欧*"),
        ("诸葛亮", "诸葛*"),
        ("𬱖", "𬱖*"),
        ("𬱖小明", "𬱖**"),
        ("Emily Carter", "E*"),
        ("杭州市西湖区翠苑第三小学", "杭**"),
        ("买买提·吐尔逊", "买**"),
        ("", ""),
    ],
)
def test_names_are_masked(name: str, masked: str):
    assert personal.masked_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800135678", "138****5678"),
        ("057188000017", "057****0017"),
        ("88000017", "****0017"),
        ("10086", "****0086"),
        ("123", "***"),
        ("+4930123456", "+49****3456"),
    ],
)
def test_phones_are_masked(phone: str, masked: str):
    assert personal.masked_phone(phone) == masked


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 0013 5678", "13800135678"),
        ("１３８００１３５６７８", "13800135678"),
        ("+86 138-0013-5678", "13800135678"),
        ("008613800135678", "13800135678"),
        ("(0571) 8800-0017", "057188000017"),
        ("+49 30 123456", "+4930123456"),
        ("86139000", "86139000"),
    ],
)
def test_phones_are_kept_as_digits(typed: str, kept: str):
    assert personal.phone_digits(typed) == kept


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("", "phone.not_a_phone"),
        ("1380013567", "phone.mobile_length"),
        ("138001356789", "phone.mobile_length"),
        ("call me", "phone.not_a_phone"),
        ("1234", "phone.not_a_phone"),
        ("1" * 21, "input.too_long"),
    ],
)
def test_what_is_no_phone_is_told(typed: str, rule: str):
    assert rule_of(personal.phone_digits, typed) == rule


def test_text_loses_what_cannot_be_seen():
    assert personal.cleaned("\u202e张\u200b伟\x07\ufeff ", "name") == "张伟"
    assert personal.cleaned("cafe\u0301", "name") == "caf\u00e9"
    assert personal.cleaned("one\r\ntwo\x00", "fault", lines=True) == "one\ntwo"
    assert personal.cleaned("one\ntwo", "fault") == "one two"
    assert personal.cleaned("👩\u200d🔧 好", "note") == "👩\u200d🔧 好"


def test_text_has_a_limit_and_may_be_required():
    assert personal.cleaned("字" * 60, "name") == "字" * 60
    assert rule_of(personal.cleaned, "字" * 61, "name") == "input.too_long"
    assert rule_of(personal.required, " \u200b ", "name") == "input.missing"


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str):
    once = personal.cleaned(text, "note", lines=True)
    assert personal.cleaned(once, "note", lines=True) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c != "\n" for c in once)


def test_imei_has_its_luhn_digit():
    assert personal.is_imei("356938035643809")
    assert not personal.is_imei("356938035643808")
    assert not personal.is_imei("35693803564380")


def test_serials_are_compared_in_one_form():
    assert personal.serial_number(" ys14p5 k229\u3000０071 ") == "YS14P5K2290071"


def test_four_characters_of_an_identity_paper():
    assert personal.last_four("30 2x") == "302X"
    assert rule_of(personal.last_four, "110101199003070302") == "identity.last_four"
    assert rule_of(personal.last_four, "12") == "identity.last_four"
