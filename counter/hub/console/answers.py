"""What a page answers with, and the parts of the hub pages ask."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from counter.hub.console.people import People
from counter.hub.gate import Gate
from counter.hub.publishing import Publisher

SEE_OTHER, NOT_FOUND, FORBIDDEN = 303, 404, 403
#: what a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: and is a number: what was paid back is to be added up
AMOUNT = re.compile(r"-[0-9]+\.[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Office:
    """The parts of the hub behind the console; `clock` gives milliseconds since 1970 UTC."""

    engine: sa.Engine
    people: People
    gate: Gate
    clock: Callable[[], int]
    publisher: Publisher | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A page, a file with a `name`, or the way to another page (`to`)."""

    content: str = ""
    status: int = 200
    to: str = ""
    name: str = ""
    cookie: str | None = None


def sent_to(address: str) -> Answer:
    """The way to another page."""
    return Answer(status=SEE_OTHER, to=address)


def file_of(name: str, head: Sequence[str], lines: Iterable[Sequence[object]]) -> Answer:
    """A list as CSV that spreadsheets open as it is meant: UTF-8 with its mark, and no cell that
    would be taken for a formula.
    """
    out = io.StringIO()
    out.write("\ufeff")
    written = csv.writer(out)
    written.writerow(head)
    written.writerows([_cell(one) for one in line] for line in lines)
    return Answer(out.getvalue(), name=f"{name}.csv")


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA) and not AMOUNT.fullmatch(value):
        return f"'{value}"
    return "" if value is None else value
