"""Money: rounding by line (domain.md §14 M1, M2), amounts typed, shown and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain import money
from counter.domain.refusals import RuleBroken


def refused(text: str) -> str:
    with pytest.raises(RuleBroken) as broken:
        money.typed_fen(text, "price_fen")
    return broken.value.rule


def test_m1_totals_are_sums_of_lines():
    lines = [money.split_tax(gross, 130) for gross in (12000, 8650, 3000)]
    assert [line.net_fen for line in lines] == [10619, 7655, 2655]
    assert sum(line.net_fen for line in lines) == 20929
    assert sum(line.tax_fen for line in lines) == 2721


def test_m2_the_sum_of_lines_rules():
    lines = [money.split_tax(3333, 130)] * 3
    assert sum(line.net_fen for line in lines) == 8850
    assert sum(line.tax_fen for line in lines) == 1149


@given(st.integers(-money.MOST_FEN, money.MOST_FEN), st.integers(0, 300))
def test_net_and_tax_make_the_gross_and_a_discount_mirrors_a_charge(gross: int, permille: int):
    taxed = money.split_tax(gross, permille)
    assert taxed.net_fen + taxed.tax_fen == gross
    assert money.split_tax(-gross, permille).net_fen == -taxed.net_fen
    exact_doubled = 2 * gross * 1000
    assert abs(2 * taxed.net_fen * (1000 + permille) - exact_doubled) <= 1000 + permille


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("680", 68000),
        ("680.5", 68050),
        ("￥1,234.50", 123450),
        ("６８０．５０", 68050),
        ("30元", 3000),
        (".5", 50),
        ("12.", 1200),
        ("1.500", 150),
        ("0", 0),
    ],
)
def test_amounts_as_people_type_them(typed: str, fen: int):
    assert money.typed_fen(typed, "price_fen") == fen


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("-5", "money.negative"),
        ("－5", "money.negative"),
        ("10000000", "money.too_large"),
        ("1.005", "money.too_fine"),
        ("", "money.not_a_number"),
        (".", "money.not_a_number"),
        ("12,34", "money.not_a_number"),
        ("五元", "money.not_a_number"),
        ("1e3", "money.not_a_number"),
    ],
)
def test_amounts_that_are_none(typed: str, rule: str):
    assert refused(typed) == rule


@given(st.integers(-money.MOST_FEN, money.MOST_FEN))
def test_what_is_shown_reads_back(fen: int):
    shown = money.figures(fen)
    if fen >= 0:
        assert money.typed_fen(shown, "price_fen") == fen
    else:
        assert shown == "-" + money.figures(-fen)


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (23650, "贰佰叁拾陆元伍角整"),
        (100, "壹元整"),
        (1000, "壹拾元整"),
        (140950, "壹仟肆佰零玖元伍角整"),
        (600714, "陆仟零柒元壹角肆分"),
        (168032, "壹仟陆佰捌拾元叁角贰分"),
        (10700053, "壹拾万零柒仟元伍角叁分"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (32504, "叁佰贰拾伍元零肆分"),
        (50, "伍角整"),
        (5, "伍分"),
        (10000001, "壹拾万元零壹分"),
        (100000100, "壹佰万零壹元整"),
        (999999999, "玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        (10000000100, "壹亿零壹元整"),
        (-23650, "负贰佰叁拾陆元伍角整"),
    ],
)
def test_amounts_in_words(fen: int, words: str):
    assert money.in_words(fen) == words


@given(st.integers(1, 10**12))
def test_words_never_say_zero_twice_or_at_the_end(fen: int):
    words = money.in_words(fen)
    assert "零零" not in words
    assert "零元" not in words
    assert words[-1] in "整分"
