"""Numbers: made right, read as people give them, and every slip told by its name."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counter.domain import numbers
from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken

RECEIPT = "3000171260012349"
VALID = [
    RECEIPT,
    "1000171260012342",
    "2000010260000117",
    "4999999309999976",
    "3900012275000092",
]

made = st.builds(
    numbers.make,
    st.sampled_from(NumberKind),
    outlet=st.integers(1, 99_999),
    seat=st.integers(0, 9),
    year=st.integers(2000, 2099),
    sequence=st.integers(1, 99_999),
)


def slip(text: str) -> RuleBroken:
    with pytest.raises(RuleBroken) as refused:
        numbers.parse(text)
    return refused.value


@pytest.mark.parametrize("digits", VALID)
def test_the_agreed_examples_are_valid(digits: str):
    assert int(digits) % 97 == 1
    assert numbers.parse(digits).digits == digits


def test_a_number_says_who_issued_it():
    number = numbers.parse(RECEIPT)
    assert (number.kind, number.outlet, number.seat, number.year, number.sequence) == (
        NumberKind.RECEIPT,
        17,
        1,
        26,
        123,
    )
    assert numbers.grouped(RECEIPT) == "3 00017 1 26 00123 49"


@given(made)
def test_what_is_made_is_read_back(digits: str):
    number = numbers.parse(digits)
    again = numbers.make(
        number.kind or NumberKind.BADGE,
        outlet=number.outlet,
        seat=number.seat,
        year=number.year,
        sequence=number.sequence,
    )
    assert again == digits
    assert int(digits) % 97 == 1


@given(made, st.integers(0, 15), st.sampled_from(string.digits))
def test_one_wrong_digit_is_always_noticed(digits: str, place: int, digit: str):
    assume(digits[place] != digit)
    assert not numbers.is_valid(digits[:place] + digit + digits[place + 1 :])


@given(made, st.integers(0, 14))
def test_swapped_neighbours_are_noticed_and_named(digits: str, place: int):
    assume(digits[place] != digits[place + 1])
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert not numbers.is_valid(swapped)
    assert slip(swapped).rule == "number.swapped"
    assert place + 1 in numbers.swapped_neighbours(swapped)


@given(made, st.integers(0, 13))
def test_digits_swapped_over_one_are_noticed(digits: str, place: int):
    assume(digits[place] != digits[place + 2])
    changed = list(digits)
    changed[place], changed[place + 2] = changed[place + 2], changed[place]
    assert not numbers.is_valid("".join(changed))


@given(made, st.integers(0, 15))
def test_a_lost_digit_is_told_as_too_short(digits: str, place: int):
    refused = slip(digits[:place] + digits[place + 1 :])
    assert (refused.rule, refused.facts["digits"]) == ("number.too_short", 15)


@given(made, st.integers(0, 15))
def test_a_digit_typed_twice_is_told(digits: str, place: int):
    refused = slip(digits[: place + 1] + digits[place:])
    assert refused.rule == "number.doubled"


def test_a_wrong_digit_is_told():
    assert slip("3000171260012349"[:9] + "7" + "012349").rule == "number.digit_wrong"


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("", "number.missing"),
        ("  －  ", "number.missing"),
        ("30001712600123491234", "number.too_long"),
        ("R-2611-1066", "number.not_digits"),
        ("300017126001234a", "number.not_digits"),
        ("٣٠٠٠١٧١٢٦٠٠١٢٣٤٩", "number.not_digits"),
        ("9000171260012300", "number.check_failed"),
    ],
)
def test_other_slips(typed: str, rule: str):
    if rule == "number.check_failed":
        body = "90001712600123"
        assert slip(body + numbers.check_digits(body)).rule == "number.unknown_kind"
    else:
        assert slip(typed).rule == rule


def test_outlet_zero_issues_nothing():
    body = "30000012600123"
    assert slip(body + numbers.check_digits(body)).rule == "number.impossible_outlet"


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused_by_name(text: str):
    try:
        read = numbers.parse(text).digits
    except RuleBroken as refused:
        read = refused.rule
    assert numbers.is_valid(read) or read.startswith("number.")


@pytest.mark.parametrize(
    "typed",
    [
        "3 00017 1 26 00123 49",
        "3-00017-1-26-00123-49",
        "３０００１７１２６００１２３４９",
        " 3 00017 1　26 00123 49\n",
        "HTTPS://ANXU.EXAMPLE/Q/3000171260012349",
        "HTTPS://ANXU.EXAMPLE/Q/3000171260012349/0123456789ABCDEF0123456789ABCDEF",
        "HTTPS://ANXU.EXAMPLE/Q/3000171260012349/AB1234567890123456CDEF0123456789",
        "https://anxu.example/q?n=3000171260012349&c=1",
    ],
)
def test_what_stands_around_the_digits_does_not_matter(typed: str):
    assert numbers.parse(typed).digits == RECEIPT


def test_a_card_scanned_where_a_receipt_is_wanted():
    with pytest.raises(RuleBroken) as refused:
        numbers.parse_kind("2000010260000117", NumberKind.RECEIPT)
    assert refused.value.rule == "number.wrong_kind"
    assert refused.value.facts["expected"] == "receipt"
    assert refused.value.facts["found"] == "card"


def test_kinds_without_a_digit_share_zero():
    assert NumberKind.ESTIMATE.digit == NumberKind.BADGE.digit == 0
    assert [kind.digit for kind in list(NumberKind)[:8]] == list(range(1, 9))


@pytest.mark.parametrize(
    "wrong", [{"outlet": 0}, {"outlet": 100_000}, {"seat": 10}, {"sequence": 0}]
)
def test_an_impossible_number_is_not_made(wrong: dict[str, int]):
    with pytest.raises(ValueError, match="no number"):
        numbers.make(
            NumberKind.CASE, **{"outlet": 1, "seat": 0, "year": 2026, "sequence": 1} | wrong
        )
