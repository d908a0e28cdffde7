"""维修结算单, A5 landscape on the grid of the receipt.

Sums stand on the last sheet, the box that says it is no fapiao on every one (domain.md §9.3).
"""

from collections.abc import Iterable, Sequence

from counter.domain.money import in_words
from counter.domain.papers import SettlementPaper, StatementLine
from counter.domain.states import Coverage
from counter.language import N_, Words
from counter.printing.figures import amount, minute, percent, phone, spaced, yuan
from counter.printing.flow import Piece, paged
from counter.printing.forms.letterhead import (
    CATEGORIES,
    HEIGHT,
    LABEL,
    LEFT,
    LINE,
    WIDE,
    WIDTH,
    column,
    field,
    head,
    number_band,
    signature,
    span,
    stacked,
)
from counter.printing.forms.signed_name import shown
from counter.printing.metrics import Metrics
from counter.printing.pen import Align, Pen
from counter.printing.sheet import THICK, Face, Mark, Sheet
from counter.printing.typesetting import Way, lines, shrunk

TABLE, LINES = 59.5, 64.5  # mm: top of the table and of its first line
SUMS, FULL, FOOT = (
    104.5,
    127.5,
    133.0,
)  # where sums, the note that more follows, and signatures begin
ROW, MORE = 5.0, 3.4  # mm: a line, and each further row of a long name
FOOT_NOTE = 141.6  # the baseline of the outlet's own note
PHONE_AT = 6  # the column of the first row
NAME_AT, NAME_WIDE = 16, 60
NAME = (*LINE[:4], Way(7, 2, 5.85, 2.5))
SMALL = (Way(8, 1, 7.1, 3.9), Way(7.5, 1, 7.1, 3.9), Way(7, 1, 7.1, 3.9))
TWO = (Way(9.5, 1, 7.3, 4), Way(9, 2, 7.1, 3.7), Way(8, 2, 7.1, 3.6), Way(7, 3, 6.2, 2.8))
WORDS = (Way(12, 1, 8.2, 4), Way(9, 1, 8, 4), Way(7, 2, 6.3, 2.8))
TEXT = (
    Way(8, 2, 6.8, 3.4),
    Way(7, 2, 6.8, 3.4),
    Way(6.5, 3, 5.8, 2.3),
    Way(5.5, 4, 5.0, 1.98),
)


