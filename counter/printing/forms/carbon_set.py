"""Receipt and statement on carbon sets whose boxes are printed already, 241 mm wide.

Rows stand where they stand whatever is written in them: an outlet has its sets printed after these
places, and only what differs from case to case is struck onto them. What a row cannot hold is cut
with a sign; the paper that flows tells it whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from counter.domain.choices import PaperCopy
from counter.domain.money import in_words
from counter.domain.papers import ItemReceiptPaper, ReceiptItem, SettlementPaper
from counter.language import Words
from counter.printing.codes import QUIET_BARS, bars_width
from counter.printing.figures import minute, phone, spaced, yuan
from counter.printing.forms import item_receipt_continued as continued
from counter.printing.forms.flowing import BLOCK
from counter.printing.forms.item_receipt_flowing import PLIES, for_all_plies
from counter.printing.forms.letterhead import (
    CATEGORIES,
    COPIES,
    OLD_PARTS,
    grouped_number,
    reprinted,
)
from counter.printing.forms.receipt_terms import terms
from counter.printing.forms.settlement_flowing import PLIES as STATEMENT_PLIES
from counter.printing.forms.settlement_statement import bearer, kind, line_name
from counter.printing.media import MEDIA
from counter.printing.metrics import Metrics
from counter.printing.pen import Align, Pen
from counter.printing.sheet import POINT, THICK, Face, Sheet
from counter.printing.typesetting import Way, lines

LABEL, VALUE, LEAST = 9.0, 10.0, 9.0  # points: a third ply shows nothing smaller
ABOVE, LINE, BELOW = 3.6, 4.3, 1.0  # mm: a label, a line of its value, and the white under it
HEAD, NUMBER = 7.8, 13.0
BARS = 3
Text = tuple[str, str, int]  # label, value and how many twelfths of the row


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes side by side, each with so many lines."""

    cells: Sequence[Text]
    lines: int = 1

    @property
    def height(self) -> float:
        """mm."""
        return ABOVE + self.lines * LINE + BELOW


@dataclass(frozen=True, slots=True)
class Lines:
    """How many lines the fault has, accessories and condition, and the table of a statement."""

    fault: int
    pieces: int
    table: int


LINES = {
    "241-full": Lines(fault=12, pieces=24, table=44),
    "241-half": Lines(fault=4, pieces=6, table=13),
    "241-third": Lines(fault=1, pieces=1, table=3),
}


