"""Legal periods of days and months (domain.md §8.3; 民法典 200-204).

Dates as YYYY-MM-DD or `date`, no clock.
"""

from calendar import monthrange
from collections.abc import Container
from datetime import date, timedelta


def days_after(start: date, days: int) -> date:
    """The last day of an n-day period: the start day is not counted, the last one is in."""
    return start + timedelta(days=days)


def months_after(start: date, months: int) -> date:
    """The corresponding day of the last month, or that month's end where it has no such day."""
    month = start.year * 12 + start.month - 1 + months
    year, month = divmod(month, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def years_after(start: date, years: int) -> date:
    """The corresponding day of the last year; 29 February becomes 28."""
    return months_after(start, 12 * years)


def rolled(last: date, rest_days: Container[date]) -> date:
    """A last day that is a rest day moves to the next day after the rest (民法典 203)."""
    while last in rest_days:
        last += timedelta(days=1)
    return last


def is_within(day: date, last: date) -> bool:
    """Whether something on `day` is still in time: the last day counts (民法典 1259.

    以内 includes the number).
    """
    return day <= last
