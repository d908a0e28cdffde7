"""Money, moments and opening hours as the page writes them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from counter.language import N_AS, Words

SIGNS = {"CNY": "¥", "EUR": "€", "USD": "$", "GBP": "£"}
DAYS = (
    N_AS("day", "Mon"), N_AS("day", "Tue"), N_AS("day", "Wed"), N_AS("day", "Thu"),
    N_AS("day", "Fri"), N_AS("day", "Sat"), N_AS("day", "Sun"),
)  # fmt: skip
FALL_BACK = "Asia/Shanghai"


def amount(fen: int, currency: str) -> str:
    """12050 → ¥120.50."""
    sign = SIGNS.get(currency, f"{currency[:3]} ")
    minus = "-" if fen < 0 else ""
    return f"{minus}{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def zone_of(name: str) -> ZoneInfo:
    """The outlet's zone; a name this machine does not know is as if none were said."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(FALL_BACK)


def moment(at: int, zone: ZoneInfo) -> str:
    """A moment, ms since 1970 UTC, by the outlet's clock: 2026-11-22 14:30."""
    return f"{datetime.fromtimestamp(at / 1000, zone):%Y-%m-%d %H:%M}"


def hours(words: Words, kept: Any) -> list[str]:
    """The opening hours of a week, days alike in one line; nothing where none can be read."""
    week = cast(dict[str, Any], kept).get("week") if isinstance(kept, dict) else None
    try:
        open_at = [_day(day) for day in cast(list[Any], week or [])]
    except (TypeError, ValueError):
        return []
    return [*_lines(words, open_at)] if len(open_at) == len(DAYS) else []


def _day(sessions: list[tuple[str, str]]) -> str:
    return ", ".join(f"{opens}–{closes}" for opens, closes in sessions)


def _lines(words: Words, open_at: list[str]) -> Iterator[str]:
    names = [words.say_as(*day) for day in DAYS]
    first = 0
    while first < len(names):
        last = first
        while last + 1 < len(names) and open_at[last + 1] == open_at[first]:
            last += 1
        if open_at[first]:
            days = names[first] if first == last else f"{names[first]}–{names[last]}"
            yield f"{days} {open_at[first]}"
        first = last + 1