def draw(paper: SettlementPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """As many sheets as the lines need; the last one carries the sums."""
    pages = _pages([_line(metrics, words, paper, n) for n in range(len(paper.lines))])
    sheets: list[Sheet] = []
    for page, marks in enumerate(pages, 1):
        pen = Pen(metrics)
        _head(pen, words, paper, f"{page} / {len(pages)}")
        _parties(pen, words, paper)
        _columns(pen, words)
        pen.marks += marks
        if page == len(pages):
            _sums(pen, words, paper)
            _stated(pen, words, paper)
        else:
            pen.rule(LEFT, FULL, WIDE)
            more = words.say("Continued on the next sheet")
            pen.text(LEFT + WIDE, FOOT - 1.6, more, 8, align=Align.RIGHT)
        _foot(pen, words, paper)
        pen.shrunk(LEFT, FOOT_NOTE, paper.note, span(8), (6.5, 5.5))
        sheets.append(pen.sheet(WIDTH, HEIGHT))
    return sheets


def _pages(rows: Sequence[Piece]) -> list[list[Mark]]:
    """Sheets before the last use the room of the sums too; the last two share what is left."""
    deep = sum(row.height for row in rows)
    if deep <= SUMS - LINES:
        return paged(rows, LINES, SUMS) or [[]]
    room = FULL - LINES if deep > FULL - LINES else deep / 2
    held, used = 0, 0.0
    while held == 0 or (held < len(rows) and used + rows[held].height <= room):
        used += rows[held].height
        held += 1
    return [*paged(rows[:held], LINES, FULL), *_pages(rows[held:])]


def _head(pen: Pen, words: Words, paper: SettlementPaper, page: str) -> None:
    head(pen, words, paper, N_("Repair Settlement Statement"))
    printed = words.say_as("paper", "Printed {at}", at=minute(paper.printed_at))
    number_band(pen, words.say("Statement number"), paper.number, f"{printed}　{page}")
    pen.square(column(8) + 51.5, 22.5, paper.number, 4, 38 - 22.5)


def _parties(pen: Pen, words: Words, paper: SettlementPaper) -> None:
    """Who, what, when, and the papers this one belongs to."""
    product = " · ".join(part for part in (paper.product, paper.model) if part)
    category = words.say(CATEGORIES[paper.category])
    medium, bold = Face.MEDIUM, Face.BOLD
    first = (
        (0, 6, words.say("Customer / invoice title"), paper.customer_name, NAME, bold),
        (6, 2, words.say_as("paper", "Phone"), shown_phone(paper), NAME, medium),
        (8, 2, words.say("Settled at"), minute(paper.made_at), NAME, medium),
        (10, 2, words.say_as("paper", "Category"), category, NAME, bold),
    )
    second = (
        (0, 5, words.say_as("paper", "Item · model"), product, TWO, medium),
        (5, 3, words.say("Serial / IMEI"), paper.serial, TWO, medium),
        (8, 2, words.say_as("paper", "Receipt"), spaced(paper.receipt_number), SMALL, medium),
        (10, 2, words.say("Repair card"), spaced(paper.card_number), SMALL, medium),
    )
    for y, row in ((38, first), (47, second)):
        pen.rule(LEFT, y, WIDE)
        for at, columns, label, value, ways, face in row:
            if at == PHONE_AT and "phone" in paper.hidden:
                continue
            field(pen, (column(at), y, span(columns)), label, value, ways, face=face)


def _columns(pen: Pen, words: Words) -> None:
    """The head of the table: name, edge from the left margin, which side stands there."""
    pen.rule(LEFT, TABLE, WIDE, THICK)
    left, right = Align.LEFT, Align.RIGHT
    heads = (
        (words.each_says_as("statement", "Kind"), 5, 10, left),
        (words.each_says_as("statement", "Description"), NAME_AT, NAME_WIDE, left),
        (words.each_says_as("statement", "Borne by"), 78, 18, left),
        (words.each_says_as("statement", "Qty"), 103, 6.5, right),
        (words.each_says_as("statement", "Unit price"), 122, 18, right),
        (words.each_says_as("statement", "Net"), 143, 20, right),
        (words.each_says_as("statement", "Rate"), 154, 10, right),
        (words.each_says_as("statement", "Tax"), 171, 16, right),
        (words.each_says_as("statement", "Amount (with tax)"), WIDE, 20, right),
    )
    for said, at, room, align in heads:
        slot = (LEFT + at, TABLE + 3.6 - (len(said) - 1) * 0.4, room)
        stacked(pen, slot, said, (LABEL, 5.5), align=align)
    pen.rule(LEFT, TABLE + 5, WIDE)


def kind(words: Words, line: str) -> str:
    """What a line charges for."""
    kinds = {
        "labour_line": words.say_as("line", "Labour"),
        "part_line": words.say_as("line", "Part"),
        "travel_line": words.say_as("line", "Travel"),
        "rounding_line": words.say_as("line", "Discount"),
    }
    return kinds.get(line) or words.say_as("line", "Other")


def bearer(words: Words, coverage: Coverage) -> str:
    """Who bears a line."""
    return {
        Coverage.CUSTOMER: words.say_as("borne by", "Customer"),
        Coverage.CONTRACT: words.say_as("borne by", "Contract"),
        Coverage.WARRANTY_MANUFACTURER: words.say_as("borne by", "Manufacturer"),
        Coverage.GOODWILL: words.say_as("borne by", "Goodwill"),
        Coverage.OUTLET_REWORK: words.say_as("borne by", "Our rework"),
    }[coverage]


def line_name(words: Words, line: StatementLine) -> str:
    """What stands in a line; a rounding needs no name of its own."""
    rounding = line.line == "rounding_line"
    return line.name or (words.say_as("line", "Rounded off") if rounding else "")


def _line(metrics: Metrics, words: Words, paper: SettlementPaper, n: int) -> Piece:
    """One line of the table; a long name takes more rows, never less type than 7."""
    line = paper.lines[n]
    pen = Pen(metrics)
    y = 3.6
    name = line_name(words, line)
    size, shown = shrunk(metrics, name, NAME_WIDE, (8.5, 7.5))
    rows = [shown] if shown == name else lines(metrics, name, NAME_WIDE, 7.5)
    for row, text in enumerate(rows):
        pen.text(LEFT + NAME_AT, y + row * MORE, text, size)
    pen.text(LEFT, y, str(n + 1), 8.5)
    kinds = _each(kind(one, line.line) for one in words.each())
    stacked(pen, (LEFT + 5, y, 10), kinds, (8.5, 6.5))
    bearers = _each(bearer(one, line.coverage) for one in words.each())
    stacked(pen, (LEFT + 78, y, 18), bearers, (8.5, 6.5))
    for at, room, value, face in _figures(line, paper.tax_permille):
        pen.shrunk(LEFT + at, y, value, room, (8.5, 6), face=face, align=Align.RIGHT)
    return Piece(ROW + (len(rows) - 1) * MORE, tuple(pen.marks))


def _each(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said))


def _figures(line: StatementLine, permille: int) -> Iterable[tuple[float, float, str, Face]]:
    """Right edge, room, figure and face of the columns of a line."""
    yield 103, 6.5, str(line.qty), Face.MEDIUM
    yield 122, 18, amount(line.unit_fen), Face.MEDIUM
    yield 143, 20, amount(line.net_fen), Face.MEDIUM
    yield 154, 10, percent(permille), Face.MEDIUM
    yield 171, 16, amount(line.tax_fen), Face.MEDIUM
    yield WIDE, 20, amount(line.gross_fen), Face.BOLD


