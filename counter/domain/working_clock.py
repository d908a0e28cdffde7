"""The clock that only runs in opening hours (domain.md §7.2).

Elapsed time, deadlines, and what to promise.

Moments are milliseconds since 1970 UTC; opening hours are the outlet's local time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice

from counter.domain.refusals import RuleBroken

MS_PER_MINUTE = 60_000
MS_PER_HOUR = 60 * MS_PER_MINUTE
#: an outlet closed for longer than this is not going to keep a promise
DAYS_LOOKED_AHEAD = 370
DAYS_OF_A_WEEK = 7

#: minutes after local midnight, opening and closing
Session = tuple[int, int]
Sessions = tuple[Session, ...]

WEEK_OF_THE_CLASSIC: tuple[Sessions, ...] = (((510, 720), (810, 1050)),) * 6 + ((),)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingClock:
    """Opening hours.

    Seven days from Monday, days that stay closed, days opened besides (or with other hours).
    """

    zone: tzinfo = UTC
    week: tuple[Sessions, ...] = WEEK_OF_THE_CLASSIC
    closed_days: frozenset[date] = frozenset()
    extra_days: Mapping[date, Sessions] = field(default_factory=dict[date, Sessions])

    def sessions_on(self, day: date) -> Sessions:
        """The hours of one day.

        An extra day stands above a closed one, a closed day above the week.
        """
        if day in self.extra_days:
            return self.extra_days[day]
        return () if day in self.closed_days else self.week[day.weekday()]


def elapsed_ms(clock: WorkingClock, start: int, end: int) -> int:
    """Milliseconds of working time between two moments; 0 when `end` is not later.

    A deadline is met when the elapsed time is within the limit: an arrival in the lunch break after
    exactly the limit is on time (domain.md §7.2).
    """
    total = 0
    for opens, closes in _sessions_from(clock, start):
        if opens >= end:
            break
        total += max(0, min(closes, end) - max(opens, start))
    return total


def deadline(clock: WorkingClock, start: int, limit_ms: int) -> int:
    """The first moment at which `limit_ms` of working time has gone by.

    Raises RuleBroken "clock.never_open".
    """
    left = limit_ms
    for opens, closes in _sessions_from(clock, start):
        begins = max(opens, start)
        if closes - begins >= left:
            return begins + left
        left -= max(0, closes - begins)
    raise RuleBroken("clock.never_open", days=DAYS_LOOKED_AHEAD)


def is_open(clock: WorkingClock, at: int) -> bool:
    """Whether the outlet is open at the moment, closing time included."""
    for opens, closes in _sessions_from(clock, at):
        return opens <= at <= closes
    return False


def closing_after(clock: WorkingClock, at: int, working_days: int) -> int:
    """Closing time of the n-th working day after today; 0 is the next closing time there is.

    Raises RuleBroken "clock.never_open".
    """
    today = _local_day(clock, at)
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_LOOKED_AHEAD))
    closings = (
        closes
        for day in days
        if (closes := _closing(clock, day)) is not None
        and (closes > at if working_days == 0 else day > today)
    )
    wanted = next(islice(closings, max(working_days - 1, 0), None), None)
    if wanted is None:
        raise RuleBroken("clock.never_open", days=DAYS_LOOKED_AHEAD)
    return wanted


def promise_proposals(
    clock: WorkingClock,
    at: int,
    *,
    working_days: Sequence[int] = (0, 1, 3),
    least_ms: int = 2 * MS_PER_HOUR,
) -> list[int]:
    """Moments to offer the customer.

    Closing times, soonest first, none with less than `least_ms` of work before it.
    """
    offered = (closing_after(clock, at, days) for days in working_days)
    return sorted({moment for moment in offered if elapsed_ms(clock, at, moment) >= least_ms})


def clock_from(hours: Mapping[str, object], zone: tzinfo) -> WorkingClock:
    """Read the outlet's setting `hours`.

    {"week": [[["08:30", "12:00"], ["13:30", "17:30"]], … 7 days from Monday], "closed":
    ["2026-10-01"], "extra": {"2026-10-10": [["09:00", "17:00"]]}}; raises RuleBroken
    "setting.bad_hours" and says where.
    """
    week = hours.get("week", [])
    if not isinstance(week, list) or len(week) != DAYS_OF_A_WEEK:
        raise RuleBroken("setting.bad_hours", where="week")
    closed, extra = hours.get("closed", []), hours.get("extra", {})
    if not isinstance(closed, list) or not isinstance(extra, dict):
        raise RuleBroken(
            "setting.bad_hours", where="closed" if not isinstance(closed, list) else "extra"
        )
    return WorkingClock(
        zone=zone,
        week=tuple(_sessions(day, f"week {n}") for n, day in enumerate(week, start=1)),
        closed_days=frozenset(_day(text) for text in closed),
        extra_days={_day(text): _sessions(day, str(text)) for text, day in extra.items()},
    )


def _sessions_from(clock: WorkingClock, start: int) -> Iterator[tuple[int, int]]:
    """Sessions as moments, from the one `start` falls in or before on."""
    first = _local_day(clock, start)
    for ahead in range(DAYS_LOOKED_AHEAD):
        day = first + timedelta(days=ahead)
        for opens, closes in clock.sessions_on(day):
            session = _moment(clock, day, opens), _moment(clock, day, closes)
            if session[1] >= start:
                yield session


def _local_day(clock: WorkingClock, at: int) -> date:
    return datetime.fromtimestamp(at / 1000, clock.zone).date()


def _moment(clock: WorkingClock, day: date, minute: int) -> int:
    local = datetime.combine(day, time(), clock.zone) + timedelta(minutes=minute)
    return round(local.timestamp() * 1000)


def _closing(clock: WorkingClock, day: date) -> int | None:
    sessions = clock.sessions_on(day)
    return _moment(clock, day, sessions[-1][1]) if sessions else None


def _sessions(value: object, where: str) -> Sessions:
    if not isinstance(value, list):
        raise RuleBroken("setting.bad_hours", where=where)
    read: list[Session] = []
    for pair in value:
        match pair:
            case [str() as first, str() as last]:
                opens, closes = _minute(first, where), _minute(last, where)
            case _:
                raise RuleBroken("setting.bad_hours", where=where)
        if closes <= opens or (read and opens < read[-1][1]):
            raise RuleBroken("setting.bad_hours", where=where)
        read.append((opens, closes))
    return tuple(read)


def _minute(text: str, where: str) -> int:
    if text == "24:00":
        return 24 * 60
    try:
        read = time.fromisoformat(text)
    except ValueError:
        raise RuleBroken("setting.bad_hours", where=where) from None
    return read.hour * 60 + read.minute


def _day(text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise RuleBroken("setting.bad_hours", where=str(text)[:20]) from None
