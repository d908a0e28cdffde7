"""The payments of a day as a list for other programs, with what they come to above it."""

from collections.abc import Sequence

from counter.exports.workbook import Fen, Head, Value
from counter.storage.database import Connection
from counter.storage.questions.reading import Page
from counter.storage.questions.till import TillCountView, TillDay, TillLine, till_day
from ui.exporting import Listing
from ui.kit import Kit
from ui.screens.till.cells import Cells
from ui.terms import PAYMENTS

WIDE, NUMBER, MOMENT = 18, 20, 17


def till_listing(kit: Kit, shown: TillDay) -> Listing:
    """The list of a day of the till."""
    say, cells = kit.language.say, Cells(kit)
    heads = [
        Head(say("Time"), MOMENT),
        Head(say("Entry")),
        Head(say("Way")),
        Head(say("Amount")),
        Head(say("Handed over")),
        Head(say("Currency")),
        Head(say("Case"), NUMBER),
        Head(say("Settlement"), NUMBER),
        Head(say("Customer")),
        Head(say("Item"), WIDE),
        Head(say("Reference"), WIDE),
        Head(say("Reason"), WIDE),
        Head(say("Clerk")),
    ]
    notes = [shown.day]
    for one in [*(cells.taking(t) for t in shown.takings), *cells.sums(shown.takings)]:
        name, lines, came_in, went_out, balance = (cell.text for cell in one.cells)
        facts = {"way": name, "lines": lines, "came_in": came_in, "balance": balance}
        facts["out"] = went_out or "0.00"
        text = say("{way}: {lines} lines, in {came_in}, out {out}, balance {balance}", **facts)
        notes.append(text)
    notes += [count_note(kit, one) for one in shown.counts]
    name = say("till")
    return Listing(
        title=say("Payments of the day"),
        file_name=f"{name}-{shown.day}",
        question=lines_of_day,
        facts={"day": shown.day},
        heads=heads,
        values=TillValues(kit).of,
        notes=notes,
        narrowed=shown.day,
    )


def count_note(kit: Kit, one: TillCountView) -> str:
    """A count of the drawer in one line."""
    figures = kit.figures
    return kit.language.say(
        "Cash counted {moment} by {name}: {counted}, should be {expected}, difference {difference}",
        moment=figures.moment_within(one.at, kit.now()),
        name=one.by_name,
        counted=figures.plain_amount(one.counted_fen),
        expected=figures.plain_amount(one.float_fen + one.book_fen),
        difference=figures.plain_amount(one.difference_fen),
    )


class TillValues:
    """A payment as values."""

    def __init__(self, kit: Kit):
        self._kit, self._cells = kit, Cells(kit)

    def of(self, line: TillLine) -> Sequence[Value]:
        """One row; called on the reader's thread."""
        return [
            self._kit.figures.local(line.at).replace(tzinfo=None),
            self._kit.language.say(PAYMENTS[line.kind]),
            self._cells.method(line.method),
            Fen(line.amount_fen),
            None if line.tendered_fen is None else Fen(line.tendered_fen),
            line.currency,
            line.case_number,
            line.settlement_number,
            line.customer_name,
            line.product,
            line.reference,
            line.reason,
            line.by_name,
        ]


def lines_of_day(
    db: Connection, *, day: str, after: str | None, limit: int, oldest_first: bool
) -> Page[TillLine]:
    """The payments of a day, the newest first: the till knows one order."""
    del oldest_first
    return till_day(db, day=day, after=after, limit=limit).lines