def _sums(pen: Pen, words: Words, paper: SettlementPaper) -> None:
    """Totals as sums of the lines, and what is due or goes back."""
    top, right, x = SUMS, LEFT + WIDE, column(8)
    pen.rule(LEFT, top, WIDE, THICK)
    net, tax, gross = (
        (
            sum(part)
            for part in zip(
                *((i.net_fen, i.tax_fen, i.gross_fen) for i in paper.lines), strict=True
            )
        )
        if paper.lines
        else (0, 0, 0)
    )
    sums = (
        (words.say_as("statement", "Net"), yuan(net)),
        (words.say_as("statement", "Tax"), yuan(tax)),
        (words.say_as("statement", "Total"), yuan(gross)),
        (words.say("Paid in advance"), yuan(-paper.deposit_fen)),
    )
    for row, (label, value) in enumerate(sums):
        y = top + 4.2 + row * 4.2
        pen.text(x, y, label, 8)
        pen.text(right, y, value, 9, Face.BOLD if row == 2 else Face.MEDIUM, align=Align.RIGHT)
    pen.rule(x, top + 18.3, span(4))
    due = gross - paper.deposit_fen
    label = words.say("Due now") if due >= 0 else words.say("To be refunded")
    end = pen.text(x, top + 24.6, label, 9, Face.BOLD)
    room = right - end - 2
    pen.shrunk(right, top + 25, yuan(abs(due)), room, (18, 10), face=Face.BOLD, align=Align.RIGHT)
    said = words.say("Total in Chinese capitals")
    field(pen, (LEFT, top, span(8)), said, in_words(gross), WORDS, face=Face.BOLD)


def _stated(pen: Pen, words: Words, paper: SettlementPaper) -> None:
    """Guarantee, old parts, how it was paid, and whether a fapiao is wanted."""
    top = SUMS
    pen.rule(LEFT, top + 10, span(8))
    if paper.guarantee_until:
        until = words.say(
            "Repaired part and parts replaced guaranteed until {until};\n"
            "the same fault until then is repaired free of charge.",
            until=paper.guarantee_until.isoformat(),
        )
        field(pen, (LEFT, top + 10, span(5)), words.say("Guarantee"), until, TEXT)
    label, told = old_parts_and_payment(words, paper)
    said = "\n".join(filter(None, told))
    field(pen, (column(5) + 2, top + 10, span(3) - 2), label, said, TEXT)
    if "fapiao_question" in paper.hidden:
        return
    pen.rule(LEFT, top + 21.5, span(8))
    y = top + 25.6
    at = pen.tick(LEFT, y, words.say("Fapiao wanted, e-mail"), 8) + 1.5
    pen.rule(at, y + 0.9, column(5) + 2 - 4 - at)
    pen.tick(column(5) + 2, y, words.say("No fapiao"), 8)


def shown_phone(paper: SettlementPaper) -> str:
    """The phone in its groups, "" where nobody is to read it."""
    return "" if "phone" in paper.hidden else phone(paper.phone)


def old_parts_and_payment(words: Words, paper: SettlementPaper) -> tuple[str, tuple[str, str]]:
    """What becomes of old parts and how it was paid, each "" where it is left out, below what is
    left of their label.
    """
    keeps_parts, keeps_paid = (name not in paper.hidden for name in ("old_parts", "payment"))
    labels = {
        (True, True): words.say("Old parts · payment"),
        (True, False): words.say_as("paper", "Old parts"),
        (False, True): words.say_as("paper", "Payment"),
        (False, False): "",
    }
    parts = paper.old_parts if keeps_parts else ""
    paid = "　".join(paper.pay_methods) if keeps_paid else ""
    return labels[keeps_parts, keeps_paid], (parts, paid)


def _foot(pen: Pen, words: Words, paper: SettlementPaper) -> None:
    y, wide = FOOT, span(4)
    pen.rule(LEFT, y, WIDE)
    pen.write_line(LEFT, y + 5.2, 42, words.say_as("statement", "Cashier"))
    said = words.each_says("Customer signature (checked, item received)")
    signed = shown(paper.signed, paper.copy)
    signature(pen, (LEFT + 47, y + 5.2, 80), said, words, signed)
    pen.box(column(8), y + 1.6, wide, 6, THICK)
    told = words.each_says("Repair settlement only, not an invoice (fapiao)")
    slot = (column(8) + wide / 2, y + 5.8 - (len(told) - 1) * 0.8, wide - 3)
    stacked(pen, slot, told, (8.5, 7), face=Face.BOLD, align=Align.CENTRE)
