"""Opening hours as people write them, and as the working clock reads them."""

import re
import unicodedata
from datetime import date, timedelta
from typing import Any

Hours = list[list[str]]
MOST_DAYS = 60
_DASHES = re.compile(r"\s*(?:[-–—~～至到]|to)+\s*")
_BETWEEN = re.compile(r"[\s,;、]+")
_TIME = re.compile(r"(\d{1,2})(?::|\.|点|时)?(\d{2})?分?")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


class CannotRead(ValueError):
    """A text that says no hours or no day."""


def read_sessions(text: str) -> Hours:
    """`8:30-12:00, 13:30-17:30`; empty is closed. Raises CannotRead."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text).strip())
    if not plain:
        return []
    sessions: Hours = []
    for part in filter(None, _BETWEEN.split(plain)):
        opens, dash, closes = part.partition("-")
        if not dash:
            raise CannotRead(text)
        sessions.append([_time(opens, text), _time(closes, text)])
    ends = [moment for session in sessions for moment in session]
    if ends != sorted(ends) or len(set(ends)) != len(ends):
        raise CannotRead(text)
    return sessions


def shown_sessions(sessions: Hours) -> str:
    """The hours of a day as they are typed."""
    return ", ".join(f"{opens}-{closes}" for opens, closes in sessions)


def read_days(text: str) -> list[str]:
    """Days that stay closed, one or a range in each line. Raises CannotRead with the line."""
    days: set[str] = set()
    for line in lines_of(text):
        found = _DAY.findall(line)
        if not 1 <= len(found) <= 2 or _DAY.sub("", line).strip(" -–—~至到to"):
            raise CannotRead(line)
        first, last = _date(found[0], line), _date(found[-1], line)
        if not 0 <= (last - first).days < MOST_DAYS:
            raise CannotRead(line)
        days |= {(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)}
    return sorted(days)


def shown_days(days: list[str]) -> str:
    """Closed days, those that follow each other as one line."""
    lines: list[list[date]] = []
    for day in sorted(date.fromisoformat(text) for text in days):
        if lines and day - lines[-1][-1] == timedelta(days=1):
            lines[-1].append(day)
        else:
            lines.append([day])
    ends = (sorted({line[0].isoformat(), line[-1].isoformat()}) for line in lines)
    return "\n".join(" - ".join(pair) for pair in ends)


def read_extra(text: str) -> dict[str, Hours]:
    """Days with other hours, a date and the hours in each line. Raises CannotRead with the line."""
    extra: dict[str, Hours] = {}
    for line in lines_of(text):
        found = _DAY.match(line)
        if found is None:
            raise CannotRead(line)
        try:
            hours = read_sessions(line[found.end() :].lstrip(" :,"))
        except CannotRead:
            raise CannotRead(line) from None
        extra[_date(found.groups(), line).isoformat()] = hours
    return extra


def shown_extra(extra: dict[str, Hours]) -> str:
    """Days with other hours, one in each line."""
    return "\n".join(
        f"{day} {shown_sessions(hours)}".strip() for day, hours in sorted(extra.items())
    )


def lines_of(text: str) -> list[str]:
    """The lines that say something, full-width forms folded."""
    plain = unicodedata.normalize("NFKC", text)
    return [line.strip() for line in plain.splitlines() if line.strip()]


def hours_value(week: list[Hours], closed: list[str], extra: dict[str, Hours]) -> dict[str, Any]:
    """The setting `hours`."""
    return {"week": week, "closed": closed, "extra": extra}


def _time(text: str, whole: str) -> str:
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise CannotRead(whole)
    hour, minute = int(found[1]), int(found[2] or 0)
    if not (hour < 24 and minute < 60) and (hour, minute) != (24, 0):
        raise CannotRead(whole)
    return f"{hour:02d}:{minute:02d}"


def _date(parts: tuple[str, ...], line: str) -> date:
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        raise CannotRead(line) from None
