"""The till: the cash of a day as it was counted, held against the book."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from counter.domain.choices import PaymentMethod
from counter.domain.money import checked
from counter.domain.personal import cleaned
from counter.domain.records import TillCount
from counter.domain.refusals import RuleBroken

if TYPE_CHECKING:
    from counter.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class TillCounted:
    """A count of the drawer; `counts` says how often the day was counted by now.

    `difference_fen` is what was counted less what should lie there: below 0, cash is missing.
    """

    day: str
    method: str
    float_fen: int
    book_fen: int
    expected_fen: int
    counted_fen: int
    difference_fen: int
    counts: int


def count_till(
    work: "Work", *, counted_fen: int, float_fen: int = 0, day: str | None = None, note: str = ""
) -> TillCounted:
    """Keep what lies in the drawer at the end of a day, with what the book says of its cash.

    `float_fen` lay there before the first customer; `day` (YYYY-MM-DD) is today unless named. A
    day may be counted anew: the newest count stands, the earlier ones stay. Raises RuleBroken
    "till.day_to_come", "input.bad_date", "money.…".
    """
    today = work.local_date(work.at)
    counted_day = today if day is None else _day(day)
    if counted_day > today:
        raise RuleBroken("till.day_to_come", day=counted_day.isoformat())
    count = work.add(
        TillCount(
            id=work.new_id(),
            outlet_id=work.outlet.id,
            day_on=counted_day.isoformat(),
            method=PaymentMethod.CASH.value,
            float_fen=checked(float_fen, "float_fen"),
            book_fen=work.taken(counted_day, PaymentMethod.CASH, work.outlet.currency),
            counted_fen=checked(counted_fen, "counted_fen"),
            currency=work.outlet.currency,
            note=cleaned(note, "note"),
            at=work.at,
            by=work.person.id,
        )
    )
    expected = count.float_fen + count.book_fen
    return TillCounted(
        day=count.day_on,
        method=count.method,
        float_fen=count.float_fen,
        book_fen=count.book_fen,
        expected_fen=expected,
        counted_fen=count.counted_fen,
        difference_fen=count.counted_fen - expected,
        counts=len(work.all(TillCount, day_on=count.day_on)),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleBroken("input.bad_date", field="day", text=text[:20]) from None
