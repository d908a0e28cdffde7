"""维修结算单 where it flows: on rolls, upright A5 and continuous paper.

A wide sheet has the table of the A5 statement; elsewhere a line of it takes two lines of type.
"""

from functools import partial

from counter.domain.choices import PaperCopy
from counter.domain.money import in_words
from counter.domain.papers import SettlementPaper, StatementLine
from counter.language import Words
from counter.printing.figures import amount, minute, percent, spaced, yuan
from counter.printing.forms import flowing
from counter.printing.forms.letterhead import CATEGORIES
from counter.printing.forms.settlement_statement import (
    bearer,
    kind,
    line_name,
    old_parts_and_payment,
    shown_phone,
)
from counter.printing.forms.signed_name import shown
from counter.printing.forms.strip import ABOVE, BELOW, Field, Strip
from counter.printing.metrics import Metrics
from counter.printing.pen import Align
from counter.printing.sheet import POINT, Face, Sheet
from counter.printing.typesetting import lines, shrunk

PLIES = (PaperCopy.FILE, PaperCopy.CUSTOMER, PaperCopy.ACCOUNTS)
#: columns of a wide sheet: right edge and width, mm from the left
QTY, UNIT, NET, RATE, TAX = (97, 8), (119, 20), (141, 20), (152, 10), (170, 17)
KIND_AT, KIND_WIDE, NAME_AT, NAME_WIDE, BORNE_AT, BORNE_WIDE = 5, 14, 20, 44, 66, 22
TABLE_WIDE = 180  # mm of text that the table needs


def draw(medium: str, paper: SettlementPaper, words: Words, metrics: Metrics) -> list[Sheet]:
    """The lines, their sums, and what is due or goes back."""
    strip = flowing.new_strip(metrics, medium)
    not_fapiao = words.say("Repair settlement only, not an invoice (fapiao)")
    head = flowing.Head(
        paper,
        words.say("Repair Settlement Statement"),
        words.say("Statement number"),
        paper.number,
        PLIES,
        not_fapiao,
    )
    flowing.roll_head(strip, words, head)
    _parties(strip, words, paper)
    strip.rule(strip.style.thick, gap=1.0)
    if strip.style.wide >= TABLE_WIDE:
        _table(strip, words, paper)
    else:
        for place, line in enumerate(paper.lines, 1):
            _line(strip, words, paper, line, place)
    strip.rule(strip.style.thick, gap=1.2)
    _sums(strip, words, paper)
    _stated(strip, words, paper)
    _signed(strip, words, paper)
    if strip.style.is_roll:
        _boxed(strip, not_fapiao)
    return flowing.sheets(strip, words, head)


def on(medium: str) -> partial[list[Sheet]]:
    """The drawing on one medium."""
    return partial(draw, medium)


def _parties(strip: Strip, words: Words, paper: SettlementPaper) -> None:
    product = " · ".join(part for part in (paper.product, paper.model) if part)
    category = words.say(CATEGORIES[paper.category])
    strip.fields(
        Field(words.say("Customer / invoice title"), paper.customer_name, 2, Face.BOLD),
        Field(words.say_as("paper", "Phone"), shown_phone(paper)),
        Field(words.say_as("paper", "Category"), category, 1, Face.BOLD),
        Field(words.say_as("paper", "Item · model"), product, 2),
        Field(words.say("Serial / IMEI"), paper.serial, 2),
        Field(words.say_as("paper", "Receipt"), spaced(paper.receipt_number), 2),
        Field(words.say("Repair card"), spaced(paper.card_number), 2),
    )


def _line(
    strip: Strip, words: Words, paper: SettlementPaper, line: StatementLine, place: int
) -> None:
    """Its name over the whole width; below it how it comes to its amount."""
    name = line_name(words, line)
    strip.text(f"{place}  {kind(words, line.line)}　{name}", strip.style.value, gap=0.2)
    strip.join()
    facts = f"{line.qty} × {amount(line.unit_fen)}　{percent(paper.tax_permille)}"
    strip.text(f"{facts}　{bearer(words, line.coverage)}", strip.style.small, gap=0.2)
    strip.join()
    net, tax = words.say_as("statement", "Net"), words.say_as("statement", "Tax")
    told = f"{net} {amount(line.net_fen)}　{tax} {amount(line.tax_fen)}"
    sizes = (strip.style.small, strip.style.value)
    strip.pair(told, yuan(line.gross_fen), Face.BOLD, sizes)


def _table(strip: Strip, words: Words, paper: SettlementPaper) -> None:
    style, right = strip.style, Align.RIGHT
    pen, em = strip.pen(), style.small * POINT
    heads = (
        (words.say_as("statement", "Kind"), KIND_AT, KIND_WIDE, Align.LEFT),
        (words.say_as("statement", "Description"), NAME_AT, NAME_WIDE, Align.LEFT),
        (words.say_as("statement", "Borne by"), BORNE_AT, BORNE_WIDE, Align.LEFT),
        (words.say_as("statement", "Qty"), *QTY, right),
        (words.say_as("statement", "Unit price"), *UNIT, right),
        (words.say_as("statement", "Net"), *NET, right),
        (words.say_as("statement", "Rate"), *RATE, right),
        (words.say_as("statement", "Tax"), *TAX, right),
        (words.say_as("statement", "Amount (with tax)"), style.wide, 21, right),
    )
    rows = 1
    for name, at, room, align in heads:
        broken = lines(pen.metrics, name, room, style.small)
        rows = max(rows, len(broken))
        for row, text in enumerate(broken):
            y = em * ABOVE + row * em * (ABOVE + BELOW)
            pen.text(style.left + at, y, text, style.small, align=align)
    strip.put(pen, rows * em * (ABOVE + BELOW) + 0.6, joined=True)
    strip.rule()
    for place, line in enumerate(paper.lines, 1):
        _row(strip, words, paper, line, place)