def receipt(medium: str, paper: ItemReceiptPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """One set for each item."""
    paper, long = for_all_plies(paper), LINES[medium]
    title, count = words.say("Customer Item Receipt"), len(paper.items)
    copies = _plies(words, PLIES)
    sheets: list[Sheet] = []
    for n, item in enumerate(paper.items, 1):
        pen = Pen(metrics, MEDIA[medium].dot)
        y = _head(pen, words, paper, (title, _page(n, count)), medium)
        _rows(pen, medium, y, _of_item(words, paper, item, long))
        _foot(pen, medium, words.say("Customer signature (correct and agreed)"), copies)
        sheets.append(pen.sheet(MEDIA[medium].width, MEDIA[medium].height))
    return sheets


def terms_of(medium: str, paper: ItemReceiptPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """The back of a set: the terms of the receipt, in each language by itself."""
    pen, left = Pen(metrics, MEDIA[medium].dot), _left(medium)
    y = MEDIA[medium].ends + 4
    size = LABEL if medium != "241-third" or len(words.each()) == 1 else 7
    for speaking in words.each():
        for title, text in terms(speaking):
            pen.text(left, y, title, size, Face.BOLD)
            for line in lines(metrics, text, BLOCK, size):
                y += size * POINT * 1.25
                pen.text(left, y, line, size)
            y += size * POINT * 1.7
    return [pen.sheet(MEDIA[medium].width, MEDIA[medium].height)]


def statement(medium: str, paper: SettlementPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """As many sets as the lines need; the sums stand on each."""
    title, long = words.say("Repair Settlement Statement"), LINES[medium].table
    copies = _plies(words, STATEMENT_PLIES)
    starts = range(0, max(1, len(paper.lines)), long)
    sheets: list[Sheet] = []
    for n, start in enumerate(starts, 1):
        pen = Pen(metrics, MEDIA[medium].dot)
        y = _head(pen, words, paper, (title, _page(n, len(starts))), medium)
        y = _rows(pen, medium, y, _parties(words, paper))
        y = _table(pen, words, paper, (medium, y, start, long))
        _rows(pen, medium, y, _sums(words, paper))
        _foot(pen, medium, words.say("Customer signature (checked, item received)"), copies)
        sheets.append(pen.sheet(MEDIA[medium].width, MEDIA[medium].height))
    return sheets


RECEIPTS = {name: partial(receipt, name) for name in LINES}
BACKS = {name: partial(terms_of, name) for name in LINES}
STATEMENTS = {name: partial(statement, name) for name in LINES}


def _left(medium: str) -> float:
    return (MEDIA[medium].width - BLOCK) / 2


def _page(n: int, count: int) -> str:
    """Which of several sets; one alone needs no count."""
    return f"{n} / {count}" if count > 1 else ""


def _plies(words: Words, copies: Sequence[PaperCopy]) -> str:
    return " · ".join(words.say(COPIES[copy]) for copy in copies)


def _head(
    pen: Pen,
    words: Words,
    paper: ItemReceiptPaper | SettlementPaper,
    said: tuple[str, str],
    medium: str,
) -> float:
    """Who issues it, what it is, its number and codes; gives back where the rows begin."""
    title, page = said
    left, top = _left(medium), MEDIA[medium].ends
    right, bold = left + BLOCK, Face.BOLD
    name = paper.letterhead.outlet_name
    pen.shrunk(left, top + 5.0, name, BLOCK / 2 - 2, (12, LEAST), face=bold)
    sizes, half = (13, LEAST), BLOCK / 2 - 2
    pen.shrunk(right, top + 5.0, title, half, sizes, face=bold, align=Align.RIGHT)
    pen.rule(left, top + HEAD - 1.4, BLOCK, THICK)
    y = top + HEAD
    end = grouped_number(pen, left, y + 8.4, paper.number, 20)
    again = [reprinted(words, paper.reprint)] if paper.reprint else []
    module = BARS * pen.dot
    side = pen.square(right - 21 * module, y + 1.0, paper.number, BARS, 12.5)
    x = right - side - 4 * module - QUIET_BARS * module - bars_width(paper.number, module)
    note = "　".join([*again, page])
    pen.shrunk(end + 4, y + 8.4, note, x - QUIET_BARS * module - end - 6, (LABEL, LEAST), face=bold)
    pen.bars(x, y + 0.4, paper.number, BARS, 10)
    return y + NUMBER


def _rows(pen: Pen, medium: str, y: float, rows: Sequence[Row]) -> float:
    """Boxes from edge to edge; gives back where the next row begins."""
    left = _left(medium)
    for row in rows:
        pen.rule(left, y, BLOCK)
        at = left
        for label, value, share in row.cells:
            wide = BLOCK * share / 12
            if at > left:
                pen.post(at, y, row.height)
            inset = 1.2 if at > left else 0.0
            room = wide - inset - 1.2
            pen.shrunk(at + inset, y + ABOVE - 0.4, label, room, (LABEL, LEAST))
            ways = [Way(size, row.lines, ABOVE + 3.5, LINE) for size in (VALUE, LEAST)]
            if row.lines:
                pen.pour(at + inset, y, room, value, ways)
            at += wide
        y += row.height
    pen.rule(left, y, BLOCK)
    return y


def _foot(pen: Pen, medium: str, label: str, copies: str) -> None:
    """A line to sign on, and whose the plies are."""
    y, left = MEDIA[medium].height - MEDIA[medium].ends - 1.0, _left(medium)
    pen.write_line(left, y - 1.0, BLOCK * 0.6, label, LABEL)
    x, room = left + BLOCK * 0.63, BLOCK * 0.37
    one = Way(LABEL, 1, -1.0, LINE - 0.7)
    pen.pour(x, y, room, copies, [one, replace(one, rows=2, first=-1.0 - one.leading)])


def _of_item(
    words: Words, paper: ItemReceiptPaper, item: ReceiptItem, long: Lines
) -> Sequence[Row]:
    between, none = words.say_as("between", ", "), words.say_as("paper", "None")
    found = between.join(part for part in (*item.condition_found, item.condition_note) if part)
    sums = continued.charges(words, paper, item)
    money = [(label, value, 3) for label, value, _ in sums]
    category = words.say_as("receipt", "Category")
    return (
        Row(
            (
                (words.say_as("paper", "Customer"), paper.customer_name, 5),
                (words.say_as("paper", "Phone"), phone(paper.phone), 3),
                (words.say_as("paper", "Promised"), minute(item.promised_at), 4),
            )
        ),
        Row(
            (
                (words.say_as("paper", "Item · model"), continued.product(item), 7),
                (words.say("Serial / IMEI"), item.serial, 5),
            )
        ),
        Row(((words.say("Fault (in the customer's words)"), item.fault or none, 12),), long.fault),
        Row(
            (
                (words.say_as("paper", "Accessories"), between.join(item.accessories) or none, 6),
                (words.say_as("paper", "Condition at intake"), found or none, 6),
            ),
            long.pieces,
        ),
        Row(((category, words.say(CATEGORIES[item.category]), 3), *money)),
        Row(
            (
                (words.say_as("paper", "Accepted by"), paper.clerk, 4),
                (words.say_as("paper", "Accepted at"), minute(paper.issued_at), 4),
                (words.say_as("paper", "Old parts"), words.say(OLD_PARTS[item.old_part_choice]), 4),
            )
        ),
    )


def _parties(words: Words, paper: SettlementPaper) -> Sequence[Row]:
    product = " · ".join(part for part in (paper.product, paper.model) if part)
    return (
        Row(
            (
                (words.say("Customer / invoice title"), paper.customer_name, 5),
                (words.say_as("paper", "Phone"), phone(paper.phone), 3),
                (words.say("Settled at"), minute(paper.made_at), 4),
            )
        ),
        Row(
            (
                (words.say_as("paper", "Item · model"), product, 6),
                (words.say_as("paper", "Receipt"), spaced(paper.receipt_number), 6),
            )
        ),
    )


def _table(
    pen: Pen, words: Words, paper: SettlementPaper, at: tuple[str, float, int, int]
) -> float:
    """So many lines: name, who bears it, amount."""
    medium, y, start, long = at
    left, sizes = _left(medium), (VALUE, LEAST)
    right = left + BLOCK
    for n, line in enumerate(paper.lines[start : start + long], start + 1):
        row = y + (n - start) * LINE - 0.7
        said = f"{n}  {kind(words, line.line)}　{line_name(words, line)}"
        many = f" ×{line.qty}" if line.qty > 1 else ""
        pen.shrunk(left, row, f"{said}{many}", 116, sizes)
        pen.shrunk(left + 120, row, bearer(words, line.coverage), 34, sizes)
        pen.shrunk(right, row, yuan(line.gross_fen), 34, sizes, align=Align.RIGHT)
    return y + long * LINE + BELOW


def _sums(words: Words, paper: SettlementPaper) -> Sequence[Row]:
    net, tax, gross = (
        sum(getattr(line, field) for line in paper.lines)
        for field in ("net_fen", "tax_fen", "gross_fen")
    )
    due = gross - paper.deposit_fen
    until = paper.guarantee_until.isoformat() if paper.guarantee_until else ""
    label = f"{words.say('Due now')} / {words.say('To be refunded')}"
    return (
        Row(
            (
                (words.say_as("statement", "Net"), yuan(net), 3),
                (words.say_as("statement", "Tax"), yuan(tax), 2),
                (words.say_as("statement", "Total"), yuan(gross), 3),
                (words.say("Paid in advance"), yuan(-paper.deposit_fen), 4),
            )
        ),
        Row(
            (
                (words.say("Total in Chinese capitals"), in_words(gross), 5),
                (label, yuan(due), 4),
                (words.say("Guarantee"), until, 3),
            )
        ),
        Row(((words.say("Repair settlement only, not an invoice (fapiao)"), "", 12),), 0),
    )
