"""What receipt and statement share: the A5 landscape grid, head, number band and labelled field.

Twelve columns of 13.25 mm with 3 mm between; the same 192 x 132 mm block also fits half an A4.
"""

from collections.abc import Sequence

from counter.domain.choices import PaperCopy
from counter.domain.paper_looks import Logo
from counter.domain.papers import (
    AccessoryLabelPaper,
    ItemLabelPaper,
    ItemReceiptPaper,
    RepairCardPaper,
    SettlementPaper,
    SignedName,
)
from counter.domain.states import Category, OldPartChoice
from counter.language import N_, Words
from counter.printing.figures import groups
from counter.printing.forms.signed_name import signed_name
from counter.printing.pen import Align, Pen
from counter.printing.sheet import THICK, THIN, Face
from counter.printing.typesetting import Way

WIDTH, HEIGHT = 210, 148
LEFT, TOP, WIDE = 9, 8, 192
LABEL, VALUE, NOTE = 7, 10, 6.5  # points
BODY = 38  # mm, where the rows below the number begin

Slot = tuple[float, float, float]  # left, top and width of a field

LINE = (
    Way(VALUE, 1, 7.5, 4),
    Way(9, 1, 7.5, 4),
    Way(8, 1, 7.4, 4),
    Way(7.5, 1, 7.3, 4),
    Way(7.5, 2, 6.2, 2.9),
    Way(7, 2, 6.2, 2.8),
)
PAIR = (
    Way(VALUE, 2, 7.5, 4),
    Way(9, 2, 7.4, 4),
    Way(8, 2, 7.2, 3.9),
    Way(7.5, 3, 6.4, 2.95),
    Way(7, 3, 6.4, 2.9),
)
ADDRESS = (Way(LABEL, 1, 0, 0), Way(NOTE, 1, 0, 0), Way(NOTE, 2, -0.6, 2.5))
TITLE = (
    *(Way(size, 1, 8, 0) for size in (15, 14, 13, 12, 11)),
    Way(10, 2, 5, 4),
    Way(9, 2, 5, 4),
    Way(8, 3, 3.6, 3.5),
)
TWO_TITLES = (Way(12, 2, 5, 4.8), Way(11, 2, 5, 4.6), *TITLE[5:])
STACKED, LEAST_STACKED = 6, 4.5  # points of small lines
UP, LOW = 1.0, 1.1  # mm: how far two small lines stand from where one would
LOGO_ROOM = (33.0, 10.0)  # mm in the head of a sheet

COPIES = {
    PaperCopy.CUSTOMER: N_("Customer copy"),
    PaperCopy.FILE: N_("File copy"),
    PaperCopy.ITEM: N_("Copy with item"),
    PaperCopy.ACCOUNTS: N_("Accounts copy"),
}
LETTERS = {Category.PAID: "A", Category.CONTRACT: "B", Category.FREE: "C"}
CATEGORIES = {
    Category.PAID: N_("A paid"),
    Category.CONTRACT: N_("B contract"),
    Category.FREE: N_("C free"),
}

OLD_PARTS = {
    OldPartChoice.RETURN_TO_CUSTOMER: N_("Return to me"),
    OldPartChoice.RETURN_TO_MANUFACTURER: N_("To the manufacturer"),
    OldPartChoice.SCRAP_WITH_CONSENT: N_("Dispose of them"),
}


def column(n: int) -> float:
    """The left edge of column `n`."""
    return LEFT + n * 16.25


def span(n: int) -> float:
    """The width of `n` columns."""
    return n * 16.25 - 3


def field(
    pen: Pen,
    slot: Slot,
    label: str,
    value: str,
    ways: Sequence[Way] = LINE,
    *,
    face: Face = Face.MEDIUM,
) -> bool:
    """A small label above its value; False when the value was cut in the last of `ways`."""
    x, y, width = slot
    pen.shrunk(x, y + 3.1, label, width, (LABEL, 6))
    return pen.pour(x, y, width, value, ways, face=face)


def stacked(
    pen: Pen,
    slot: tuple[float, float, float],
    said: Sequence[str],
    sizes: tuple[float, float],
    *,
    face: Face = Face.MEDIUM,
    align: Align = Align.LEFT,
) -> float:
    """A text that stands at x, y in a width; in two languages two small lines around there.

    Gives back the furthest end.
    """
    x, y, width = slot
    if len(said) == 1:
        return pen.shrunk(x, y, said[0], width, sizes, face=face, align=align)
    size = min(sizes[0], STACKED)
    ends = [
        pen.shrunk(x, y + by, text, width, (size, LEAST_STACKED), face=face, align=align)
        for text, by in zip(said, (-UP, LOW), strict=False)
    ]
    return max(ends)


def signature(
    pen: Pen,
    slot: tuple[float, float, float],
    said: Sequence[str],
    words: Words,
    signed: SignedName | None,
) -> None:
    """A line to sign on at x, y in a width, with the name where it was signed on the pad; its
    label in two languages stands in two lines.
    """
    x, y, width = slot
    if len(said) == 1:
        start = pen.write_line(x, y, width, said[0])
        signed_name(pen, (start, y, x + width - start), signed, words)
        return
    start = stacked(pen, (x, y, width / 2), said, (STACKED, LEAST_STACKED)) + 1.5
    pen.rule(start, y + LOW + 0.3, x + width - start)
    signed_name(pen, (start, y, x + width - start), signed, words)