def _row(
    strip: Strip, words: Words, paper: SettlementPaper, line: StatementLine, place: int
) -> None:
    """One line of the table; its words take as many rows as they need."""
    style, pen, size = strip.style, strip.pen(), strip.style.small
    em, left = size * POINT, strip.style.left
    y = em * ABOVE
    pen.text(left, y, str(place), size)
    figures = (
        (str(line.qty), QTY),
        (amount(line.unit_fen), UNIT),
        (amount(line.net_fen), NET),
        (percent(paper.tax_permille), RATE),
        (amount(line.tax_fen), TAX),
    )
    for text, (at, room) in figures:
        fit, shown = shrunk(pen.metrics, text, room, (size, 7))
        pen.text(left + at, y, shown, fit, align=Align.RIGHT)
    pen.shrunk(
        style.right, y, amount(line.gross_fen), 21, (size, 7), face=Face.BOLD, align=Align.RIGHT
    )
    columns = [
        (at, lines(pen.metrics, text, room, size))
        for text, at, room in (
            (kind(words, line.line), KIND_AT, KIND_WIDE),
            (line_name(words, line), NAME_AT, NAME_WIDE),
            (bearer(words, line.coverage), BORNE_AT, BORNE_WIDE),
        )
    ]
    rows = max(len(broken) for _, broken in columns)
    for row in range(rows):
        for at, broken in columns:
            pen.text(left + at, y, broken[row] if row < len(broken) else "", size)
        strip.put(pen, em * (ABOVE + BELOW) + (0.5 if row == rows - 1 else 0.0))
        pen = strip.pen()


def _sums(strip: Strip, words: Words, paper: SettlementPaper) -> None:
    """Totals as sums of the lines, and what is due or goes back."""
    net, tax, gross = (
        sum(getattr(line, field) for line in paper.lines)
        for field in ("net_fen", "tax_fen", "gross_fen")
    )
    sums = (
        (words.say_as("statement", "Net"), yuan(net), Face.MEDIUM),
        (words.say_as("statement", "Tax"), yuan(tax), Face.MEDIUM),
        (words.say_as("statement", "Total"), yuan(gross), Face.BOLD),
        (words.say("Paid in advance"), yuan(-paper.deposit_fen), Face.MEDIUM),
    )
    if strip.style.columns == 1:
        for label, value, face in sums:
            strip.pair(label, value, face)
    else:
        strip.fields(*(Field(label, value, 1, face) for label, value, face in sums))
    strip.fields(
        Field(words.say("Total in Chinese capitals"), in_words(gross), 2, Face.BOLD),
        Field(words.say("Settled at"), minute(paper.made_at), 2),
    )
    due = gross - paper.deposit_fen
    label = words.say("Due now") if due >= 0 else words.say("To be refunded")
    strip.rule(gap=1.2)
    strip.pair(label, yuan(abs(due)), Face.BOLD, (strip.style.value, strip.style.large))
    strip.rule(gap=1.0)


def _stated(strip: Strip, words: Words, paper: SettlementPaper) -> None:
    """Guarantee, old parts and how it was paid."""
    if paper.guarantee_until:
        until = words.say(
            "Repaired part and parts replaced guaranteed until {until};\n"
            "the same fault until then is repaired free of charge.",
            until=paper.guarantee_until.isoformat(),
        )
        strip.labelled(words.say("Guarantee"), until, size=strip.style.small)
    label, told = old_parts_and_payment(words, paper)
    if any(told):
        strip.labelled(label, "　".join(filter(None, told)))


def _signed(strip: Strip, words: Words, paper: SettlementPaper) -> None:
    printed = words.say_as("paper", "Printed {at}", at=minute(paper.printed_at))
    if paper.note:
        strip.text(paper.note, strip.style.small, gap=1.2)
    if "fapiao_question" in paper.hidden:
        strip.notes(printed)
    else:
        strip.ticks(printed, (words.say("No fapiao"), words.say("Fapiao wanted, e-mail")))
    signature = words.say("Customer signature (checked, item received)")
    labels = (words.say_as("statement", "Cashier"), signature)
    strip.signs(labels, words, shown(paper.signed, paper.copy))


def _boxed(strip: Strip, text: str) -> None:
    """What a statement is not, framed."""
    style = strip.style
    pen, em = strip.pen(), style.small * POINT
    broken = lines(pen.metrics, text, style.wide - 4, style.small, Face.BOLD)
    high = len(broken) * em * (ABOVE + BELOW) + 2.4
    pen.box(style.left + 0.4, 1.4, style.wide - 0.8, high, style.thick)
    for row, line in enumerate(broken):
        y = 2.6 + em * ABOVE + row * em * (ABOVE + BELOW)
        middle = style.left + style.wide / 2
        pen.text(middle, y, line, style.small, Face.BOLD, align=Align.CENTRE)
    strip.put(pen, high + 2.4)
