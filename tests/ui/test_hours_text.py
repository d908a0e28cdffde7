"""Hours and holidays as people write them."""

import pytest

from ui.screens.settings.hours_text import (
    CannotRead,
    read_days,
    read_extra,
    read_sessions,
    shown_days,
    shown_extra,
    shown_sessions,
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("8:30-12:00, 13:30-17:30", [["08:30", "12:00"], ["13:30", "17:30"]]),
        ("８：３０－１２：００，１３：３０－１７：３０", [["08:30", "12:00"], ["13:30", "17:30"]]),
        ("9点至18点", [["09:00", "18:00"]]),
        ("9.30 — 24:00", [["09:30", "24:00"]]),
        ("9 to 18", [["09:00", "18:00"]]),
        ("9:00~12:00 13:00~18:00", [["09:00", "12:00"], ["13:00", "18:00"]]),
    ],
)
def test_hours_are_read(typed: str, read: list[list[str]]):
    assert read_sessions(typed) == read
    assert read_sessions(shown_sessions(read)) == read


@pytest.mark.parametrize(
    "typed",
    ["9", "18-9", "25-26", "9:60-10", "9-12, 11-13", "9-9", "closed", "9-12-15", "<b>9-12</b>"],
)
def test_what_is_no_hours_is_refused(typed: str):
    with pytest.raises(CannotRead):
        read_sessions(typed)


def test_days_are_read_and_shown_as_ranges():
    text = "2026-10-01 至 2026-10-03\n2026年12月31日\n2027/1/1"
    days = read_days(text)
    assert days == ["2026-10-01", "2026-10-02", "2026-10-03", "2026-12-31", "2027-01-01"]
    assert shown_days(days) == "2026-10-01 - 2026-10-03\n2026-12-31 - 2027-01-01"
    assert read_days(shown_days(days)) == days


@pytest.mark.parametrize(
    "typed", ["2026-13-01", "2026-02-30", "tomorrow", "2026-10-03 - 2026-10-01", "10-01",
              "2026-10-01 holiday", "2026-01-01 - 2026-12-31"]
)  # fmt: skip
def test_what_is_no_day_is_refused(typed: str):
    with pytest.raises(CannotRead):
        read_days(typed)


def test_days_with_other_hours():
    extra = read_extra("2026-10-10 9:00-17:00\n2026年10月11日：")
    assert extra == {"2026-10-10": [["09:00", "17:00"]], "2026-10-11": []}
    assert read_extra(shown_extra(extra)) == extra
    with pytest.raises(CannotRead, match="2026-10-10"):
        read_extra("2026-10-10 late")
