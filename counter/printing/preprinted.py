"""Paper whose boxes are printed already: what is struck onto it, and what is on it.

Two records that have nothing in common are drawn by the same form. What stands in both drawings in
the same place is on the stock: boxes, labels, terms, the outlet. All else is struck onto it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from counter.domain.papers import ItemReceiptPaper, ReceiptItem, SettlementPaper, StatementLine
from counter.domain.states import Category, Coverage, OldPartChoice
from counter.printing.sheet import Bars, Mark, Sheet, Square, Text

MOST = 0.8  # of the boxes: another language or a longer value takes few of them
NEAR = 1.0  # mm; a label that another value makes smaller is still that label


class Stock(StrEnum):
    """What lies in the printer, or is to be drawn of a paper."""

    BLANK = "BLANK"  # white paper: everything is printed
    PREPRINTED = "PREPRINTED"  # boxes are there: what differs from case to case
    BOXES = "BOXES"  # no case at all: what a print shop needs


Standing = ItemReceiptPaper | SettlementPaper


def fakes_of(paper: Standing) -> tuple[Standing, Standing]:
    """Two cases of the same outlet and copy that agree in nothing."""
    one, other = datetime(1999, 1, 2, 3, 4), datetime(2055, 6, 7, 8, 9)
    if isinstance(paper, ItemReceiptPaper):
        empty = ReceiptItem(
            case_number="", category=Category.PAID, promised_at=one, quoted_fen=1,
            diagnosis_fee_fen=2, deposit_fen=3, accessories=("\N{EM DASH}",),
            condition_note="\N{EM DASH}", fault="\N{EM DASH}", shelf="1",
        )  # fmt: skip
        full = replace(
            empty, category=Category.CONTRACT, promised_at=other, quoted_fen=400,
            diagnosis_fee_fen=500, deposit_fen=600, accessories=("\N{BULLET}", "\N{BULLET}"),
            condition_note="\N{BULLET}", fault="\N{BULLET}", photos=2, declared_value_fen=700,
            old_part_choice=OldPartChoice.SCRAP_WITH_CONSENT, shelf="2", cover="2",
        )  # fmt: skip
        common = replace(paper, customer_name="", phone="", reprint=0, replaces_number="")
        common = replace(common, clerk="", signed=None, number=_other(paper.number, 1))
        return (
            replace(common, items=(empty,), printed_at=one, issued_at=one),
            replace(
                common, items=(full,), printed_at=other, issued_at=other, clerk="\N{BULLET}",
                customer_name="\N{BULLET}", phone="2", number=_other(paper.number, 2),
            ),
        )  # fmt: skip
    line = StatementLine(name="\N{BULLET}", qty=7, gross_fen=811, net_fen=733, tax_fen=78,
                         coverage=Coverage.GOODWILL)  # fmt: skip
    common = replace(paper, customer_name="", phone="", product="", model="", serial="")
    common = replace(common, receipt_number="", card_number="", old_parts="", pay_methods=())
    common = replace(common, signed=None, reprint=0, number=_other(paper.number, 1))
    return (
        replace(common, lines=(), deposit_fen=1, category=Category.PAID, printed_at=one,
                made_at=one, guarantee_until=date(1999, 1, 2)),
        replace(common, lines=(line,), deposit_fen=2, category=Category.FREE, printed_at=other,
                made_at=other, guarantee_until=date(2055, 6, 7), number=_other(paper.number, 2)),
    )  # fmt: skip


def _other(number: str, n: int) -> str:
    """A number that shares no group with this one."""
    return "".join(str((int(digit) + n) % 10) for digit in number)


def boxes_of(one: Sheet, other: Sheet) -> list[Mark]:
    """What stands on both."""
    return [mark for mark in one.marks if _stands(mark, other.marks)]


def is_stock(sheet: Sheet, boxes: Sequence[Mark]) -> bool:
    """Whether a sheet of a paper lies on that stock, and is no continuation of another shape."""
    return sum(_stands(box, sheet.marks) for box in boxes) >= MOST * len(boxes)


def struck(sheet: Sheet, boxes: Sequence[Mark]) -> Sheet:
    """The sheet without what is printed on its stock."""
    marks = (mark for mark in sheet.marks if not _stands(mark, boxes))
    return replace(sheet, marks=tuple(marks))


def _stands(mark: Mark, boxes: Sequence[Mark]) -> bool:
    if isinstance(mark, Bars | Square):
        return False
    if isinstance(mark, Text):
        return any(
            isinstance(box, Text)
            and box.text == mark.text
            and abs(box.x - mark.x) <= NEAR
            and abs(box.y - mark.y) <= NEAR
            for box in boxes
        )
    return mark in boxes