def brand_mark(pen: Pen, x: float, y: float, side: float = 7.0) -> None:
    """Three bars, each longer: things put in order."""
    for place, share in enumerate((0.4, 0.7, 1.0)):
        pen.box(x, y + place * side * 0.375, side * share, side * 0.25, filled=True)


def emblem(
    pen: Pen, slot: tuple[float, float], logo: Logo | None, room: tuple[float, float], side: float
) -> float:
    """The outlet's logo in a room around the middle of the place at x, y where else our own mark of
    that side stands; gives back where it ends.
    """
    x, y = slot
    if logo is None:
        brand_mark(pen, x, y, side)
        return x + side
    return pen.picture(x, y + (side - room[1]) / 2, logo, room)


def grouped_number(pen: Pen, x: float, y: float, number: str, size: float) -> float:
    """All 16 digits at one size, the sequence in bold; gives back the end."""
    gap = pen.width("0", size) * 0.55
    for place, part in enumerate(groups(number)):
        x = pen.text(x, y, part, size, Face.BOLD if place == 4 else Face.MEDIUM) + gap
    return x - gap


def head(pen: Pen, words: Words, paper: ItemReceiptPaper | SettlementPaper, title: str) -> None:
    """Who issues the paper, what it is, whose copy, and whether it was printed before."""
    letterhead = paper.letterhead
    x = emblem(pen, (LEFT, TOP + 1), letterhead.logo, LOGO_ROOM, 7.0) + 3
    room = LEFT + span(8) - x
    pen.shrunk(x, TOP + 4.2, letterhead.outlet_name, room, (11, 8), face=Face.BOLD)
    contact = [letterhead.outlet_address]
    if letterhead.service_phone:
        contact.append(words.say_as("paper", "Service {phone}", phone=letterhead.service_phone))
    if letterhead.complaint_phone:
        phone = letterhead.complaint_phone
        contact.append(words.say_as("paper", "Complaints {phone}", phone=phone))
    pen.pour(x, TOP + 8.4, room, "　".join(contact), ADDRESS)
    right, tags = LEFT + WIDE, words.each_says(COPIES[paper.copy])
    size = 8 if len(tags) == 1 else STACKED
    wide = max(pen.width(tag, size, Face.BOLD) for tag in tags) + 4
    pen.box(right - wide, TOP + 2.6, wide, 6, THIN)
    slot = (right - wide / 2, TOP + 6.7 - (len(tags) - 1) * 0.7, wide - 2)
    stacked(pen, slot, tags, (8, 8), face=Face.BOLD, align=Align.CENTRE)
    titles = words.each_says(title)
    ways = TITLE if len(titles) == 1 else TWO_TITLES
    pen.pour(column(8), TOP, right - wide - 3 - column(8), "\n".join(titles), ways, face=Face.BOLD)
    if paper.reprint:
        again = reprinted(words, paper.reprint)
        pen.text(right, TOP + 1.6, again, LABEL, Face.BOLD, align=Align.RIGHT)
    pen.rule(LEFT, TOP + 12, WIDE, THICK)


def phone_ends(words: Words, tail: str) -> str:
    """尾号 5678, as card and labels tell whose phone it is; in both languages ****5678."""
    if not tail:
        return ""
    if len(words.each()) > 1:
        return f"****{tail}"
    return words.say_as("phone", "ends {tail}", tail=tail)


def whose(
    words: Words, paper: RepairCardPaper | ItemLabelPaper | AccessoryLabelPaper, between: str = " "
) -> str:
    """The masked name and how the phone ends, as far as the outlet lets them be printed."""
    name = "" if "customer" in paper.hidden else paper.masked_name
    tail = "" if "phone_tail" in paper.hidden else phone_ends(words, paper.phone_tail)
    return f"{name}{between}{tail}" if name and tail else name or tail


def reprinted(words: Words, reprint: int) -> str:
    """补打 2."""
    return words.say_as("paper", "Reprint {n}", n=reprint)


def number_band(pen: Pen, label: str, number: str, note: str, beside: str = "") -> None:
    """The number at 28 points, its bars, and the small print of this sheet."""
    right = LEFT + span(8) - 1  # the white of the bars begins there
    beside_wide = pen.width(beside, LABEL, Face.BOLD) + 4 if beside else 0
    pen.shrunk(LEFT, 24.2, label, right - LEFT - beside_wide, (LABEL, 6))
    pen.text(right, 24.2, beside, LABEL, Face.BOLD, align=Align.RIGHT)
    grouped_number(pen, LEFT - 0.4, 34.6, number, 28)
    pen.bars(column(8), 22.5, number, 3, 11.5)
    pen.shrunk(LEFT + WIDE, 36.9, note, span(4), (NOTE, 5.5), align=Align.RIGHT)
