"""The registers as lists for other programs: more columns than the window has room for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from counter.domain.choices import NoticeHow, Source
from counter.domain.masking import masked_name
from counter.exports.workbook import Fen, Head, Value
from counter.storage.database import Connection
from counter.storage.questions.days import DayItem
from counter.storage.questions.reading import Page
from counter.storage.questions.receipts import ReceiptRow
from counter.storage.questions.registers import RegisterLine
from ui.exporting import Listing
from ui.kit import Kit
from ui.screens.registers.cells import Cells
from ui.terms import CATEGORIES, NOTICES, RECEIPTS, SOURCES

WIDE, LONG, NUMBER, MOMENT = 18, 28, 20, 17


class Listings:
    """What each register hands out, in the language spoken now. Names stay masked."""

    def __init__(self, kit: Kit):
        self._kit, self._cells = kit, Cells(kit)

    def items(self, question: Any, facts: dict[str, Any], narrowed: str) -> Listing:
        """The register of items as it is narrowed."""
        say = self._kit.language.say
        heads = [
            Head(say("Case"), NUMBER),
            Head(say("Receipt"), NUMBER),
            Head(say("Repair card"), NUMBER),
            Head(say("Service category")),
            Head(say("In"), MOMENT),
            Head(say("Taken in by")),
            Head(say("Customer")),
            Head(say("Phone, last four")),
            Head(say("Item"), WIDE),
            Head(say("Brand")),
            Head(say("Model"), WIDE),
            Head(say("Serial"), NUMBER),
            Head(say("With it"), LONG),
            Head(say("Source")),
            Head(say("Shelf")),
            Head(say("Technician")),
            Head(say("Due"), MOMENT),
            Head(say("Sent to"), WIDE),
            Head(say("Sent out on"), MOMENT),
            Head(say("Came back on"), MOMENT),
            Head(say("Customer told"), MOMENT),
            Head(say("Told by")),
            Head(say("State"), WIDE),
            Head(say("Out"), MOMENT),
            Head(say("Handed back by")),
            Head(say("Collected by"), WIDE),
            Head(say("Receipt is")),
            Head(say("Paid amount")),
            Head(say("Currency")),
            Head(say("Condition when it went out"), LONG),
        ]
        return Listing(
            title=say("Item in and out register"),
            file_name=self._file_name(say("item register")),
            question=question,
            facts=facts,
            heads=heads,
            values=self._item,
            notes=self._notes(narrowed),
            narrowed=narrowed,
            is_register=True,
        )

    def receipts(self, question: Any, facts: dict[str, Any], narrowed: str) -> Listing:
        """The register of receipts as it is narrowed."""
        say = self._kit.language.say
        heads = [
            Head(say("Receipt"), NUMBER),
            Head(say("Issued"), MOMENT),
            Head(say("State"), WIDE),
            Head(say("Since"), MOMENT),
            Head(say("Reason"), LONG),
            Head(say("Customer")),
            Head(say("Phone, last four")),
            Head(say("Item"), LONG),
            Head(say("Items")),
            Head(say("Still out")),
            Head(say("Signed")),
            Head(say("Replaces"), NUMBER),
            Head(say("Clerk")),
        ]
        return Listing(
            title=say("Register of receipts"),
            file_name=self._file_name(say("receipts")),
            question=question,
            facts=facts,
            heads=heads,
            values=self._receipt,
            notes=self._notes(narrowed),
            narrowed=narrowed,
        )

    def day(self, items: Sequence[tuple[DayItem, bool]], day: str, sums: str) -> Listing:
        """The list of a day as it was read."""
        say = self._kit.language.say
        name = say("day list")
        heads = [
            Head(say("Time"), MOMENT),
            Head(say("What")),
            Head(say("Case"), NUMBER),
            Head(say("Receipt"), NUMBER),
            Head(say("Repair card"), NUMBER),
            Head(say("Customer")),
            Head(say("Item"), WIDE),
            Head(say("Brand")),
            Head(say("Model"), WIDE),
            Head(say("Serial"), NUMBER),
            Head(say("Clerk")),
        ]
        return Listing(
            title=say("List of the day"),
            file_name=f"{name}-{day}",
            question=given_rows,
            facts={"rows": items},
            heads=heads,
            values=self._day_item,
            notes=[*self._notes(day), sums],
            narrowed=f"{day}   {sums}",
        )

    # -- rows; called on the reader's thread

    def _item(self, line: RegisterLine) -> Sequence[Value]:
        say, language = self._kit.language.say, self._kit.language
        how = line.notified_how
        if how in NoticeHow.__members__:
            how = say(NOTICES[NoticeHow(how)])
        things = [f"{one.name} {one.qty}" if one.qty > 1 else one.name for one in line.accessories]
        return [
            line.case_number,
            line.receipt_number,
            line.card_number,
            say(CATEGORIES[line.category]),
            self._moment(line.received_at),
            line.received_by_name,
            line.customer_name,
            line.phone_tail,
            line.product,
            line.brand,
            line.model,
            line.serial,
            language.listing(things),
            say(SOURCES[Source(line.source)]) if line.source else "",
            line.shelf,
            line.technician_name,
            self._moment(line.promised_at),
            line.sent_to,
            self._moment(line.sent_at),
            self._moment(line.sent_back_at),
            self._moment(line.notified_at),
            how,
            self._cells.state(line).text,
            self._moment(line.out_at),
            line.out_by_name,
            self._cells.collector(line),
            self._cells.paper(line.receipt_status).text,
            None if line.paid_fen is None else Fen(line.paid_fen),
            line.currency,
            line.condition_changed,
        ]

    def _receipt(self, one: ReceiptRow) -> Sequence[Value]:
        return [
            one.receipt_number,
            self._moment(one.issued_at),
            self._kit.language.say(RECEIPTS[one.status]),
            self._moment(one.status_at),
            one.status_reason,
            one.customer_name,
            one.phone_tail,
            f"{one.product} {one.model}".strip(),
            one.items,
            one.open_items,
            self._cells.signed(one.signed_on),
            one.replaces_number,
            one.issued_by_name,
        ]

    def _day_item(self, row: tuple[DayItem, bool]) -> Sequence[Value]:
        (one, is_in), say = row, self._kit.language.say
        return [
            self._moment(one.at),
            say("Taken in") if is_in else say("Handed back"),
            one.case_number,
            one.receipt_number,
            one.card_number,
            masked_name(one.customer_name),
            one.product,
            one.brand,
            one.model,
            one.serial,
            one.by_name,
        ]

    def _moment(self, at: int | None) -> datetime | None:
        return self._kit.figures.local(at).replace(tzinfo=None) if at else None

    def _notes(self, narrowed: str) -> list[str]:
        say, figures, now = self._kit.language.say, self._kit.figures, self._kit.now()
        made = f"{figures.local(now):%Y-%m-%d %H:%M}"
        return [note for note in (narrowed, say("Written {when}", when=made)) if note]

    def _file_name(self, name: str) -> str:
        return f"{name}-{self._kit.figures.local(self._kit.now()):%Y-%m-%d}"


def given_rows(_db: Connection, *, rows: Sequence[Any], **_facts: object) -> Page[Any]:
    """Rows that were read already, as the answer of a question."""
    return Page(rows=list(rows))
