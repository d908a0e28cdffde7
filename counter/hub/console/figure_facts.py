"""Figures of an outlet or of all of them over some days, from what was counted as rows changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from counter.hub.console.outlet_facts import AFTER_OPEN, OPEN
from counter.hub.local_days import days_before
from counter.hub.report_tables import REPORT_DAY, REPORT_NETWORK
from counter.hub.reporting import SLOTS, STEP_MS

TURN, TAKEN, OUT, RATED = "turn.", "taken.", "out.", "rated."
HALF, NINE_OF_TEN = 0.5, 0.9
#: from so many days on an open case is of the next age; the last one has no end
AGES = (0, 4, 8, 15, 31)
Counts = dict[tuple[str, str], int]
#: what a list of outlets compares
COMPARED = ("in", "out", "promised", "kept", "repeat")


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything of some days: `counts` by what and day; `first` and `last` day, ISO dates."""

    counts: Mapping[tuple[str, str], int]
    first: str
    last: str

    def total(self, what: str) -> int:
        """Of all days."""
        return sum(n for (name, _), n in self.counts.items() if name == what)

    def on(self, what: str, day: str) -> int:
        """Of one day."""
        return self.counts.get((what, day), 0)

    def by_name(self, prefix: str) -> dict[str, int]:
        """Totals of what begins so, by the rest of its name."""
        found: dict[str, int] = defaultdict(int)
        for (name, _), n in self.counts.items():
            if name.startswith(prefix):
                found[name.removeprefix(prefix)] += n
        return dict(found)

    def days(self) -> list[str]:
        """Every day of them in order."""
        found, day = [self.last], self.last
        while day > self.first:
            day = days_before(day, 1)
            found.append(day)
        return found[::-1]

    def turnaround_days(self, part: float) -> float | None:
        """So many days or fewer it took for this part of what went out; to a quarter of a day."""
        steps = sorted((int(step), n) for step, n in self.by_name(TURN).items())
        whole, seen = sum(n for _, n in steps), 0
        for step, n in steps:
            seen += n
            if seen >= part * whole:
                return (step + 1) * STEP_MS / 86_400_000
        return None


def figures(db: sa.Connection, outlet: int | None, last: str, days: int) -> Figures:
    """The figures of an outlet, or of all of them together where none is named."""
    first = days_before(last, days - 1)
    table, mine = _whose(outlet)
    day = table.c.day_on
    query = sa.select(table.c.what, day, sa.func.sum(table.c.n))
    query = query.where(*mine, *_but_open(table), day >= first, day <= last)
    found = db.execute(query.group_by(table.c.what, day))
    return Figures({(str(what), str(on)): int(n) for what, on, n in found}, first, last)


def open_cases(db: sa.Connection, outlet: int | None, today: str) -> dict[str, list[int]]:
    """By the state of the repair card, how many cases are open, by age."""
    table, mine = _whose(outlet)
    day, what = table.c.day_on, table.c.what
    query = sa.select(what, day, sa.func.sum(table.c.n))
    is_open = what >= OPEN, what < AFTER_OPEN
    found = db.execute(query.where(*mine, *is_open).group_by(what, day))
    begins = [days_before(today, age) for age in AGES]
    ages: dict[str, list[int]] = {}
    for name, on, n in found:
        row = ages.setdefault(str(name).removeprefix(OPEN), [0] * len(AGES))
        place = max((k for k, begin in enumerate(begins) if str(on) <= begin), default=0)
        row[place] += int(n)
    return ages


def compared(
    db: sa.Connection, outlets: Sequence[int], last: str, days: int
) -> dict[int, dict[str, int]]:
    """A few figures of each of these outlets."""
    mine = REPORT_DAY.c
    query = sa.select(mine.outlet_no, mine.what, sa.func.sum(mine.n)).where(
        mine.outlet_no.in_(outlets), mine.what.in_(COMPARED),
        mine.day_on >= days_before(last, days - 1), mine.day_on <= last,
    )  # fmt: skip
    found: dict[int, dict[str, int]] = {one: {} for one in outlets}
    for no, what, n in db.execute(query.group_by(mine.outlet_no, mine.what)):
        found[int(no)][str(what)] = int(n)
    return found


def takings(counts: Figures) -> dict[tuple[str, str, str], int]:
    """In fen by day, currency and way of paying."""
    found: dict[tuple[str, str, str], int] = {}
    for (name, day), n in counts.counts.items():
        if name.startswith(TAKEN):
            currency, _, method = name.removeprefix(TAKEN).partition(".")
            found[day, currency, method] = n
    return found


def currencies(taken: Iterable[tuple[str, str, str]]) -> list[str]:
    """Those that occur, in their order."""
    return sorted({currency for _, currency, _ in taken})


def _whose(outlet: int | None) -> tuple[sa.Table, list[Any]]:
    if outlet is None:
        return REPORT_NETWORK, [REPORT_NETWORK.c.slot.in_(range(SLOTS))]
    return REPORT_DAY, [REPORT_DAY.c.outlet_no == outlet]


def _but_open(table: sa.Table) -> list[Any]:
    """Open cases stand at the day they came, years ago or today: they are asked for alone."""
    return [sa.or_(table.c.what < OPEN, table.c.what >= AFTER_OPEN)]
