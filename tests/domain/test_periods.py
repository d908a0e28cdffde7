"""Days and months of the law (domain.md §14 W6, W14)."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from counter.domain import periods


def test_w6_no_corresponding_day_gives_the_end_of_the_month():
    assert periods.years_after(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert periods.months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_w14_the_thirtieth_day_is_in_time():
    last = periods.days_after(date(2026, 6, 1), 30)
    assert last == date(2026, 7, 1)
    assert periods.is_within(date(2026, 7, 1), last)
    assert not periods.is_within(date(2026, 7, 2), last)


def test_s4_a_month_for_a_complaint():
    assert periods.months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)


def test_a_last_day_at_rest_moves_on():
    rest = {date(2026, 3, 28), date(2026, 3, 29)}
    assert periods.rolled(date(2026, 3, 28), rest) == date(2026, 3, 30)
    assert periods.rolled(date(2026, 3, 27), rest) == date(2026, 3, 27)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_months_keep_the_day_or_clip_it(start: date, months: int):
    last = periods.months_after(start, months)
    assert (last.year - start.year) * 12 + last.month - start.month == months
    assert last.day == start.day or (last.day < start.day and last.day >= 28)
